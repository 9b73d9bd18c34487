from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.conftest import Page as Drawn
from reading.page.drawn import Grey, page, photographed, turned

from verifyctl.model.base import Box
from verifyctl.reading.page.ink import ink_of
from verifyctl.reading.page.page import Page, pages
from verifyctl.reading.page.picture import scaled, to_grey, turn
from verifyctl.reading.page.plane import backwards, carried
from verifyctl.reading.page.scale import LETTER

PLACES = [(190.0, 80.0), (1260.0, 200.0), (1180.0, 1700.0), (60.0, 1580.0)]


def steps(made: Page) -> dict[str, dict[str, int]]:
    return {step.name: dict(step.params) for step in made.steps}


def middle(box: Box) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def placed_by(made: Page, on: Literal["full", "reading"], x: float, y: float) -> Box:
    """The box on the picture of a small box on the page that lies around a point of the picture."""
    (px, py), *_ = carried(backwards(made.matrix), np.array([(x, y)]))
    if on == "full":
        return made.placed_full(Box(x=round(px) - 4, y=round(py) - 4, width=8, height=8))
    return made.placed(Box(x=round(px * made.scale) - 4, y=round(py * made.scale) - 4, width=8, height=8))


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(-12, 12),
    st.floats(0.4, 1.6),
    st.floats(0.1, 0.9),
    st.floats(0.1, 0.9),
)
def test_boxes_come_back_to_where_they_were(turn_by: int, degrees: float, factor: float, x: float, y: float) -> None:
    picture = turn(scaled(turned(page(), degrees), factor), 360 - turn_by if turn_by else 0)
    height, width = picture.shape
    for made in pages(picture, turn_by):
        for on in ("full", "reading"):
            box = placed_by(made, on, x * width, y * height)  # type: ignore[arg-type]
            away = np.hypot(middle(box)[0] - x * width, middle(box)[1] - y * height)
            assert away <= 1.5 + (1 / made.scale if on == "reading" else 0) / min(1.0, made.full.shape[1] / width)


def test_a_word_keeps_its_place_on_a_rectified_page() -> None:
    letter = np.full((1600, 1100), 250, np.uint8)
    letter[:1500] = np.minimum(letter[:1500], page(1100, 1500, size=1.1))
    letter[1540:1570, 500:620] = 0
    seen, matrix = photographed(letter, PLACES, (1350, 1800))
    truth = carried(matrix, np.array([(500, 1540), (620, 1540), (620, 1570), (500, 1570)], dtype=np.float64))
    flat, sheet = pages(seen)
    assert "rectify" in steps(sheet)
    assert "rectify" not in steps(flat)
    for made in (flat, sheet):
        (x, y), *_ = carried(backwards(made.matrix), truth.mean(axis=0)[None])
        near = made.full[int(y) - 40 : int(y) + 40, int(x) - 90 : int(x) + 90] < 60
        rows, columns = np.nonzero(cv2.erode(near.astype(np.uint8), np.ones((9, 9))))
        box = made.placed_full(
            Box(
                x=int(x) - 90 + int(columns.min()) - 4,
                y=int(y) - 40 + int(rows.min()) - 4,
                width=int(np.ptp(columns)) + 9,
                height=int(np.ptp(rows)) + 9,
            )
        )
        low, high = truth.min(axis=0), truth.max(axis=0)
        assert np.abs(np.array([box.x, box.y]) - low).max() <= 6
        assert np.abs(np.array([box.x + box.width, box.y + box.height]) - high).max() <= 6


def test_lines_of_a_photographed_letter_become_level() -> None:
    seen, matrix = photographed(page(1100, 1600, size=1.1), PLACES, (1350, 1800))
    flat, sheet = pages(seen)
    for made, most in ((flat, 1.0), (sheet, 0.3)):
        for height in (300.0, 800.0, 1300.0):
            ends = carried(matrix, np.array([(200, height), (900, height)]))
            (x1, y1), (x2, y2) = carried(backwards(made.matrix), ends)
            assert abs(np.degrees(np.arctan2(y2 - y1, x2 - x1))) <= most


