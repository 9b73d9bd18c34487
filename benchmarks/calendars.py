"""How far the arithmetical Hijri calendars lie from Umm al-Qura, day by day: the figures in explanation/calendars.md.

    python benchmarks/calendars.py [FIRST LAST]     civil days, ISO 8601; by default 2013-04-09 2019-03-31

Eight calendars: four customary patterns of leap years in a cycle of thirty, with either epoch (the day that began at
sunset of 14 or of 15 July 622, Julian). Umm al-Qura is that of the hijridate package. Takes seconds, needs no data.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version

from hijridate import Gregorian

# R. H. van Gent, "The arithmetical calendar": leap years of the thirty-year cycle by four authorities.
PATTERNS: dict[str, frozenset[int]] = {
    "I (15)": frozenset({2, 5, 7, 10, 13, 15, 18, 21, 24, 26, 29}),
    "II (16)": frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29}),
    "III (Fatimid)": frozenset({2, 5, 8, 10, 13, 16, 19, 21, 24, 27, 29}),
    "IV (Habash)": frozenset({2, 5, 8, 11, 13, 16, 19, 21, 24, 27, 30}),
}
# The proleptic Gregorian day of 1 Muharram 1.
EPOCHS = {"civil": date(622, 7, 19), "astronomical": date(622, 7, 18)}
MONTHS_BEFORE = (0, 30, 59, 89, 118, 148, 177, 207, 236, 266, 295, 325)


def civil_day(year: int, month: int, day: int, leap: frozenset[int], epoch: date) -> date:
    """The civil day that an arithmetical calendar gives to a Hijri date."""
    cycles, rest = divmod(year - 1, 30)
    leaps = cycles * 11 + sum(number <= rest for number in leap)
    return epoch + timedelta(days=(year - 1) * 354 + leaps + MONTHS_BEFORE[month - 1] + day - 1)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def main() -> None:
    """Print, for each calendar, how many days later than Umm al-Qura it puts the same Hijri date."""
    first, last = (date.fromisoformat(text) for text in (sys.argv[1:3] or ("2013-04-09", "2019-03-31")))
    dates = [(day, Gregorian(day.year, day.month, day.day).to_hijri()) for day in days(first, last)]
    print(f"{len(dates)} days, {first} to {last}; hijridate {version('hijridate')}")
    print("days by which the calendar is later than Umm al-Qura, in percent of all days\n")
    found: dict[str, Counter[int]] = {}
    for epoch_name, epoch in EPOCHS.items():
        for name, leap in PATTERNS.items():
            apart = Counter((civil_day(h.year, h.month, h.day, leap, epoch) - day).days for day, h in dates)
            found[f"{epoch_name}, {name}"] = apart
    columns = range(min(map(min, found.values())), max(map(max, found.values())) + 1)
    print(f"{'calendar':<32}" + "".join(f"{column:+7d}" for column in columns))
    for name, apart in found.items():
        print(f"{name:<32}" + "".join(f"{100 * apart[column] / len(dates):7.1f}" for column in columns))


if __name__ == "__main__":
    main()
