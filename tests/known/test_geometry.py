from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_scenes import scene

from verifyctl.known.closer import look_closer
from verifyctl.known.features import Features, extract, extract_query
from verifyctl.known.forms import Forms
from verifyctl.known.geometry import ACCEPTED, SURE, Geometry, match, project, sane, to_full

CORNERS = np.array([[0, 0], [639, 0], [639, 479], [0, 479.0]])


def size(rgb: np.ndarray) -> tuple[int, int]:
    return rgb.shape[1], rgb.shape[0]


def matched(known: np.ndarray, query: np.ndarray, *, mirrored: bool = False) -> Geometry | None:
    seen = query[:, ::-1] if mirrored else query
    return match(extract(known), extract_query(seen), size(known), size(query), mirrored=mirrored)


def warped(rgb: np.ndarray, homography: np.ndarray, width: int, height: int) -> np.ndarray:
    return cv2.warpPerspective(rgb, homography, (width, height), borderValue=(90, 90, 90))


def test_a_picture_lies_on_itself() -> None:
    found = matched(scene(1), scene(1))
    assert found is not None
    assert found.inliers > SURE
    assert not found.mirrored
    assert project(found.homography, CORNERS) == pytest.approx(CORNERS, abs=1.0)
    assert found.points_known.shape == found.points_evidence.shape
    assert found.points_known.shape[1] == 2


@settings(max_examples=12, deadline=None)
@given(
    angle=st.floats(-180, 180),
    scale=st.floats(0.5, 1.6),
    corner=st.tuples(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05)),
    seed=st.integers(0, 5),
)
def test_turned_scaled_and_tilted_pictures_are_placed_where_they_are(
    angle: float, scale: float, corner: tuple[float, float], seed: int
) -> None:
    turn = np.vstack([cv2.getRotationMatrix2D((320, 240), angle, scale), [0, 0, 1]])
    turn[:2, 2] += (580, 460)
    tilt = cv2.getPerspectiveTransform(
        CORNERS.astype(np.float32),
        (CORNERS + np.array([(0, 0), (0, 0), (640 * corner[0], 480 * corner[1]), (0, 0)])).astype("f4"),
    )
    truth = turn @ tilt
    query = warped(scene(seed), truth, 1800, 1400)
    rough = matched(scene(seed), query)
    assert rough is not None
    found = look_closer(extract(scene(seed)), (640, 480), Forms(query).grey, rough.homography)
    assert found is not None
    assert found.inliers >= ACCEPTED
    off = project(found.homography, CORNERS) - project(truth, CORNERS)
    assert np.hypot(*off.T).max() < 5


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_mirrored_and_turned(turns: int) -> None:
    known = scene(2)
    query = np.ascontiguousarray(np.rot90(known[:, ::-1], turns))
    found = matched(known, query, mirrored=True)
    assert found is not None
    assert found.mirrored
    assert found.inliers >= SURE
    assert np.linalg.det(found.homography[:2, :2]) < 0
    spots = project(found.homography, found.points_known)
    assert np.hypot(*(spots - found.points_evidence).T).max() < 8
    height, width = query.shape[:2]
    marked = np.zeros((480, 640), dtype=np.uint8)
    marked[100, 200] = 255
    y, x = np.argwhere(np.rot90(marked[:, ::-1], turns))[0]
    assert project(found.homography, np.array([[200.0, 100.0]]))[0] == pytest.approx([x, y], abs=2)
    assert 0 <= x < width
    assert 0 <= y < height


def test_unrelated_pictures_hold_nothing_together() -> None:
    for seed in range(8):
        found = matched(scene(seed), scene(seed + 100))
        assert found is None or found.inliers < ACCEPTED


def test_near_blank_pages_hold_nothing_together() -> None:
    pages = []
    for text in ("ABC", "RTW", "12"):
        page = np.full((1200, 900, 3), 255, dtype=np.uint8)
        cv2.putText(page, text, (250, 600), cv2.FONT_HERSHEY_SIMPLEX, 4, (0, 0, 0), 10)
        pages.append(page)
    for known in pages:
        for query in pages:
            found = matched(known, query)
            assert known is query or found is None or found.inliers < ACCEPTED


