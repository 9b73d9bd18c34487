"""How much of two aligned pictures agrees at a coarse look, text or not.

A difference map sees text. Two screenshots of one app with different pictures in them have all their text in common;
this tells them from two copies of one page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME = 0.8
"""From here on, of the blocks with something on them, two pictures may be called copies of one page."""
ALL = 0.95
"""From here on a page too blurred to be read is a copy of the page; whether its text is the same stays open."""
NEARLY_ALL = 0.85
"""From here on, what lies over a page too small to be read does not make it another."""
OTHER = 0.7
"""Below, they have a layout in common and other things on it."""

_SIDE = 480  # pixels of the known image's long side
_BLOCK = 24
_REACH = 5
_ALIKE = 0.5
_LEAST_SIGMA = 6.0
_LEAST_BLOCKS = 8


def agreement(known: NDArray[np.uint8], evidence: NDArray[np.uint8], homography: NDArray[np.float64]) -> float:
    """The share, 0 to 1, of the known picture's blocks with something on them that look alike on the evidence.

    Both are grey, shape (h, w); the homography takes pixels of the known picture to the evidence. 0 where too little of
    them overlaps. Blocks may be off by one hundredth of the long side, since paper bends.
    """
    import cv2

    height, width = known.shape
    scale = _SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    there = np.asarray(cv2.resize(known, size, interpolation=cv2.INTER_AREA))
    here, seen = _drawn(evidence, homography @ np.diag([width / size[0], height / size[1], 1.0]), size)
    alike, all_ = 0, 0
    for y in range(_REACH, size[1] - _BLOCK - _REACH, _BLOCK):
        for x in range(_REACH, size[0] - _BLOCK - _REACH, _BLOCK):
            block = there[y : y + _BLOCK, x : x + _BLOCK]
            around = np.s_[y - _REACH : y + _BLOCK + _REACH, x - _REACH : x + _BLOCK + _REACH]
            if not seen[around].all() or block.std() < _LEAST_SIGMA:
                continue
            all_ += 1
            alike += int(cv2.matchTemplate(here[around], block, cv2.TM_CCOEFF_NORMED).max() > _ALIKE)
    return alike / all_ if all_ >= _LEAST_BLOCKS else 0.0


def _drawn(
    picture: NDArray[np.uint8], matrix: NDArray[np.float64], size: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A picture brought to a frame by the matrix from frame to picture, and where the frame is covered by it."""
    import cv2

    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shrink = min(1.0, 1.5 * _SIDE / max(picture.shape))
    small = (max(1, round(picture.shape[1] * shrink)), max(1, round(picture.shape[0] * shrink)))
    resized = cv2.resize(picture, small, interpolation=cv2.INTER_AREA)
    forward = np.diag([small[0] / picture.shape[1], small[1] / picture.shape[0], 1.0]) @ matrix
    drawn = cv2.warpPerspective(resized, forward, size, flags=flags)
    covered = cv2.warpPerspective(np.full(small[::-1], 255, np.uint8), forward, size, flags=flags)
    return np.asarray(drawn, np.uint8), np.asarray(covered == 255)
