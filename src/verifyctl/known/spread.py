"""Whether the places in common are spread over what two pictures share, or are only a sign that both show.

Pictures with one logo, watermark or caption bar agree in many places too, all of them there. The same picture agrees
nearly wherever it has anything to agree in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.geometry import Geometry, Size, project, to_full
from verifyctl.known.relations import placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.features import Features

CELLS = 5
"""Cells of the shared part, each way."""
LEAST_COVERED = 0.45
LEAST_HULL = 0.16

_BUSY = 3  # features from which a cell can be expected to agree


@dataclass(frozen=True)
class Spread:
    """How far the inliers reach, both 0 to 1.

    `covered` is the share of cells that hold an inlier, among the cells of what is shared in which the known image has
    at least three features; `hull` is the inliers' convex hull as a share of what is shared.
    """

    covered: float
    hull: float

    @property
    def wide(self) -> bool:
        """Whether it is more than a sign that both show."""
        return self.covered >= LEAST_COVERED and self.hull >= LEAST_HULL


def spread(known: Features, known_size: Size, evidence_size: Size, found: Geometry) -> Spread:
    """How far the inliers of an aligned pair reach over what the two share, measured on the known image."""
    import cv2

    place = placed(found.homography, known_size, evidence_size)
    if place is None:
        return Spread(0.0, 0.0)
    outline = np.array([(point.x, point.y) for point in place.overlap.known], np.float32)
    area = cv2.contourArea(outline)
    if area < 1:
        return Spread(0.0, 0.0)
    full = project(to_full((known.width, known.height), known_size), known.points[:, :2].astype(np.float64))
    inside = _inside(full, outline)
    low, high = outline.min(axis=0), outline.max(axis=0)
    busy = _counts(full[inside], low, high) >= _BUSY
    agreeing = _counts(found.points_known, low, high) >= 1
    hull = cv2.contourArea(cv2.convexHull(found.points_known.astype(np.float32)))
    return Spread(float((busy & agreeing).sum() / max(busy.sum(), 1)), float(hull / area))


def _inside(points: NDArray[np.float64], outline: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which points, shape (n, 2), lie in a polygon, shape (m, 2): those from which a ray crosses it an odd time."""
    x, y = points.T[:, :, None]
    (x0, y0), (x1, y1) = outline.T.astype(np.float64), np.roll(outline, -1, axis=0).T.astype(np.float64)
    crossed = (y0 > y) != (y1 > y)
    at = x0 + (y - y0) * (x1 - x0) / np.where(y0 == y1, 1.0, y1 - y0)
    return np.asarray((crossed & (x < at)).sum(axis=1) % 2 == 1)


def _counts(points: NDArray[np.float64], low: NDArray[np.float32], high: NDArray[np.float32]) -> NDArray[np.intp]:
    """How many points lie in each cell of a box, shape (cells * cells,)."""
    cells = np.clip(((points - low) / (high - low) * CELLS).astype(np.intp), 0, CELLS - 1)
    return np.bincount(cells @ (CELLS, 1), minlength=CELLS * CELLS)
