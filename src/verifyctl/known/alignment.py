"""Two pictures of one page laid on each other to a fraction of a pixel, and how far that can be trusted, place by
place.

Paper is not flat and a homography from local features is some pixels off, while a changed digit is only some pixels
wide. So the alignment is refined from coarse to fine: small blocks of the known page are looked for near where they
should lie, a homography is fitted to where they were found, and what remains, the bend of the paper, becomes a smooth
field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.known import blocks
from verifyctl.known.geometry import project

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 1600
"""Pixels: the long side of the common frame is at most this."""
SHORTEST = 96
"""Pixels: an overlap with a shorter side cannot be aligned by blocks."""
CELL = 48
"""Pixels of the common frame: the grid of the displacement field and of trust."""
FAR = 10_000.0
"""Pixels: the distance to a block that does not exist."""
# Reduction, step between blocks, block, reach (these in pixels of the reduced frame), tolerance (pixels of the frame).
_LEVELS = (
    (4, 24, 40, 10, 6.0),
    (2, 32, 44, 6, 2.5),
    (1, CELL, CELL, 5, 1.25),
)
_BENT_LEVEL = (1, 32, 40, 6, 1.25)
_BENT_PASSES = 2
BENT = 0.8
"""Pixels: paper that is rougher than this does not lie flat."""
_LEAST_BLOCKS = 8
_FLAT = 0.7
"""Share of the blocks that must agree on one homography for the paper to be called flat."""
_STRIP = 32
"""Rows that are reckoned with at once, so that they stay in the processor's cache."""
_FARTHEST = 120
"""Pixels of the frame that a refinement may move a corner."""


@dataclass(frozen=True)
class Aligned:
    """Two pictures in one frame, that of the known one, cut to what both show.

    `known`, `evidence`: shape (h, w), float32, 0 to 255. `seen`: shape (h, w), bool, where both have pixels.
    `to_known`, shape (3, 3), takes pixels of the frame to the known picture; to the evidence it is `to_evidence`,
    shape (3, 3), after `bend`, shape (rows, columns, 2), pixels, a vector for each cell of 48 pixels: evidence(p) =
    to_evidence(p + bend(p)). `density` is evidence pixels for a pixel of the frame. `distance`, shape (rows,
    columns): pixels to the nearest block that was found where its neighbours say. `roughness`: pixels, how far such
    blocks lie from one plane.
    """

    known: NDArray[np.float32]
    evidence: NDArray[np.float32]
    seen: NDArray[np.bool_]
    to_known: NDArray[np.float64]
    to_evidence: NDArray[np.float64]
    bend: NDArray[np.float64]
    density: float
    distance: NDArray[np.float64]
    roughness: float


@dataclass(frozen=True)
class _Frame:
    """The pictures at the density of the common frame; `start` takes pixels of the frame to pixels of `evidence`."""

    known: NDArray[np.uint8]
    evidence: NDArray[np.uint8]
    to_known: NDArray[np.float64]
    start: NDArray[np.float64]
    shrunk: NDArray[np.float64]
    density: float