def test_every_step_is_recorded() -> None:
    seen = turn((255 - turned(page(1600, 2000, size=3.2), 4, around=255)).astype(np.uint8), 270)
    (made,) = pages(np.repeat(seen[..., None], 3, axis=2), 90)
    done = steps(made)
    assert list(done) == ["turn", "invert", "reduce", "flatten", "deskew", "scale"]
    assert done["turn"] == {"clockwise_degrees": 90}
    assert done["deskew"]["clockwise_centidegrees"] == pytest.approx(-400, abs=15)
    facts = made.facts()
    assert (facts.height, facts.width) == made.full.shape
    assert facts.steps == made.steps
    corners = np.array([(point.x / 10, point.y / 10) for point in facts.corners])
    assert np.allclose(
        corners,
        carried(
            made.matrix,
            np.array([(0, 0), (facts.width, 0), (facts.width, facts.height), (0, facts.height)], dtype=float),
        ),
        atol=0.06,
    )


@pytest.mark.parametrize("factor", [0.55, 1.0, 2.2])
def test_letters_come_to_the_size_for_reading(factor: float) -> None:
    (made,) = pages(scaled(page(1200, 1500, size=1.0), factor))
    letter = ink_of(made.reading).letter()
    assert letter is not None
    assert abs(letter - LETTER) <= 4


def test_a_crop_of_a_few_lines_is_read_at_the_size_of_the_page(english_page: Drawn) -> None:
    whole = to_grey(english_page.rgb)
    (page_made,), (crop_made,) = pages(whole), pages(np.ascontiguousarray(whole[180:560, 40:1000]))
    assert crop_made.scale == pytest.approx(page_made.scale, rel=0.2)


def test_the_page_is_never_larger_than_the_picture() -> None:
    small = scaled(page(), 0.5)
    (made,) = pages(small)
    assert made.full.shape == small.shape
    assert made.reading.shape[0] > small.shape[0]


def no_pages() -> dict[str, Grey]:
    rng = np.random.default_rng(4)
    shapes = [(1, 1), (1, 400), (400, 1), (2, 3), (9, 9), (3, 5000), (700, 500)]
    made: dict[str, Grey] = {}
    for height, width in shapes:
        made[f"white {height} {width}"] = np.full((height, width), 255, np.uint8)
        made[f"black {height} {width}"] = np.zeros((height, width), np.uint8)
        made[f"noise {height} {width}"] = np.asarray(rng.integers(0, 256, (height, width), np.uint8))
        stripes = (np.indices((height, width)).sum(axis=0) // 5 % 2 * 255).astype(np.uint8)
        made[f"stripes {height} {width}"] = np.asarray(stripes)
    return made


@pytest.mark.parametrize("turned_by", [0, 90])
@pytest.mark.parametrize("name", no_pages())
def test_any_picture_gives_a_page(name: str, turned_by: int) -> None:
    picture = no_pages()[name]
    for made in pages(picture, turned_by):
        assert np.isfinite(made.matrix).all()
        height, width = made.reading.shape
        box = made.placed(Box(x=0, y=0, width=width, height=height))
        assert box.x + box.width <= picture.shape[1]
        assert box.y + box.height <= picture.shape[0]
        made.facts()


def test_grey_has_one_channel() -> None:
    rgb = np.zeros((4, 5, 3), np.uint8)
    rgb[..., 1] = 255
    assert to_grey(rgb).shape == (4, 5)
    assert int(to_grey(rgb)[0, 0]) == 150
    assert to_grey(to_grey(rgb)).shape == (4, 5)


def test_scaling_keeps_at_least_a_pixel() -> None:
    assert scaled(np.zeros((1, 3000), np.uint8), 0.1).shape == (1, 300)


def test_the_same_picture_gives_the_same_page() -> None:
    seen, _ = photographed(page(1100, 1600, size=1.1), PLACES, (1350, 1800))
    for first, second in zip(pages(seen), pages(seen), strict=True):
        assert np.array_equal(first.reading, second.reading)
        assert first.steps == second.steps
