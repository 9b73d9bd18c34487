"""Do the dates that stand together on the letter in two calendars mean the same day? Neither answer weighs."""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.consistency import Pair, consistency
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import DateStatus
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import LetterDate, meaning, standing, standing_in_words

_READ_FIRST = "Read both dates on the picture: a misread digit is likelier than a slip on the letter."


def judge(case: Case) -> Iterator[Hit]:
    """One observation for each pair; which dates are a pair is decided by where they stand, never by what fits."""
    dates = standing(case)
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    for pair in consistency([each.date for each in dates]):
        first, second = dates[pair.first], dates[pair.second]
        by_persons = {first.status, second.status} == {DateStatus.READ_BY_PERSON}
        yield Hit(
            about=f"dates-{first.number}-{second.number}",
            observation=f"{_quoted(first)} and {_quoted(second)} {_relation(pair)}",
            direction=Direction.NEUTRAL,
            locations=(first.location, second.location),
            assertions=ids,
            evidence={
                "texts": [first.date.text, second.date.text],
                "days": [list(first.date.days), list(second.date.days)],
                "statuses": [first.status.value, second.status.value],
                "apart": "" if pair.apart is None else str(pair.apart),
                "agree": pair.agree,
            },
            next_step="" if pair.agree or by_persons else _READ_FIRST,
        )


def _quoted(each: LetterDate) -> str:
    return f"\u201c{each.date.text}\u201d ({meaning(each.date)}; {standing_in_words(each)})"


def _relation(pair: Pair) -> str:
    if pair.apart is None:
        return "cannot be compared, since one of them is no day of its calendar"
    if pair.agree:
        return "can be the same day" + (f" ({_count(pair.apart)} between them on Umm al-Qura)" if pair.apart else "")
    return f"lie {_count(pair.apart)} apart"


def _count(days: int) -> str:
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'}"


RULE = Rule(
    code="letter-calendars",
    title="The letter's two calendars",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the two dates on the letter are the same day",
    alternative="one of them is another day, a slip, or misread",
    limits=(
        "It weighs nothing either way: whoever makes up a letter has the same calendars, and offices make slips of "
        "days and weeks",
    ),
    innocent_explanations=(
        "One of the two dates was misread.",
        "The Hijri day begins at sunset, and sightings and tabular calendars differ from Umm al-Qura by a day or two.",
        "The office made a slip in converting, or the two dates are of two different things.",
    ),
    judge=judge,
)
