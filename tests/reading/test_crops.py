"""Strips for a person to look at: which there are, and that their pixels are those of the picture."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from tests.factories import box, date_read, field_read, number_read, text_facts
from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.crops import MOST, Strip, around, cut, doubtful, has_digits, strips

REFERENCE = field_read("reference", "72", line=2)
DATE_LINE = field_read("date_line", "التاريخ", line=3)

WHOLE = box(0)
LEFT, RIGHT = WHOLE.model_copy(update={"width": 20}), WHOLE.model_copy(update={"x": WHOLE.x + 25, "width": 55})
BEFORE = WHOLE.model_copy(update={"x": WHOLE.x + WHOLE.width - 1})


def names(*found: Strip) -> list[str]:
    return [strip.name for strip in found]


def test_dates_lines_for_dates_references_and_other_numbers_in_this_order() -> None:
    facts = text_facts(
        "a",
        dates=(date_read("2015-04-27"), date_read("2015-04-28", line=1)),
        fields=(REFERENCE, DATE_LINE, field_read("subject", "x", line=4)),
        numbers=(
            number_read("27", line=0),
            number_read("72", line=2),
            number_read("5", "8", None, line=5),
            number_read("51", line=6),
            number_read("5", line=7, accepted=True),
        ),
    )
    found = strips(facts)
    assert names(*found) == ["date-1", "date-2", "reference-1", "date-line-1", "number-1", "number-2"]
    assert [strip.place for strip in found[-2:]] == [3, 4]


def test_numbers_in_doubt_are_no_single_strokes_and_no_parts_of_a_date() -> None:
    numbers = (
        number_read("2015", line=0),
        number_read("1436", "1438", line=1),
        number_read("5", None, line=2),
        number_read("72", line=3, accepted=True),
    )
    assert doubtful(text_facts("a", dates=(date_read("2015-04-27"),), numbers=numbers)) == numbers[1:2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((Word(text="об", box=WHOLE, confidence=96),), False),
        ((Word(text="об", box=WHOLE, confidence=60),), True),
        ((Word(text="об", box=WHOLE, confidence=96, number=True),), True),
        ((Word(text="з", box=LEFT, confidence=96), Word(text="20", box=RIGHT, confidence=96)), False),
        ((Word(text="أن", box=LEFT, confidence=96), Word(text="20", box=RIGHT, confidence=96)), True),
        ((Word(text="2013", box=WHOLE, confidence=96), Word(text="May", box=BEFORE, confidence=96)), True),
    ],
)
def test_a_number_where_words_were_surely_read_is_not_told_and_one_where_figures_were_is(
    words: tuple[Word, ...], *, told: bool
) -> None:
    line = Line(text=" ".join(word.text for word in words), box=WHOLE, words=words)
    facts = text_facts(numbers=(number_read("2018", line=0),)).model_copy(update={"lines": (line,)})
    assert bool(doubtful(facts)) is told
    assert bool(strips(facts)) is told


@pytest.mark.parametrize(
    ("text", "readings", "digits"),
    [("٧٢", ("٧", "٧٢", "٧"), True), ("٧", ("٧", "٧-١", None, None, None), False), ("٧", ("٧", "٧-١", "٧١"), True)],
)
def test_a_second_digit_that_one_reading_saw_makes_no_number(
    text: str, readings: tuple[str | None, ...], digits: bool
) -> None:
    number = number_read(text).model_copy(update={"readings": readings})
    assert has_digits(number) is digits


def test_a_line_for_a_date_that_holds_one_is_no_strip_of_its_own() -> None:
    facts = text_facts("a", dates=(date_read("2015-04-27", line=3),), fields=(DATE_LINE,))
    assert names(*strips(facts)) == ["date-1"]


def test_there_are_never_many() -> None:
    numbers = tuple(number_read("11", line=line) for line in range(500))
    assert len(strips(text_facts(numbers=numbers, dates=(date_read("2015-04-27", line=600),)))) == MOST


def drawn(files: dict[str, bytes], name: str) -> Image.Image:
    image = Image.open(io.BytesIO(files[name]))
    image.load()
    return image


def picture(width: int = 400, height: int = 300) -> NDArray[np.uint8]:
    """Left half red, right half blue, a white block at 100 to 140, 50 to 60."""
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[:, : width // 2] = (200, 0, 0)
    rgb[:, width // 2 :] = (0, 0, 200)
    rgb[50:60, 100:140] = 255
    return rgb


HERE = Box(x=100, y=50, width=40, height=10)


def test_a_strip_is_the_picture_there_enlarged_without_metadata() -> None:
    files = cut(text_facts(dates=(date_read("2015-04-27", box=HERE),)), picture())
    image = drawn(files, "date-1")
    # 30 pixels at either end and 6 above and below, four times as large
    assert image.size == (4 * 100, 4 * 22)
    assert image.info == {}
    assert image.getpixel((200, 44)) == (255, 255, 255)
    assert image.getpixel((10, 10)) == (200, 0, 0)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_strip_of_a_turned_page_is_upright(turned: int) -> None:
    """The page as it is read, turned clockwise by `turned`, holds the box of a line that is wider than high."""
    page = picture()
    shown = np.rot90(page, turned // 90)
    height, width = shown.shape[:2]
    where = {
        90: Box(x=50, y=height - 140, width=10, height=40),
        180: Box(x=width - 140, y=height - 60, width=40, height=10),
        270: Box(x=width - 60, y=100, width=10, height=40),
    }[turned]
    facts = text_facts(dates=(date_read("2015-04-27", box=where),), turned=turned)
    image = drawn(cut(facts, np.ascontiguousarray(shown)), "date-1")
    assert image.size == (400, 88)
    assert np.asarray(image)[44, 200].tolist() == [255, 255, 255]
    assert np.asarray(image)[10, 10].tolist() == [200, 0, 0]


def test_large_text_is_not_enlarged_and_a_wide_strip_is_bounded() -> None:
    wide = Box(x=0, y=0, width=7000, height=100)
    files = cut(text_facts(dates=(date_read("2015-04-27", box=wide),)), np.zeros((200, 7000, 3), np.uint8))
    assert max(drawn(files, "date-1").size) == 3000


@pytest.mark.parametrize(
    "outside",
    [
        Box(x=9000, y=0, width=10, height=10),
        Box(x=0, y=-900, width=10, height=10),
        Box(x=-500, y=-500, width=5, height=5),
    ],
)
def test_what_lies_outside_is_left_out(outside: Box) -> None:
    assert cut(text_facts(dates=(date_read("2015-04-27", box=outside),)), picture()) == {}


PIXELS = st.integers(-(2**53) + 1, 2**53 - 1) | st.integers(-50, 500)
SIZES = st.integers(0, 2**53 - 1) | st.integers(0, 500)


@given(
    st.builds(Box, x=PIXELS, y=PIXELS, width=SIZES, height=SIZES),
    st.sampled_from((0, 90, 180, 270)),
    st.integers(1, 400),
    st.integers(1, 400),
)
def test_whatever_the_box_the_area_lies_within_the_picture(area: Box, turned: int, width: int, height: int) -> None:
    found = around(Strip("date", 1, 0, area, ""), turned, width=width, height=height)
    assert found.width == 0 or (found.x >= 0 and found.x + found.width <= width)
    assert found.height == 0 or (found.y >= 0 and found.y + found.height <= height)


@given(st.builds(Box, x=PIXELS, y=PIXELS, width=SIZES, height=SIZES), st.sampled_from((0, 90)))
def test_whatever_the_box_something_small_or_nothing_is_cut(area: Box, turned: int) -> None:
    files = cut(text_facts(dates=(date_read("2015-04-27", box=area),), turned=turned), picture(60, 40))
    assert all(max(drawn(files, name).size) <= 3000 for name in files)
