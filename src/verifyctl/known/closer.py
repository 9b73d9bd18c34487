"""A closer look: where a candidate may lie on the query, cut that out at the known picture's own scale and match again.

A picture that is a small part of a screenshot, a collage or another picture has few features of its own there, and
those at other sizes than the known one's. Drawn at full resolution into the known picture's frame it has as many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.features import GRID, MOST, extract_in_frame
from verifyctl.known.geometry import Geometry, Size, fit, to_full

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.features import Features

_MOST_TIMES = 40.0


def look_closer(
    known: Features, known_size: Size, grey: NDArray[np.uint8], homography: NDArray[np.float64]
) -> Geometry | None:
    """Match again where a homography (known to query, both at full size) says that the known picture lies.

    `grey` is the whole query picture at full size, shape (height, width), as it is, also where the known picture lies
    mirrored on it. None where nothing sane is found, or where the homography would enlarge or shrink beyond reason.
    """
    import cv2

    known_full = to_full((known.width, known.height), known_size)
    to_query = homography @ known_full
    times = _scale(to_query, known)
    if not 1 / _MOST_TIMES <= times <= _MOST_TIMES:
        return None
    picture = grey
    shrink: NDArray[np.float64] = np.eye(3)
    if times > 1.5:  # cv2 does not average when it warps, so fine detail would turn into noise
        height, width = picture.shape
        small = (max(1, round(width / times)), max(1, round(height / times)))
        picture = np.asarray(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        shrink = np.asarray(np.linalg.inv(to_full(small, (width, height))), dtype=np.float64)
    drawn = cv2.warpPerspective(
        picture, shrink @ to_query, (known.width, known.height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    picture = np.asarray(drawn, dtype=np.uint8)
    found = extract_in_frame(picture, MOST[known.fineness], GRID[known.fineness], filed=False)
    return fit(known, found, known_full, to_query)


def _scale(matrix: NDArray[np.float64], known: Features) -> float:
    """How many pixels a pixel of the known frame becomes, at its middle; 0 where that has no meaning."""
    x, y = known.width / 2, known.height / 2
    depth = matrix[2] @ (x, y, 1.0)
    if not np.isfinite(matrix).all() or abs(depth) < 1e-9:
        return 0.0
    return float(np.sqrt(abs(np.linalg.det(matrix) / depth**3)))
