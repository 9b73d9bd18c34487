from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.reading.prepare import (
    LARGEST_ENLARGEMENT,
    LETTER_HEIGHT,
    PAGE_SIDE,
    View,
    by_letters,
    flattened,
    letter_height,
    prepared,
    reading_scale,
    scaled,
    to_grey,
    turn,
    turn_back,
    turned_size,
)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_box_goes_back_to_where_the_ink_was(turned: int) -> None:
    grey = np.full((60, 100), 255, np.uint8)
    grey[10:20, 30:70] = 0
    page = turn(grey, turned)
    rows, columns = np.nonzero(page == 0)
    seen = Box(
        x=int(columns.min()),
        y=int(rows.min()),
        width=int(np.ptp(columns)) + 1,
        height=int(np.ptp(rows)) + 1,
    )
    assert page.shape[::-1] == turned_size(100, 60, turned)
    assert turn_back(seen, 100, 60, turned) == Box(x=30, y=10, width=40, height=10)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(2400, 1700), (500, 400), (300, 2000)])
def test_boxes_on_the_prepared_page_cover_the_original(turned: int, size: tuple[int, int]) -> None:
    height, width = size
    grey = np.full((height, width), 255, np.uint8)
    grey[100:160, 120:300] = 0
    page, view = prepared(grey, turned)
    rows, columns = np.nonzero(page < 128)
    seen = Box(x=int(columns.min()), y=int(rows.min()), width=int(np.ptp(columns)) + 1, height=int(np.ptp(rows)) + 1)
    found = view.original(seen)
    for value, expected in zip((found.x, found.y, found.width, found.height), (120, 100, 180, 60), strict=True):
        assert abs(value - expected) <= 4


VIEWS = st.builds(
    View,
    width=st.integers(1, 5000),
    height=st.integers(1, 5000),
    turned=st.sampled_from([0, 90, 180, 270]),
    scale_x=st.just(0.7),
    scale_y=st.just(0.71),
)
BOXES = st.builds(
    Box,
    x=st.integers(-50, 6000),
    y=st.integers(-50, 6000),
    width=st.integers(0, 6000),
    height=st.integers(0, 6000),
)


@given(VIEWS, BOXES)
def test_boxes_never_leave_the_picture(view: View, seen: Box) -> None:
    box = view.original(seen)
    assert 0 <= box.x <= box.x + box.width <= view.width
    assert 0 <= box.y <= box.y + box.height <= view.height


@pytest.mark.parametrize("size", [(1654, 2339), (4000, 3000), (900, 1200)])
def test_pages_are_brought_to_one_size(size: tuple[int, int]) -> None:
    assert round(reading_scale(*size) * min(size)) == PAGE_SIDE


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_small_pictures_are_not_blown_up(width: int, height: int) -> None:
    factor = reading_scale(width, height)
    assert 0 < factor <= LARGEST_ENLARGEMENT
    assert factor <= 1 or max(width, height) * factor <= 1600.01


def test_scaling_keeps_at_least_a_pixel() -> None:
    assert scaled(np.zeros((1, 3000), np.uint8), 0.1).shape == (1, 300)


def test_light_is_evened_out_and_ink_kept() -> None:
    shade = np.linspace(90, 250, 600)[None, :].repeat(400, axis=0)
    page = shade.copy()
    page[100:110, 50:550:20] = shade[100:110, 50:550:20] * 0.2
    flat = flattened(page.astype(np.uint8))
    paper = flat[200:300, 20:580]
    assert int(paper.min()) > 225
    assert int(flat[100:110, 50:550:20].max()) < 110


def test_dark_pictures_are_left_alone() -> None:
    dark = np.full((50, 50), 20, np.uint8)
    dark[20:30, 20:30] = 240
    assert np.array_equal(flattened(dark), dark)


def test_grey_has_one_channel() -> None:
    rgb = np.zeros((4, 5, 3), np.uint8)
    rgb[..., 1] = 255
    assert to_grey(rgb).shape == (4, 5)
    assert int(to_grey(rgb)[0, 0]) == 150


def page_of_blocks(height: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    page = np.full((900, 900), 255, np.uint8)
    for top in range(20, 800, 3 * height):
        for left in range(20, 800, 2 * height):
            page[top : top + height, left : left + height] = 0
            page[top + 2 : top + height - 2, left + 2 : left + height - 2] = 255
    return page


@pytest.mark.parametrize("height", [8, 14, 30])
def test_letters_are_measured(height: int) -> None:
    page = page_of_blocks(height)
    page[850:853, :] = 0  # a rule
    assert letter_height(page) == height


def test_too_few_letters_are_not_measured() -> None:
    assert letter_height(np.full((100, 100), 255, np.uint8)) is None


def test_large_letters_are_made_smaller_and_ordinary_ones_left() -> None:
    assert by_letters(0.5, 14) == 0.5
    assert by_letters(0.5, None) == 0.5
    assert by_letters(1.0, 28) == 0.5
    assert by_letters(0.3, 4) == 0.6
    assert by_letters(LARGEST_ENLARGEMENT, 5) == LARGEST_ENLARGEMENT
    page, _ = prepared(page_of_blocks(40), 0)
    measured = letter_height(page)
    assert measured is not None
    assert abs(measured - LETTER_HEIGHT) <= 2
