"""Whether a picture shows mainly a page of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORKING_SIDE = 1000
MIN_DENSITY = 100


def is_page(rgb: NDArray[np.uint8]) -> bool:
    """Whether a picture of shape (height, width, 3), dtype uint8, is to be treated as a page of text."""
    return text_density(rgb) >= MIN_DENSITY


def text_density(rgb: NDArray[np.uint8]) -> int:
    """The share of the picture that looks like lines of text, in thousandths."""
    image = Image.fromarray(np.ascontiguousarray(rgb)).convert("L")
    scale = WORKING_SIDE / max(image.size)
    size = (max(16, round(image.width * scale)), max(16, round(image.height * scale)))
    grey = np.asarray(image.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR))
    mean = cv2.boxFilter(grey, -1, (25, 25))
    best = 0.0
    for ink in (cv2.subtract(mean, grey) > 16, cv2.subtract(grey, mean) > 16):
        count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
        width, height = stats[1:count, 2], stats[1:count, 3]
        letters = (height >= 4) & (height <= 40) & (width >= 2) & (width <= 120)
        best = max(best, float((width * height)[letters].sum()) / grey.size)
    return int(min(best, 1.0) * 1000)
