"""Pages of words for the tests, drawn without any font of the system, and ways to lay them on a picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Matrix = NDArray[np.float64]
WORDS = ["order", "paper", "garden", "office", "letter", "number", "evening", "sunday", "governor", "of", "to", "in"]


def page(width: int = 800, height: int = 1100, *, size: float = 0.8, seed: int = 1) -> Grey:
    """Lines of words, black on white, shape (height, width)."""
    rng = np.random.default_rng(seed)
    grey = np.full((height, width), 250, np.uint8)
    step = round(46 * size)
    for y in range(round(0.09 * height), round(0.9 * height), step):
        line = " ".join(rng.choice(WORDS, 12))
        room = round((0.86 if rng.random() < 0.8 else 0.4) * width / (18 * size))
        cv2.putText(grey, line[:room], (round(0.07 * width), y), cv2.FONT_HERSHEY_SIMPLEX, size, 25, 2, cv2.LINE_AA)
    return grey


def photographed(
    sheet: Grey, corners: list[tuple[float, float]], size: tuple[int, int], table: int = 70
) -> tuple[Grey, Matrix]:
    """The sheet with its corners, clockwise from the top left, at these places of a picture of (width, height)."""
    height, width = sheet.shape
    own = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(own, np.array(corners, np.float32))
    centre = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    by_centres = np.linalg.inv(centre) @ matrix @ centre
    seen = np.full((size[1], size[0]), table, np.uint8)
    cv2.warpPerspective(sheet, by_centres, size, dst=seen, borderMode=cv2.BORDER_TRANSPARENT)
    noise = np.random.default_rng(5).normal(0, 2, seen.shape)
    return np.clip(seen + noise, 0, 255).astype(np.uint8), np.asarray(matrix, dtype=np.float64)


def turned(grey: Grey, degrees: float, around: int = 250) -> Grey:
    """Turned clockwise about the middle, on a larger field."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    matrix[:, 2] += 100
    return np.asarray(
        cv2.warpAffine(grey, matrix, (width + 200, height + 200), flags=cv2.INTER_CUBIC, borderValue=around),
        dtype=np.uint8,
    )
