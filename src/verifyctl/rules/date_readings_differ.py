"""Did several readings of one date or number give different digits? Then a person has to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import TextFacts
from verifyctl.reading.crops import has_digits
from verifyctl.reading.numbers.alphabet import SEPARATORS
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import letter_dates
from verifyctl.rules.persons import readings_of

_SHOWN = 10


@dataclass(frozen=True)
class _Differing:
    what: str
    readings: tuple[str, ...]
    box: Box


def judge(case: Case) -> Iterator[Hit]:
    """List the places where engine and number reader, passes, or readings of one reader differ; persons settle some."""
    text = case.facts.text
    if text is None:
        return
    found = [*_dates(case), *_numbers(text)]
    if not found:
        return
    shown = "; ".join(" or ".join(f"\u201c{one}\u201d" for one in each.readings) for each in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    dated = any(each.what == "date" for each in found)
    yield Hit(
        observation=f"Readings of {len(found)} date(s) or number(s) differ: {shown}{more}",
        direction=Direction.NOT_ASSESSABLE,
        locations=tuple(locate.box(f"a {each.what} with different readings", each.box) for each in found[:_SHOWN]),
        assertions=ids if dated else (),
        evidence={
            "places": [
                {"what": each.what, "readings": list(each.readings), "box": each.box.as_json()} for each in found
            ],
            "words_on_which_passes_differ": sum(
                bool(word.others) and not word.number for line in text.lines for word in line.words
            ),
        },
        next_step="" if any(readings_of(case, AssertionKind.DOCUMENT_DATE)) else None,
    )


def _dates(case: Case) -> Iterator[_Differing]:
    """Dates with other readings, but for those that a person has settled."""
    for each in letter_dates(case):
        if each.machine.alternatives and not each.read_by and not each.otherwise:
            yield _Differing("date", (each.machine.text, *each.machine.alternatives), each.machine.box)


def _numbers(text: TextFacts) -> Iterator[_Differing]:
    """Numbers of several digits outside dates of which two readings differ in more than the signs at their ends."""
    for number in filter(has_digits, text.numbers):
        told: dict[str, str] = {}
        for reading in filter(None, number.readings):
            told.setdefault(reading.strip(SEPARATORS), reading)
        given = tuple(told.values())
        if len(given) > 1 and not any(number.box.meets(date.box) for date in text.dates):
            yield _Differing("number", given, number.box)


RULE = Rule(
    code="date-readings-differ",
    title="Readings of a date or number differ",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-digits",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the digits are as the first reading gives them",
    alternative="they are as another gives them, or as none does",
    limits=("A difference says that a machine cannot read the place surely, and nothing of what stands there",),
    innocent_explanations=(
        "The place is small, blurred, compressed, or crossed by a line or a stamp.",
        "One of the readers does not know these digits.",
    ),
    next_step="Look at the places that differ (verifyctl check --crops DIR cuts them out) and record the digits under "
    "readings in the claim.",
    judge=judge,
)
