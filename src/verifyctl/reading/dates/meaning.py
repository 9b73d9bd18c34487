"""From the parts of a written date to the calendars and days that they can mean.

Years from 1800 to 2100 are Gregorian, from 1300 to 1500 Hijri, lunar or solar. Which of the two is told by the name of
the month, by a mark (هـ ق, هـ ش), by the language; where nothing tells, both are kept. Solar years from 1421 on, that
is 2042, are not thought of unless they are named so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from verifyctl.model.calendars import civil_days
from verifyctl.model.dates import Calendar

GREGORIAN_YEARS = range(1800, 2101)
HIJRI_YEARS = range(1300, 1501)
JALALI_YEARS = range(1300, 1421)
"""Solar years that are thought of where nothing names the calendar."""

LATEST_SHORT_YEAR = 40
"""A Gregorian year written with two digits belongs to this century up to here, to the last one above."""

Language = Literal["arabic", "persian", "kurdish", "other"]


@dataclass(frozen=True)
class Written:
    """A date as written in a calendar. It need not exist there."""

    calendar: Calendar
    year: int
    month: int
    day: int

    @property
    def days(self) -> tuple[str, ...]:
        """The civil day that it most likely means, ISO 8601; empty if its calendar has no such day.

        A Hijri date is taken by Umm al-Qura, where that has it, else by the commonest arithmetical calendar.
        """
        return tuple(day.isoformat() for day in civil_days(self.calendar, self.year, self.month, self.day)[:1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True)
class Beside:
    """What stands beside a date and tells how to take it.

    `mark` is the calendar that a mark names. `labelled` is whether words such as `date:` stand before it, which is
    asked of years with two digits.
    """

    mark: Calendar | None = None
    language: Language | None = None
    persian_digits: bool = False
    labelled: bool = False


Orders = tuple[tuple[int, int], ...]
"""(month, day) pairs, the likelier first."""


def calendars_for(year: int, beside: Beside, named: Calendar | None = None) -> tuple[Calendar, ...]:
    """The calendars that a year of four digits can be of, the likelier first. `named` is that of the month's name."""
    if year in GREGORIAN_YEARS:
        return (Calendar.GREGORIAN,) if named in (None, Calendar.GREGORIAN) else ()
    if year not in HIJRI_YEARS or named is Calendar.GREGORIAN:
        return ()
    return (named,) if named is not None else _lunar_or_solar(year, beside)


def _lunar_or_solar(year: int, beside: Beside) -> tuple[Calendar, ...]:
    if beside.mark is Calendar.JALALI:
        return (Calendar.JALALI,)
    persian = beside.language == "persian"
    if year not in JALALI_YEARS or beside.language == "arabic" or (beside.mark is Calendar.HIJRI and not persian):
        return (Calendar.HIJRI,)
    if persian and beside.mark is None:
        return (Calendar.JALALI,)
    # In Persian letters هـ alone may stand for either.
    if persian or beside.persian_digits:
        return (Calendar.JALALI, Calendar.HIJRI)
    return (Calendar.HIJRI, Calendar.JALALI)


def meanings(year: int, orders: Orders, beside: Beside, named: Calendar | None = None) -> tuple[Written, ...]:
    """Every day that a date can mean, the likelier first; none if it is no day of any calendar that fits."""
    return tuple(written for written in _taken(year, orders, beside, named) if written.days)


def impossible(year: int, orders: Orders, beside: Beside, named: Calendar | None = None) -> Written | None:
    """The date as it would be written, where the year fits a calendar and no order of the parts gives a day.

    None with a nought for a day or month: nobody writes one, it is what is left of two figures.
    """
    taken = _taken(year, orders, beside, named)
    whole = all(written.month and written.day for written in taken)
    return taken[0] if taken and whole and not any(written.days for written in taken) else None


def _taken(year: int, orders: Orders, beside: Beside, named: Calendar | None) -> tuple[Written, ...]:
    found = (
        Written(calendar, year, month, day)
        for calendar in calendars_for(year, beside, named)
        # Nobody writes the month before the day in the Hijri calendars.
        for month, day in (orders if calendar is Calendar.GREGORIAN or named is not None else orders[:1])
    )
    return tuple(dict.fromkeys(found))


def numeric(parts: tuple[str, str, str], beside: Beside) -> tuple[tuple[int, Orders], ...]:
    """What three groups of digits, as seen from left to right, can be: (year, orders), the likelier first.

    The group of four digits at an end is the year, whatever way the text was typed. Without one only labelled dates
    are taken, with the year of two digits at either end.
    """
    first, second, third = (int(part) for part in parts)
    sizes = [len(part) for part in parts]
    if sizes[1] > 2:
        return ()
    if sizes[0] == 4 and sizes[2] <= 2:
        return ((first, ((second, third),) if second <= 12 else ((third, second),)),)
    if sizes[2] == 4 and sizes[0] <= 2:
        return ((third, ((second, first), (first, second))),)
    if max(sizes) > 2 or not beside.labelled:
        return ()
    ends = []
    if sizes[2] == 2:
        ends.append((_long_year(third, beside), ((second, first),)))
    if sizes[0] == 2:
        ends.append((_long_year(first, beside), ((second, third),)))
    return tuple(ends)


def _long_year(short: int, beside: Beside) -> int:
    if beside.mark in (Calendar.HIJRI, Calendar.JALALI):
        return 1400 + short if short <= LATEST_SHORT_YEAR + 10 else 1300 + short
    return 2000 + short if short <= LATEST_SHORT_YEAR else 1900 + short


def numeric_meanings(parts: tuple[str, str, str], beside: Beside) -> tuple[Written, ...]:
    """Every day that three groups of digits can mean, the likelier first."""
    found = (meanings(year, orders, beside) for year, orders in numeric(parts, beside))
    return tuple(dict.fromkeys(written for every in found for written in every))


def days_of(written: Iterable[Written]) -> tuple[str, ...]:
    """The civil days of several meanings, each once."""
    return tuple(dict.fromkeys(day for one in written for day in one.days))
