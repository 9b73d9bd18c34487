"""Dotted leaders, on which forms have things written, taken off a page: beside digits their dots look like noughts.

Told from other dots by standing in a long row, level and evenly spaced; dots of letters and noughts of numbers do not.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.page.ink import boxes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.page.ink import Pieces
    from verifyctl.reading.page.picture import Grey

SURROUNDINGS, DARKER = 31, 12
"""What is darker than around it by so much is ink; smoothed less than where letters are measured, to keep the dots."""

FEWEST = 10
"""Dots in a row that make a leader."""

LARGEST = 0.3
"""Dots are not wider or higher than this many letter heights."""

FURTHEST = 0.75
"""Neighbouring dots are not further apart than this many letter heights."""

EVEN = 0.3
"""Spaces that differ from the usual one by more than this part of it are uneven."""

MOSTLY = 0.75
"""The share of even spaces in a leader: some of its dots touch letters and are not seen as dots."""

ALIKE = 0.45
"""Dots whose width or height differs from the usual one by more than this part of it are none of the leader's."""

LEVEL = 0.1
"""Neighbouring dots stand higher or lower by at most so many letter heights."""

PAPER = 80
"""The percentile of the greys around a dot that is taken for paper."""

MOST_DOTS = 5_000


def without_leaders(page: Grey, letter: float) -> tuple[Grey, int]:
    """The page, shape (height, width), with paper in the place of leaders, and the number of dots taken off.

    `letter` is the height of joined letters in pixels. Without leaders the same array is given back.
    """
    rows = [row[_usual(row)] for row in _rows(_dots(page, letter), letter) if _is_leader(row)]
    if not rows:
        return page, 0
    dots = np.concatenate(rows)
    cleared = page.copy()
    rim = max(round(0.25 * letter), 3)
    for x, y, width, height in dots.tolist():
        top, left, bottom, right = max(y - 2, 0), max(x - 2, 0), y + height + 2, x + width + 2
        around = page[max(top - rim, 0) : bottom + rim, max(left - rim, 0) : right + rim]
        cleared[top:bottom, left:right] = np.percentile(around, PAPER)
    return cleared, len(dots)


def _dots(page: Grey, letter: float) -> Pieces:
    """x, y, width, height of small round pieces of ink, from left to right."""
    import cv2

    smooth = cv2.GaussianBlur(page, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, SURROUNDINGS, DARKER)
    pieces = boxes_of(np.asarray(dark, dtype=np.uint8))
    width, height = pieces[:, 2], pieces[:, 3]
    small = (np.maximum(width, height) <= max(LARGEST * letter, 3)) & (width <= 3 * height) & (height <= 2 * width)
    found = pieces[small][:MOST_DOTS]
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _rows(dots: Pieces, letter: float) -> list[Pieces]:
    """Dots that follow each other at one height, left to right; a dot goes with the longest row that it fits."""
    middles = (dots[:, 1] + dots[:, 3] / 2).tolist()
    lefts = dots[:, 0].tolist()
    far, level = FURTHEST * letter, max(LEVEL * letter, 1.5)
    rows: list[list[int]] = []
    ends = defaultdict[int, list[list[int]]](list)  # rows by the height of their last dot, in steps of `level`
    for place, (x, middle) in enumerate(zip(lefts, middles, strict=True)):
        step = int(middle // level)
        for near in (step - 1, step, step + 1):
            ends[near] = [row for row in ends[near] if x - lefts[row[-1]] <= far]
        near_rows = (*ends[step - 1], *ends[step], *ends[step + 1])
        fitting = [row for row in near_rows if abs(middle - middles[row[-1]]) <= level and x > lefts[row[-1]]]
        if fitting:
            row = max(fitting, key=len)
            ends[int(middles[row[-1]] // level)].remove(row)
            row.append(place)
        else:
            row = [place]
            rows.append(row)
        ends[step].append(row)
    return [dots[row] for row in rows if len(row) >= FEWEST]


def _is_leader(row: Pieces) -> bool:
    spaces = np.diff(row[:, 0] + row[:, 2] / 2)
    usual = float(np.median(spaces))
    even = np.abs(spaces - usual) <= max(EVEN * usual, 1.0)
    return bool(even.mean() >= MOSTLY and _usual(row).mean() >= MOSTLY)


def _usual(row: Pieces) -> NDArray[np.bool_]:
    """Which dots of a row are as large as most of them: a nought or a letter's dot among them is not."""
    sizes = row[:, 2:4]
    usual = np.median(sizes, axis=0)
    return np.asarray((np.abs(sizes - usual) <= np.maximum(ALIKE * usual, 1.0)).all(axis=1))
