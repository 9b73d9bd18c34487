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
    high, wide = known.shape
    half = block // 2
    padded = cv2.copyMakeBorder(other, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    centres, shifts, good = [], [], []
    for top in range(max(0, (step - block) // 2), high - block + 1, step):
        for left in range(max(0, (step - block) // 2), wide - block + 1, step):
            patch = known[top : top + block, left : left + block]
            if cv2.meanStdDev(patch)[1][0, 0] < LEAST_CONTRAST:
                continue
            window = padded[top : top + block + 2 * reach, left : left + block + 2 * reach]
            likeness = cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED)
            across, down = peak(likeness)
            centres.append((left + half - 0.5, top + half - 0.5))
            shifts.append((across - reach, down - reach))
            good.append(_sure(likeness, reach))
    return Found(
        np.array(centres, dtype=np.float64).reshape(-1, 2),
        np.array(shifts, dtype=np.float64).reshape(-1, 2),
        np.array(good, dtype=np.bool_),
    )


def peak(likeness: NDArray[Any]) -> tuple[float, float]:
    """Where a map of correlations, shape (h, w), is greatest: x and y, to a fraction of a pixel by two parabolas."""
    _, _, _, (x, y) = cv2.minMaxLoc(likeness)
    return x + _vertex(likeness[y, x - 1 : x + 2]), y + _vertex(likeness[y - 1 : y + 2, x])


def _vertex(three: NDArray[Any]) -> float:
    """Where, from -0.5 to 0.5, the parabola through three neighbouring values has its top; 0 at a rim."""
    if len(three) != 3:
        return 0.0
    before, middle, after = three.astype(np.float64).tolist()
    bend = before + after - 2 * middle
    return float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if bend < -1e-9 else 0.0


def _sure(likeness: NDArray[Any], reach: int) -> bool:
    """Whether the greatest correlation is high, inside the reach, and falls off in every direction."""
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    if not (best >= LEAST_LIKENESS and 0 < x < 2 * reach and 0 < y < 2 * reach):
        return False
    around = likeness[y - 1 : y + 2, x - 1 : x + 2].astype(np.float64)
    dxx = around[1, 0] + around[1, 2] - 2 * around[1, 1]
    dyy = around[0, 1] + around[2, 1] - 2 * around[1, 1]
    dxy = (around[0, 0] + around[2, 2] - around[0, 2] - around[2, 0]) / 4
    return bool(-(dxx + dyy) / 2 - np.hypot((dxx - dyy) / 2, dxy) >= _LEAST_BEND)


def consistent(
    points: NDArray[np.float64], values: NDArray[np.float64], good: NDArray[np.bool_], sigma: float, tolerance: float
) -> NDArray[np.bool_]:
    """Which of the good blocks lie where their neighbours say, within a tolerance in pixels; shape (n,), bool."""
    trusted = good.copy()
    for _ in range(3):
        if np.count_nonzero(trusted) < 4:
            return trusted
        expected = smooth(points, points[trusted], values[trusted], sigma, leave_out=True)
        trusted = good & (np.hypot(*(values - expected).T) <= tolerance)
    return trusted


def smooth(
    nodes: NDArray[np.float64],
    points: NDArray[np.float64],
    values: NDArray[np.float64],
    sigma: float,
    *,
    leave_out: bool = False,
) -> NDArray[np.float64]:
    """Values, shape (n, 2), at `points`, (n, 2), brought to `nodes`, (m, 2): moving least squares with a plane.

    Weights fall with distance as a Gaussian of `sigma` pixels; far from all points the value is 0. With `leave_out` a
    point has no say at its own place.
    """
    dx = (points[None, :, 0] - nodes[:, None, 0]) / sigma
    dy = (points[None, :, 1] - nodes[:, None, 1]) / sigma
    square = dx * dx + dy * dy
    weight = np.exp(-0.5 * square)
    if leave_out:
        weight[square < 1e-9] = 0.0
    terms = np.stack([np.ones_like(dx), dx, dy])
    weighted = terms * weight
    normal = np.einsum("imn,jmn->mij", weighted, terms)
    right = np.einsum("imn,nk->mik", weighted, values)
    # Held back, or it would run away at the rim of the page.
    normal += np.diag([_PRIOR, _SLOPE, _SLOPE])
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
