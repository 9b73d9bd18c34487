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

from hijridate import Gregorian, Hijri

from verifyctl.model.calendars import TABULAR, Tabular


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def placed(calendar: Tabular, written: Hijri) -> date:
    """The civil day of a Hijri date; a 30th that the calendar does not have counts as the day after its 29th."""
    return calendar.civil_day(written.year, written.month, 1) + timedelta(days=written.day - 1)


def main() -> None:
    """Print, for each calendar, how many days later than Umm al-Qura it puts the same Hijri date."""
    first, last = (date.fromisoformat(text) for text in (sys.argv[1:3] or ("2013-04-09", "2019-03-31")))
    dates = [(day, Gregorian(day.year, day.month, day.day).to_hijri()) for day in days(first, last)]
    print(f"{len(dates)} days, {first} to {last}; hijridate {version('hijridate')}")
    print("days by which the calendar is later than Umm al-Qura, in percent of all days\n")
    found = {calendar.name: Counter((placed(calendar, h) - day).days for day, h in dates) for calendar in TABULAR}
    columns = range(min(map(min, found.values())), max(map(max, found.values())) + 1)
    print(f"{'calendar':<32}" + "".join(f"{column:+7d}" for column in columns))
    for name, apart in found.items():
        print(f"{name:<32}" + "".join(f"{100 * apart[column] / len(dates):7.1f}" for column in columns))


if __name__ == "__main__":
    main()
