"""Do two sets of features show the same picture? Matching, a homography, and how much of it can be believed.

The homography is estimated by MAGSAC++ (Barath et al., CVPR 2020, OpenCV's USAC_MAGSAC). What counts is not the number of
inliers but the number of distinct cells they lie in, on both sides: repeated glyphs pile up in a few places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.features import Features

RATIO = 0.85
FARTHEST = 80
CELL = 8.0
REPROJECTION = 4.0
LEAST = 6

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
    left, right = pairs(known, query)
    return fit(
        known.points[left, :2].astype(np.float64),
        query.points[right, :2].astype(np.float64),
        (known.width, known.height),
        (query.width, query.height),
        known_size,
        query_size,
        mirrored=mirrored,
    )


def pairs(known: Features, query: Features) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which features are each other's nearest and clearly so; two arrays of indexes of shape (n,)."""
    if len(known) < 2 or len(query) < 2:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    far = distances(known.descriptors, query.descriptors)
    two = np.partition(far, 1, axis=1)[:, :2]
    nearest = far.argmin(axis=1)
    rows = np.arange(len(known))
    good = (two[:, 0] <= FARTHEST) & (two[:, 0] < RATIO * two[:, 1]) & (far.argmin(axis=0)[nearest] == rows)
    return rows[good], nearest[good]


def distances(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Differing bits of every descriptor, shape (n, 32), to every other, shape (m, 32); shape (n, m)."""
    a = np.ascontiguousarray(left).view(np.uint64)
    b = np.ascontiguousarray(right).view(np.uint64)
    far = np.zeros((len(a), len(b)), dtype=np.uint16)
    for part in range(a.shape[1]):
        far += np.bitwise_count(a[:, part, None] ^ b[None, :, part])
    return far


def fit(
    known: NDArray[np.float64],
    query: NDArray[np.float64],
    known_frame: Size,
    query_frame: Size,
    known_size: Size,
    query_size: Size,
    *,
    mirrored: bool,
) -> Geometry | None:
    """A homography from matched points, both of shape (n, 2), in the pixels of two frames."""
    import cv2

    if len(known) < LEAST:
        return None
    cv2.setRNGSeed(0)
    found, mask = cv2.findHomography(known, query, cv2.USAC_MAGSAC, REPROJECTION, maxIters=5000, confidence=0.999)
    if found is None or not sane(found, known_frame):
        return None
    inside = mask.ravel().astype(bool)
    count = min(_cells(known[inside]), _cells(query[inside]))
    if count < LEAST:
        return None
    out = to_full(query_frame, query_size, mirrored=mirrored)
    back = to_full(known_frame, known_size)
    full = out @ found @ np.linalg.inv(back)
    return Geometry(
        homography=np.asarray(full / full[2, 2], dtype=np.float64),
        inliers=count,
        mirrored=mirrored,
        points_known=project(back, known[inside]),
        points_evidence=project(out, query[inside]),
    )


def to_full(frame: Size, size: Size, *, mirrored: bool = False) -> NDArray[np.float64]:
    """From the pixels of a frame to those of the full picture; pixel centres are at whole numbers in both."""
    x, y = size[0] / frame[0], size[1] / frame[1]
    matrix = np.array([[x, 0, (x - 1) / 2], [0, y, (y - 1) / 2], [0, 0, 1.0]])
    if mirrored:
        return np.array([[-1.0, 0, size[0] - 1], [0, 1, 0], [0, 0, 1]]) @ matrix
    return matrix


def project(homography: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of shape (n, 2) taken through a homography."""
    moved = np.c_[points, np.ones(len(points))] @ homography.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def sane(homography: NDArray[np.float64], frame: Size) -> bool:
    """Whether the frame stays a convex quadrilateral, not turned over, of a plausible area and without wild perspective."""
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
