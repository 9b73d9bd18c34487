"""Dates that are set wide: the paper beside lone slashes and hyphens is taken out, and what is read is put back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from verifyctl.model.base import Box
from verifyctl.reading.numbers.alphabet import ascii_digits
from verifyctl.reading.numbers.shape import holds_a_year
from verifyctl.reading.numbers.shipped import reader
from verifyctl.reading.numbers.wide import closed_up

LETTER = 20.0
LEFT, BASE = 60, 130


def page(*parts: str, gap: int, size: int = 30, width: int = 900) -> np.ndarray:
    """A date between two lines of words, so many pixels between its parts."""
    picture = Image.new("L", (width, 260), 245)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size)
    for line, top in (("To all offices", 30), ("With regards", 200)):
        pen.text((LEFT, top), line, font=font, fill=20)
    left = float(LEFT)
    for part in parts:
        pen.text((left, BASE), part, font=font, fill=20, anchor="ls")
        left += font.getlength(part) + gap
    return np.asarray(picture)


def read(picture: np.ndarray) -> list[str]:
    return [ascii_digits(number.text) for number in reader().page(picture)]


@pytest.mark.parametrize("gap", [10, 30, 48, 60])
@pytest.mark.parametrize("separator", ["/", "-"])
def test_a_date_is_one_number_however_wide_it_is_set(separator: str, gap: int) -> None:
    picture = page("27", separator, "4", separator, "2015", gap=gap)
    assert read(picture) == [f"27{separator}4{separator}2015"]
    (number,) = reader().page(picture)
    ink = np.flatnonzero((picture[BASE - 22 : BASE] < 128).any(axis=0))
    assert abs(number.box.x - ink[0]) <= 6
    assert abs(number.box.x + number.box.width - ink[-1]) <= 6
    assert number.box.y < BASE - 15
    assert number.box.y + number.box.height > BASE - 3


def test_numbers_with_nothing_between_them_or_that_are_no_date_stay_apart() -> None:
    assert read(page("27", "4", "2015", gap=48)) == ["27", "4", "2015"]
    assert "47/14/2015" not in read(page("47", "/", "14", "/", "2015", gap=48))
    assert len(read(page("47", "/", "14", "/", "2015", gap=48))) > 1
    assert len(read(page("27", "|", "12", "|", "2015", gap=48))) > 1


def test_a_number_beside_a_date_stays_and_the_next_line_comes_after_it() -> None:
    assert sorted(read(page("318", "27", "/", "4", "/", "2015", gap=48))) == ["27/4/2015", "318"]
    lines = np.vstack([page("27", "/", "4", "/", "2015", gap=48), page("4471", gap=0)])
    assert read(lines) == ["27/4/2015", "4471"]


def slash(at: int, lean: int) -> list[tuple[int, int]]:
    return [(20 + row, at + round(lean * (20 - row) / 20) + extra) for row in range(21) for extra in range(3)]


def row(lean: int, apart: int) -> tuple[np.ndarray, Box]:
    """Two blocks, and a stroke between them that leans to the right by so many pixels, so far from each."""
    strip = np.full((60, 400), 245, np.uint8)
    strip[20:41, 100:130] = 20
    start = 130 + apart
    for y, x in slash(start, lean):
        strip[y, x] = 20
    end = start + abs(lean) + 3 + apart
    strip[20:41, end : end + 30] = 20
    return strip, Box(x=100, y=5, width=30, height=50)


def test_paper_beside_a_leaning_stroke_is_taken_out_and_boxes_are_put_back() -> None:
    strip, number = row(10, 60)
    closed = closed_up(strip, number, LETTER)
    assert closed is not None
    height, width = closed.grey.shape
    assert (height, closed.top) == (50, 5)
    assert width <= 400 - 2 * 50
    assert (np.diff(closed.columns) > 0).all()
    assert np.array_equal(closed.grey, strip[5:55, closed.columns])
    dark = (strip[5:55] < 128).any(axis=0)
    assert dark[closed.columns].sum() == dark.sum()


@pytest.mark.parametrize(("lean", "apart"), [(0, 60), (10, 8)])
def test_what_stands_upright_or_close_is_left_as_it_is(lean: int, apart: int) -> None:
    assert closed_up(*row(lean, apart), LETTER) is None


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_a_side_of_the_strip_cuts_in_two_is_left_out(mirrored: bool) -> None:
    strip = np.full((60, 1600), 245, np.uint8)
    for y, x in slash(740, 10):
        strip[y, x] = 20
    strip[20:41, 660:690] = strip[20:41, 800:830] = 20
    strip[20:41, 1380:1420] = 20  # the reach from the number's right side, 800, ends within
    number = Box(x=770, y=5, width=30, height=50)
    if mirrored:
        strip, number = np.ascontiguousarray(strip[:, ::-1]), Box(x=800, y=5, width=30, height=50)
    closed = closed_up(strip, number, LETTER)
    assert closed is not None
    far = range(180, 220) if mirrored else range(1380, 1420)
    assert not set(far) & set(closed.columns.tolist())
    near = (~(strip[5:55] > 128).all(axis=0)).nonzero()[0]
    assert set(near[(near > 600) & (near < 1000)].tolist()) <= set(closed.columns.tolist())


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 300), st.floats(2, 80))
def test_any_picture_is_survived(seed: int, height: int, width: int, letter: float) -> None:
    rng = np.random.default_rng(seed)
    picture = np.where(rng.random((height, width)) < 0.06, 20, 245).astype(np.uint8)
    box = Box(x=width // 3, y=0, width=max(width // 3, 1), height=height)
    closed = closed_up(picture, box, letter)
    if closed is not None:
        assert closed.grey.shape == (height, len(closed.columns))
        assert 0 <= closed.columns[0] <= closed.columns[-1] < width


@pytest.mark.parametrize(("text", "held"), [("2015", True), ("٠٤/٢٠١٥", True), ("20155", False), ("27/4/15", False)])
def test_what_holds_a_year(text: str, held: bool) -> None:
    assert holds_a_year(text) is held
