"""Dates with a month's name: a year and a day of the number reader, and the words between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import NumberReading
from verifyctl.reading.dates.beside import beside
from verifyctl.reading.dates.cut import Side, is_cut
from verifyctl.reading.dates.meaning import Beside, Orders, Written, calendars_for, impossible, meanings
from verifyctl.reading.dates.names import Named, exact, has_little_else, nearest, words_of
from verifyctl.reading.dates.seen import MOST, Seen, without_stray_dot
from verifyctl.reading.dates.sheet import Placed, Sheet, across, around, in_row, middle, stands_between
from verifyctl.reading.numbers.votes import bare, of_three
from verifyctl.reference.months import Script
from verifyctl.reference.spelling import folded

WIDEST_NAME = 14.0
"""Between a day and its year there is at most so much room for a month's name, in heights of the numbers."""

NARROWEST_NAME = 0.8
LONGEST_MONTH = 31
SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True)
class _Figure:
    """A number that is one group of digits: its place in the list, its box, its value, how many of three readings
    gave it, what the others gave, and whether it is a single digit.
    """

    index: int
    number: NumberReading
    box: Box
    value: int
    votes: int
    others: frozenset[int]
    short: bool


def named_dates(sheet: Sheet) -> Iterator[Seen]:
    """Every year with each day near it in its row that has a month's name between, or before both."""
    years = [year for index in range(len(sheet.numbers)) if (year := _figure(sheet, index, (4,)))]
    for year in years:
        if not calendars_for(year.value, Beside()):
            continue
        for index in _next_to(sheet, year):
            day = _figure(sheet, index, (1, 2))
            if day is None or not 1 <= day.value <= LONGEST_MONTH or (day.short and is_cut(sheet, index, *SIDES)):
                continue
            seen = _date(sheet, year, day)
            if seen is not None:
                yield seen


def nameless(sheet: Sheet) -> Iterator[tuple[Box, tuple[Calendar, ...]]]:
    """The space between a year and the day right of it where nothing that was read names a month, and what calendars
    the year can be of. Both numbers are given by most of their readings; boxes are on the level page.
    """
    for year in (figure for index in range(len(sheet.numbers)) if (figure := _figure(sheet, index, (4,)))):
        calendars = calendars_for(year.value, Beside())
        for index in _next_to(sheet, year) if calendars and year.votes >= MOST else ():
            day = _figure(sheet, index, (1, 2))
            if day is None or day.votes < MOST or not 1 <= day.value <= LONGEST_MONTH:
                continue
            start = year.box.x + year.box.width
            wide = NARROWEST_NAME * year.box.height <= day.box.x - start <= WIDEST_NAME * year.box.height
            if wide and _month(sheet, year, day)[1] is None:
                yield Box(x=start, y=year.box.y, width=day.box.x - start, height=year.box.height), calendars


def _figure(sheet: Sheet, index: int, sizes: Sequence[int]) -> _Figure | None:
    """The number as one group of digits of such a size, by most of its readings; where they are even, by its text."""
    number = sheet.numbers[index]
    texts = [reading for reading in number.readings or (number.text,) if reading]
    votes = Counter(digits for text in texts if (digits := _alone(text, sizes)) is not None)
    if not votes:
        return None
    own = _alone(number.text, sizes)
    digits = max(votes, key=lambda one: (votes[one], one == own))
    seen = {int(other) for text in texts if (other := _alone(text, sizes)) not in (None, digits) and other is not None}
    short = len(digits) == 1
    many = of_three(votes[digits], len(number.readings))
    return _Figure(index, number, sheet.places[index], int(digits), many, frozenset(seen), short)


def _alone(text: str, sizes: Sequence[int]) -> str | None:
    digits = without_stray_dot(folded(text).strip(" /-.,:()[]\\|ـ"))
    return digits if digits.isascii() and digits.isdigit() and len(digits) in sizes else None


def _next_to(sheet: Sheet, year: _Figure) -> list[int]:
    """The numbers next to a year in its row, on either side, with room for a month's name between at most.

    What lies beyond a number in the same digits that two readings agree on is no neighbour.
    """
    row = [index for index, place in enumerate(sheet.places) if index != year.index and in_row(place, year.box)]
    near = []
    for side in (-1, 1):
        beyond = [index for index in row if side * (middle(sheet.places[index]) - middle(year.box)) > 0]
        for index in sorted(beyond, key=lambda index: across(sheet.places[index], year.box)):
            place = sheet.places[index]
            if across(place, year.box) > WIDEST_NAME * min(place.height, year.box.height):
                break
            near.append(index)
            if is_sure(sheet.numbers[index]) and sheet.numbers[index].digits == year.number.digits:
                break
    return near


def is_sure(number: NumberReading) -> bool:
    """Whether most readings of a number agree."""
    most = max(Counter(bare(reading) for reading in number.readings if reading).values(), default=0)
    return of_three(most, len(number.readings)) >= MOST


