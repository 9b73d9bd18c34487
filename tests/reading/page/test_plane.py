from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.reading.page.picture import turn
from verifyctl.reading.page.plane import (
    backwards,
    box_around,
    carried,
    corners_of,
    magnified,
    quarter_turn,
    resizing,
    rotation,
    warped,
)

SIDES = st.integers(1, 4000)
QUARTERS = st.sampled_from([0, 90, 180, 270])


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_box_goes_back_to_where_the_ink_was(turned: int) -> None:
    grey = np.full((60, 100), 255, np.uint8)
    grey[10:20, 30:70] = 0
    rows, columns = np.nonzero(turn(grey, turned) == 0)
    seen = Box(x=int(columns.min()), y=int(rows.min()), width=int(np.ptp(columns)) + 1, height=int(np.ptp(rows)) + 1)
    assert box_around(quarter_turn(100, 60, turned), seen, 100, 60) == Box(x=30, y=10, width=40, height=10)


@given(SIDES, SIDES, st.floats(-45, 45))
def test_a_turned_picture_holds_all_of_the_old_one(width: int, height: int, degrees: float) -> None:
    matrix, (new_width, new_height) = rotation(width, height, degrees)
    places = carried(backwards(matrix), corners_of(0, 0, width, height))
    assert places.min() >= -0.01
    assert places[:, 0].max() <= new_width + 0.01
    assert places[:, 1].max() <= new_height + 0.01


def test_a_turn_is_clockwise() -> None:
    matrix, size = rotation(100, 100, 90)
    right_of_the_middle = carried(backwards(matrix), np.array([(100.0, 50.0)]))
    assert np.allclose(right_of_the_middle, [(size[0] / 2, size[1])])


@given(st.tuples(SIDES, SIDES), QUARTERS, st.floats(-20, 20), st.floats(0.2, 1.0), st.data())
def test_points_come_back(
    shape: tuple[int, int], turned: int, degrees: float, factor: float, data: st.DataObject
) -> None:
    width, height = shape
    upright = (width, height) if turned in (0, 180) else (height, width)
    level, size = rotation(*upright, degrees)
    small = (max(1, round(size[1] * factor)), max(1, round(size[0] * factor)))
    matrix = quarter_turn(width, height, turned) @ level @ resizing(small, (size[1], size[0]))
    x, y = data.draw(st.floats(0, width)), data.draw(st.floats(0, height))
    there = carried(backwards(matrix), np.array([(x, y)]))
    assert np.allclose(carried(matrix, there), [(x, y)], atol=1e-6)


BOXES = st.builds(
    Box, x=st.integers(-50, 6000), y=st.integers(-50, 6000), width=st.integers(0, 6000), height=st.integers(0, 6000)
)


@given(st.tuples(SIDES, SIDES), QUARTERS, st.floats(-20, 20), BOXES)
def test_boxes_never_leave_the_picture(shape: tuple[int, int], turned: int, degrees: float, seen: Box) -> None:
    width, height = shape
    upright = (width, height) if turned in (0, 180) else (height, width)
    matrix = quarter_turn(width, height, turned) @ rotation(*upright, degrees)[0]
    box = box_around(matrix, seen, width, height)
    assert 0 <= box.x <= box.x + box.width <= width
    assert 0 <= box.y <= box.y + box.height <= height


@pytest.mark.parametrize("degrees", [-7.0, 3.5, 12.0])
def test_pixels_are_where_the_matrix_says(degrees: float) -> None:
    grey = np.full((200, 300), 255, np.uint8)
    grey[80:100, 120:150] = 0
    matrix, size = rotation(300, 200, degrees)
    rows, columns = np.nonzero(warped(grey, matrix, size) < 128)
    middle = carried(matrix, np.array([(columns.mean() + 0.5, rows.mean() + 0.5)]))
    assert np.allclose(middle, [(135, 90)], atol=0.1)


def test_nothing_moves_without_a_turn() -> None:
    grey = np.random.default_rng(1).integers(0, 256, (40, 50), np.uint8)
    assert np.array_equal(warped(grey, np.eye(3), (50, 40)), grey)


def test_magnification_is_that_of_the_place() -> None:
    assert magnified(np.diag([2.0, 2.0, 1.0]), 5, 5) == pytest.approx(2)
    tilted = np.array([[1, 0, 0], [0, 1, 0], [0, 0.001, 1.0]])
    assert magnified(tilted, 0, 0) == pytest.approx(1)
    assert magnified(tilted, 0, 500) < magnified(tilted, 0, 0)
