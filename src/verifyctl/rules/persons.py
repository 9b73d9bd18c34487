"""What persons read on the evidence, as recorded in the claim, for rules to share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.claim import AssertionKind, Reading
from verifyctl.model.dates import Calendar, HijriDate, Span, When
from verifyctl.model.finding import Location
from verifyctl.rules.base import Case
from verifyctl.rules.times import hijri_span


@dataclass(frozen=True)
class DateRead:
    """A document date as a person read it: every moment that it can mean, and where it stands.

    `days` are the civil days that it names, ISO 8601; none where only a month or a year could be read. `calendars` are
    those in which the words are written; none where they are no date by themselves.
    """

    index: int
    by: str
    text: str
    span: Span
    location: Location
    days: frozenset[str] = frozenset()
    calendars: frozenset[Calendar] = frozenset()


def readings_of(case: Case, *kinds: AssertionKind) -> Iterator[tuple[int, Reading]]:
    """(number from 1, reading) of these kinds, in the order of the claim."""
    for index, reading in enumerate(case.claim.readings if case.claim else (), start=1):
        if reading.field in kinds:
            yield index, reading


def group_of(by: str) -> str:
    """The group of a reader: one person counts once, however the name is spaced or capitalised."""
    return f"human-reading:{' '.join(by.split()).casefold()}"


def where(index: int, reading: Reading) -> Location:
    """The box that the person named, or the place in the claim."""
    if reading.box is None:
        return Location(kind="claim", where=f"readings.{index - 1}")
    x, y, width, height = reading.box
    return Location(kind="pixel_box", where=f"readings.{index - 1}", box=Box(x=x, y=y, width=width, height=height))


def dates_read(case: Case) -> Iterator[DateRead]:
    """Every document date that a person read and that can be placed in time."""
    yield from dates_in(case.claim.readings if case.claim else ())


def dates_in(readings: Iterable[Reading]) -> Iterator[DateRead]:
    """The document dates among the readings of a claim that can be placed in time."""
    from verifyctl.reading.dates.find import find_dates

    for index, reading in enumerate(readings, start=1):
        span = _span(reading) if reading.field is AssertionKind.DOCUMENT_DATE else None
        if span is not None:
            yield DateRead(
                index=index,
                by=reading.by,
                text=reading.text,
                span=span,
                location=where(index, reading),
                days=frozenset(_days(reading)),
                calendars=frozenset(date.calendar for date in find_dates(reading.text)),
            )


def _span(reading: Reading) -> Span | None:
    """What the person's date can mean: `value` and `hijri` before the text, which is read only if it is plain."""
    if reading.value is not None:
        return When.parse(reading.value).span()
    if reading.hijri is not None:
        return hijri_span(HijriDate.parse(reading.hijri))
    from verifyctl.reading.dates.find import find_dates

    found = [(date.calendar, day) for date in find_dates(reading.text) for day in date.days]
    if len({day for _, day in found}) != 1:
        return None
    calendar, day = found[0]
    if calendar is not Calendar.HIJRI:
        return When.parse(day).span()
    from datetime import date as civil

    from verifyctl.model.dates import hijri_of

    written = hijri_of(civil.fromisoformat(day))
    return hijri_span(written) if written else None


def _days(reading: Reading) -> Iterator[str]:
    from verifyctl.reading.dates.find import find_dates

    if reading.value is not None and (day := When.parse(reading.value).civil_day):
        yield day.isoformat()
    if reading.hijri is not None:
        yield HijriDate.parse(reading.hijri).gregorian().isoformat()
    yield from (day for found in find_dates(reading.text) for day in found.days)
