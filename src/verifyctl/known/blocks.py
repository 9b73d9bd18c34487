"""Small blocks of one picture looked for in another, tested against their neighbours, and made into a smooth field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_CONTRAST = 9.0
"""Grey levels: a block whose standard deviation is smaller has nothing on it."""
LEAST_LIKENESS = 0.6
"""Normalised correlation under which a block was not found."""
_LEAST_BEND = 0.004
"""How fast the correlation must fall beside its peak, in either direction; a ruled line can slide along itself."""
_PRIOR = 0.03
"""Weight of "no displacement" in a smooth field, so that it comes to rest away from any block."""
_SLOPE = 0.08


@dataclass(frozen=True)
class Found:
    """Blocks of one picture in another: `centres` and `shifts` of shape (n, 2), pixels; `good` of shape (n,), bool."""

    centres: NDArray[np.float64]
    shifts: NDArray[np.float64]
    good: NDArray[np.bool_]


def match(known: NDArray[np.uint8], other: NDArray[np.uint8], step: int, block: int, reach: int) -> Found:
    """Look for every block of `known` that bears something in `other`, at most `reach` pixels from its place.

    Both have shape (h, w). Normalised cross-correlation; the peak's place is found to a fraction of a pixel by a
    parabola. A block is good if it was found clearly, inside the reach, and could not have slid.
    """
    side = block + 2 * reach
    corners = _bearing(known, step, block)
    padded = cv2.copyMakeBorder(other, reach, reach, reach, reach, cv2.BORDER_REPLICATE).astype(np.float32)
    patches = known.astype(np.float32)
    likeness = np.empty((len(corners), 2 * reach + 1, 2 * reach + 1), dtype=np.float32)
    for number, (left, top) in enumerate(corners.tolist()):
        window, patch = padded[top : top + side, left : left + side], patches[top : top + block, left : left + block]
        likeness[number] = cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED)
    shifts, good = _peaks(likeness)
    return Found(corners.astype(np.float64) + (block // 2 - 0.5), shifts - reach, good)


def _bearing(known: NDArray[np.uint8], step: int, block: int) -> NDArray[np.int64]:
    """The upper left corners, x and y, of the blocks with something on them; shape (n, 2)."""
    first = max(0, (step - block) // 2)
    x, y = np.arange(first, known.shape[1] - block + 1, step), np.arange(first, known.shape[0] - block + 1, step)
    mean, square = (
        (total[y + block][:, x + block] - total[y][:, x + block] - total[y + block][:, x] + total[y][:, x]) / block**2
        for total in cv2.integral2(known)
    )
    rows, columns = np.nonzero(square - mean * mean >= LEAST_CONTRAST**2)
    return np.stack([x[columns], y[rows]], axis=1)


def peak(likeness: NDArray[Any]) -> tuple[float, float]:
    """Where a map of correlations, shape (h, w), is greatest: x and y, to a fraction of a pixel by two parabolas."""
    x, y = _peaks(likeness[None])[0][0].tolist()
    return x, y


def _peaks(likeness: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Of maps of correlations, shape (n, h, w): where each is greatest, shape (n, 2), x and y, and whether it is sure.

    That is where the correlation is high, inside the map, and falls off in every direction.
    """
    count, high, wide = likeness.shape
    best = likeness.reshape(count, high * wide).argmax(axis=1)
    y, x = np.divmod(best, wide)
    # At a rim the top is taken as it is; beyond it the map is continued, so that there is something to read.
    padded = np.pad(likeness, ((0, 0), (1, 1), (1, 1)), mode="edge").astype(np.float64)
    every = np.arange(count)
    up, middle, down = ([padded[every, y + 1 + dy, x + 1 + dx] for dx in (-1, 0, 1)] for dy in (-1, 0, 1))
    dxx = middle[0] + middle[2] - 2 * middle[1]
    dyy = up[1] + down[1] - 2 * middle[1]
    dxy = (up[0] + down[2] - up[2] - down[0]) / 4
    inside_x, inside_y = (x > 0) & (x < wide - 1), (y > 0) & (y < high - 1)
    falls = -(dxx + dyy) / 2 - np.hypot((dxx - dyy) / 2, dxy) >= _LEAST_BEND
    places = np.stack(
        [
            x + np.where(inside_x, _vertex(middle[0], middle[2], dxx), 0.0),
            y + np.where(inside_y, _vertex(up[1], down[1], dyy), 0.0),
        ],
        axis=1,
    )
    return places, (middle[1] >= LEAST_LIKENESS) & inside_x & inside_y & falls


