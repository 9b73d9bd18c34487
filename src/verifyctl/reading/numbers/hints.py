"""What the text engine surely read as words: there no numbers are looked for, which saves most of the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.reading.numbers.level import levelling, unchanged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.text import Line

SURE = 80
LEAST_LETTERS = 3
LEAST_LEFT = 0.5
"""What is left of a line between words is looked at if it is wider than this many letter heights."""

MARKS = ".,:;()[]«»\"'!?،؛؟ـ-/…"


def plain_words(lines: Iterable[Line], matrix: NDArray[np.float64] | None = None) -> tuple[Box, ...]:
    """Boxes, on the level page, of words of several letters without figures that the engine is sure of.

    `matrix` takes pixels of the page to those of the picture, on which the lines' boxes are.
    """
    level = unchanged if matrix is None else levelling(matrix)
    return tuple(level(word.box) for line in lines for word in line.words if _plain(word.text, word.confidence))


def _plain(text: str, confidence: int) -> bool:
    letters = text.strip(MARKS)
    return confidence >= SURE and len(letters) >= LEAST_LETTERS and letters.isalpha()


def left_over(line: Box, words: Sequence[Box], letter: float) -> tuple[Box, ...]:
    """The parts of a line beside the words that stand in it, each reaching up to them, left to right."""
    beside = sorted((word.x, word.x + word.width) for word in words if _in_row(line, word))
    parts, start, end = [], line.x, line.x + line.width
    for first, last in [*beside, (end, end)]:
        if min(first, end) - start >= LEAST_LEFT * letter:
            parts.append(Box(x=start, y=line.y, width=min(first, end) - start, height=line.height))
        start = max(start, last)
    return tuple(parts)


def _in_row(line: Box, word: Box) -> bool:
    rows = min(line.y + line.height, word.y + word.height) - max(line.y, word.y)
    columns = min(line.x + line.width, word.x + word.width) - max(line.x, word.x)
    return columns > 0 and rows >= 0.5 * min(line.height, word.height)
