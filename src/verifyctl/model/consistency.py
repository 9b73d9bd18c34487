"""Do the dates that were read on one letter hold together? Pure answers, which say nothing of what they mean.

Two dates in different calendars that stand together are a pair. Which ones stand together is decided by their places
alone, before anything is compared: a date never looks for a partner that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verifyctl.model.base import Box
from verifyctl.model.calendars import CONSISTENT, civil_days, days_after_hijri, hijri_days, written_parts
from verifyctl.model.dates import Calendar, Precision
from verifyctl.model.text import DateReading

LINES_APART = 3
"""Dates on lines of the transcript further apart than this do not stand together."""

HEIGHTS_APART = 4
"""Nor do those on lines that are no neighbours, more than this many heights of the lower one apart."""


@dataclass(frozen=True)
class Pair:
    """Two dates in different calendars that stand together, as places in the list of dates.

    `apart` is by how many days the day of `second` lies after that of `first`, where `first` is a Hijri date if one
    of the two is; a Hijri date is taken as its Umm al-Qura day. None where one of them is no day of its calendar.
    `agree` is whether they can be the same day: -1 to 2 days after a Hijri date, the same day otherwise.
    """

    first: int
    second: int
    apart: int | None
    agree: bool


def consistency(dates: Sequence[DateReading]) -> tuple[Pair, ...]:
    """The pairs among the dates of a letter, in the order of the list. Only the first day of each date counts."""
    pairs = []
    for place, partner in partners(dates):
        first, second = (partner, place) if dates[partner].calendar is Calendar.HIJRI else (place, partner)
        one, other = dates[first], dates[second]
        apart = days_apart(one, other)
        room = CONSISTENT if one.calendar is Calendar.HIJRI else range(1)
        pairs.append(Pair(first=first, second=second, apart=apart, agree=apart is not None and apart in room))
    return tuple(pairs)


def partners(dates: Sequence[DateReading]) -> tuple[tuple[int, int], ...]:
    """Which dates in different calendars stand together: each other's nearest, by place only. Smaller index first."""
    nearest: dict[int, int] = {}
    whole = [(index, date) for index, date in enumerate(dates) if date.precision is Precision.DAY]
    for index, one in whole:
        near = [
            (_distance(one, other), place)
            for place, other in whole
            if other.calendar is not one.calendar and _together(one, other)
        ]
        if near:
            nearest[index] = min(near)[1]
    return tuple((index, other) for index, other in nearest.items() if index < other and nearest.get(other) == index)


def days_apart(first: DateReading, second: DateReading) -> int | None:
    """By how many days the first day of `second` lies after `first`; after Umm al-Qura where `first` is Hijri."""
    civil = _civil(second)
    if civil is None:
        return None
    if first.calendar is Calendar.HIJRI and first.written is not None:
        return days_after_hijri(civil, *written_parts(first.written))
    before = _civil(first)
    return None if before is None else (civil - before).days


def weekday_fits(reading: DateReading) -> bool | None:
    """Whether the weekday named beside a date is that of one of the days that it can mean.

    A Hijri date may mean any day that one of its calendars gives, and the day before the earliest, for it begins at
    sunset. None where no weekday is named or the date is no day of its calendar.
    """
    if reading.weekday is None or not reading.days:
        return None
    days = [date.fromisoformat(day) for day in reading.days]
    if reading.calendar is Calendar.HIJRI and reading.written is not None:
        days += hijri_days(*written_parts(reading.written))
        days = [date.fromordinal(day.toordinal() - step) for day in days for step in (0, 1)]
    return any(day.isoweekday() == reading.weekday for day in days)


def is_impossible(reading: DateReading) -> bool:
    """Whether what was read as a date is no day of its calendar, in any of the calendar's variants."""
    if reading.days or reading.written is None or reading.precision is not Precision.DAY:
        return False
    return not civil_days(reading.calendar, *written_parts(reading.written))


def _civil(reading: DateReading) -> date | None:
    return date.fromisoformat(reading.days[0]) if reading.days else None


def _together(one: DateReading, other: DateReading) -> bool:
    lines = abs(one.line - other.line)
    if lines > LINES_APART:
        return False
    return lines <= 1 or _gap(one.box, other.box) <= HEIGHTS_APART * min(_height(one.box), _height(other.box))


def _distance(one: DateReading, other: DateReading) -> tuple[int, int]:
    """Lines first, then pixels: what stands on the same line is nearer than what stands below."""
    return abs(one.line - other.line), _gap(one.box, other.box)


def _height(box: Box) -> int:
    """The lower side: a line of text is longer than high, whichever way the page lies."""
    return max(1, min(box.width, box.height))


def _gap(one: Box, other: Box) -> int:
    """Pixels between the nearest edges, the larger of across and down; 0 where the boxes overlap."""
    across = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
    down = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
    return max(across, down, 0)
