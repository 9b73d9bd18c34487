"""The calendars on letters, day by day: Umm al-Qura and the arithmetical Hijri calendars, and the solar Hijri one.

A Hijri date can mean several civil days, for there are several calendars; `hijri_days` gives all of them. See
docs/explanation/calendars.md for how far they lie apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from verifyctl.model.dates import Calendar, DayOfCalendar, year_month_day

CONSISTENT = range(-1, 3)
"""By how many days a Gregorian date may lie after the Umm al-Qura day of a Hijri date that stands beside it.

The span of the arithmetical calendars with the civil epoch, 2013 to 2019 (benchmarks/calendars.py).
"""

_LONGEST = 80

# The arithmetical Hijri calendars ----------------------------------------------------------------

_MONTHS_BEFORE = (0, 30, 59, 89, 118, 148, 177, 207, 236, 266, 295, 325)
_CYCLE = 30


@dataclass(frozen=True)
class Tabular:
    """An arithmetical Hijri calendar: the leap years in its cycle of thirty, and the civil day of 1 Muharram 1.

    Months have 30 and 29 days in turn; the last has 30 in leap years. After R. H. van Gent, "The arithmetical
    calendar" (Islamic-western calendar converter, Utrecht), who lists four authorities and two epochs.
    """

    name: str
    leap: frozenset[int]
    epoch: date

    def is_leap(self, year: int) -> bool:
        """Whether the year has 355 days."""
        return ((year - 1) % _CYCLE) + 1 in self.leap

    def length(self, year: int, month: int) -> int:
        """Days of the month, 29 or 30. Raises ValueError for a month that there is none of."""
        if year < 1 or not 1 <= month <= 12:
            raise ValueError(f"{year}-{month} is not a month of the Hijri calendar")
        return 30 if month % 2 or (month == 12 and self.is_leap(year)) else 29

    def civil_day(self, year: int, month: int, day: int) -> date:
        """The civil day of a date (the Hijri day itself begins at the sunset before). Raises ValueError."""
        if not 1 <= day <= self.length(year, month):
            raise ValueError(f"{year}-{month}-{day} is not a day of the calendar {self.name}")
        return self.epoch + timedelta(days=self._days_before(year) + _MONTHS_BEFORE[month - 1] + day - 1)

    def date_of(self, civil: date) -> tuple[int, int, int]:
        """Year, month and day of a civil day from the epoch on. Raises ValueError for one before."""
        number = (civil - self.epoch).days
        if number < 0:
            raise ValueError(f"{civil} lies before the calendar {self.name}")
        year = 1 + number * _CYCLE // (354 * _CYCLE + len(self.leap))
        while self._days_before(year + 1) <= number:
            year += 1
        while self._days_before(year) > number:
            year -= 1
        rest = number - self._days_before(year)
        month = max(index for index, before in enumerate(_MONTHS_BEFORE, start=1) if before <= rest)
        return year, month, rest - _MONTHS_BEFORE[month - 1] + 1

    def _days_before(self, year: int) -> int:
        cycles, rest = divmod(year - 1, _CYCLE)
        return (year - 1) * 354 + cycles * len(self.leap) + sum(number <= rest for number in self.leap)


LEAP_PATTERNS: dict[str, frozenset[int]] = {
    "I (15)": frozenset({2, 5, 7, 10, 13, 15, 18, 21, 24, 26, 29}),
    "II (16)": frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29}),
    "III (Fatimid)": frozenset({2, 5, 8, 10, 13, 16, 19, 21, 24, 27, 29}),
    "IV (Habash)": frozenset({2, 5, 8, 11, 13, 16, 19, 21, 24, 27, 30}),
}
# The proleptic Gregorian days of the two epochs, 16 and 15 July 622 of the Julian calendar.
EPOCHS: dict[str, date] = {"civil": date(622, 7, 19), "astronomical": date(622, 7, 18)}

TABULAR: tuple[Tabular, ...] = tuple(
    Tabular(f"{epoch}, {pattern}", leap, day)
    for epoch, day in EPOCHS.items()
    for pattern, leap in LEAP_PATTERNS.items()
)
"""Eight calendars: four customary patterns of leap years with either epoch, the commonest epoch first."""

# Umm al-Qura and all of them together ------------------------------------------------------------

UMM_AL_QURA_YEARS = range(1343, 1501)


@cache
def umm_al_qura(year: int, month: int, day: int) -> date | None:
    """The civil day in the official calendar of Saudi Arabia, from the table of the package hijridate.

    None for a day that it does not have, and outside its years, 1343 to 1500 AH.
    """
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


@cache
def hijri_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The civil days that a Hijri date can mean: that of Umm al-Qura first, then the others of `TABULAR`, each once.

    Empty for a date that no calendar has. For years above 9600 AH, which `date` cannot hold, too.
    """
    found: list[date] = []
    if (official := umm_al_qura(year, month, day)) is not None:
        found.append(official)
    for calendar in TABULAR:
        try:
            found.append(calendar.civil_day(year, month, day))
        except (ValueError, OverflowError):
            continue
    return tuple(dict.fromkeys(found))


