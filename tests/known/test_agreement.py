"""Two copies of one page agree at a coarse look; two contents on one layout do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from verifyctl.known.agreement import OTHER, SAME, agreement

HERE = np.eye(3)


def app(seed: int) -> np.ndarray:
    """A screenshot: the same lines of an app above and below, another picture between them."""
    image = Image.new("L", (540, 960), 255)
    pen = ImageDraw.Draw(image)
    for y in (40, 80, 120, 820, 860, 900):
        for x in range(30, 480, 60):
            pen.rectangle((x, y, x + 12 + x % 35, y + 12), fill=30)
    picture = np.array(image)
    noise = np.random.default_rng(seed).integers(0, 255, (60, 54), dtype=np.uint8)
    picture[170:770] = cv2.resize(noise, (540, 600), interpolation=cv2.INTER_CUBIC)
    return picture


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return app(1)


@pytest.mark.parametrize(
    "change",
    [
        lambda grey: grey,
        lambda grey: cv2.GaussianBlur(grey, (0, 0), 2),
        lambda grey: (grey * 0.5 + 60).astype(np.uint8),
        lambda grey: 255 - (255 - grey) // 2,
    ],
    ids=["same", "blurred", "toned", "pale"],
)
def test_a_copy_agrees(page, change):
    assert agreement(page, change(page), HERE) >= 0.95


def test_another_picture_in_the_same_app_does_not(page):
    assert agreement(page, app(2), HERE) < OTHER < SAME


def test_a_word_changed_hardly_counts(page):
    changed = page.copy()
    changed[35:60, 30:120] = 255
    assert agreement(page, changed, HERE) >= SAME


def test_only_what_both_show_is_asked(page):
    part = np.ascontiguousarray(page[200:900])
    shift = np.array([(1.0, 0, 0), (0, 1, -200), (0, 0, 1)])
    assert agreement(page, part, shift) >= 0.95


def test_too_little_in_common_agrees_in_nothing(page):
    away = np.array([(1.0, 0, 520), (0, 1, 940), (0, 0, 1)])
    assert agreement(page, page, away) == 0
    assert agreement(np.full((300, 300), 255, np.uint8), page, HERE) == 0
    assert agreement(np.zeros((3, 3), np.uint8), page, HERE) == 0
