"""What dates with a month's name lack: where a day may stand that nobody has read, and names that were read later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import Word
from verifyctl.reading.dates.named import WIDEST_NAME, is_sure, script_of
from verifyctl.reading.dates.names import nearest, words_of
from verifyctl.reading.dates.sheet import Sheet, across, in_row, is_rightwards, middle
from verifyctl.reading.order import reading_order

YEAR_LENGTH, DAY_LENGTH = 4, 2

BESIDE = 1.5
"""A day stands at most so many heights of its own from the month's name."""


def gaps_before_months(sheet: Sheet) -> Iterator[tuple[Box, int]]:
    """For every month of a line written from right to left that has a year: its box, and where the next number begins.

    On the level page. Months with a day beside them are left out.
    """
    for month, place in sheet.months:
        numbers = [
            (box, sum(map(str.isdecimal, number.text)))
            for number, box in zip(sheet.numbers, sheet.places, strict=True)
            if in_row(box, place) and is_sure(number) and across(box, place) <= WIDEST_NAME * box.height
        ]
        has_year = any(digits >= YEAR_LENGTH and middle(box) < middle(place) for box, digits in numbers)
        if is_rightwards([month.text]) or not has_year:
            continue
        right = [(box, digits) for box, digits in numbers if middle(box) > middle(place)]
        if any(digits <= DAY_LENGTH and across(box, place) <= BESIDE * box.height for box, digits in right):
            continue
        end = min((box.x for box, _ in right), default=place.x + place.width + round(WIDEST_NAME * place.height))
        if end > place.x + place.width:
            yield place, end


def months_read(
    readings: Sequence[Sequence[Word]], calendars: tuple[Calendar, ...], *, arabic: bool
) -> tuple[Word, ...]:
    """The words of the first reading that names a month, in reading order; none where readings name different ones."""
    named: dict[tuple[Calendar, tuple[int, ...]], tuple[Word, ...]] = {}
    for words in readings:
        ordered = tuple(reading_order(tuple(words)))
        text = " ".join(word.text for word in ordered)
        month = nearest(words_of(text), calendars, script_of(text), arabic=arabic)
        if month is not None:
            named.setdefault((month.calendar, month.months), ordered)
    return next(iter(named.values())) if len(named) == 1 else ()
