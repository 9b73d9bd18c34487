"""Lines cut into the pieces that belong together: a number on one side and a date on the other are two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.spans import WordText, box_of, mean_confidence, text_of, words_in
from verifyctl.reference.spelling import plain

_WIDE_GAP = 3
"""A gap of so many heights of a word parts two pieces. Justified lines stay below two."""

_SEVERAL_WORDS = 3
_MOST_PIECES, _MOST_WORDS = 400, 1000
Span = tuple[int, int]
_BULLET = re.compile(r"[\s\W_]*(?:(?:\d{1,2}|[a-zA-Zأ-ي])[\s]*[.\-)–—:/][\s]*)?[\s\W_]*")
_MARK = re.compile(r"\s*(?:[-–—•·*▪●○◦]|\(?\d{1,2}\s?[.\-)–—])")


@dataclass(frozen=True)
class Piece:
    """Neighbouring words of one line, in logical order. `upright` tells a line that runs across the picture."""

    line: int
    words: tuple[Word, ...]
    upright: bool = True

    @cached_property
    def joined(self) -> WordText:
        """The words as text with the place of each."""
        return text_of([(self.line, self.words)])

    @cached_property
    def text(self) -> str:
        """The words with spaces between them."""
        return self.joined.text

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The words in the form for comparison."""
        return tuple("".join(char if char.isalnum() else " " for char in plain(self.text)).split())

    @cached_property
    def box(self) -> Box:
        """The box around the words."""
        return box_of(self.words)

    @property
    def along(self) -> Span:
        """From where to where it reaches along the line."""
        return _along(self.box, self.upright)

    @property
    def across(self) -> Span:
        """From where to where it reaches across the line: its height, if the page stands upright."""
        return _along(self.box, not self.upright)

    def spans_of(self, box: Box) -> tuple[Span, Span]:
        """Another box as stretches along and across this line."""
        return _along(box, self.upright), _along(box, not self.upright)

    @property
    def confidence(self) -> int:
        """The engine's confidence in the words, 0 to 100."""
        return mean_confidence(self.words)

    @cached_property
    def marked(self) -> bool:
        """True if it begins with a bullet or the number of an item."""
        return _MARK.match(self.text) is not None

    def part(self, start: int, end: int | None = None) -> Piece | None:
        """The piece from one character of the text to another, cut to whole words; None if that leaves no word.

        A word that is cut keeps its box.
        """
        stop = len(self.text) if end is None else end
        span = self.joined.between(start, stop)
        words = []
        for index in span:
            word, place = self.words[index], self.joined.starts[index]
            text = word.text[max(0, start - place) : max(0, stop - place)].strip()
            if text:
                words.append(word if text == word.text else word.model_copy(update={"text": text}))
        return replace(self, words=tuple(words)) if words else None

    def without_mark(self) -> Piece:
        """Without a bullet or number before the words."""
        match = _BULLET.match(self.text) if self.marked else None
        return (self.part(match.end()) if match else None) or self


def pieces_of(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """Every line's pieces in the order of the lines: at most four hundred, of the first thousand words of a line."""
    upright = _upright(lines)
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        words = tuple(word for word in words_in(line)[:_MOST_WORDS] if word.text.strip())
        pieces.extend(Piece(index, part, upright) for part in _parted(words, upright))
        if len(pieces) >= _MOST_PIECES:
            break
    return tuple(pieces[:_MOST_PIECES])


def _upright(lines: Sequence[Line]) -> bool:
    """False for a page that lies on its side: most lines of several words are higher than wide."""
    long = [line.box for line in lines if len(line.words) >= _SEVERAL_WORDS]
    return 2 * sum(box.height > box.width for box in long) <= len(long)


def _parted(words: Sequence[Word], upright: bool) -> list[tuple[Word, ...]]:
    """The words by column, columns in the order of their first words."""
    if not words:
        return []
    spans = [_along(word.box, upright) for word in words]
    heights = [end - start for start, end in (_along(word.box, not upright) for word in words)]
    widest = _WIDE_GAP * max(1, median_low(heights))
    column: dict[int, int] = {}
    number, reached = 0, min(start for start, _ in spans)
    for index in sorted(range(len(words)), key=spans.__getitem__):
        start, end = spans[index]
        number += start - reached > widest
        reached = max(reached, end)
        column[index] = number
    parts: dict[int, list[Word]] = {}
    for index, word in enumerate(words):
        parts.setdefault(column[index], []).append(word)
    return [tuple(part) for part in parts.values()]


def _along(box: Box, upright: bool) -> Span:
    return (box.x, box.x + box.width) if upright else (box.y, box.y + box.height)


def gap(first: Span, second: Span) -> int:
    """What lies between two stretches, negative where they overlap."""
    return max(first[0], second[0]) - min(first[1], second[1])


def length(span: Span) -> int:
    """How long a stretch is."""
    return span[1] - span[0]
