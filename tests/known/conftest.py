"""Pictures drawn by integer arithmetic alone: the same on every machine and with every version of every package."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from verifyctl.known.ingest import Examined, examine
from verifyctl.media.pixels import decode
from verifyctl.media.read import identify

Rgb = NDArray[np.uint8]


def draw(seed: int, width: int = 400, height: int = 300, boxes: int = 80) -> Rgb:
    """Coloured rectangles, placed by a linear congruential generator (the constants of ISO C's example)."""
    return _drawn(seed, width, height, boxes).copy()


@lru_cache(maxsize=64)
def _drawn(seed: int, width: int, height: int, boxes: int) -> Rgb:
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

    return lambda path: _looked_at(path.name, path.read_bytes())


@lru_cache(maxsize=64)
def _looked_at(name: str, data: bytes) -> Examined:
    """Many tests keep the same few pictures; an examined one is frozen."""
    evidence = identify(data, name, where=name)
    return examine(decode(data, evidence.media_type), evidence)


@pytest.fixture(name="saved")
def saved_fixture(tmp_path: Path) -> Callable[..., Path]:
    """Save pixels under a name in the test's folder."""

    def saved(name: str, pixels: Rgb, **options: object) -> Path:
        path = tmp_path / name
        Image.fromarray(pixels).save(path, **options)  # type: ignore[arg-type]
        return path

    return saved
