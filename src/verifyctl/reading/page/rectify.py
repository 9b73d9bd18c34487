"""Finding the sheet of paper in a photograph. Guarded: a wrong quadrilateral ruins a page that could be read.

Each side is looked for by itself, as a long straight step from darker to brighter towards the inside: a shadow that
crosses paper and table alike then breaks no side. Four sides make a sheet only if all of them hold for most of their
length, if the paper is clearly brighter along all of them, and if it covers enough of the picture.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.text import Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey
    from verifyctl.reading.page.plane import Matrix, Points

    Field = NDArray[np.float32]
    Line = tuple[float, float]

LEAST_SHARE = 350
LEAST_CONTRAST = 1200
LEAST_HELD = 700
"""In thousandths: the part of the picture that a sheet covers, how much brighter it is inside than outside along its
weakest side, and the part of that side along which there is such a step."""

LEAST_STEP = 15
"""Grey values that it must be brighter, whatever the contrast: next to black everything has contrast."""

STEP = 0.06
"""Least step of the logarithm of brightness from a pixel to the next but one that can be a part of a side."""

STEEPEST = 0.5
LINES = 4
ALIKE = 0.12
SAMPLES = 48
MOST_POINTS = 6_000
REACH = 4.0
"""Brightness on both sides of a side is compared so many pixels from it."""

MOST_COSINE = 0.57
"""Corners are of 55 to 125 degrees."""


@dataclass(frozen=True)
class Sheet:
    """`corners` clockwise from the top left in pixels of the picture, shape (4, 2).

    In thousandths: `share` of the picture, `contrast` along the weakest side, and the part of it that `held`.
    """

    corners: Points
    share: int
    contrast: int
    held: int

    def step(self) -> Step:
        """What is recorded of it."""
        figures = {"share_permille": self.share, "contrast_permille": self.contrast, "held_permille": self.held}
        return Step(name="rectify", params=figures)


def find_sheet(small: Grey) -> Sheet | None:
    """The sheet on an upright picture, or None where none is found beyond doubt.

    The picture is best given with a short side of some 360 pixels.
    """
    import cv2

    height, width = small.shape
    calm = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), 5)
    light = np.log(calm.astype(np.float32) + 8)
    down = np.asarray(cv2.Sobel(light, cv2.CV_32F, 0, 1, ksize=3, scale=0.25), dtype=np.float32)
    right = np.asarray(cv2.Sobel(light, cv2.CV_32F, 1, 0, ksize=3, scale=0.25), dtype=np.float32)
    corners = _quadrilaterals(
        _lines(down, right), _lines(-right.T, down.T), _lines(-down, right), _lines(right.T, down.T)
    )
    shares = _shares(corners, width, height)
    corners, shares = corners[shares >= LEAST_SHARE], shares[shares >= LEAST_SHARE]
    if not len(corners):
        return None
    contrasts, held = _steps(np.asarray(calm, dtype=np.uint8), corners)
    clear = np.flatnonzero((contrasts >= LEAST_CONTRAST) & (held >= LEAST_HELD))
    if not len(clear):
        return None
    best = clear[int(np.argmax(shares[clear]))]
    return Sheet(corners[best], int(shares[best]), int(contrasts[best]), int(held[best]))


def _lines(step: Field, across: Field) -> list[Line]:
    """The strongest lines y = slope x + level along which `step` is positive and larger than `across`."""
    rows, columns = np.nonzero((step > STEP) & (step > np.abs(across)))
    if len(rows) < SAMPLES:
        return []
    if len(rows) > MOST_POINTS:
        chosen = np.linspace(0, len(rows) - 1, MOST_POINTS).astype(np.int64)
        rows, columns = rows[chosen], columns[chosen]
    weights = np.minimum(step[rows, columns], 4 * STEP).astype(np.float64)
    height, width = step.shape
    slopes = np.linspace(-STEEPEST, STEEPEST, 81)
    shift = STEEPEST * width
    votes = np.stack(
        [
            np.bincount(
                (rows - slope * columns + shift).astype(np.int64), weights, minlength=int(height + 2 * shift) + 2
            )
            for slope in slopes
        ]
    )
    votes[:, 1:] += votes[:, :-1].copy()
    found: list[Line] = []
    for _ in range(LINES):
        index, level = (int(value) for value in np.unravel_index(int(np.argmax(votes)), votes.shape))
        if votes[index, level] < 0.25 * width * STEP:
            break
        slope, height_at = float(slopes[index]), level - shift
        found.append((slope, height_at))
        middle = height_at + slope * width / 2
        for other in np.flatnonzero(np.abs(slopes - slope) < ALIKE):  # nearly the same line
            near = int(middle - slopes[other] * width / 2 + shift)
            votes[other, max(near - 8, 0) : max(near + 9, 0)] = 0
    return found


def _quadrilaterals(tops: list[Line], ends: list[Line], bottoms: list[Line], starts: list[Line]) -> Points:
    """Corners of all choices of four sides, clockwise from the top left, shape (n, 4, 2).

    `tops` and `bottoms` are y = slope x + level, `ends` (at the right) and `starts` x = slope y + level.
    """
    chosen = np.array(list(itertools.product(tops, ends, bottoms, starts)), dtype=np.float64).reshape(-1, 4, 2)
    flat, upright = chosen[:, [0, 0, 2, 2]], chosen[:, [3, 1, 1, 3]]
    x = (upright[..., 0] * flat[..., 1] + upright[..., 1]) / (1 - upright[..., 0] * flat[..., 0])
    return np.stack((x, flat[..., 0] * x + flat[..., 1]), axis=-1)


def _shares(corners: Points, width: int, height: int) -> NDArray[np.int64]:
    """Thousandths of the picture inside each quadrilateral; 0 unless it lies on the picture and may be a sheet."""
    edges = np.roll(corners, -1, axis=1) - corners
    before = -np.roll(edges, 1, axis=1)
    lengths = np.linalg.norm(edges, axis=2)
    turns = edges[..., 0] * before[..., 1] - edges[..., 1] * before[..., 0]
    cosines = (edges * before).sum(axis=2) / np.maximum(lengths * np.roll(lengths, 1, axis=1), 1e-9)
    x, y = corners[..., 0], corners[..., 1]
    area = 0.5 * (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    fitting = (corners.min(axis=(1, 2)) >= -2) & (x.max(axis=1) <= width + 2) & (y.max(axis=1) <= height + 2)
    fitting &= (turns.min(axis=1) > 0) & (np.abs(cosines).max(axis=1) <= MOST_COSINE)
    return np.where(fitting, np.rint(1000 * area / (width * height)), 0).astype(np.int64)


def _steps(calm: Grey, corners: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each of n quadrilaterals, in thousandths: contrast along its weakest side, and the part of the least held
    side that has enough of it.
    """
    height, width = calm.shape
    edges = np.roll(corners, -1, axis=1) - corners
    inwards = np.stack((-edges[..., 1], edges[..., 0]), axis=-1) / np.linalg.norm(edges, axis=2)[..., None]
    along = np.linspace(0.04, 0.96, SAMPLES)[:, None]
    middle = corners[:, :, None] + along * edges[:, :, None]
    inside, outside = (
        calm[
            np.clip(places[..., 1], 0, height - 1).astype(np.int64),
            np.clip(places[..., 0], 0, width - 1).astype(np.int64),
        ].astype(np.float64)
        for places in (middle + REACH * inwards[:, :, None], middle - REACH * inwards[:, :, None])
    )
    ratios = 1000 * (inside + 4) / (outside + 4)
    held = 1000 * ((ratios >= LEAST_CONTRAST) & (inside >= outside + LEAST_STEP)).mean(axis=2)
    return np.median(ratios, axis=2).min(axis=1).astype(np.int64), held.min(axis=1).astype(np.int64)


def laid_flat(sheet: Sheet) -> tuple[Matrix, tuple[int, int]]:
    """From the sheet laid flat, of the given size (width, height), to the picture. Sides keep their longer length."""
    import cv2

    a, b, c, d = sheet.corners
    width = round(float(max(np.linalg.norm(b - a), np.linalg.norm(c - d))))
    height = round(float(max(np.linalg.norm(d - a), np.linalg.norm(c - b))))
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, sheet.corners.astype(np.float32))
    return np.asarray(matrix, dtype=np.float64), (width, height)
