"""Places in common have to be spread over what two pictures share; those of a sign are not."""

from __future__ import annotations

import numpy as np
import pytest

from verifyctl.known.features import Features
from verifyctl.known.geometry import Geometry
from verifyctl.known.spread import spread

SIZE = (640, 480)


def features() -> Features:
    x, y = (each.ravel() for each in np.meshgrid(np.arange(5, 640, 10.0), np.arange(5, 480, 10.0)))
    points = np.stack([x, y, np.full_like(x, 31), np.zeros_like(x)], axis=1).astype(np.float32)
    count = len(points)
    return Features(640, 480, points, np.zeros((count, 32), np.uint8), np.zeros(count, np.uint16))


def found(points: np.ndarray, matrix: np.ndarray | None = None) -> Geometry:
    matrix = np.eye(3) if matrix is None else matrix
    return Geometry(matrix, len(points), False, points, points)


def some(x: tuple[int, int], y: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(5).uniform((x[0], y[0]), (x[1], y[1]), (60, 2))


def test_all_over_is_wide():
    reached = spread(features(), SIZE, SIZE, found(some((0, 640), (0, 480))))
    assert reached.wide
    assert reached.covered > 0.8
    assert reached.hull > 0.8


@pytest.mark.parametrize(
    "corner", [((0, 150), (0, 120)), ((500, 640), (400, 480)), ((0, 640), (400, 480))], ids=["top", "bottom", "bar"]
)
def test_a_sign_or_a_bar_is_not(corner):
    assert not spread(features(), SIZE, SIZE, found(some(*corner))).wide


def test_a_bar_above_and_a_sign_below_are_not():
    points = np.vstack([some((0, 640), (0, 60)), some((500, 640), (420, 480))])
    assert not spread(features(), SIZE, SIZE, found(points)).wide


def test_only_the_shared_part_counts():
    crop = np.array([(1.0, 0, 0), (0, 1, 0), (0, 0, 1)])
    reached = spread(features(), SIZE, (200, 150), found(some((0, 200), (0, 150)), crop))
    assert reached.wide


def test_nothing_shared_is_nothing():
    away = np.array([(1.0, 0, 5000), (0, 1, 0), (0, 0, 1)])
    assert spread(features(), SIZE, SIZE, found(some((0, 640), (0, 480)), away)).covered == 0
