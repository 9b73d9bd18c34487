"""Two places of one photograph that hold the same: local features that match within the picture itself.

Features are SIFT (Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 60, 2004), matched within
the picture as in Amerini et al., "A SIFT-based forensic method for copy-move attack detection", IEEE TIFS 6, 2011.
Windows, leaves and letters are alike without having been copied, so the places are then laid on each other at full
size: what was copied agrees in its grain, what merely looks alike does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float32]

LONG_SIDE = 1000
"""Pixels to which a larger picture is reduced to look for features."""

LEAST_POINTS = 8
"""Matching points that a pair of places must have, each with the same grain around it."""

LEAST_GRAIN = 0.7
"""Correlation of the fine structure around two points, laid on each other, from which it counts as the same."""

MOST_PAIRS = 4
LEAST_SIDE = 200

_FEATURES = 2500
_LEAST_CONTRAST = 0.03
_RATIO = 0.6  # of the next best distance that the best may have
_APART = 0.04  # of the long side: nearer places are parts of one thing
_REACH = 3.0  # pixels by which a point may miss
_TRIALS = 3  # transforms looked for
_GRAIN_SIGMA = 1.0
_AROUND = 20  # pixels on every side of a point
_MOST_SCALED = 3.0


@dataclass(frozen=True)
class Pair:
    """Two places that hold the same: four corners each, in pixels, the points that match, how alike the grain is."""

    source: Points
    target: Points
    points: int
    grain: float


def pairs(grey: NDArray[np.uint8]) -> tuple[Pair, ...]:
    """The pairs of places of a grey photograph of shape (height, width), dtype uint8, those with most points first."""
    height, width = grey.shape
    if min(height, width) < LEAST_SIDE:
        return ()
    scale = min(1.0, LONG_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    start, end = _matches(np.asarray(small, dtype=np.uint8))
    if len(start) < LEAST_POINTS:
        return ()
    factor = np.float32(width / size[0])
    return tuple(_confirmed(grey, start * factor, end * factor, reach=_REACH * float(factor)))


def _matches(grey: NDArray[np.uint8]) -> tuple[Points, Points]:
    """Points that match another place of the picture; both of shape (n, 2). Each pair is there once."""
    finder = cv2.SIFT.create(nfeatures=_FEATURES, contrastThreshold=_LEAST_CONTRAST)
    found, described = finder.detectAndCompute(grey, None)
    nothing = np.empty((0, 2), dtype=np.float32)
    if described is None or len(found) < 2 * LEAST_POINTS:
        return nothing, nothing
    places = np.array([point.pt for point in found], dtype=np.float32)
    vectors = np.asarray(described, dtype=np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    likeness = vectors @ vectors.T
    apart = _APART * max(grey.shape)
    near = np.abs(places[:, None, 0] - places[None, :, 0]) + np.abs(places[:, None, 1] - places[None, :, 1]) < apart
    likeness[near] = -1.0
    two = np.argpartition(-likeness, 1, axis=1)[:, :2]
    held = np.take_along_axis(likeness, two, axis=1)
    order = np.argsort(-held, axis=1)
    two, held = np.take_along_axis(two, order, axis=1), np.take_along_axis(held, order, axis=1)
    distance = np.sqrt(np.maximum(2 - 2 * held, 0))
    good = (held[:, 0] > 0) & (distance[:, 0] < _RATIO * distance[:, 1])
    first, second = np.flatnonzero(good), two[good, 0]
    one, other = np.minimum(first, second), np.maximum(first, second)
    kept = np.unique(np.stack([one, other], axis=1), axis=0)
    start, end = places[kept[:, 0]], places[kept[:, 1]]
    # A copy may lie on either side of what it was copied from; which comes first shall not matter.
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    return np.where(turned[:, None], end, start), np.where(turned[:, None], start, end)


def _confirmed(grey: NDArray[np.uint8], start: Points, end: Points, *, reach: float) -> list[Pair]:
    found: list[Pair] = []
    for _ in range(_TRIALS):
        if len(start) < LEAST_POINTS:
            break
        cv2.setRNGSeed(0)
        matrix, inside = cv2.estimateAffinePartial2D(
            start, end, method=cv2.RANSAC, ransacReprojThreshold=reach, maxIters=2000, confidence=0.995
        )
        kept = np.zeros(len(start), dtype=bool) if inside is None else np.asarray(inside).ravel().astype(bool)
        if matrix is None or int(kept.sum()) < LEAST_POINTS:
            break
        pair = _pair(grey, np.asarray(matrix, dtype=np.float64), start[kept])
        if pair is not None:
            found.append(pair)
        start, end = start[~kept], end[~kept]
    return sorted(found, key=lambda pair: -pair.points)[:MOST_PAIRS]


def _pair(grey: NDArray[np.uint8], matrix: NDArray[np.float64], points: Points) -> Pair | None:
    """The two places that points and a transform stand for, as far as the grain around each point agrees."""
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not 1 / _MOST_SCALED < scale < _MOST_SCALED:
        return None
    grain = np.array([_grain(grey, matrix, point) for point in np.rint(points).astype(np.int64)])
    alike = points[grain >= LEAST_GRAIN]
    if len(alike) < LEAST_POINTS:
        return None
    (left, top), (right, bottom) = alike.min(axis=0), alike.max(axis=0)
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32)
    moved = (corners @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
    return Pair(corners, moved, len(alike), float(np.median(grain[grain >= LEAST_GRAIN])))


def _grain(grey: NDArray[np.uint8], matrix: NDArray[np.float64], point: NDArray[np.int64]) -> float:
    """How far the fine structure around a point agrees with that around the place it is moved to; -1 to 1."""
    height, width = grey.shape
    left, top = np.maximum(point - _AROUND, 0)
    right, bottom = np.minimum(point + _AROUND + 1, (width, height))
    here = grey[top:bottom, left:right]
    # Only the surroundings are handed on: OpenCV transforms no picture with a side of 32,768 pixels or more.
    middle = matrix[:, :2] @ point + matrix[:, 2]
    reach = 1.5 * _AROUND * float(np.hypot(matrix[0, 0], matrix[1, 0])) + 3
    low = np.clip(np.floor(middle - reach), 0, (width, height)).astype(np.int64)
    high = np.clip(np.ceil(middle + reach), 0, (width, height)).astype(np.int64)
    if min(high - low) < 1:
        return 0.0
    shifted = matrix.copy()
    shifted[:, 2] += matrix[:, :2] @ (left, top) - low
    size = (here.shape[1], here.shape[0])
    near = np.ascontiguousarray(grey[low[1] : high[1], low[0] : high[0]])
    there = cv2.warpAffine(near, shifted, size, flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP)
    return _correlation(_fine(here), _fine(np.asarray(there, dtype=np.uint8)))


def _fine(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    values = grey.astype(np.float32)
    return values - np.asarray(cv2.GaussianBlur(values, (0, 0), _GRAIN_SIGMA), dtype=np.float32)


def _correlation(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    one, other = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / spread if spread > 0 else 0.0
