"""The dates of a page: what the number reader and the text engine saw, joined by place and held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import DateReading, Line, NumberReading
from verifyctl.reading.dates.check import checked
from verifyctl.reading.dates.find import find_dates
from verifyctl.reading.dates.join import joined
from verifyctl.reading.dates.seen import Seen
from verifyctl.reading.dates.sheet import Placed, Sheet, around, covers, is_figure, is_rightwards, middle
from verifyctl.reading.dates.weekdays import weekday_beside
from verifyctl.reading.months import MonthReading
from verifyctl.reading.numbers.level import levelling, unchanged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_VOTES = 2
"""Readings of the number reader that must agree for a date to be given at all, one of them the engine's if need be."""


def dates_of(
    lines: Sequence[Line],
    numbers: Sequence[NumberReading],
    months: Sequence[MonthReading] = (),
    matrix: NDArray[np.float64] | None = None,
    unmerged: Sequence[Line] = (),
) -> tuple[DateReading, ...]:
    """Every date on a page in the order of its lines, with its status.

    Boxes are on the picture; `matrix`, pixels of the page that was read to the picture's, says where rows are level.
    `lines` may hold the numbers already; `unmerged` are then the lines as the engine gave them.
    Numbers in lines written from right to left are those of the number reader alone: the text engine prints other
    digits in the place of those that it does not know. Never raises for what was read.
    """
    sheet = Sheet.of(lines, numbers, months, unchanged if matrix is None else levelling(matrix), unmerged)
    seen = [one for one in joined(sheet) if _is_given(one)]
    found = [(one, _reading(sheet, one)) for one in seen]
    rest = _by_engine(sheet, [sheet.places[index] for one in seen for index in one.numbers])
    ordered = sorted(
        [*found, *((None, reading) for reading in rest)], key=lambda pair: (pair[1].line, pair[1].box.y, -pair[1].box.x)
    )
    return checked([one for one, _ in ordered], [reading for _, reading in ordered])


def _is_given(seen: Seen) -> bool:
    if not seen.exists:
        return seen.agreed and seen.votes > FEWEST_VOTES
    return seen.votes + seen.engine >= FEWEST_VOTES


def _reading(sheet: Sheet, seen: Seen) -> DateReading:
    words = [word for word in sheet.row(seen.box) if covers(seen.box, word.box)]
    line = _line_of(sheet, seen.box, words)
    inside = sorted((word for word in words if word.line == line), key=lambda word: word.place)
    numbers = [sheet.numbers[index] for index in seen.numbers]
    boxes = [*(number.box for number in numbers), *seen.boxes]
    return DateReading(
        text=" ".join(word.word.text for word in inside) or " ".join(number.text for number in numbers),
        line=line,
        box=around(boxes),
        calendar=seen.first.calendar,
        days=tuple(dict.fromkeys(day for written in seen.written for day in written.days)),
        written=str(seen.first),
        weekday=weekday_beside(sheet, seen.box),
        readers=("engine", "numbers") if seen.named or seen.engine else ("numbers",),
        alternatives=seen.alternatives,
    )


def _line_of(sheet: Sheet, box: Box, words: list[Placed]) -> int:
    """The line with most words of a date; without any the nearest one."""
    counted: dict[int, int] = {}
    for word in words:
        counted[word.line] = counted.get(word.line, 0) + 1 + 2 * is_figure(word.word)
    if counted:
        return max(counted, key=lambda line: (counted[line], -line))
    far = {word.line: abs(2 * word.box.y + word.box.height - 2 * box.y - box.height) for word in sheet.words}
    return min(far, key=lambda line: far[line], default=0)


def _by_engine(sheet: Sheet, taken: list[Box]) -> list[DateReading]:
    """Dates of the text engine alone, in lines written from left to right."""
    found = []
    for index, line in enumerate(sheet.lines):
        if not is_rightwards([line.text]):
            continue
        placed = [word for word in sheet.words if word.line == index]
        for date in find_dates(line.text):
            words = _words_between(placed, date.start, date.end)
            if not words or any(_overlaps(box, word.box) for box in taken for word in words if is_figure(word.word)):
                continue
            found.append(
                DateReading(
                    text=date.text,
                    line=index,
                    box=around(word.word.box for word in words),
                    calendar=date.calendar,
                    days=date.days,
                    written=date.written,
                    weekday=weekday_beside(sheet, around(word.box for word in words)),
                )
            )
    return found


def _overlaps(one: Box, other: Box) -> bool:
    columns = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    rows = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return columns > 0 and rows > 0


def _words_between(words: list[Placed], start: int, end: int) -> list[Placed]:
    """The words that the characters from `start` to `end` of their line's text belong to."""
    found = []
    place = 0
    for word in words:
        if place < end and start < place + len(word.word.text):
            found.append(word)
        place += len(word.word.text) + 1
    return found