def align(known: NDArray[np.uint8], evidence: NDArray[np.uint8], homography: NDArray[np.float64]) -> Aligned | None:
    """Lay two grey pictures of shape (h, w) on each other, starting from a homography known -> evidence.

    The start may be off by some 40 pixels of the common frame. None where the overlap is too small or the homography is
    not one that a camera makes.
    """
    cv2.setNumThreads(1)
    frame = _common(known, evidence, homography)
    if frame is None:
        return None
    matrix = frame.start
    high, wide = frame.known.shape
    bend = np.zeros((-(-high // CELL), -(-wide // CELL), 2))
    trusted, roughness = np.empty((0, 2)), 0.0
    for level in _LEVELS:
        matrix, bend, trusted, roughness = _refined(frame, matrix, bend, level)
    for _ in range(_BENT_PASSES if roughness > BENT else 0):
        matrix, bend, trusted, roughness = _refined(frame, matrix, bend, _BENT_LEVEL)
    x, y = _map(matrix, bend, frame.known.shape, 1)
    warped = cv2.remap(frame.evidence, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    inside = (x >= 0) & (y >= 0) & (x <= frame.evidence.shape[1] - 1) & (y <= frame.evidence.shape[0] - 1)
    return Aligned(
        known=frame.known.astype(np.float32),
        evidence=warped.astype(np.float32),
        seen=inside,
        to_known=frame.to_known,
        to_evidence=frame.shrunk @ matrix,
        bend=bend,
        density=frame.density,
        distance=_away(trusted, bend.shape[:2]),
        roughness=roughness,
    )


def to_evidence(aligned: Aligned, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of the frame, shape (n, 2), in pixels of the evidence."""
    return project(aligned.to_evidence, points + sampled(aligned.bend, points))


def sampled(bend: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A field with a vector a cell, shape (rows, columns, 2), at points of the frame, shape (n, 2)."""
    last = np.array([bend.shape[1] - 1, bend.shape[0] - 1])
    place = np.clip((points + 0.5) / CELL - 0.5, 0, last)
    low = np.minimum(np.floor(place).astype(int), np.maximum(last - 1, 0))
    high = np.minimum(low + 1, last)
    x, y = (place - low).T[..., None]
    above = bend[low[:, 1], low[:, 0]] * (1 - x) + bend[low[:, 1], high[:, 0]] * x
    below = bend[high[:, 1], low[:, 0]] * (1 - x) + bend[high[:, 1], high[:, 0]] * x
    return np.asarray(above * (1 - y) + below * y)


def spread(field: NDArray[np.float64], shape: tuple[int, int], reduction: int = 1) -> NDArray[np.float32]:
    """A field with a value a cell, shape (rows, columns), brought to every pixel of a frame of `shape`."""
    cell = CELL // reduction
    size = (field.shape[1] * cell, field.shape[0] * cell)
    return np.asarray(
        cv2.resize(field.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)[: shape[0], : shape[1]]
    )


def _common(known: NDArray[np.uint8], evidence: NDArray[np.uint8], homography: NDArray[np.float64]) -> _Frame | None:
    """The common frame: the known picture cut to the overlap, at the density of the poorer of the two."""
    box = _overlap(known.shape, evidence.shape, homography)
    if box is None:
        return None
    x0, y0, x1, y1 = box
    density = _density(homography, ((x0 + x1) / 2, (y0 + y1) / 2))
    if not 0.02 < density < 50:
        return None
    scale = min(1.0, density, LONGEST / max(x1 - x0, y1 - y0))
    size = (round((x1 - x0) * scale), round((y1 - y0) * scale))
    if min(size) < SHORTEST:
        return None
    part = _resized(known[y0:y1, x0:x1], size)
    to_known = _scaling(size, (x1 - x0, y1 - y0), (x0, y0))
    whole = homography @ to_known
    per_pixel = density / scale
    shrunk = np.eye(3)
    if per_pixel > 1.25:
        small = (max(1, round(evidence.shape[1] / per_pixel)), max(1, round(evidence.shape[0] / per_pixel)))
        shrunk = _scaling(small, (evidence.shape[1], evidence.shape[0]), (0, 0))
        evidence = _resized(evidence, small)
    return _Frame(part, evidence, to_known, np.linalg.inv(shrunk) @ whole, shrunk, per_pixel)


def _overlap(
    known: tuple[int, ...], evidence: tuple[int, ...], homography: NDArray[np.float64]
) -> tuple[int, int, int, int] | None:
    """The box of the known picture (left, top, right, bottom) that the evidence shows; None if there is none."""
    if not np.isfinite(homography).all() or abs(np.linalg.det(homography)) < 1e-12:
        return None
    corners = np.array([[0, 0], [known[1], 0], [known[1], known[0]], [0, known[0]]], dtype=np.float64)
    depth = np.c_[corners, np.ones(4)] @ homography[2]
    if np.min(depth * np.sign(depth[0])) <= 1e-9 or np.max(np.abs(depth)) > 10 * np.min(np.abs(depth)):
        return None
    quadrilateral = project(homography, corners).astype(np.float32)
    picture = np.array([[0, 0], [evidence[1], 0], [evidence[1], evidence[0]], [0, evidence[0]]], dtype=np.float32)
    if not cv2.isContourConvex(quadrilateral):
        return None
    area, shared = cv2.intersectConvexConvex(quadrilateral, picture)
    if area < 1 or shared is None:
        return None
    back = project(np.linalg.inv(homography), shared.reshape(-1, 2).astype(np.float64))
    left, top = np.clip(np.floor(back.min(axis=0)), 0, [known[1], known[0]]).astype(int)
    right, bottom = np.clip(np.ceil(back.max(axis=0)), 0, [known[1], known[0]]).astype(int)
    if right - left < 8 or bottom - top < 8:
        return None
    return int(left), int(top), int(right), int(bottom)


def _density(homography: NDArray[np.float64], at: tuple[float, float]) -> float:
    """Evidence pixels for a known pixel, along a line, at one place."""
    points = np.array([at, (at[0] + 1, at[1]), (at[0], at[1] + 1)], dtype=np.float64)
    moved = project(homography, points)
    sides = moved[1:] - moved[0]
    return float(np.sqrt(abs(sides[0, 0] * sides[1, 1] - sides[0, 1] * sides[1, 0])))


def _scaling(small: tuple[int, int], large: tuple[int, int], corner: tuple[int, int]) -> NDArray[np.float64]:
    """From pixels of a reduced picture to those of the one it was made from; pixel centres are at whole numbers."""
    x, y = large[0] / small[0], large[1] / small[1]
    return np.array([[x, 0, (x - 1) / 2 + corner[0]], [0, y, (y - 1) / 2 + corner[1]], [0, 0, 1.0]])


def _map(
    matrix: NDArray[np.float64], bend: NDArray[np.float64], shape: tuple[int, ...], reduction: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For every pixel of the frame, reduced by a factor, where it lies in the reduced evidence: x and y."""
    high, wide = shape[0] // reduction, shape[1] // reduction
    shift = (reduction - 1) / 2
    x = np.arange(wide, dtype=np.float32)[None, :] * reduction + shift
    y = np.arange(high, dtype=np.float32)[:, None] * reduction + shift
    if bend.any():
        x = x + spread(bend[..., 0], (high, wide), reduction)
        y = y + spread(bend[..., 1], (high, wide), reduction)
    m, back = matrix.astype(np.float32), np.float32(shift / reduction)
    across, down = np.empty((high, wide), dtype=np.float32), np.empty((high, wide), dtype=np.float32)
    for top in range(0, high, _STRIP):
        rows = slice(top, top + _STRIP)
        u, v = x[rows] if len(x) > 1 else x, y[rows]
        depth = reduction * (m[2, 0] * u + m[2, 1] * v + m[2, 2])
        across[rows] = (m[0, 0] * u + m[0, 1] * v + m[0, 2]) / depth - back
        down[rows] = (m[1, 0] * u + m[1, 1] * v + m[1, 2]) / depth - back
    return across, down


def _refined(
    frame: _Frame, matrix: NDArray[np.float64], bend: NDArray[np.float64], level: tuple[int, int, int, int, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """One step from coarse to fine: a new homography, a new bend, where trusted blocks lie and the roughness."""
    reduction, step, block, reach, tolerance = level
    known, evidence = _reduced(frame.known, reduction), _reduced(frame.evidence, reduction)
    x, y = _map(matrix, bend, frame.known.shape, reduction)
    warped = cv2.remap(evidence, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    found = blocks.match(known, np.asarray(warped, dtype=np.uint8), step, block, reach)
    points = found.centres * reduction + (reduction - 1) / 2
    nothing = np.empty((0, 2)), 0.0
    targets = points + found.shifts * reduction + sampled(bend, points)
    sigma = CELL * {4: 2.0, 2: 1.5, 1: 1.2}[reduction]
    trusted = blocks.consistent(points, targets - points, found.good, sigma, tolerance)
    if np.count_nonzero(trusted) < _LEAST_BLOCKS:
        return matrix, bend, *nothing
    plane = _plane(points[trusted], targets[trusted], tolerance)
    if plane is None:
        return matrix, bend, *nothing
    rest = project(np.linalg.inv(plane), targets) - points
    bend = blocks.smooth(_middles(bend.shape), points[trusted], rest[trusted], sigma).reshape(bend.shape)
    lengths = np.hypot(*rest[trusted].T)
    return matrix @ plane, bend, points[trusted], float(np.percentile(lengths, 85))


def _middles(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """The middles of the cells of a field of so many rows and columns, row by row, in pixels; shape (n, 2)."""
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]]
    return np.asarray(np.c_[across.ravel() + 0.5, down.ravel() + 0.5] * CELL - 0.5, dtype=np.float64)


def _away(trusted: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """How far the middle of each cell is from the nearest trusted block, pixels."""
    if not len(trusted):
        return np.full(shape, FAR)
    (x, y), (u, v) = trusted.T, _middles(shape).T
    square = (u[:, None] - x) ** 2 + (v[:, None] - y) ** 2
    return np.asarray(np.sqrt(square.min(axis=1)).reshape(shape))


def _reduced(picture: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    if by == 1:
        return picture
    high, wide = picture.shape[0] // by, picture.shape[1] // by
    return _resized(picture[: high * by, : wide * by], (max(1, wide), max(1, high)))


def _resized(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    small = cv2.resize(np.ascontiguousarray(picture), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _plane(points: NDArray[np.float64], targets: NDArray[np.float64], tolerance: float) -> NDArray[np.float64] | None:
    """The homography that most points agree on, or on bent paper the mean one; None if far from the identity."""
    cv2.setRNGSeed(0)
    found, mask = cv2.findHomography(
        points, targets, cv2.USAC_MAGSAC, max(tolerance, 1.5), maxIters=2000, confidence=0.999
    )
    if found is None or int(mask.sum()) < _FLAT * len(points):
        found, _ = cv2.findHomography(points, targets, 0)
    if found is None:
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    corners = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]])
    if np.abs(project(found, corners) - corners).max() > _FARTHEST:
        return None
    return np.asarray(found / found[2, 2], dtype=np.float64)
