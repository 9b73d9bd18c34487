"""Was something read as a date that is no day of its calendar? Suspect the reading first."""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.consistency import is_impossible
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import CALENDARS, standing, standing_in_words


def judge(case: Case) -> Iterator[Hit]:
    """Note every date that exists in no variant of its calendar."""
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    for each in standing(case):
        if not is_impossible(each.date):
            continue
        yield Hit(
            about=f"date-{each.number}",
            observation=f"\u201c{each.date.text}\u201d ({standing_in_words(each)}) would be {each.date.written}, a day "
            f"that the {CALENDARS[each.date.calendar]} calendar does not have",
            direction=Direction.NOT_ASSESSABLE,
            locations=(each.location,),
            assertions=ids,
            evidence={"text": each.date.text, "written": each.date.written or "", "status": each.status.value},
        )


RULE = Rule(
    code="date-impossible",
    title="A date that its calendar does not have",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="what stands there is a day of its calendar",
    alternative="it is not, or was misread",
    limits=("A misread digit makes such a date of a sound one, and clerks write such dates too; it carries no weight",),
    innocent_explanations=(
        "A digit was misread.",
        "Day and month, or two numbers of a reference, were taken for parts of one date.",
        "The writer made a slip, or counted a month of 29 days as one of 30.",
    ),
    next_step="Read the date in the picture, digit by digit, and record what stands there under readings in the claim.",
    judge=judge,
)
