"""Are the bytes as somebody signed them, and is the signer on a list?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.credentials import CredentialState
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """State who signed what; only a signer on the list gives the seal any weight."""
    held = case.facts.credentials
    if held is None or held.state not in (CredentialState.TRUSTED, CredentialState.INTACT_UNLISTED):
        return
    listed = held.state is CredentialState.TRUSTED
    signer = held.signer or held.issuer or "an unnamed signer"
    when = f" at {held.signed_at} ({held.time_source})" if held.signed_at else ""
    standing = "who is on the list of trusted signers" if listed else "who is not on the list of trusted signers"
    yield Hit(
        observation=f"The bytes were as {signer}, {standing}, signed them{when}",
        direction=Direction.SUPPORTS if listed else Direction.NEUTRAL,
        strength=Strength.WEAK if listed else Strength.NONE,
        locations=(locate.tag("C2PA manifest"),),
        evidence={
            "state": held.state.value,
            "signer": held.signer,
            "issuer": held.issuer,
            "signed_at": held.signed_at,
            "program": held.generator,
            "actions": [action.action for action in held.actions],
            "lists": list(held.trust_lists),
        },
    )


RULE = Rule(
    code="credentials-intact",
    title="Content Credentials that fit the bytes",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="c2pa",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("credentials",),
    proposition="the file is as its signer left it",
    alternative="it was changed since, with credentials made anew",
    limits=("It says who signed these bytes, never that the scene is true or that nothing was changed before",),
    innocent_explanations=(
        "A signer who is not on the list may be a camera or program that joined it later.",
        "Anyone can make a certificate and sign; a list tells only which ones a programme admitted.",
    ),
    next_step="Read the actions in the credentials, and ask the signer what stands behind them.",
    judge=judge,
)