def test_too_few_features_give_nothing() -> None:
    blank = np.full((300, 300, 3), 200, dtype=np.uint8)
    assert matched(blank, scene(1)) is None
    assert matched(scene(1), blank) is None
    assert matched(np.zeros((1, 1, 3), dtype=np.uint8), np.zeros((1, 1, 3), dtype=np.uint8)) is None


def test_a_closer_look_sees_a_small_part_better() -> None:
    known = scene(5)
    host = scene(90, 1600, 1200)
    truth = np.array([[0.8, 0, 700], [0, 0.8, 500], [0, 0, 1.0]])
    host[500:884, 700:1212] = scene(5, 512, 384)
    features = extract(known)
    first = match(features, extract_query(host), size(known), size(host))
    off_by_a_bit = truth @ np.array([[1.06, 0.02, 12], [-0.02, 1.05, -9], [0, 0, 1.0]])
    found = look_closer(features, size(known), Forms(host).grey, off_by_a_bit)
    assert found is not None
    assert first is None or found.inliers > first.inliers
    assert project(found.homography, CORNERS) == pytest.approx(project(truth, CORNERS), abs=3)


def test_a_closer_look_at_a_mirrored_part() -> None:
    known = scene(6)
    query = np.ascontiguousarray(known[:, ::-1])
    flip = np.array([[-1.0, 0, 639], [0, 1, 0], [0, 0, 1]])
    found = look_closer(extract(known), size(known), Forms(query).grey, flip)
    assert found is not None
    assert found.mirrored
    assert found.inliers >= SURE


def test_a_closer_look_at_the_wrong_place_finds_nothing() -> None:
    for seed in range(6):
        found = look_closer(extract(scene(seed)), (640, 480), Forms(scene(seed + 100)).grey, np.eye(3))
        assert found is None or found.inliers < ACCEPTED


@pytest.mark.parametrize(
    "homography",
    [np.zeros((3, 3)), np.diag([1e-9, 1e-9, 1]), np.diag([1e9, 1e9, 1]), np.full((3, 3), np.nan), np.diag([1, 1, 0.0])],
)
def test_a_closer_look_refuses_nonsense(homography: np.ndarray) -> None:
    assert look_closer(extract(scene(1)), (640, 480), Forms(scene(1)).grey, homography) is None


def test_sane_homographies() -> None:
    frame = (640, 480)
    assert sane(np.eye(3), frame)
    assert sane(np.array([[0, -1, 400], [1, 0, 0], [0, 0, 1.0]]), frame)
    assert not sane(np.diag([-1.0, 1, 1]), frame), "turned over"
    assert not sane(np.diag([0.01, 0.01, 1]), frame), "too small"
    assert not sane(np.diag([50.0, 50, 1]), frame), "too large"
    assert not sane(np.diag([0.02, 2.0, 1]), frame), "squeezed to a line"
    assert not sane(np.array([[1, 0, 0], [0, 1, 0], [-0.002, 0, 1.0]]), frame), "a horizon runs through it"
    assert not sane(np.full((3, 3), np.nan), frame)


def test_frames_and_full_pictures_share_their_edges() -> None:
    matrix = to_full((640, 480), (1280, 960))
    edges = project(matrix, np.array([[-0.5, -0.5], [639.5, 479.5]]))
    assert edges == pytest.approx(np.array([[-0.5, -0.5], [1279.5, 959.5]]))
    flipped = project(to_full((640, 480), (1280, 960), mirrored=True), np.array([[-0.5, -0.5], [639.5, 479.5]]))
    assert flipped == pytest.approx(np.array([[1279.5, -0.5], [-0.5, 959.5]]))


def test_the_same_pair_gives_the_same_answer() -> None:
    known: Features = extract(scene(3))
    query = extract_query(scene(3)[40:, 60:])
    first, second = (match(known, query, (640, 480), (580, 440)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert np.array_equal(first.homography, second.homography)
