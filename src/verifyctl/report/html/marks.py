"""What was read, each piece with its place on the picture, so that a page can lead from either to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.text import TextFacts
from verifyctl.model.verdict import Verdict
from verifyctl.reading.crops import strips
from verifyctl.reading.numbers.logical import logical
from verifyctl.report.letter import how_read, without_marks
from verifyctl.report.pictures import Picture, Pictures
from verifyctl.rules.claimed_place_read import named
from verifyctl.rules.document_date_not_read import unread_date_lines
from verifyctl.rules.fields import IN_WORDS
from verifyctl.rules.letter import dates_heard, meaning, standing_in_words
from verifyctl.rules.persons import dates_in
from verifyctl.rules.weekday_differs import WEEKDAYS


@dataclass(frozen=True)
class Mark:
    """A piece of what was read: its id, its kind, what to call it, its text, its place, what else is to be said."""

    id: str
    kind: str
    label: str
    text: str
    box: Box
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class StripShown:
    """A place enlarged: what it shows, every reading of it and whose, and its picture if there is one."""

    name: str
    mark: str | None
    label: str
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    picture: Picture | None


@dataclass(frozen=True)
class Sheet:
    """The picture as it was read: its size in pixels, all marks by kind, the strips, and how it was read."""

    width: int
    height: int
    how: str
    lines: tuple[Mark, ...]
    dates: tuple[Mark, ...]
    numbers: tuple[Mark, ...]
    fields: tuple[Mark, ...]
    places: tuple[Mark, ...]
    unread: tuple[Mark, ...]
    around: tuple[Mark, ...]
    strips: tuple[StripShown, ...]

    @property
    def all(self) -> tuple[Mark, ...]:
        """Every mark; the later ones lie above the earlier ones."""
        return (*self.around, *self.fields, *self.lines, *self.places, *self.unread, *self.numbers, *self.dates)


def of(verdict: Verdict, pictures: Pictures) -> Sheet | None:
    """The sheet; None where nothing was read or the size of the picture is not known."""
    facts, subject = verdict.text, verdict.subject[0]
    if facts is None or not subject.width or not subject.height or not (facts.lines or facts.numbers or facts.screen):
        return None
    dates = tuple(_dates(verdict, facts))
    return Sheet(
        width=subject.width,
        height=subject.height,
        how=how_read(facts),
        lines=tuple(
            Mark(f"line-{number}", "line", f"Line {number}", without_marks(line.text), line.box)
            for number, line in enumerate(facts.lines, start=1)
        ),
        dates=dates,
        numbers=tuple(_numbers(facts)),
        fields=tuple(
            Mark(
                f"field-{number}",
                "field",
                IN_WORDS[field.name],
                without_marks(field.text),
                field.box,
                others=(field.also,) if field.also else (),
            )
            for number, field in enumerate(facts.fields, start=1)
        ),
        places=tuple(
            Mark(
                f"place-{number}",
                "place",
                named(place.place),
                without_marks(place.text),
                place.box,
                notes=(f"line {place.line + 1}" + (", nearly so spelled" if place.how == "near" else ""),),
            )
            for number, place in enumerate(facts.places, start=1)
        ),
        unread=tuple(
            Mark(f"unread-{number}", "date", "A line for a date, not read", without_marks(field.text), field.box)
            for number, field in enumerate(unread_date_lines(facts), start=1)
        ),
        around=tuple(
            Mark(f"around-{number}", "around", f"Around the picture, line {number}", without_marks(line.text), line.box)
            for number, line in enumerate(facts.screen.lines if facts.screen else (), start=1)
        ),
        strips=tuple(_strips(verdict, facts, pictures, dates)),
    )


def _dates(verdict: Verdict, facts: TextFacts) -> Iterator[Mark]:
    readings = verdict.claim.readings if verdict.claim else ()
    for each in dates_heard(facts, dates_in(readings)):
        date = each.machine
        notes = [meaning(date), standing_in_words(each), f"line {date.line + 1}"]
        if date.weekday is not None:
            notes.append(f"beside it: {WEEKDAYS[date.weekday - 1]}")
        yield Mark(
            f"date-{each.number}",
            "date",
            f"Date {each.number}",
            without_marks(date.text),
            date.box,
            notes=tuple(notes),
            others=date.alternatives,
        )


def _seen(number: str) -> str:
    """A number that was read from left to right, its characters in the order in which they are written."""
    return logical(number, rightwards=True, before="")


def _numbers(facts: TextFacts) -> Iterator[Mark]:
    for number, each in enumerate(facts.numbers, start=1):
        status = "read surely" if each.accepted else "not read surely"
        tried = tuple(
            dict.fromkeys(_seen(one) for one in (*each.readings, *each.alternatives) if one and one != each.text)
        )
        label = f"Number {number}"
        yield Mark(f"number-{number}", "number", label, _seen(each.text), each.box, (status,), tried)


def _strips(verdict: Verdict, facts: TextFacts, pictures: Pictures, dates: tuple[Mark, ...]) -> Iterator[StripShown]:
    for strip in strips(facts):
        readings: list[tuple[str, tuple[str, ...]]] = [("in the transcript", (without_marks(strip.text),))]
        if strip.kind == "date":
            mark: str | None = dates[strip.place].id
            readings.append(("also read as", facts.dates[strip.place].alternatives))
        else:
            mark = f"number-{strip.place + 1}" if strip.kind == "number" else f"field-{strip.place + 1}"
        if strip.kind == "reference" and (also := facts.fields[strip.place].also):
            readings.append(("in the other order", (also,)))
        readings += _number_readings(facts, strip.box)
        readings += _persons(verdict, strip.box)
        label = strip.kind.replace("-", " ").capitalize() + f" {strip.number}"
        told = tuple((whose, texts) for whose, texts in readings if texts)
        yield StripShown(strip.name, mark, label, told, pictures.strips.get(strip.name))


def _number_readings(facts: TextFacts, box: Box) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the reader of numbers gave in a place, reading by reading."""
    for number in facts.numbers:
        if not number.box.meets(box):
            continue
        sure = "number reader, sure" if number.accepted else "number reader, not sure"
        yield sure, (_seen(number.text),)
        yield "reading by reading", tuple(_seen(reading) if reading else "nothing" for reading in number.readings)
        yield "alternatives", tuple(_seen(other) for other in number.alternatives if other)


def _persons(verdict: Verdict, box: Box) -> Iterator[tuple[str, tuple[str, ...]]]:
    for reading in verdict.claim.readings if verdict.claim else ():
        if reading.box is None:
            continue
        x, y, width, height = reading.box
        if Box(x=x, y=y, width=width, height=height).meets(box):
            yield f"read by {reading.by}", (reading.text,)
