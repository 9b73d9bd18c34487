"""Pictures that resemble photographs enough for local features: shapes of many sizes over soft noise."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray


def scene(seed: int, width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """A picture of shape (height, width, 3), dtype uint8, the same for the same seed, another for every other."""
    return cv2.resize(_scene(seed), (width, height), interpolation=cv2.INTER_AREA).copy()


@lru_cache(maxsize=64)
def _scene(seed: int) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    soft = sum(
        cv2.resize(rng.normal(0, 60 / step, (3 * step, 4 * step, 3)), (1280, 960), interpolation=cv2.INTER_CUBIC)
        for step in (2, 6, 20)
    )
    picture = np.clip(128 + soft, 0, 255).astype(np.uint8)
    for _ in range(260):
        points = rng.integers(0, (1280, 960), 2) + rng.integers(-1, 2, (4, 2)) * rng.integers(6, 90, (4, 2))
        colour = tuple(int(part) for part in rng.integers(0, 256, 3))
        cv2.fillPoly(picture, [points.astype(np.int32)], colour)
    return picture
