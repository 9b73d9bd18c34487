"""Dates in a line of text, in two calendars and with the doubt kept.

What is found are candidates: any digit may have been misread. The forms are numbers with separators (year at
either end) and month names in Arabic and English; a weekday beside them is passed over. A date needs a day and a
year of four digits.

Which calendar: years from 1300 to 1500 are taken as Hijri, 1800 to 2100 as Gregorian, whatever mark (هـ, م) stands
beside them, for marks are misread as digits are; only the mark of the solar Hijri calendar (هـ ش) sets a date aside.
A Hijri day is converted by Umm al-Qura, which has a table for 1343 to 1500 only; others are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from verifyctl.model.dates import Calendar, HijriDate
from verifyctl.reading.normalise import folded, folded_with_places
from verifyctl.reference.months import MONTHS

GREGORIAN_YEARS = range(1800, 2101)
HIJRI_YEARS = range(1300, 1501)


@dataclass(frozen=True)
class FoundDate:
    """A date that the text may hold.

    `text` is the part of the text from `start` to `end`, as it stands there. `days` are the civil days that it can
    mean, ISO 8601; more than one, the likelier first, where the order of day and month is open.
    """

    text: str
    start: int
    end: int
    calendar: Calendar
    days: tuple[str, ...]


_SPACE = r"[ \t\u00a0]{0,3}"
_SEPARATOR = r"[/\\.\-‐‑‒–—−⁄∕؍٫]"
_NUMERIC = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,4}}){_SPACE}(?P<left>{_SEPARATOR}){_SPACE}(?P<second>\d{{1,2}})"
    rf"{_SPACE}(?P<right>{_SEPARATOR}){_SPACE}(?P<third>\d{{1,4}})(?!\d)"
)
# هـ folds to ه; then the sun's mark, in full or as a letter.
_SOLAR_AFTER = re.compile(r"[ (\[]{0,3}(?:هجري\w{0,2} {0,2}شمسي|ه[ .]{0,3}ش(?!\w))")
_SOLAR_BEFORE = re.compile(r"ه[ .]{0,3}ش[ )\]]{0,3}$")
_CHAIN_BEFORE = re.compile(rf"\d{_SPACE}(?P<separator>{_SEPARATOR}){_SPACE}$")
_CHAIN_AFTER = re.compile(rf"{_SPACE}(?P<separator>{_SEPARATOR}){_SPACE}\d")
_LOOK_BACK = 12


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in the text, in order, without overlaps. Never raises; any text is allowed."""
    pairs = tuple(folded_with_places(text))
    plain = "".join(char for char, _ in pairs)
    spans = sorted((*_numeric(plain), *_named(plain)), key=lambda span: (span[0], -span[1]))
    found: list[FoundDate] = []
    reached = 0
    for start, end, calendar, days in spans:
        if start < reached or _is_solar(plain, start, end):
            continue
        first, last = pairs[start][1], pairs[end - 1][1] + 1
        found.append(FoundDate(text=text[first:last], start=first, end=last, calendar=calendar, days=days))
        reached = end
    return tuple(found)


_Span = tuple[int, int, Calendar, tuple[str, ...]]


def _is_solar(plain: str, start: int, end: int) -> bool:
    before = plain[max(0, start - _LOOK_BACK) : start]
    return bool(_SOLAR_AFTER.match(plain, end) or _SOLAR_BEFORE.search(before))


def _numeric(plain: str) -> Iterator[_Span]:
    for match in _NUMERIC.finditer(plain):
        if _in_longer_chain(plain, match):
            continue
        orders: tuple[tuple[int, int], ...]
        first, second, third = (int(match[name]) for name in ("first", "second", "third"))
        if len(match["first"]) == 4 and len(match["third"]) <= 2:
            year, orders = first, (((second, third),) if second <= 12 else ((third, second),))
        elif len(match["third"]) == 4 and len(match["first"]) <= 2:
            year, orders = third, ((second, first), (first, second))
        else:
            continue
        yield from _span(match.start(), match.end(), year, orders)


def _in_longer_chain(plain: str, match: re.Match[str]) -> bool:
    """True inside a longer run with the same separator, such as an address or a file number."""
    before = _CHAIN_BEFORE.search(plain[max(0, match.start() - _LOOK_BACK) : match.start()])
    after = _CHAIN_AFTER.match(plain, match.end())
    return bool((before and before["separator"] == match["left"]) or (after and after["separator"] == match["right"]))


def _span(
    start: int, end: int, year: int, orders: Iterable[tuple[int, int]], *, hijri: bool | None = None
) -> Iterator[_Span]:
    """The span with its days, if it has any. `orders` are (month, day) pairs, the likelier first."""
    if year in HIJRI_YEARS and hijri is not False:
        # Nobody writes the month before the day in this calendar.
        pairs = tuple(orders)[:1]
        days = tuple(day for month, number in pairs if (day := _hijri_day(year, month, number)))
        calendar = Calendar.HIJRI
    elif year in GREGORIAN_YEARS and hijri is not True:
        days = tuple(day for month, number in orders if (day := _gregorian_day(year, month, number)))
        calendar = Calendar.GREGORIAN
    else:
        return
    if days:
        yield start, end, calendar, tuple(dict.fromkeys(days))


def _gregorian_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _hijri_day(year: int, month: int, day: int) -> str | None:
    try:
        return HijriDate(year=year, month=month, day=day).gregorian().isoformat()
    except (ValueError, OverflowError):
        return None


# Month names -------------------------------------------------------------------------------------

_FILLER = r"(?:[ \t\u00a0,،./\\\-–—()]|(?<!\w)(?:من|شهر|عام|لعام|سنه|لسنه|لشهر|of|the)(?!\w)){1,24}"


@cache
def _months() -> dict[str, tuple[bool, int]]:
    """Folded names of months without spaces, to (Hijri or not, month)."""
    return {_key(name): (row.calendar == "hijri", row.month) for row in MONTHS for name in row.names}


def _key(name: str) -> str:
    return re.sub(r"[^\w]", "", folded(name))


@cache
def _named_patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted({folded(name) for row in MONTHS for name in row.names}, key=lambda name: (-len(name), name))
    spelled = "|".join(re.sub(r"(?:\\ |\\-|\\')", "[ \\\\-'’‘]{0,2}", re.escape(name)) for name in names)
    month = rf"(?<![^\W\d_])(?P<month>{spelled})(?![^\W\d_])"
    again = rf"(?:{_SPACE}[/\\(\-–]{_SPACE}(?P<again>{spelled})(?![^\W\d_]){_SPACE}\)?)?"
    day = r"(?<!\d)(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th)?"
    year = r"(?<!\d)(?P<year>\d{4})(?!\d)"
    return (
        re.compile(rf"{day}{_FILLER}?{month}{again}\.?{_FILLER}?{year}"),
        re.compile(rf"{month}{again}\.?{_FILLER}?{day}{_FILLER}{year}"),
        re.compile(rf"{year}{_FILLER}?{month}{again}\.?{_FILLER}?{day}"),
    )


def _named(plain: str) -> Iterator[_Span]:
    table = _months()
    for pattern in _named_patterns():
        for match in pattern.finditer(plain):
            hijri, month = table[_key(match["month"])]
            months = [month]
            if match["again"]:
                other_hijri, other = table[_key(match["again"])]
                if other_hijri != hijri:
                    continue
                months.append(other)
            orders = tuple((number, int(match["day"])) for number in dict.fromkeys(months))
            yield from _span(match.start(), match.end(), int(match["year"]), orders, hijri=hijri)
