"""verifyctl: hold a circulated picture against the claim made about it, and say with reasons what follows.

The Python API does what the command line does::

    import verifyctl

    verdict = verifyctl.check("order.jpg", claim="order.claim.yaml")
    print(verdict.verdict.outcome)

Nothing heavy is imported until one of these names is used.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = ["Claim", "Verdict", "VerifyctlError", "__version__", "check", "load_claim", "load_verdict"]

_HOMES = {
    "check": "verifyctl.api",
    "load_claim": "verifyctl.api",
    "load_verdict": "verifyctl.api",
    "Claim": "verifyctl.model.claim",
    "Verdict": "verifyctl.model.verdict",
    "VerifyctlError": "verifyctl.errors",
}

if TYPE_CHECKING:
    from verifyctl.api import check, load_claim, load_verdict
    from verifyctl.errors import VerifyctlError
    from verifyctl.model.claim import Claim
    from verifyctl.model.verdict import Verdict


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
