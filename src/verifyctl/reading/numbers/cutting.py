"""Pieces of a page that are read as strips: parts of lines beside words, with paper around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.numbers.find import ink_of
from verifyctl.reading.numbers.hints import left_over, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

LEAST_INK = 0.25
"""Parts of a line with ink in fewer columns than this many letter heights hold no digit."""


def cut(page: Grey, box: Box) -> Grey:
    """The piece of the page in a box."""
    return page[box.y : box.y + box.height, box.x : box.x + box.width]


def parts(page: Grey, line: Box, words: Sequence[Box], letter: float) -> tuple[Box, ...]:
    """The line, or what is left of it beside the words where that holds some ink."""
    parts = left_over(line, words, letter)
    if parts == (line,):
        return parts
    inked = ink_of(cut(page, line)).max(axis=0) > 0
    least = LEAST_INK * letter
    return tuple(
        widened(part, line, inked, letter) for part in parts if inked[part.x - line.x :][: part.width].sum() >= least
    )


def around(page: Grey, line: Box, part: Box, letter: float) -> Box:
    """A part of the line with paper around it, as high as digits in it make about half of, within the page."""
    height = min(max(line.height, 1.5 * letter), 3.2 * letter) * 1.12
    middle, side = line.y + line.height / 2, 0.6 * letter
    left = part.x - (side if part.x == line.x else 0)
    right = part.x + part.width + (side if part.x + part.width == line.x + line.width else 0)
    return clipped(left, middle - height / 2, right, middle + height / 2, page)


def clipped(left: float, top: float, right: float, bottom: float, page: Grey) -> Box:
    """The box between these sides, within the page and not empty."""
    x, y = min(max(int(left), 0), page.shape[1] - 1), min(max(int(top), 0), page.shape[0] - 1)
    width, height = min(round(right), page.shape[1]) - x, min(round(bottom), page.shape[0]) - y
    return Box(x=x, y=y, width=max(width, 1), height=max(height, 1))