def days_after_hijri(civil: date, year: int, month: int, day: int) -> int | None:
    """By how many days a civil day lies after a Hijri date: after Umm al-Qura where that has the date.

    A date that Umm al-Qura lacks is measured from its day before, one more; outside its years from the first of
    `TABULAR`. None for a date that no calendar has.
    """
    days = hijri_days(year, month, day)
    if not days:
        return None
    if (official := umm_al_qura(year, month, day)) is not None:
        return (civil - official).days
    before = umm_al_qura(year, month, day - 1) if day > 1 else None
    return (civil - before).days - 1 if before is not None else (civil - days[0]).days


# Solar Hijri -------------------------------------------------------------------------------------

_FIRST_JALALI, _LAST_JALALI = 1210, 1634
# 1 Farvardin 1210 was 21 March 1831.
_JALALI_EPOCH = date(1831, 3, 21)
_JALALI_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


class JalaliDate(DayOfCalendar):
    """A day of the solar Hijri calendar of Iran, written year-month-day: `1394-02-07`.

    Leap years by the cycle of 33 years, which gives the calendar's true years from 1210 to 1634, that is 1831 to 2256
    (K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon, and Planets 74, 1996). Others are refused.
    """

    written_as: ClassVar[tuple[str, str]] = ("solar Hijri date", "1394-02-07")

    @classmethod
    def check(cls, year: int, month: int, day: int) -> None:
        """Raise ValueError where the calendar has no such day, or is not given for that year."""
        written = f"{year:04d}-{month:02d}-{day:02d}"
        if not _FIRST_JALALI <= year <= _LAST_JALALI:
            raise ValueError(
                f"'{written}' is outside the years {_FIRST_JALALI} to {_LAST_JALALI} of the solar Hijri calendar"
            )
        last = 31 if month <= 6 else 30 if month <= 11 or is_jalali_leap(year) else 29
        if not 1 <= month <= 12 or not 1 <= day <= last:
            raise ValueError(f"'{written}' is not a day of the solar Hijri calendar")

    def gregorian(self) -> date:
        """The civil day."""
        before = 31 * (self.month - 1) - max(0, self.month - 7)
        return _nowruz(self.year) + timedelta(days=before + self.day - 1)


def jalali_of(day: date) -> JalaliDate | None:
    """The solar Hijri date of a civil day, or None outside the years 1210 to 1634."""
    year = day.year - 621
    if _FIRST_JALALI <= year <= _LAST_JALALI + 1 and day < _nowruz(year):
        year -= 1
    if not _FIRST_JALALI <= year <= _LAST_JALALI:
        return None
    rest = (day - _nowruz(year)).days
    month = rest // 31 + 1 if rest < 186 else (rest - 186) // 30 + 7
    first = 31 * (month - 1) - max(0, month - 7)
    return JalaliDate(year=year, month=month, day=rest - first + 1)


def is_jalali_leap(year: int) -> bool:
    """Whether a year from 1210 to 1634 has 366 days."""
    return year % 33 in _JALALI_LEAPS


@cache
def _nowruz(year: int) -> date:
    """The civil day of 1 Farvardin."""
    leaps = sum(is_jalali_leap(earlier) for earlier in range(_FIRST_JALALI, year))
    return _JALALI_EPOCH + timedelta(days=365 * (year - _FIRST_JALALI) + leaps)


def _jalali_text(text: str) -> str:
    JalaliDate.parse(text)
    return text.strip()


JalaliText = Annotated[str, AfterValidator(_jalali_text)]
"""Text in the form of `JalaliDate`, kept as written."""

# Any of them -------------------------------------------------------------------------------------


def civil_days(calendar: Calendar, year: int, month: int, day: int) -> tuple[date, ...]:
    """The civil days that a date written in a calendar can mean, likelier first; empty if it has no such day.

    Only a Hijri date can mean more than one.
    """
    if calendar is Calendar.HIJRI:
        return hijri_days(year, month, day)
    try:
        if calendar is Calendar.JALALI:
            return (JalaliDate(year=year, month=month, day=day).gregorian(),)
        return (date(year, month, day),)
    except ValueError:
        return ()


def written_parts(text: str) -> tuple[int, int, int]:
    """Year, month and day of `DateReading.written`. Raises ValueError for another form."""
    parts = year_month_day(text)
    if parts is None:
        raise ValueError(f"{text[:_LONGEST]!r} is not written year-month-day")
    return parts