def _date(sheet: Sheet, year: _Figure, day: _Figure) -> Seen | None:
    words, named = _month(sheet, year, day)
    if named is None or len(named.months) > 1:
        return None
    near = beside(sheet, year.box, year.number.letters)
    orders: Orders = ((named.months[0], day.value),)
    written = meanings(year.value, orders, near, named.calendar)
    none = impossible(year.value, orders, near, named.calendar)
    if not written and none is None:
        return None
    return Seen(
        written=written or ((none,) if none is not None else ()),
        votes=min(year.votes, day.votes),
        permille=min(year.number.confidence, day.number.confidence),
        agreed=year.number.accepted and day.number.accepted,
        box=around((year.box, day.box)),
        numbers=(year.index, day.index),
        exists=bool(written),
        named=True,
        boxes=tuple(word.word.box for word in words),
        split=frozenset(_others(year, day, named, (year.others, day.others))),
        rivals=frozenset(_others(year, day, named, (_alternatives(year, (4,)), _alternatives(day, (1, 2))))),
    )


def _alternatives(figure: _Figure, sizes: Sequence[int]) -> frozenset[int]:
    found = (_alone(text, sizes) for text in figure.number.alternatives)
    return frozenset(int(digits) for digits in found if digits is not None)


def _others(
    year: _Figure, day: _Figure, named: Named, others: tuple[frozenset[int], frozenset[int]]
) -> Iterator[Written]:
    """Dates that other years and days would make with the month."""
    for one in {year.value, *others[0]}:
        for two in {day.value, *others[1]}:
            written = Written(named.calendar, one, named.months[0], two)
            if (one, two) != (year.value, day.value) and written.days:
                yield written


def _month(sheet: Sheet, year: _Figure, day: _Figure) -> tuple[list[Placed], Named | None]:
    """The words that name the month, and the month, in a calendar that the year can be of."""
    left, right = sorted((year.box, day.box), key=lambda box: box.x)
    calendars = calendars_for(year.value, Beside())
    if Calendar.HIJRI in calendars and sheet.language != "arabic":
        calendars = (Calendar.HIJRI, Calendar.JALALI)
    words = sheet.between(left.x + left.width, right.x, year.box)
    named = _between(sheet, words, (left, right), calendars)
    if named is None and not words and left is day.box:
        words = _before(sheet, left)
        named = exact(words_of(" ".join(word.word.text for word in words)))
    return words, named if named is not None and named.calendar in calendars else None


def _before(sheet: Sheet, box: Box) -> list[Placed]:
    """The word right before a box in a line written from left to right: `April` in `April 27, 2015`."""
    row = [word for word in sheet.row(box) if word.box.x + word.box.width <= box.x + box.height // 3]
    return row[-1:] if row and across(row[-1].box, box) <= 1.5 * box.height else []


def _between(
    sheet: Sheet, words: list[Placed], sides: tuple[Box, Box], calendars: tuple[Calendar, ...]
) -> Named | None:
    """The month between two numbers, by the engine's words or by a month word that was read there.

    None where neither is sure, or both are and differ; but an exact or a double name stands.
    """
    named = _nearest(sheet, words, calendars)
    start, end = sides[0].x + sides[0].width, sides[1].x
    seen = {
        (month.calendar, month.month)
        for month, place in sheet.months
        if month.accepted
        and month.calendar in calendars
        and in_row(place, sides[0])
        and stands_between(place, start, end)
        and has_little_else([word.word.text for word in words if not word.box.meets(place)])
    }
    if named is not None and (not seen or seen == {(named.calendar, named.months[0])}):
        return named
    if named is not None:
        return named if named.cost == 0 or named.doubled else None
    return Named(*_only(seen)) if len(seen) == 1 else None


def _nearest(sheet: Sheet, words: list[Placed], calendars: tuple[Calendar, ...]) -> Named | None:
    """The month that the words name; in the other order if need be, for their boxes may lie over each other."""
    arabic = sheet.language == "arabic"
    for ordered in (words, words[::-1]):
        text = " ".join(word.word.text for word in ordered)
        named = nearest(words_of(text), calendars, script_of(text), arabic=arabic)
        if named is not None:
            return named
    return None


def _only(seen: set[tuple[Calendar, int]]) -> tuple[Calendar, tuple[int, ...]]:
    ((calendar, month),) = seen
    return calendar, (month,)


def script_of(text: str) -> Script:
    """The script of most letters of a text; Arabic where there are none."""
    latin = sum(char.isalpha() and char < "\u0370" for char in text)
    cyrillic = sum("\u0400" <= char < "\u0530" for char in text)
    arabic = sum(map(str.isalpha, text)) - latin - cyrillic
    if arabic >= max(latin, cyrillic):
        return "arabic"
    return "latin" if latin >= cyrillic else "cyrillic"
