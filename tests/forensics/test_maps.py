"""Maps are pictures with their worth written below them; a detector that fails leaves no map and stops nothing."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.forensics.drawn import scene
from verifyctl.forensics.maps import draw
from verifyctl.reference.maps import LONG_SIDE, MAPS, of_detector, size_of


def rgb(height: int, width: int) -> np.ndarray:
    return np.repeat(scene(1, height, width)[:, :, None], 3, axis=2)


def size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
        return image.size


def test_both_maps_have_a_caption_below_them() -> None:
    files = draw(rgb(300, 600))
    assert set(files) == {"error-levels", "noise"}
    for data in files.values():
        width, height = size(data)
        assert width == 600
        assert height > 300 + 40
        with Image.open(io.BytesIO(data)) as image:
            below = np.asarray(image)[300:]
        assert below.max() > 150
        assert (below < 60).mean() > 0.6


def test_the_captions_give_no_figure_and_say_what_the_maps_are() -> None:
    for name, words in MAPS.items():
        assert "no evidence" in words.caption, name
        assert not any(char.isdigit() for text in (words.caption, *words.innocent) for char in text)
        assert len(words.innocent) >= 3


@pytest.mark.parametrize(("height", "width"), [(300, 600), (9, 9), (200, 2 * LONG_SIDE), (3333, 1234)])
def test_the_map_itself_has_the_size_that_is_said(height: int, width: int) -> None:
    across, down = size_of(width, height)
    sheet_width, sheet_height = size(draw(rgb(height, width))["noise"])
    assert sheet_width == max(across, 480)
    assert sheet_height > down


def test_large_pictures_are_reduced_and_small_ones_keep_room_for_words() -> None:
    assert size(draw(rgb(200, 2 * LONG_SIDE))["noise"])[0] == LONG_SIDE
    assert size(draw(rgb(9, 9))["noise"])[0] == 480


def test_the_picture_is_not_changed_and_the_maps_are_the_same_twice() -> None:
    picture = rgb(120, 160)
    before = picture.copy()
    assert draw(picture) == draw(picture)
    assert np.array_equal(picture, before)


def test_a_detector_that_is_not_there_leaves_no_map() -> None:
    assert set(draw(rgb(60, 60), ["nobody"])) == {"error-levels", "noise"}


@pytest.mark.parametrize(("name", "plain"), [("toy", "toy"), ("../x", "___x"), ("a" * 99, "a" * 60)])
def test_a_detectors_name_makes_a_plain_file_name(name: str, plain: str) -> None:
    assert of_detector(name) == f"detector-{plain}"
