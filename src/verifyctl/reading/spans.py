"""From characters of a text back to the words on the picture that they stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.tsv import around


@dataclass(frozen=True)
class WordText:
    """Words run together with one character between them, and where each begins. `lines` name the line of each."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def between(self, start: int, end: int) -> range:
        """Indexes of the words that the characters from `start` to `end` belong to, empty for none."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_left(self.starts, end)
        if first < len(self.words) and start >= self.starts[first] + len(self.words[first].text):
            first += 1
        return range(first, max(first, last))


def text_of(lines: Iterable[tuple[int, Sequence[Word]]]) -> WordText:
    """The words of numbered lines: spaces between words, a line feed between lines."""
    parts: list[str] = []
    words: list[Word] = []
    starts: list[int] = []
    numbers: list[int] = []
    place = 0
    for number, line in lines:
        for index, word in enumerate(line):
            gap = "" if not words else " " if index else "\n"
            place += len(gap)
            parts += (gap, word.text)
            words.append(word)
            starts.append(place)
            numbers.append(number)
            place += len(word.text)
    return WordText("".join(parts), tuple(words), tuple(starts), tuple(numbers))


def words_in(line: Line) -> tuple[Word, ...]:
    """The words of a line; the line as one word where it has none."""
    return line.words or (Word(text=line.text, box=line.box, confidence=0),)


def box_of(words: Sequence[Word]) -> Box:
    """The box around at least one word."""
    return around(word.box for word in words)


def mean_confidence(words: Sequence[Word]) -> int:
    """The engine's confidence in the words, 0 to 100, each by its length; 0 for none."""
    letters = sum(len(word.text) for word in words)
    return sum(min(word.confidence, 100) * len(word.text) for word in words) // letters if letters else 0
