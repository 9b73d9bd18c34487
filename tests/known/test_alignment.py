from __future__ import annotations

import cv2
import numpy as np
import pytest
from known.drawn import curled, lines, page, photographed

from verifyctl.known import blocks
from verifyctl.known.alignment import BENT, CELL, align, sampled, spread, to_evidence
from verifyctl.known.geometry import project

PAGE = page(lines())


def places() -> np.ndarray:
    x, y = np.meshgrid(np.arange(100, 800, 50), np.arange(220, 1100, 50))
    return np.c_[x.ravel(), y.ravel()].astype(np.float64)


@pytest.mark.parametrize("off", [0.0, 5.0, 15.0])
def test_a_start_that_is_off_is_put_right(off: float) -> None:
    picture, homography = photographed(PAGE, np.random.default_rng(2))
    nudge = np.array([[1, 0.003, off], [-0.003, 1, -off / 2], [0, 0, 1.0]])
    aligned = align(PAGE, picture, homography @ nudge)
    assert aligned is not None and aligned.roughness < BENT
    points = places()
    error = to_evidence(aligned, points) - project(homography @ aligned.to_known, points)
    assert np.percentile(np.hypot(*error.T), 95) < 0.8


def test_bent_paper_is_followed_and_known_to_be_bent() -> None:
    size = 6.0
    aligned = align(PAGE, curled(PAGE, size), np.eye(3))
    assert aligned is not None and aligned.roughness > BENT
    rows, columns = aligned.distance.shape
    near = [
        (c * CELL + 24.0, r * CELL + 24.0) for r in range(rows) for c in range(columns) if aligned.distance[r, c] < 24
    ]
    points = np.array(near)
    assert len(points) > 40
    expected = project(aligned.to_known, points)
    for _ in range(20):  # where a point of the page went: the inverse of how the picture was made
        x, y = expected.T
        expected = (
            project(aligned.to_known, points)
            - np.c_[
                size * np.sin(2 * np.pi * 1.2 * y / PAGE.shape[0]),
                size * np.sin(2 * np.pi * 1.5 * x / PAGE.shape[1] + 1),
            ]
        )
    error = np.hypot(*(to_evidence(aligned, points) - expected).T)
    assert np.median(error) < 0.6 and np.percentile(error, 95) < 1.8


def test_the_frame_has_the_density_of_the_poorer_picture_and_no_more_than_1600_pixels() -> None:
    small = cv2.resize(PAGE, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    aligned = align(PAGE, small, np.diag([0.6, 0.6, 1.0]))
    assert aligned is not None and aligned.known.shape == aligned.evidence.shape == (744, 540)
    large = cv2.resize(PAGE, None, fx=2.0, fy=2.0)
    aligned = align(large, large, np.eye(3))
    assert aligned is not None and max(aligned.known.shape) == 1600


def test_only_the_overlap_is_aligned() -> None:
    aligned = align(PAGE, np.ascontiguousarray(PAGE[300:900]), np.array([[1, 0, 0], [0, 1, -300], [0, 0, 1.0]]))
    assert aligned is not None and aligned.known.shape == (600, 900)
    assert project(aligned.to_known, np.array([[0.0, 0.0]])).tolist() == [[0.0, 300.0]]


def test_pages_with_nothing_in_common_have_no_trusted_block() -> None:
    noise = np.random.default_rng(1).integers(0, 256, PAGE.shape, dtype=np.uint8)
    aligned = align(PAGE, noise, np.eye(3))
    assert aligned is not None and aligned.distance.min() > 1000


def test_a_block_that_moved_is_found_to_a_fraction_of_a_pixel() -> None:
    matrix = np.array([[1, 0, 2.3], [0, 1, -1.6]])
    moved = cv2.warpAffine(PAGE, matrix, PAGE.shape[::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    found = blocks.match(PAGE, moved, 48, 48, 5)
    assert found.good.sum() > 50
    assert np.percentile(np.abs(found.shifts[found.good] - [2.3, -1.6]).max(axis=1), 90) < 0.2


def test_a_ruled_line_alone_is_no_block() -> None:
    ruled = np.full((300, 300), 250, np.uint8)
    ruled[::60] = 30
    assert not blocks.match(ruled, ruled, 48, 48, 5).good.any()


def test_a_block_that_contradicts_its_neighbours_is_not_trusted() -> None:
    x, y = np.meshgrid(np.arange(8.0), np.arange(8.0))
    points = np.c_[x.ravel(), y.ravel()] * 48
    values = np.c_[points[:, 1] * 0.01, points[:, 0] * 0.02]
    values[27] += 4
    trusted = blocks.consistent(points, values, np.ones(64, bool), 60.0, 1.25)
    assert not trusted[27] and trusted.sum() == 63


def test_a_smooth_field_is_a_plane_through_a_plane_and_nothing_far_away() -> None:
    x, y = np.meshgrid(np.arange(8.0), np.arange(8.0))
    points = np.c_[x.ravel(), y.ravel()] * 48
    values = np.c_[points[:, 1] * 0.01, points[:, 0] * 0.02]
    inside = blocks.smooth(np.array([[170.0, 170.0]]), points, values, 60.0)
    assert np.abs(inside - [[1.7, 3.4]]).max() < 0.15
    assert np.abs(blocks.smooth(np.array([[5000.0, 5000.0]]), points, values, 60.0)).max() < 1e-6


def test_a_field_is_sampled_as_it_is_spread() -> None:
    field = np.random.default_rng(3).normal(0, 3, (5, 7, 2))
    x, y = spread(field[..., 0], (230, 330)), spread(field[..., 1], (230, 330))
    points = np.array([[0.0, 0.0], [24, 24], [100, 61], [329, 229], [200, 12]])
    expected = [[x[int(b), int(a)], y[int(b), int(a)]] for a, b in points]
    assert np.abs(sampled(field, points) - expected).max() < 0.02
