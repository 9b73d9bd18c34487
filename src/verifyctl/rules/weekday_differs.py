"""Is the weekday named beside a date that of none of the days that the date can mean? A question, no more."""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.consistency import weekday_fits
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import LetterDate, meaning, standing, standing_in_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def judge(case: Case) -> Iterator[Hit]:
    """Note every date beside which a weekday stands that it does not fall on."""
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    for each in standing(case):
        if weekday_fits(each.date) is False and each.date.weekday is not None:
            yield _hit(each, WEEKDAYS[each.date.weekday - 1], ids)


def _hit(each: LetterDate, weekday: str, ids: tuple[str, ...]) -> Hit:
    return Hit(
        about=f"date-{each.number}",
        observation=f"Beside \u201c{each.date.text}\u201d ({meaning(each.date)}; {standing_in_words(each)}) stands the "
        f"weekday {weekday}, on which no day falls that it can mean",
        direction=Direction.NEUTRAL,
        locations=(each.location,),
        assertions=ids,
        evidence={"text": each.date.text, "days": list(each.date.days), "weekday": weekday},
    )


RULE = Rule(
    code="weekday-differs",
    title="The weekday does not fit the date",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the weekday and the date on the letter are of one day",
    alternative="one of the two is a slip, or misread",
    limits=("Slips in the weekday are common, and a misread digit makes one of any date, so this carries no weight",),
    innocent_explanations=(
        "A digit of the date was misread.",
        "The writer made a slip, as happens around midnight, weekends and holidays.",
        "The weekday belongs to something else in the line, such as a meeting.",
    ),
    next_step="Read weekday and date in the picture, and record what stands there under readings in the claim.",
    judge=judge,
)
