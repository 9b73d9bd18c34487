"""Was no date read where one stands or is claimed? That says nothing, and asks for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifyctl.model.base import Box
from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.model.text import FieldName, FieldReading, NumberReading, TextFacts
from verifyctl.reading.crops import doubtful
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import readings_of

_SHOWN = 8


def judge(case: Case) -> Iterator[Hit]:
    """Say that a claimed date, or a line for a date, waits for a reader, and where to look."""
    text = case.facts.text
    if text is None or _settled(case):
        return
    claimed = case.claim.of_kind(AssertionKind.DOCUMENT_DATE) if case.claim else ()
    unread = [field for field in unread_date_lines(text) if not _person_read(case, field.box)]
    read_by_person = any(readings_of(case, AssertionKind.DOCUMENT_DATE))
    if not unread and (text.dates or not claimed or read_by_person):
        return
    numbers = () if text.dates else doubtful(text)
    yield Hit(
        observation=_observation(text, unread, numbers),
        direction=Direction.NOT_ASSESSABLE,
        locations=tuple(_locations(text, unread, numbers)),
        assertions=tuple(assertion.id for assertion in claimed),
        evidence={
            "lines_read": len(text.lines),
            "date_lines": [{"text": field.text, "box": field.box.as_json()} for field in unread],
            "numbers": [
                {"readings": [reading or "" for reading in number.readings], "box": number.box.as_json()}
                for number in numbers[:_SHOWN]
            ],
        },
    )


def unread_date_lines(text: TextFacts) -> list[FieldReading]:
    """Lines for a date on which no date was read."""
    with_date = {date.line for date in text.dates}
    lines = [field for field in text.fields if field.name is FieldName.DATE_LINE]
    return [
        field
        for field in lines
        if with_date.isdisjoint(field.lines) and not any(date.box.meets(field.box) for date in text.dates)
    ]


def _settled(case: Case) -> bool:
    """Whether a person read a date and named no box: then it is the date."""
    return any(reading.box is None for _, reading in readings_of(case, AssertionKind.DOCUMENT_DATE))


def _person_read(case: Case, box: Box) -> bool:
    for _, reading in readings_of(case, AssertionKind.DOCUMENT_DATE):
        if reading.box is not None:
            x, y, width, height = reading.box
            if Box(x=x, y=y, width=width, height=height).meets(box):
                return True
    return False


def _observation(text: TextFacts, unread: list[FieldReading], numbers: Sequence[NumberReading]) -> str:
    lines = ", ".join(f"\u201c{field.text}\u201d" for field in unread[:_SHOWN])
    if text.dates:
        return f"No date was read by machine on the line {lines}"
    parts = [f"No date was read by machine among {len(text.lines)} line(s)"]
    if unread:
        parts.append(f"a date seems to stand on the line {lines}")
    if numbers:
        parts.append(f"{len(numbers)} number(s) could not be read surely")
    return "; ".join(parts)


def _locations(text: TextFacts, unread: list[FieldReading], numbers: Sequence[NumberReading]) -> Iterator[Location]:
    yield from (locate.box("a line for a date", field.box) for field in unread[:_SHOWN])
    yield from (locate.box("a number that was not read surely", number.box) for number in numbers[:_SHOWN])
    if not unread and not numbers:
        yield Location(kind="text_span", where="the whole transcript", start=0, end=len(text.transcript))


RULE = Rule(
    code="document-date-not-read",
    title="No date was read by machine",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-digits",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the document bears the claimed date",
    alternative="it bears another, or none",
    limits=("Machines miss dates in good pictures and most dates in poor ones, so this carries no weight",),
    innocent_explanations=(
        "The date is there and was not read: small, blurred, handwritten, or under a stamp.",
        "The line names a date without giving one, or leaves it to be filled in.",
    ),
    next_step="Have a reader of the language read the date in the picture and record it under readings in the claim.",
    judge=judge,
)
