"""A page as it lies before the reader of dates: words, numbers and month words by their places, rows level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.dates.language import language_of
from verifyctl.reading.dates.meaning import Language
from verifyctl.reading.months import MonthReading

if TYPE_CHECKING:
    from collections.abc import Callable

_DASH = re.compile(r"\s*[-–—]\s*")
_KINDS = {
    "day": re.compile(r"\d{1,2}"),
    "year": re.compile(r"[0٠]?\d{4}"),
    "date": re.compile(r"(?:\d{4}(?P<at>[/.-])\d{1,2}(?P=at)\d{1,2}|\d{1,2}(?P<by>[/.-])\d{1,2}(?P=by)\d{4})"),
}
_SIDE_BY_SIDE = frozenset(
    [("day", "year"), ("year", "day"), ("date", "day"), ("date", "year"), ("day", "date"), ("year", "date")]
)
"""Halves of a number around a dash that belong to two dates, one of them with a month's name. Two whole dates stay one
number: they are one reading and cannot speak for each other."""

SAME_ROW = 0.5
"""Two boxes stand in one row if they share this part of the lower one's height."""

MOST_OF_SPACE = 0.6
AROUND = 4
"""Words on each side of a date that may say how to take it."""

AROUND_HEIGHTS = 6.0
"""The widest space, in heights of the date, between it and the first of them, and between each and the next."""


@dataclass(frozen=True)
class Placed:
    """A word of the transcript: its line, its place there, and its box on the level page."""

    line: int
    place: int
    word: Word
    box: Box


@dataclass(frozen=True)
class Sheet:
    """All of a page. Boxes in `places` and `months` are on the level page, in the order of what they belong to.

    Parts of two dates side by side with a dash between, as a day and a year, are two numbers here.

    `figures` are the text engine's words that have digits and no letters, before numbers took their place.
    """

    lines: tuple[Line, ...]
    numbers: tuple[NumberReading, ...]
    places: tuple[Box, ...]
    months: tuple[tuple[MonthReading, Box], ...]
    words: tuple[Placed, ...]
    figures: tuple[Placed, ...]

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        numbers: Sequence[NumberReading],
        months: Sequence[MonthReading],
        level: Callable[[Box], Box],
        unmerged: Sequence[Line] = (),
    ) -> Sheet:
        """Everything with its place on the level page, where `level` brings boxes on the picture."""
        seen = unmerged or lines
        parts = [part for number in numbers for part in apart(number, level(number.box))]
        return cls(
            lines=tuple(lines),
            numbers=tuple(number for number, _ in parts),
            places=tuple(place for _, place in parts),
            months=tuple((month, level(month.box)) for month in months),
            words=_placed(lines, level),
            figures=_placed(seen, level, lambda word: is_figure(word) and not word.number),
        )

    @cached_property
    def language(self) -> Language | None:
        """The language of the page."""
        return language_of("\n".join(line.text for line in self.lines))

    def row(self, box: Box) -> list[Placed]:
        """The words in the row of a box, from left to right."""
        return sorted((word for word in self.words if in_row(word.box, box)), key=lambda word: middle(word.box))

    def between(self, left: int, right: int, box: Box) -> list[Placed]:
        """The words, numbers left out, that stand between two columns in the row of a box, in reading order."""
        found = [word for word in self.row(box) if stands_between(word.box, left, right) and not is_figure(word.word)]
        return in_reading_order(found)

    def around(self, box: Box) -> tuple[list[Placed], list[Placed]]:
        """The words right before and right after a box in reading order, nearest last and nearest first."""
        row = [word for word in self.row(box) if not covers(box, word.box)]
        left = _near([word for word in reversed(row) if middle(word.box) < middle(box)], box)
        right = _near([word for word in row if middle(word.box) > middle(box)], box)
        rightwards = is_rightwards([word.word.text for word in (*left, *right)])
        before, after = (left, right) if rightwards else (right, left)
        return before[::-1], after


