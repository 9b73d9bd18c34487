"""Where the 8 x 8 blocks of a JPEG once lay: every pixel votes for the block around it that has most zeros.

JPEG sets most of a block's DCT coefficients to zero. Among the 64 blocks that hold a pixel, the one with most zeros is
where the coder's block lay, if the picture has not been resized, or saved too hard, since. The vote is that of ZERO:
Nikoukhah, Anger, Colom, Morel, Grompone von Gioi, "ZERO: a Local JPEG Grid Origin Detector Based on the Number of
DCT Zeros and its Applications in Image Forensics", Image Processing On Line 11, 2021.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 8
GRIDS = SIDE * SIDE
NO_VOTE = GRIDS
"""The vote of a pixel around which two blocks have equally many zeros, or all are flat."""

_STRIP = 120  # rows at a time, a multiple of SIDE: what is worked on stays small
_ZERO = 0.5
_CODES = 64  # zeros of a block, 0 to 63, times the number of grids, fit 16 bits


def cosines() -> NDArray[np.float32]:
    """The orthonormal DCT-II of 8 samples: row `u` holds the weights of coefficient `u`."""
    at = np.arange(SIDE)
    weights = np.cos((2 * at[None, :] + 1) * at[:, None] * np.pi / (2 * SIDE)) * 0.5
    weights[0] /= np.sqrt(2.0)
    return np.asarray(weights, dtype=np.float32)


def votes(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The grid that every pixel votes for, as `8 * row + column` of its origin, or NO_VOTE.

    `grey` has shape (height, width), dtype uint8, both at least 15; the result has the same shape.
    """
    height, width = grey.shape
    found = np.full((height, width), NO_VOTE, dtype=np.uint8)
    for top in range(0, height, _STRIP):
        # Blocks that hold a row of this strip begin up to seven rows above it and end as many below.
        first, last = max(top - SIDE + 1, 0), min(top + _STRIP + SIDE - 1, height)
        if last - first < SIDE:
            break
        voted = _strip(grey[first:last], first)
        found[top : min(top + _STRIP, height)] = voted[top - first : top - first + _STRIP]
    return found


def _strip(grey: NDArray[np.uint8], first: int) -> NDArray[np.uint8]:
    """The votes of some rows; `first` is the number of the topmost in the whole picture."""
    zeros = _zeros(grey)
    rows, columns = zeros.shape
    grid = (((np.arange(rows) + first) % SIDE * SIDE)[:, None] + (np.arange(columns) % SIDE)[None, :]).astype(np.uint16)
    coded = zeros.astype(np.uint16) * GRIDS
    canvas = np.zeros(grey.shape, dtype=np.uint16)
    # A window of 8 x 8 origins has each grid once, so the greatest code names the grid; that it is the only one with
    # so many zeros shows where the names, counted backwards, give the same.
    best = _greatest(canvas, coded + grid)
    other = _greatest(canvas, coded + (GRIDS - 1 - grid))
    voted = (best % GRIDS).astype(np.uint8)
    sure = (best // GRIDS > 0) & (voted == GRIDS - 1 - other % GRIDS)
    return np.where(sure, voted, np.uint8(NO_VOTE))


def _greatest(canvas: NDArray[np.uint16], codes: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """For each pixel the greatest code among the origins of the blocks that hold it."""
    canvas[: codes.shape[0], : codes.shape[1]] = codes
    kernel = np.ones((SIDE, SIDE), dtype=np.uint8)
    anchor = (SIDE - 1, SIDE - 1)
    return np.asarray(cv2.dilate(canvas, kernel, anchor=anchor, borderType=cv2.BORDER_CONSTANT, borderValue=0.0))


def _zeros(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The zeros among the 63 coefficients but the first of the block that begins at each pixel; 0 for flat blocks.

    Shape (height - 7, width - 7). A block without any change along one axis is as good for several grids: it is flat.
    """
    values = grey.astype(np.float32)
    high, wide = grey.shape[0] - SIDE + 1, grey.shape[1] - SIDE + 1
    weights = cosines()
    count = np.zeros((high, wide), dtype=np.uint8)
    for across in range(SIDE):
        row = cv2.filter2D(values, cv2.CV_32F, weights[across][None, :], anchor=(0, 0))[:, :wide]
        for down in range(SIDE):
            if across == 0 and down == 0:
                continue
            made = cv2.filter2D(row, cv2.CV_32F, weights[down][:, None], anchor=(0, 0))[:high]
            inside = np.asarray(cv2.inRange(made, -_ZERO, _ZERO), dtype=np.uint8)
            np.subtract(count, inside, out=count)  # 255 is -1: one more
    count[~(_changes(grey, 1)[:high, :wide] & _changes(grey, 0)[:high, :wide])] = 0
    return count


def _changes(grey: NDArray[np.uint8], axis: int) -> NDArray[np.bool_]:
    """Whether the block that begins at a pixel has any change along an axis."""
    differs = np.zeros(grey.shape, dtype=np.uint8)
    differs[tuple(slice(None, -1) if side == axis else slice(None) for side in (0, 1))] = np.diff(grey, axis=axis) != 0
    shape = (SIDE - 1, SIDE) if axis == 0 else (SIDE, SIDE - 1)
    kernel = np.ones(shape, dtype=np.uint8)
    return np.asarray(cv2.dilate(differs, kernel, anchor=(0, 0))) > 0
