"""Lines cut into the pieces that belong together: a number on one side and a date on the other are two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.spans import WordText, box_of, mean_confidence, text_of, words_in
from verifyctl.reference.spelling import plain

_WIDE_GAP = 3
"""A gap of so many heights of a word parts two pieces. Justified lines stay below two."""

_MOST_PIECES = 400
_BULLET = re.compile(r"[\s\W_]*(?:(?:\d{1,2}|[a-zA-Zأ-ي])[\s]*[.\-)–—:/][\s]*)?[\s\W_]*")
_MARK = re.compile(r"\s*(?:[-–—•·*▪●○◦]|\(?\d{1,2}\s?[.\-)–—])")


@dataclass(frozen=True)
class Piece:
    """Neighbouring words of one line, in logical order."""

    line: int
    words: tuple[Word, ...]

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


def pieces_of(lines: Iterable[Line]) -> tuple[Piece, ...]:
    """Every line's pieces in the order of the lines, at most four hundred."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        words = tuple(word for word in words_in(line) if word.text.strip())
        pieces.extend(Piece(index, part) for part in _parted(words))
        if len(pieces) >= _MOST_PIECES:
            break
    return tuple(pieces[:_MOST_PIECES])


def _parted(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words by column, columns in the order of their first words."""
    if not words:
        return []
    widest = _WIDE_GAP * max(1, median_low([word.box.height for word in words]))
    column: dict[int, int] = {}
    reached = number = 0
    for place, index in enumerate(sorted(range(len(words)), key=lambda index: words[index].box.x)):
        box = words[index].box
        number += place > 0 and box.x - reached > widest
        reached = max(reached, box.x + box.width) if place else box.x + box.width
        column[index] = number
    parts: dict[int, list[Word]] = {}
    for index, word in enumerate(words):
        parts.setdefault(column[index], []).append(word)
    return [tuple(part) for part in parts.values()]


def height_of(pieces: Iterable[Piece]) -> int:
    """The middle height of the pieces in pixels, at least 1."""
    return max(1, median_low([piece.box.height for piece in pieces] or [1]))