def _vertex(before: NDArray[np.float64], after: NDArray[np.float64], bend: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where, from -0.5 to 0.5, parabolas through three neighbouring values have their tops; 0 where they have none."""
    curved = bend < -1e-9
    return np.where(curved, np.clip((before - after) / (2 * np.where(curved, bend, -1.0)), -0.5, 0.5), 0.0)


def consistent(
    points: NDArray[np.float64], values: NDArray[np.float64], good: NDArray[np.bool_], sigma: float, tolerance: float
) -> NDArray[np.bool_]:
    """Which of the good blocks lie where their neighbours say, within a tolerance in pixels; shape (n,), bool."""
    trusted = good.copy()
    weight = _weight(points / sigma, points / sigma)
    np.fill_diagonal(weight, 0.0)  # a block has no say at its own place
    for _ in range(3):
        if np.count_nonzero(trusted) < 4:
            return trusted
        expected = _planes(points / sigma, points / sigma, values, weight * trusted)
        trusted = good & (np.hypot(*(values - expected).T) <= tolerance)
    return trusted


def smooth(
    nodes: NDArray[np.float64], points: NDArray[np.float64], values: NDArray[np.float64], sigma: float
) -> NDArray[np.float64]:
    """Values, shape (n, 2), at `points`, (n, 2), brought to `nodes`, (m, 2): moving least squares with a plane.

    Weights fall with distance as a Gaussian of `sigma` pixels; far from all points the value is 0.
    """
    return _planes(nodes / sigma, points / sigma, values, _weight(nodes / sigma, points / sigma))


def _weight(nodes: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much a point says at a node, shape (m, n), by their distance in sigmas."""
    square = np.square(points[None, :, 0] - nodes[:, None, 0], dtype=np.float32)
    square += np.square(points[None, :, 1] - nodes[:, None, 1], dtype=np.float32)
    square *= np.float32(-0.5)
    return np.exp(square, out=square).astype(np.float64)


def _planes(
    nodes: NDArray[np.float64],
    points: NDArray[np.float64],
    values: NDArray[np.float64],
    weight: NDArray[np.float64],
) -> NDArray[np.float64]:
    """At every node the value of the plane that fits the weighted points best; places in sigmas.

    The sums over points are taken around one place for all nodes, as two products of matrices, and then moved.
    """
    middle = nodes.mean(axis=0) if len(nodes) else np.zeros(2)
    (x, y), (u, v) = (points - middle).T, (nodes - middle).T
    one, sx, sy, sxx, sxy, syy = (weight @ np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)).T
    said, said_x, said_y = np.split(weight @ np.hstack([values, values * x[:, None], values * y[:, None]]), 3, axis=1)
    normal = np.empty((len(nodes), 3, 3))
    # Held back, or it would run away at the rim of the page.
    normal[:, 0, 0] = one + _PRIOR
    normal[:, 0, 1] = normal[:, 1, 0] = sx - u * one
    normal[:, 0, 2] = normal[:, 2, 0] = sy - v * one
    normal[:, 1, 1] = sxx - 2 * u * sx + u * u * one + _SLOPE
    normal[:, 1, 2] = normal[:, 2, 1] = sxy - u * sy - v * sx + u * v * one
    normal[:, 2, 2] = syy - 2 * v * sy + v * v * one + _SLOPE
    right = np.stack([said, said_x - u[:, None] * said, said_y - v[:, None] * said], axis=1)
    return np.asarray(np.linalg.solve(normal, right)[:, 0])


def moved(picture: NDArray[np.float32], matrix: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The part of a picture that an affine matrix, shape (2, 3), from pixels of the part, points at."""
    how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    part = cv2.warpAffine(picture, matrix, (shape[1], shape[0]), flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(part, dtype=np.float32)


def sheared(patch: NDArray[np.float32], window: NDArray[np.float32], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """An affine matrix, shape (2, 3), that lays a patch on a window, from one that is near (Lucas and Kanade, 1981)."""
    high, wide = patch.shape
    x = (np.arange(wide) - wide / 2)[None, :] / _UNIT
    y = (np.arange(high) - high / 2)[:, None] / _UNIT
    matrix = start.copy()
    for _ in range(3):
        here = moved(window, matrix, patch.shape)
        gy, gx = np.gradient(here)
        columns = np.stack([gx, gy, gx * x, gx * y, gy * x, gy * y]).reshape(6, -1).astype(np.float64)
        rest = (patch - here).ravel().astype(np.float64)
        normal = columns @ columns.T
        normal += np.eye(6) * (1e-3 * np.trace(normal) / 6 + 1e-9)
        step = np.clip(np.linalg.solve(normal, columns @ rest), -2.0, 2.0)
        a = np.array([[step[2], step[3]], [step[4], step[5]]]) / _UNIT
        shift = step[:2] - a @ [wide / 2, high / 2]
        matrix = matrix + np.c_[a, shift]
    return matrix


_UNIT = 50.0
