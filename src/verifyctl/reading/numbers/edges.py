"""Where a number's own strip begins and ends: beside whole pieces of ink, lest a digit at its edge be cut in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.numbers.find import ink_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

WITHIN = 0.32
"""Ink nearer to a number than so many letter heights may be a digit of it; words stand further apart."""

SPACE = 0.12
"""A piece of ink ends where at least so many letter heights are bare."""

WIDEST = 1.1
"""What is wider than so many letter heights is no digit."""

THIN, WITHIN_OF_THIN = 0.55, 0.8
"""The same two for a digit that stands alone: another thin one (١١) may stand further from it than words do."""

REACH = 3.0
"""How far a side is moved at most, in letter heights."""


def whole(page: Grey, box: Box, letter: float, *, coded: bool = False) -> Box:
    """The box with its sides moved outwards over pieces of ink that they cut, or that follow as closely as digits do.

    `letter` is the height of letters on the page, shape (height, width), dark on light. Pieces too wide for a digit
    stay outside. With `coded` what follows at the right is no digit, and only a piece that is cut counts there.
    """
    reach = round(REACH * letter) + 1
    left, right = max(box.x - reach, 0), min(box.x + box.width + reach, page.shape[1])
    inked = np.asarray(ink_of(page[box.y : box.y + box.height, left:right]).any(axis=0), dtype=np.bool_)
    before, after = inked[: box.x - left + 1][::-1], inked[box.x + box.width - left - 1 :]
    thin = box.width <= THIN * letter
    start = box.x - _further(before, letter, thin=thin)
    further = (_end_of_piece(after, 0, letter, 0, WIDEST) or 0) if coded else _further(after, letter, thin=thin)
    end = box.x + box.width + further
    return Box(x=start, y=box.y, width=end - start, height=box.height)


def _further(inked: NDArray[np.bool_], letter: float, *, thin: bool) -> int:
    """How many columns further the side goes: `inked` begins with the last column within it."""
    side, after = 0, 0
    while (end := _end_of_piece(inked, after, letter, WITHIN, WIDEST)) is not None:
        side, after = end, end + 1
    if thin and side <= SPACE * letter:
        return _end_of_piece(inked, after, letter, WITHIN_OF_THIN, THIN) or side
    return side


def _end_of_piece(inked: NDArray[np.bool_], after: int, letter: float, within: float, widest: float) -> int | None:
    """The last column of the piece of ink that follows closely; None where none does, or it is too wide, or cut off."""
    space = max(round(SPACE * letter), 1)
    close = np.flatnonzero(inked[after:][: round(within * letter) + 1])
    if not len(close):
        return None
    first = after + int(close[0])
    for place in range(first + 1, min(first + round(widest * letter) + 1, len(inked) - space + 1)):
        if not inked[place : place + space].any():
            return place - 1
    return None
