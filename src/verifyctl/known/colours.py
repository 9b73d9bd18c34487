"""A picture's colours on a coarse grid: enough to say that a copy has other colours, too little to show anything.

After the colour layout descriptor of MPEG-7 (ISO/IEC 15938-3), here the means themselves and no transform.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from verifyctl.known.forms import SAMPLED_SIDE, Forms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.forms import Shown

CELLS = 8
RECOLOURED = 12.0
"""Levels of 255 by which the median cell's colour differs from the known image's."""

_SAMPLES = SAMPLED_SIDE // CELLS  # across a cell, so that fine patterns are averaged and not sampled


def grid(picture: Shown) -> str:
    """The mean colour of each of 8 x 8 cells of a picture, shape (h, w, 3), row by row, as 384 hexadecimal digits."""
    return _means(Forms.of(picture).sampled).round().astype(np.uint8).tobytes().hex()


def recoloured(
    known: str, known_size: tuple[int, int], evidence: NDArray[np.uint8], homography: NDArray[np.float64]
) -> bool:
    """Whether the evidence has other colours or tones than the known image where the two overlap.

    `known` is the known image's grid, `known_size` its (width, height); the homography maps it to the evidence. The
    median cell decides, so that captions, logos and covered parts do not. False where too few cells overlap to say.
    """
    import cv2

    side = CELLS * _SAMPLES
    height, width = evidence.shape[:2]
    shrink = min(1.0, 1024 / max(height, width))
    small = cv2.resize(
        evidence, (max(1, round(width * shrink)), max(1, round(height * shrink))), interpolation=cv2.INTER_AREA
    )
    to_grid = np.diag([side / known_size[0], side / known_size[1], 1.0])
    forward = np.diag([shrink, shrink, 1.0]) @ homography @ np.linalg.inv(to_grid)
    inside = np.full(small.shape[:2], 255, np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpPerspective(small, forward, (side, side), flags=flags)
    covered = cv2.warpPerspective(inside, forward, (side, side), flags=flags)
    whole = covered.reshape(CELLS, _SAMPLES, CELLS, _SAMPLES).min(axis=(1, 3)) == 255
    if whole.sum() < CELLS:
        return False
    before = np.frombuffer(bytes.fromhex(known), np.uint8).reshape(CELLS, CELLS, 3).astype(np.float64)
    apart = np.abs(_means(warped) - before).max(axis=2)[whole]
    return bool(np.median(apart) > RECOLOURED)


def _means(pixels: NDArray[Any]) -> NDArray[np.float64]:
    """Mean colours of the cells of a picture of (cells x samples) pixels a side; shape (cells, cells, 3)."""
    return np.asarray(pixels.reshape(CELLS, _SAMPLES, CELLS, _SAMPLES, 3).mean(axis=(1, 3)))