def apart(number: NumberReading, place: Box) -> list[tuple[NumberReading, Box]]:
    """The number with its place; as two if it is parts of two dates with a dash between.

    The places of the two are parts of the whole as wide as their digits; readings of another form give nothing.
    """
    halves = _halves(number.text)
    if halves is None:
        return [(number, place)]
    cut = place.width * (2 * len(halves[0]) + 1) // (2 * len(number.text))
    boxes = (
        place.model_copy(update={"width": cut}),
        place.model_copy(update={"x": place.x + cut, "width": place.width - cut}),
    )
    return [
        (
            number.model_copy(
                update={
                    "text": text,
                    "readings": tuple(_half(reading, half) for reading in number.readings),
                    "alternatives": tuple(
                        other for whole in number.alternatives if (other := _half(whole, half)) not in (None, text)
                    ),
                }
            ),
            box,
        )
        for half, (text, box) in enumerate(zip(halves, boxes, strict=True))
    ]


def _halves(text: str) -> tuple[str, str] | None:
    for dash in _DASH.finditer(text):
        first, second = text[: dash.start()], text[dash.end() :]
        if any(_KINDS[one].fullmatch(first) and _KINDS[two].fullmatch(second) for one, two in _SIDE_BY_SIDE):
            return first, second
    return None


def _half(text: str | None, half: int) -> str | None:
    halves = None if text is None else _halves(text)
    return None if halves is None else halves[half]


def _placed(
    lines: Sequence[Line], level: Callable[[Box], Box], wanted: Callable[[Word], bool] | None = None
) -> tuple[Placed, ...]:
    return tuple(
        Placed(index, place, word, level(word.box))
        for index, line in enumerate(lines)
        for place, word in enumerate(line.words)
        if wanted is None or wanted(word)
    )


def _near(words: list[Placed], box: Box) -> list[Placed]:
    """The first few words of a row going away from a box, as far as no wide space comes between."""
    found: list[Placed] = []
    last = box
    for word in words[:AROUND]:
        if across(last, word.box) > AROUND_HEIGHTS * box.height:
            break
        found.append(word)
        last = word.box
    return found


def in_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand in one row."""
    shared = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return shared >= SAME_ROW * min(one.height, other.height) and shared > 0


def middle(box: Box) -> int:
    """Twice the middle column."""
    return 2 * box.x + box.width


def across(one: Box, other: Box) -> int:
    """Columns between two boxes; less than 0 where they overlap."""
    return max(one.x, other.x) - min(one.x + one.width, other.x + other.width)


def covers(box: Box, other: Box) -> bool:
    """Whether the middle of the other box lies between the sides of the first."""
    return 2 * box.x <= middle(other) <= 2 * (box.x + box.width)


def stands_between(box: Box, left: int, right: int) -> bool:
    """Whether a box stands between two columns: its middle does, or it covers most of the space between them.

    The text engine's boxes are often much too wide for the word in them.
    """
    if left <= middle(box) / 2 <= right:
        return True
    shared = min(right, box.x + box.width) - max(left, box.x)
    return 0 < MOST_OF_SPACE * (right - left) <= shared


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around at least one box."""
    every = tuple(boxes)
    left, top = min(box.x for box in every), min(box.y for box in every)
    right, bottom = max(box.x + box.width for box in every), max(box.y + box.height for box in every)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def is_figure(word: Word) -> bool:
    """Whether a word has digits and no letters, or is a number's."""
    return word.number or (any(char.isdigit() for char in word.text) and not any(char.isalpha() for char in word.text))


def is_rightwards(texts: Iterable[str]) -> bool:
    """Whether most letters of the texts are of scripts written from left to right; false where there are none."""
    sides = [unicodedata.bidirectional(char) for text in texts for char in text]
    return sides.count("L") > sides.count("R") + sides.count("AL")


def in_reading_order(words: list[Placed]) -> list[Placed]:
    """Words of one row, given from left to right, in the direction of their letters."""
    return words if is_rightwards(word.word.text for word in words) else words[::-1]
