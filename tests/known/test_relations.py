"""What a homography says: transform, shares, and the words for them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.known.geometry import project
from verifyctl.known.relations import placed, relations
from verifyctl.model.matches import Relation

WIDTH, HEIGHT = 800, 600
NOISE = np.random.default_rng(7)


def similarity(scale: float = 1.0, degrees: float = 0.0, x: float = 0.0, y: float = 0.0) -> np.ndarray:
    cos, sin = scale * math.cos(math.radians(degrees)), scale * math.sin(math.radians(degrees))
    return np.array([(cos, -sin, x), (sin, cos, y), (0, 0, 1)])


MIRROR = np.array([(-1.0, 0, WIDTH), (0, 1, 0), (0, 0, 1)])


def picture(width: int, height: int, grey: int = 200) -> np.ndarray:
    return np.full((height, width, 3), grey, np.uint8)


def words(homography: np.ndarray, evidence: np.ndarray, *, recoloured: bool = False) -> tuple[Relation, ...]:
    place = placed(homography, (WIDTH, HEIGHT), (evidence.shape[1], evidence.shape[0]))
    assert place is not None
    return relations(place, evidence, recoloured=recoloured)


def test_whole_on_whole_is_a_copy_encoded_anew():
    assert words(similarity(0.5), picture(400, 300)) == (Relation.REENCODED,)


def test_a_part_is_cropped_from_the_known_image():
    assert words(similarity(1, x=-100, y=-100), picture(500, 400)) == (Relation.CROPPED_FROM,)


def test_mirror_quarter_turn_and_colour_are_named():
    assert words(similarity() @ MIRROR, picture(WIDTH, HEIGHT)) == (Relation.MIRRORED,)
    assert words(similarity(1, 90, x=HEIGHT), picture(HEIGHT, WIDTH)) == (Relation.ROTATED,)
    assert words(similarity(), picture(WIDTH, HEIGHT), recoloured=True) == (Relation.RECOLOURED,)


def test_plain_surroundings_are_a_frame():
    assert words(similarity(1, x=100, y=100), picture(WIDTH + 200, HEIGHT + 200))[0] is Relation.FRAMED


def test_something_drawn_above_and_below_is_a_screenshot():
    page = picture(WIDTH, 1800)
    for y in (100, 160, 1400, 1500):
        page[y : y + 30 : 3, 50:700:5] = 20
    assert words(similarity(1, y=600), page)[0] is Relation.SCREENSHOT_OF


def test_busy_surroundings_contain_it():
    page = NOISE.integers(0, 255, (1200, 1600, 3), dtype=np.uint8)
    assert words(similarity(1, x=50, y=40), page)[0] is Relation.CONTAINS


def test_perspective_is_a_photograph_of_it():
    tilted = similarity(1, x=60, y=60) + np.array([(0, 0, 0), (0, 0, 0), (0.0002, 0.0001, 0)])
    assert words(tilted, picture(WIDTH, HEIGHT))[0] is Relation.PHOTOGRAPH_OF


def test_nothing_in_common_is_no_place():
    assert placed(similarity(1, x=5000), (WIDTH, HEIGHT), (WIDTH, HEIGHT)) is None
    assert placed(np.zeros((3, 3)), (WIDTH, HEIGHT), (WIDTH, HEIGHT)) is None


@given(
    scale=st.floats(0.1, 8),
    degrees=st.floats(-179, 180),
    mirrored=st.booleans(),
    x=st.floats(-300, 300),
    y=st.floats(-300, 300),
)
def test_a_similarity_is_read_back(scale: float, degrees: float, mirrored: bool, x: float, y: float):
    matrix = similarity(scale, degrees)
    if mirrored:
        matrix = matrix @ MIRROR
    middle = project(matrix, np.array([[WIDTH / 2, HEIGHT / 2]]))[0]
    matrix = np.array([(1, 0, WIDTH / 2 - middle[0] + x), (0, 1, HEIGHT / 2 - middle[1] + y), (0, 0, 1)]) @ matrix
    place = placed(matrix, (WIDTH, HEIGHT), (WIDTH, HEIGHT))
    if place is None:
        return
    assert place.transform.scale == pytest.approx(scale * 1000, abs=1)
    assert place.transform.mirrored is mirrored
    assert abs((place.transform.angle / 10 - degrees + 180) % 360 - 180) < 0.11
    assert place.transform.stretch == 1000
    assert place.transform.perspective == 0
    assert 0 <= place.overlap.known_share <= 1000
    assert 0 <= place.overlap.evidence_share <= 1000
