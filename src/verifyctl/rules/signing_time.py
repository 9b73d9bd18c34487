"""When were the file's credentials signed, and was that before the claimed capture?"""

from collections.abc import Iterator, Mapping
from typing import Any

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.credentials import CredentialState
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.moments import Moment, read

_INTACT = (CredentialState.TRUSTED, CredentialState.INTACT_UNLISTED)


def judge(case: Case) -> Iterator[Hit]:
    """State the time of an intact signature; weigh one that was stamped before the claimed capture."""
    credentials = case.facts.credentials
    if credentials is None or credentials.state not in _INTACT or credentials.signed_at is None:
        return
    signed = read(credentials.signed_at)
    if signed is None:
        return
    stamped = credentials.time_source == "timestamp"
    how = "a time-stamp service" if stamped else "the signer's own clock"
    said = f"The credentials were signed at {credentials.signed_at} by {how}"
    evidence = {"signed_at": credentials.signed_at, "state": credentials.state.value, "stamped": stamped}
    yield Hit(
        observation=said,
        direction=Direction.NEUTRAL,
        locations=(locate.tag("C2PA signature time"),),
        evidence=evidence,
    )
    if stamped and credentials.state is CredentialState.TRUSTED:
        yield from _against_claims(case, signed, said, evidence)


def _against_claims(case: Case, signed: Moment, said: str, evidence: Mapping[str, Any]) -> Iterator[Hit]:
    for assertion in case.claim.of_kind(AssertionKind.CAPTURE_TIME) if case.claim else ():
        if assertion.when is None or not signed.span.wholly_before(assertion.when.span()):
            continue
        yield Hit(
            about=assertion.id,
            observation=f"{said}, before the claimed capture time {assertion.when}",
            direction=Direction.CONTRADICTS,
            strength=Strength.WEAK,
            locations=(locate.tag("C2PA signature time"), locate.claim(f"assertions.{assertion.id}")),
            assertions=(assertion.id,),
            evidence={**evidence, "claimed": str(assertion.when)},
        )


RULE = Rule(
    code="signing-time",
    title="When the credentials were signed",
    axis=Axis.TIME_PLACE,
    layer=Layer.PICTURE,
    group="c2pa",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("credentials",),
    proposition="the picture was taken at the claimed time",
    alternative="it was there, and was signed, before that",
    limits=("A signature bounds these bytes: they existed by then, and may have been made long before",),
    innocent_explanations=(
        "The claim gives a day in another calendar or zone, or has a slip in it.",
        "The claimed time is that of publication, put down as that of capture.",
        "The signing device's clock was wrong and the time-stamp was taken from it.",
    ),
    judge=judge,
)
