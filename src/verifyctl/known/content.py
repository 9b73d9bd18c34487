"""The content rectangle: the picture inside frames, bars, captions and an app's own drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.pdq import prescaled
from verifyctl.model.base import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray


def content_rectangle(rgb: NDArray[np.uint8]) -> Box | None:
    """The box, in pixels of the picture, that is left when its surroundings are taken off; None where nothing is."""
    small = prescaled(rgb).astype(np.int16)
    top, bottom, left, right = 0, small.shape[0], 0, small.shape[1]
    for _ in range(3):
        part = small[top:bottom, left:right]
        inner = _inside(part)
        if inner is None:
            break
        a, b, c, d = inner
        top, bottom, left, right = top + a, top + b, left + c, left + d
    if (bottom - top) * (right - left) > 0.97 * small.shape[0] * small.shape[1]:
        return None
    height, width = rgb.shape[:2]
    scale_y, scale_x = height / small.shape[0], width / small.shape[1]
    x, y = round(left * scale_x), round(top * scale_y)
    return Box(x=x, y=y, width=round(right * scale_x) - x, height=round(bottom * scale_y) - y)


def _inside(part: NDArray[np.int16]) -> tuple[int, int, int, int] | None:
    height, width = part.shape[:2]
    if min(height, width) < 32:
        return None
    edge = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    colours, counts = np.unique(edge >> 3, axis=0, return_counts=True)
    if counts.max() < 0.25 * len(edge):
        return None
    background = np.median(edge[(edge >> 3 == colours[counts.argmax()]).all(axis=1)], axis=0)
    other = np.abs(part - background).max(axis=2) > 24
    rows = _longest(other.mean(axis=1) > 0.5)
    if rows is None:
        return None
    columns = _longest(other[rows[0] : rows[1]].mean(axis=0) > 0.5)
    if columns is None:
        return None
    if (rows[1] - rows[0]) * (columns[1] - columns[0]) < 0.04 * height * width:
        return None
    if (rows[1] - rows[0], columns[1] - columns[0]) == (height, width):
        return None
    return rows[0], rows[1], columns[0], columns[1]


def _longest(flags: NDArray[np.bool_]) -> tuple[int, int] | None:
    steps = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    if not len(steps):
        return None
    runs = steps.reshape(-1, 2)
    best = runs[(runs[:, 1] - runs[:, 0]).argmax()]
    return int(best[0]), int(best[1])
