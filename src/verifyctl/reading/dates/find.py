"""Dates in a text, with the doubt kept.

The forms are numbers with separators (year at either end) and names of months; a weekday beside them is passed over. A
date needs a day and a year of four digits, or of two after a word such as `date`. How the calendar is told:
`verifyctl.reading.dates.meaning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from verifyctl.model.dates import Calendar, Precision
from verifyctl.reading.dates.language import is_labelled, language_of, mark_beside
from verifyctl.reading.dates.meaning import (
    Beside,
    Language,
    Orders,
    Written,
    calendars_for,
    days_of,
    meanings,
    numeric_meanings,
)
from verifyctl.reading.dates.names import LONGEST, Named, ends_with_name, exact_between, spelled
from verifyctl.reference.spelling import folded_with_places


@dataclass(frozen=True)
class FoundDate:
    """A date that the text may hold.

    `text` is the part of the text from `start` to `end`, as it stands there. `days` are the civil days that it can
    mean, ISO 8601; more than one, the likelier first, where the order of day and month, or the calendar, is open.
    `calendar` and `written` (year-month-day in it) are those of the first. With the precision of a month there are no
    days, and `written` is year-month.
    """

    text: str
    start: int
    end: int
    calendar: Calendar
    days: tuple[str, ...]
    written: str
    precision: Literal[Precision.DAY, Precision.MONTH] = Precision.DAY


_SPACE = r"[ \t\u00a0]{0,3}"
SEPARATOR = r"[/\\.\-‐‑‒–—−⁄∕؍٫]"
NUMERIC = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,4}}){_SPACE}(?P<left>{SEPARATOR}){_SPACE}(?P<second>\d{{1,2}})"
    rf"{_SPACE}(?P<right>{SEPARATOR}){_SPACE}(?P<third>\d{{1,4}})(?!\d)"
)
_CHAIN_BEFORE = re.compile(rf"\d{_SPACE}(?P<separator>{SEPARATOR}){_SPACE}$")
_CHAIN_AFTER = re.compile(rf"{_SPACE}(?P<separator>{SEPARATOR}){_SPACE}\d")
_LOOK_BACK = 12
_GROUP = re.compile(r"\d+")
_BETWEEN_DAY_AND_YEAR = re.compile(
    r"(?:st|nd|rd|th)?(?:[ \t\u00a0,،./\\\-–—()]|(?<!\w)(?:من|عام|لعام|سنه|لسنه|of)(?!\w)){1,16}"
)

_Span = tuple[int, int, tuple[Written, ...]]


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in the text, in order, without overlaps. Never raises; any text is allowed."""
    pairs = tuple(folded_with_places(text))
    plain = "".join(char for char, _ in pairs)
    language = language_of(text)
    persian = any("۰" <= char <= "۹" for char in text)
    spans = sorted((*_numeric(plain, language, persian), *_named(spelled(plain))), key=lambda span: (span[0], -span[1]))
    found: list[FoundDate] = []
    reached = 0
    for start, end, written in spans:
        if start < reached:
            continue
        first, last = pairs[start][1], pairs[end - 1][1] + 1
        found.append(
            FoundDate(
                text=text[first:last],
                start=first,
                end=last,
                calendar=written[0].calendar,
                days=days_of(written),
                written=str(written[0]),
            )
        )
        reached = end
    return tuple(found)


def _numeric(plain: str, language: Language | None, persian: bool) -> Iterator[_Span]:
    for match in NUMERIC.finditer(plain):
        if in_longer_chain(plain, match):
            continue
        beside = Beside(
            mark=mark_beside(plain, match.start(), match.end()),
            language=language,
            persian_digits=persian,
            labelled=is_labelled(plain, match.start()),
        )
        written = numeric_meanings((match["first"], match["second"], match["third"]), beside)
        if written:
            yield match.start(), match.end(), written


def in_longer_chain(plain: str, match: re.Match[str]) -> bool:
    """True inside a longer run with the same separator, such as an address or a file number."""
    before = _CHAIN_BEFORE.search(plain[max(0, match.start() - _LOOK_BACK) : match.start()])
    after = _CHAIN_AFTER.match(plain, match.end())
    return bool((before and before["separator"] == match["left"]) or (after and after["separator"] == match["right"]))


def _named(plain: str) -> Iterator[_Span]:
    """Dates with a month's name: between the day and the year, or before both."""
    groups = [match for match in _GROUP.finditer(plain) if len(match[0]) in (1, 2, 4)]
    for first, second in pairwise(groups):
        sizes = (len(first[0]), len(second[0]))
        if (sizes[0] == 4) == (sizes[1] == 4):
            continue
        between = plain[first.end() : second.start()]
        year, day = (first, second) if sizes[0] == 4 else (second, first)
        start, named = first.start(), exact_between(between) if len(between) <= LONGEST else None
        if named is None and year is second and _BETWEEN_DAY_AND_YEAR.fullmatch(between):
            since = max((match.end() for match in groups if match.end() <= first.start()), default=0)
            before = ends_with_name(plain[max(since, first.start() - LONGEST) : first.start()])
            if before is not None:
                start, named = max(since, first.start() - LONGEST) + before[0], before[1]
        if named is not None:
            written = _taken(int(year[0]), int(day[0]), named)
            if written:
                yield start, second.end(), written


def _taken(year: int, day: int, named: Named) -> tuple[Written, ...]:
    orders: Orders = tuple((month, day) for month in named.months)
    return meanings(year, orders, Beside(), named.calendar)


def find_months(text: str) -> tuple[FoundDate, ...]:
    """Months with a year but without a day where a date is announced: `بتاريخ نيسان ٢٠١٥`, `Date: April 2015`."""
    pairs = tuple(folded_with_places(text))
    plain = spelled("".join(char for char, _ in pairs))
    found = []
    for year in _GROUP.finditer(plain):
        since = max(0, year.start() - LONGEST)
        name = ends_with_name(plain[since : year.start()]) if len(year[0]) == 4 else None
        if name is None or not is_labelled(plain, since + name[0], strictly=True) or len(name[1].months) > 1:
            continue
        calendar = name[1].calendar
        if calendar not in calendars_for(int(year[0]), Beside(), calendar):
            continue
        first, last = pairs[since + name[0]][1], pairs[year.end() - 1][1] + 1
        written = f"{year[0]}-{name[1].months[0]:02d}"
        found.append(FoundDate(text[first:last], first, last, calendar, (), written, Precision.MONTH))
    return tuple(found)
