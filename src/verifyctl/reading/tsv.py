"""The engine's table of words (TSV): words with their boxes and confidences, by the line that the engine saw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.text import Word

_COLUMNS = 12
_WORD_LEVEL = "5"
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Fragment:
    """Words that were found to be one line or a piece of one, boxes in pixels of one page."""

    words: tuple[Word, ...]
    box: Box


def fragment_of(words: Iterable[Word]) -> Fragment:
    """At least one word as a fragment."""
    every = tuple(words)
    return Fragment(words=every, box=around(word.box for word in every))


def parse_tsv(text: str) -> tuple[Fragment, ...]:
    """The words in the output of `tesseract … tsv`, by line as the engine saw it.

    Rows of another shape, empty words and words without a confidence are left out. Never raises.
    """
    lines: dict[tuple[str, ...], list[Word]] = {}
    for cells in _rows(text):
        word = _word(cells)
        if word is not None:
            lines.setdefault(tuple(cells[1:5]), []).append(word)
    return tuple(fragment_of(words) for words in lines.values())


def parse_pictures(text: str, count: int) -> tuple[tuple[Word, ...], ...]:
    """The words on each of `count` pictures that were read in one call. Never raises."""
    found: list[list[Word]] = [[] for _ in range(count)]
    for cells in _rows(text):
        number = int(cells[1]) if cells[1].isascii() and cells[1].isdigit() and len(cells[1]) < 9 else 0
        word = _word(cells)
        if word is not None and 1 <= number <= count:
            found[number - 1].append(word)
    return tuple(tuple(words) for words in found)


def _rows(text: str) -> Iterator[list[str]]:
    for row in text.split("\n"):
        cells = row.rstrip("\r").split("\t", _COLUMNS - 1)
        if len(cells) == _COLUMNS and cells[0] == _WORD_LEVEL:
            yield cells


def _word(cells: list[str]) -> Word | None:
    text = _without_marks(cells[11]).strip()
    try:
        left, top, width, height = (int(cell) for cell in cells[6:10])
        confidence = float(cells[10])
    except ValueError:
        return None
    if not text or width <= 0 or height <= 0 or not 0 <= confidence <= 100:
        return None
    return Word(text=text, box=Box(x=left, y=top, width=width, height=height), confidence=round(confidence))


def _without_marks(text: str) -> str:
    """Direction marks are the engine's own: nobody can see them. Joiners belong to the spelling of Persian."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf" or char in _JOINERS)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around at least one box."""
    every = tuple(boxes)
    left, top = min(box.x for box in every), min(box.y for box in every)
    right = max(box.x + box.width for box in every)
    bottom = max(box.y + box.height for box in every)
    return Box(x=left, y=top, width=right - left, height=bottom - top)
