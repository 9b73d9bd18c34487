"""Do the two dates of a claimed document date belong together?"""

from collections.abc import Iterator

from verifyctl.model.calendars import CONSISTENT
from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.dates import HijriDate
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Compare the Gregorian and the Hijri date of the claim; neither answer weighs anything."""
    for assertion in case.claim.of_kind(AssertionKind.DOCUMENT_DATE) if case.claim else ():
        day = assertion.when.civil_day if assertion.when else None
        if assertion.hijri is None or day is None:
            continue
        hijri = HijriDate.parse(assertion.hijri)
        apart = (day - hijri.gregorian()).days
        agree = "belong together" if apart in CONSISTENT else f"lie {abs(apart)} days apart"
        yield Hit(
            about=assertion.id,
            observation=f"The claimed dates {day} and {hijri} AH {agree}; on Umm al-Qura {hijri} AH is "
            f"{hijri.gregorian()}",
            direction=Direction.NEUTRAL,
            locations=(locate.claim(f"assertions.{assertion.id}"),),
            assertions=(assertion.id,),
            evidence={"gregorian": str(day), "hijri": str(hijri), "umm_al_qura": str(hijri.gregorian()), "days": apart},
            next_step=None if apart in CONSISTENT else "Ask the claimant which of the two dates the document bears.",
        )


RULE = Rule(
    code="claimed-calendars",
    title="The claim's two calendars",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(),
    proposition="the two claimed dates are the same day",
    alternative="one of them is another day, or a slip",
    limits=(
        "It shows only whether the claim agrees with itself: whoever makes up a document has the same calendar, and "
        "true ones carry slips",
    ),
    innocent_explanations=(
        "The Hijri day begins at sunset, so the evening before already bears the next date.",
        "Local sightings and tabular calendars differ from Umm al-Qura by a day or two.",
        "Offices make slips when converting dates.",
    ),
    judge=judge,
)
