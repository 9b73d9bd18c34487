"""Copied pieces are found by their grain; what merely looks alike is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.forensics.drawn import Grey, jpeg, pasted
from verifyctl.forensics.copies import LEAST_GRAIN, LEAST_POINTS, pairs


def detailed(seed: int) -> Grey:
    """A scene with many corners, 480 by 640, no part of it twice."""
    rng = np.random.default_rng(seed)
    picture = np.full((480, 640), 120, dtype=np.uint8)
    for _ in range(420):
        centre = (int(rng.integers(0, 640)), int(rng.integers(0, 480)))
        axes = (int(rng.integers(3, 22)), int(rng.integers(3, 22)))
        cv2.ellipse(picture, centre, axes, float(rng.integers(0, 180)), 0, 360, int(rng.integers(20, 235)), -1)
    return np.clip(picture + rng.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)


def test_an_untouched_picture_holds_nothing_twice() -> None:
    assert pairs(detailed(1)) == ()
    assert pairs(jpeg(detailed(2), 75)) == ()


@pytest.mark.parametrize("quality", [None, 75])
def test_a_copied_piece_is_found_and_placed(quality: int | None) -> None:
    picture = detailed(3)
    made = pasted(picture, picture[60:220, 40:200].copy(), x=420, y=260)
    (pair, *_) = pairs(made if quality is None else jpeg(made, quality))
    assert pair.points >= LEAST_POINTS
    assert pair.grain >= LEAST_GRAIN
    moved = pair.target.mean(axis=0) - pair.source.mean(axis=0)
    assert np.allclose(np.abs(moved), [380, 200], atol=2)


def test_what_looks_alike_but_was_taken_twice_is_not_a_copy() -> None:
    # The same shapes with a grain of their own, as two windows of one house.
    picture = detailed(4).astype(np.float32)
    rng = np.random.default_rng(9)
    smooth = cv2.GaussianBlur(picture, (0, 0), 2.0)
    picture[260:420, 420:580] = smooth[60:220, 40:200]
    picture[60:220, 40:200] = smooth[60:220, 40:200]
    grain = rng.normal(0, 9, picture.shape)
    assert pairs(np.clip(picture + grain, 0, 255).astype(np.uint8)) == ()


@pytest.mark.parametrize(
    "picture", [np.zeros((400, 400), np.uint8), np.zeros((8, 900), np.uint8), np.full((1, 1), 9, np.uint8)]
)
def test_pictures_with_nothing_on_them(picture: Grey) -> None:
    assert pairs(picture) == ()


def test_a_panorama_longer_than_opencv_transforms() -> None:
    long = np.full((480, 33_000), 120, dtype=np.uint8)
    long[:, :640] = detailed(6)
    long[:, 20_000:20_640] = detailed(6)
    assert all(pair.points >= LEAST_POINTS for pair in pairs(long))


def test_the_same_twice() -> None:
    picture = detailed(5)
    made = pasted(picture, picture[60:220, 40:200].copy(), x=420, y=260)
    first, second = pairs(made), pairs(made)
    assert [pair.points for pair in first] == [pair.points for pair in second]
    assert all(np.array_equal(one.target, other.target) for one, other in zip(first, second, strict=True))
