"""Do the Content Credentials no longer fit the bytes that they were made for?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.credentials import CredentialState
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_PARTS = {
    "signature": "the signature",
    "data_hash": "the digest of the file's bytes",
    "assertion": "the digest of a statement inside",
    "ingredient": "an ingredient",
    "other": "another part",
}


def judge(case: Case) -> Iterator[Hit]:
    """Name what did not hold."""
    held = case.facts.credentials
    if held is None or held.state is not CredentialState.BROKEN:
        return
    broken = [failure for failure in held.failures if failure.part != "credential"]
    parts = list(dict.fromkeys(_PARTS[failure.part] for failure in broken))
    yield Hit(
        observation=f"The Content Credentials in the file did not hold: {', '.join(parts)}",
        direction=Direction.CONTRADICTS,
        strength=Strength.WEAK,
        locations=(locate.tag("C2PA manifest"),),
        evidence={
            "codes": [failure.code for failure in broken],
            "signer": held.signer,
            "lists": list(held.trust_lists),
        },
    )


RULE = Rule(
    code="credentials-broken",
    title="Content Credentials that no longer fit the bytes",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="c2pa",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("credentials",),
    proposition="the file is as its signer left it",
    alternative="bytes were changed after it was signed",
    limits=("Changed bytes need not be a changed picture: saving the file anew breaks a seal as surely as an edit",),
    innocent_explanations=(
        "A platform or program saved the file anew, or took out metadata, and left the credentials in.",
        "The file was damaged on its way, or its tail was cut by a broken download.",
        "The program that signed made a mistake; early versions of such programs did.",
    ),
    next_step="Look for the copy that still holds with its credentials, at the publisher or the signer named in them.",
    judge=judge,
)
