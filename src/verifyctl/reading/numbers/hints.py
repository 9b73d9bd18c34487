"""What the text engine surely read as words: there no numbers are looked for, which saves most of the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.reading.numbers.level import Levelling, unchanged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.text import Line

SURE = 80
LEAST_LETTERS = 3
LEAST_LEFT = 0.5
"""What is left of a line between words is looked at if it is wider than this many letter heights."""

SPACE = 0.3
"""A space between words is at least so many letter heights wide."""

REACH = 1.5
"""How far, in letter heights, an end is moved to a space."""

TOO_WIDE = 2.0
"""Times the usual width of as many letters."""

MARKS = ".,:;()[]«»\"'!?،؛؟ـ-/…"


def plain_words(lines: Iterable[Line], level: Levelling = unchanged) -> tuple[Box, ...]:
    """Boxes, on the level page, of words of several letters without figures that the engine is sure of.

    Its boxes at times reach over what stands beside: those much too wide for their letters are left out, and what
    another word claims is cut off. `level` brings the lines' boxes, which are on the picture, back to the page.
    """
    plain: list[tuple[Box, int, list[Box]]] = []
    for line in lines:
        kinds = [(level(word.box), word.text, _plain(word.text, word.confidence)) for word in line.words]
        others = [box for box, _, sure in kinds if not sure]
        plain += [(box, len(text.strip(MARKS)), others) for box, text, sure in kinds if sure]
    if not plain:
        return ()
    usual = sorted(box.width / letters for box, letters, _ in plain)[len(plain) // 2]
    fitting = [(box, others) for box, letters, others in plain if box.width <= TOO_WIDE * usual * letters]
    return tuple(part for box, others in fitting for part in left_over(box, others, 0))


def _plain(text: str, confidence: int) -> bool:
    letters = text.strip(MARKS)
    return confidence >= SURE and len(letters) >= LEAST_LETTERS and letters.isalpha()


def left_over(line: Box, words: Sequence[Box], letter: float) -> tuple[Box, ...]:
    """The parts of a line beside the words that stand in it, each reaching up to them, left to right."""
    beside = sorted((word.x, word.x + word.width) for word in words if _in_row(line, word))
    parts, start, end = [], line.x, line.x + line.width
    for first, last in [*beside, (end, end)]:
        if min(first, end) - start >= max(LEAST_LEFT * letter, 1):
            parts.append(Box(x=start, y=line.y, width=min(first, end) - start, height=line.height))
        start = max(start, last)
    return tuple(parts)


def widened(part: Box, line: Box, inked: NDArray[np.bool_], letter: float) -> Box:
    """The part with its ends moved outwards into the next space, where the end cuts through ink and a space is near.

    `inked` says of each column of the line whether there is ink.
    """
    space, reach = max(round(SPACE * letter), 1), round(REACH * letter)
    start = _moved(inked[::-1], line.width - (part.x - line.x), space, reach)
    end = _moved(inked, part.x - line.x + part.width, space, reach)
    left, right = line.x + line.width - start, line.x + end
    return Box(x=left, y=part.y, width=right - left, height=part.height)


def _moved(inked: NDArray[np.bool_], end: int, space: int, reach: int) -> int:
    """Where the first space at or behind `end` begins, not further than `reach`; `end` itself if there is none."""
    for place in range(end, min(end + reach, len(inked)) + 1):
        if not inked[place : place + space].any():
            return place
    return end


def _in_row(line: Box, word: Box) -> bool:
    rows = min(line.y + line.height, word.y + word.height) - max(line.y, word.y)
    columns = min(line.x + line.width, word.x + word.width) - max(line.x, word.x)
    return columns > 0 and rows >= 0.5 * min(line.height, word.height)
