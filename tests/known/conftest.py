"""Pictures drawn by integer arithmetic alone: the same on every machine and with every version of every package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from verifyctl.known.ingest import Examined, examine
from verifyctl.media.pixels import decode
from verifyctl.media.read import read_evidence

Rgb = NDArray[np.uint8]


def draw(seed: int, width: int = 400, height: int = 300, boxes: int = 80) -> Rgb:
    """Coloured rectangles, placed by a linear congruential generator (the constants of ISO C's example)."""
    state = seed

    def pick(limit: int) -> int:
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % limit

    picture = np.full((height, width, 3), 128, dtype=np.uint8)
    for _ in range(boxes):
        x, y = pick(width), pick(height)
        picture[y : y + 4 + pick(height // 3), x : x + 4 + pick(width // 3)] = [pick(256), pick(256), pick(256)]
    return picture


@pytest.fixture(name="scene")
def scene_fixture() -> Callable[..., Rgb]:
    return draw


@pytest.fixture(name="look")
def look_fixture() -> Callable[[Path], Examined]:
    """Examine a file as `known add` does, in this process."""

    def look(path: Path) -> Examined:
        evidence, data = read_evidence(path)
        return examine(decode(data, evidence.media_type), evidence)

    return look


@pytest.fixture(name="saved")
def saved_fixture(tmp_path: Path) -> Callable[..., Path]:
    """Save pixels under a name in the test's folder."""

    def saved(name: str, pixels: Rgb, **options: object) -> Path:
        path = tmp_path / name
        Image.fromarray(pixels).save(path, **options)  # type: ignore[arg-type]
        return path

    return saved
