"""Whether a copy has other colours, wherever it was cut and whatever was laid over it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from verifyctl.known.colours import grid, recoloured

HERE = np.eye(3)


@pytest.fixture(scope="module")
def scene() -> np.ndarray:
    y, x = np.mgrid[0:360, 0:480]
    return np.stack([x % 256, y % 256, (x + y) // 4 % 256], axis=2).astype(np.uint8)


def test_the_grid_is_384_digits_and_the_same_every_time(scene):
    assert len(grid(scene)) == 384
    assert grid(scene) == grid(scene.copy())


def test_reencoding_and_scaling_keep_the_colours(scene):
    buffer = io.BytesIO()
    Image.fromarray(scene).resize((240, 180)).save(buffer, "JPEG", quality=30)
    small = np.asarray(Image.open(buffer).convert("RGB"))
    assert not recoloured(grid(scene), (480, 360), small, np.diag([0.5, 0.5, 1.0]))


def test_a_crop_keeps_the_colours(scene):
    shift = np.array([(1.0, 0, -100), (0, 1, -80), (0, 0, 1)])
    assert not recoloured(grid(scene), (480, 360), scene[80:, 100:], shift)


def test_a_caption_is_no_other_colour(scene):
    captioned = scene.copy()
    captioned[:100] = 255
    assert not recoloured(grid(scene), (480, 360), captioned, HERE)


@pytest.mark.parametrize(
    "change",
    [
        lambda rgb: np.repeat(rgb.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2),
        lambda rgb: (rgb * 0.6).astype(np.uint8),
        lambda rgb: rgb[..., ::-1],
    ],
    ids=["grey", "dark", "swapped"],
)
def test_other_colours_are_seen(scene, change):
    assert recoloured(grid(scene), (480, 360), np.ascontiguousarray(change(scene)), HERE)


def test_too_little_in_common_says_nothing(scene):
    shift = np.array([(1.0, 0, -470), (0, 1, 0), (0, 0, 1)])
    assert not recoloured(grid(scene), (480, 360), np.zeros((20, 20, 3), np.uint8), shift)
