"""The attacks of the measurements are what they claim to be, and the same each time."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks import packages
from benchmarks.attacks import ATTACKS, attacked, attacked_file
from benchmarks.changes import decoded

RGB = NDArray[np.uint8]


@pytest.fixture(scope="module")
def picture() -> RGB:
    """Smooth shapes, 300 x 200, brighter to the right, a red square in the upper left."""
    y, x = np.mgrid[0:200, 0:300]
    made = np.stack([x * 0.6 + 20, x * 0.5 + y * 0.2 + 20, np.full_like(x, 90)], axis=2).astype(np.uint8)
    made[10:50, 10:50] = (220, 20, 20)
    return made


@pytest.fixture(scope="module")
def other() -> RGB:
    return np.full((240, 320, 3), (20, 60, 200), dtype=np.uint8)


def red(rgb: RGB) -> tuple[float, float, float]:
    """Where the red square lies (across, down, as fractions) and the share of the picture that it fills."""
    found = (rgb[:, :, 0] > 150) & (rgb[:, :, 1] < 90) & (rgb[:, :, 2] < 90)
    down, across = np.nonzero(found)
    return float(across.mean() / rgb.shape[1]), float(down.mean() / rgb.shape[0]), float(found.mean())


def test_there_are_more_than_fifty_kinds_in_every_group_of_the_targets() -> None:
    assert len(ATTACKS) > 50
    assert {attack.group for attack in ATTACKS.values()} >= {
        *("recompression", "rescaling", "mirror", "turns", "tilt", "crops", "frames", "captions", "meme text", "logo"),
        *("screenshots light", "screenshots dark", "photograph of a screen", "photograph of a print", "collage"),
        "picture in picture 10 %",
    }


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_changes_the_picture_and_gives_the_same_file_each_time(name: str, picture: RGB, other: RGB) -> None:
    before = picture.copy()
    first = attacked_file(name, picture, 3, [other])
    assert first == attacked_file(name, picture, 3, [other])
    assert np.array_equal(picture, before), "attacks leave their picture alone"
    made = decoded(first)
    assert made.dtype == np.uint8
    assert made.ndim == 3
    assert made.shape != picture.shape or not np.array_equal(made, picture)
    assert made.std() > 5


def test_the_seed_decides_where_a_crop_lies(picture: RGB) -> None:
    made = {attacked_file("crop40", picture, seed) for seed in range(4)}
    assert len(made) > 1


@pytest.mark.parametrize(("name", "left"), [("crop5", 0.95), ("crop40", 0.6), ("crop60", 0.4), ("crop75", 0.25)])
def test_a_crop_leaves_the_share_of_the_area_that_it_says(name: str, left: float, picture: RGB) -> None:
    made = attacked(name, picture, 1)
    assert made.shape[0] * made.shape[1] / (200 * 300) == pytest.approx(left, abs=0.01)


def test_mirror_and_turns_are_exact_but_for_the_jpeg(picture: RGB) -> None:
    assert red(attacked("mirror", picture, 1))[:2] == pytest.approx((0.9, 0.15), abs=0.02)
    assert red(attacked("rot90", picture, 1))[:2] == pytest.approx((0.15, 0.9), abs=0.02)
    assert red(attacked("rot180", picture, 1))[:2] == pytest.approx((0.9, 0.85), abs=0.02)


@pytest.mark.parametrize(("name", "area"), [("pip10", 0.1), ("pip30", 0.3)])
def test_a_picture_in_a_picture_fills_its_share(name: str, area: float, picture: RGB, other: RGB) -> None:
    whole = red(picture)[2]
    assert red(attacked(name, picture, 1, [other]))[2] == pytest.approx(whole * area, rel=0.15)


@pytest.mark.parametrize("name", ["feed_light", "feed_dark", "chat_light", "chat_dark", "browser"])
def test_screens_show_the_whole_picture(name: str, picture: RGB) -> None:
    across, down, share = red(attacked(name, picture, 2))
    assert 0.002 < share < red(picture)[2]
    assert 0 < across < 0.6
    assert 0 < down < 0.8


def test_a_filled_tilt_keeps_everything_and_a_cropped_one_shows_no_corner(picture: RGB) -> None:
    filled, cut = attacked("rot15_fill", picture, 1), attacked("rot15_crop", picture, 1)
    assert filled.shape[0] > 200
    assert filled[:3, :3].min() > 240
    assert cut.shape[1] < 300
    assert cut.min(axis=2).max() < 240


def test_pictures_are_taken_out_of_qt_resource_files() -> None:
    names = b"".join(
        struct.pack(">HI", len(name), 0) + name.encode("utf-16-be") for name in ("photos", "one.jpg", "two.txt")
    )
    at = [0, 6 + 12, 6 + 12 + 6 + 14]
    contents = b"".join(struct.pack(">I", len(data)) + data for data in (b"JPEG bytes", b"words"))
    tree = struct.pack(">IHIIQ", 0, 2, 1, 1, 0) + struct.pack(">IHIIQ", at[0], 2, 2, 2, 0)
    tree += struct.pack(">IHHHIQ", at[1], 0, 0, 0, 0, 0) + struct.pack(">IHHHIQ", at[2], 0, 0, 0, 14, 0)
    head = 20
    data = struct.pack(">4sIIII", b"qres", 2, head, head + len(tree), head + len(tree) + len(contents))
    assert list(packages.resources(data + tree + contents + names)) == [("photos/one.jpg", b"JPEG bytes")]
    assert list(packages.resources(b"something else, long enough")) == []
