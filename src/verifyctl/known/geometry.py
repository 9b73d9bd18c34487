"""Do two sets of features show the same picture? Matching, a homography, and how much of it can be believed.

The homography is estimated by MAGSAC++ (Barath et al., CVPR 2020, OpenCV's USAC_MAGSAC). What counts is not the number
of inliers but the number of distinct cells they lie in, on both sides: repeated glyphs pile up in a few places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from verifyctl.known import hamming

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.features import Features

RATIO = 0.85
"""A feature's nearest must be nearer than this share of the distance to its second nearest."""
FARTHEST = 80
"""Bits in which two descriptors of one place may differ."""
CELL = 8.0
"""Frame pixels. Inliers in one such square count once."""
REPROJECTION = 4.0
"""Frame pixels by which an inlier may miss its place."""
LEAST = 6
"""Fewer inliers than this hold any two pictures together, and are never reported."""
WORTH_A_LOOK = 10
"""Inliers from which a photograph that was not confirmed is listed."""
ACCEPTED = 25
"""Inliers from which two photographs are the same picture, if they are spread over it (see `spread`).

Set on the calibration half of benchmarks.copies: of 652 right answers the lowest had 30, the one wrong answer 21 (two
photographs of one tower)."""
SURE = 30
"""Inliers from which no closer look is needed."""

Size = tuple[int, int]
"""Width and height in pixels."""


@dataclass(frozen=True)
class Geometry:
    """How a known picture lies on the evidence.

    `homography` has shape (3, 3), float64, and takes pixels of the known picture to pixels of the evidence, both at
    full size; where `mirrored`, its upper left determinant is negative. `inliers` are counted in distinct cells of
    both sides. `points_known` and `points_evidence`, shape (n, 2), float64, are the inliers in full-size pixels.
    """

    homography: NDArray[np.float64]
    inliers: int
    mirrored: bool
    points_known: NDArray[np.float64]
    points_evidence: NDArray[np.float64]


def match(
    known: Features, query: Features, known_size: Size, query_size: Size, *, mirrored: bool = False
) -> Geometry | None:
    """Match two pictures by their features; None where nothing sane holds six inliers together.

    With `mirrored`, the query's features are those of the query picture flipped left to right; everything that comes
    back is in pixels of the query as it is.
    """
    return fit(
        known,
        query,
        to_full((known.width, known.height), known_size),
        to_full((query.width, query.height), query_size, mirrored=mirrored),
    )


def fit(
    known: Features, query: Features, known_full: NDArray[np.float64], query_full: NDArray[np.float64]
) -> Geometry | None:
    """As `match`, with the two matrices, shape (3, 3), that take pixels of the frames to those of the full pictures."""
    import cv2

    left, right = pairs(known, query)
    if len(left) < LEAST:
        return None
    here, there = known.points[left, :2].astype(np.float64), query.points[right, :2].astype(np.float64)
    cv2.setRNGSeed(0)
    estimate, mask = cv2.findHomography(here, there, cv2.USAC_MAGSAC, REPROJECTION, maxIters=5000, confidence=0.999)
    if estimate is None:
        return None
    found = np.asarray(estimate, dtype=np.float64)
    if not sane(found, (known.width, known.height)):
        return None
    inside = mask.ravel().astype(bool)
    count = min(_cells(here[inside]), _cells(there[inside]))
    if count < LEAST:
        return None
    full = query_full @ found @ np.linalg.inv(known_full)
    return Geometry(
        homography=np.asarray(full / full[2, 2], dtype=np.float64),
        inliers=count,
        mirrored=bool(np.linalg.det(full[:2, :2]) < 0),
        points_known=project(known_full, here[inside]),
        points_evidence=project(query_full, there[inside]),
    )


def pairs(known: Features, query: Features) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which features are each other's nearest and clearly so; two arrays of indexes of shape (n,)."""
    if len(known) < 2 or len(query) < 2:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    far = hamming.distances(known.descriptors, query.descriptors)
    nearest = far.argmin(axis=1)
    least = far[np.arange(len(known)), nearest]
    near = np.flatnonzero(least <= FARTHEST)
    columns, column = np.unique(nearest[near], return_inverse=True)
    mutual = near[far[:, columns].argmin(axis=0)[column] == near]
    others = far[mutual]
    others[np.arange(len(mutual)), nearest[mutual]] = hamming.MOST
    clear = mutual[least[mutual] < RATIO * others.min(axis=1, initial=hamming.MOST)]
    return clear, nearest[clear]


def to_full(frame: Size, size: Size, *, mirrored: bool = False) -> NDArray[np.float64]:
    """From the pixels of a frame to those of the full picture; pixel centres are at whole numbers in both."""
    x, y = size[0] / frame[0], size[1] / frame[1]
    matrix = np.array([[x, 0, (x - 1) / 2], [0, y, (y - 1) / 2], [0, 0, 1.0]])
    flip = np.array([[-1.0, 0, size[0] - 1], [0, 1, 0], [0, 0, 1]])
    return np.asarray(flip @ matrix) if mirrored else matrix


def project(homography: NDArray[Any], points: NDArray[Any]) -> NDArray[np.float64]:
    """Points of shape (n, 2) taken through a homography."""
    moved = np.c_[points, np.ones(len(points))] @ homography.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def sane(homography: NDArray[np.float64], frame: Size) -> bool:
    """Whether the frame stays convex, is not turned over, has a plausible area and no wild perspective."""
    width, height = frame
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    depth = np.c_[corners, np.ones(4)] @ homography[2]
    if not np.isfinite(homography).all() or np.min(depth * np.sign(homography[2, 2])) <= 0:
        return False
    if np.max(np.abs(depth)) > 3 * np.min(np.abs(depth)):
        return False
    moved = project(homography, corners)
    sides = np.roll(moved, -1, axis=0) - moved
    turns = sides[:, 0] * np.roll(sides[:, 1], -1) - sides[:, 1] * np.roll(sides[:, 0], -1)
    if np.any(turns <= 0):
        return False
    area = 0.5 * abs(np.sum(moved[:, 0] * np.roll(moved[:, 1], -1) - moved[:, 1] * np.roll(moved[:, 0], -1)))
    lengths = np.hypot(*sides.T)
    return bool(0.002 <= area / (width * height) <= 400 and np.max(lengths) <= 12 * np.min(lengths))


def _cells(points: NDArray[np.float64]) -> int:
    return len(np.unique(np.floor(points / CELL), axis=0))
