"""Does the claim itself date the document later than the picture was public?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.times import public_by


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """Note a claimed document date that lies wholly after a known time of publication."""
    known = public_by(case)
    if not known or case.claim is None:
        return
    public = known[0]
    for assertion in case.claim.of_kind(AssertionKind.DOCUMENT_DATE):
        when = assertion.when
        if when is None or not public.span.wholly_before(when.span()):
            continue
        yield Hit(
            about=assertion.id,
            observation=f"The claimed document date {when} fell after the picture was public ({public.text})",
            direction=Direction.NEUTRAL,
            locations=(locate.claim(f"assertions.{assertion.id}"), public.location),
            assertions=(assertion.id,),
            evidence={"claimed": str(when), "public_by": public.span.latest},
        )
        claimed = Premise(
            text=f"claimed document date {when}",
            basis=PremiseBasis.STATEMENT,
            finding=f"{RULE.code}:{assertion.id}",
        )
        yield Contradiction.resting_on(
            claimed,
            public.premise,
            kind="claimed-date-after-public",
            statement="The claim dates the document later than the picture was public",
            assertions=(assertion.id,),
            axes=(Axis.TIME_PLACE,),
        )


RULE = Rule(
    code="claimed-date-after-public",
    title="The claim's own dates cannot both hold",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("context",),
    proposition="the claim's dates hold together",
    alternative="the claimed document date or the named post is wrong",
    limits=("It concerns the claim and not the document: a slip in the claim file does the same",),
    innocent_explanations=("The claim names the wrong post or has a slip in the date.",),
    next_step="Ask the claimant for the date on the document and for the address of the first post.",
    judge=judge,
)
