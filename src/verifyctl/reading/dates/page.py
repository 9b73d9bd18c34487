"""The dates of a page: what the number reader and the text engine saw, joined by place and held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifyctl.model.base import Box
from verifyctl.model.dates import Precision
from verifyctl.model.text import DateReading, Line, NumberReading
from verifyctl.reading.dates.check import checked, doubted
from verifyctl.reading.dates.find import FoundDate, find_dates, find_months
from verifyctl.reading.dates.named import named_dates
from verifyctl.reading.dates.numeric import numeric_dates
from verifyctl.reading.dates.seen import Seen, best_of
from verifyctl.reading.dates.sheet import Placed, Sheet, across, around, covers, is_figure, is_rightwards
from verifyctl.reading.dates.weekdays import weekday_beside
from verifyctl.reading.months import MonthReading
from verifyctl.reading.numbers.level import Levelling, unchanged
from verifyctl.reading.numbers.logical import logical

ROOM_FOR_A_DAY = 1.0
"""Where a month's name is further from the word before it than this many heights, an unread day may stand between."""


def dates_of(
    lines: Sequence[Line],
    numbers: Sequence[NumberReading],
    months: Sequence[MonthReading] = (),
    level: Levelling = unchanged,
    unmerged: Sequence[Line] = (),
) -> tuple[DateReading, ...]:
    """Every date on a page in the order of its lines, with its status.

    Boxes are on the picture; `level` is the way back to the page that was read, on which rows are level.
    `lines` may hold the numbers already; `unmerged` are then the lines as the engine gave them.
    Numbers in lines written from right to left are those of the number reader alone: the text engine prints other
    digits in the place of those that it does not know. Never raises for what was read.
    """
    sheet = Sheet.of(lines, numbers, months, level, unmerged)
    seen = [one for one in best_of((*numeric_dates(sheet), *named_dates(sheet))) if one.is_given]
    read = [_reading(sheet, one) for one in seen]
    misread = doubted(seen, read)
    found: list[tuple[Seen | None, DateReading]] = [
        pair for place, pair in enumerate(zip(seen, read, strict=True)) if place not in misread
    ]
    taken = [sheet.places[index] for one in seen for index in one.numbers]
    found += [(None, reading) for reading in _by_text(sheet, taken)]
    found.sort(key=lambda pair: (pair[1].line, pair[1].box.y, -pair[1].box.x))
    return checked([one for one, _ in found], [reading for _, reading in found])


def _reading(sheet: Sheet, seen: Seen) -> DateReading:
    words = [word for word in sheet.row(seen.box) if covers(seen.box, word.box) or word.word.box in seen.boxes]
    line = _line_of(sheet, seen.box, words)
    inside = sorted((word for word in words if word.line == line), key=lambda word: word.place)
    boxes = [*(sheet.numbers[index].box for index in seen.numbers), *seen.boxes]
    return DateReading(
        text=" ".join(_texts(sheet, seen, line, inside)),
        line=line,
        box=around(boxes),
        calendar=seen.first.calendar,
        days=tuple(dict.fromkeys(day for written in seen.written for day in written.days)),
        written=str(seen.first),
        weekday=weekday_beside(sheet, seen.box),
        readers=("engine", "numbers") if seen.named or seen.engine else ("numbers",),
        alternatives=seen.alternatives,
    )


def _texts(sheet: Sheet, seen: Seen, line: int, inside: list[Placed]) -> Iterator[str]:
    """The words of a date in logical order, its numbers as the number reader saw them."""
    left = list(seen.numbers)
    rightwards = is_rightwards([sheet.lines[line].text]) if sheet.lines else True
    for word in inside:
        index = next((index for index in left if _stands_for(sheet.places[index], word)), None)
        if index is not None:
            left.remove(index)
            own = logical(sheet.numbers[index].text, rightwards=rightwards, before="L" if rightwards else "R")
            yield word.word.text if word.word.number else own
        elif seen.named and not is_figure(word.word):
            yield word.word.text
    yield from (sheet.numbers[index].text for index in left)


def _stands_for(number: Box, word: Placed) -> bool:
    return covers(number, word.box) or (is_figure(word.word) and number.meets(word.box))


def _line_of(sheet: Sheet, box: Box, words: list[Placed]) -> int:
    """The line with most words of a date; without any the nearest one."""
    counted: dict[int, int] = {}
    for word in words:
        counted[word.line] = counted.get(word.line, 0) + 1 + 2 * is_figure(word.word)
    if counted:
        return max(counted, key=lambda line: (counted[line], -line))
    far = {word.line: abs(2 * word.box.y + word.box.height - 2 * box.y - box.height) for word in sheet.words}
    return min(far, key=lambda line: far[line], default=0)


def _by_text(sheet: Sheet, taken: list[Box]) -> Iterator[DateReading]:
    """Dates of the text alone, where no number was used.

    Whole ones only in lines written from left to right; months with a year also in others, if the year is a number's.
    """
    for index, line in enumerate(sheet.lines):
        placed = [word for word in sheet.words if word.line == index]
        rightwards = is_rightwards([line.text])
        for date in (*(find_dates(line.text) if rightwards else ()), *find_months(line.text)):
            places = _words_between(placed, date.start, date.end)
            words = [placed[place] for place in places]
            figures = [word for word in words if any(char.isdigit() for char in word.word.text)]
            if not figures or any(box.meets(word.box) for box in taken for word in figures):
                continue
            if not rightwards and not all(word.word.number for word in figures):
                continue
            if date.precision is Precision.DAY or not _has_room(placed, places[0]):
                yield _found(sheet, index, date, words)


def _has_room(placed: list[Placed], place: int) -> bool:
    """Whether a day that nobody read may stand before a word of a line."""
    if place == 0:
        return True
    before, word = placed[place - 1].box, placed[place].box
    return across(before, word) > ROOM_FOR_A_DAY * min(before.height, word.height)


def _found(sheet: Sheet, line: int, date: FoundDate, words: list[Placed]) -> DateReading:
    return DateReading(
        text=date.text,
        line=line,
        box=around(word.word.box for word in words),
        calendar=date.calendar,
        days=date.days,
        written=date.written,
        precision=date.precision,
        weekday=weekday_beside(sheet, around(word.box for word in words)),
    )


def _words_between(words: list[Placed], start: int, end: int) -> list[int]:
    """Places of the words that the characters from `start` to `end` of their line's text belong to."""
    found = []
    at = 0
    for place, word in enumerate(words):
        if at < end and start < at + len(word.word.text):
            found.append(place)
        at += len(word.word.text) + 1
    return found
