"""Sides of numbers: whole pieces of ink are taken in, words are not; readings are counted alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.reading.numbers.edges import whole
from verifyctl.reading.numbers.votes import gives, of_three

LETTER = 20.0


def row(*pieces: tuple[int, int]) -> np.ndarray:
    page = np.full((60, 400), 245, np.uint8)
    for start, end in pieces:
        page[20:36, start:end] = 20
    return page


def sides(page: np.ndarray, start: int, end: int) -> tuple[int, int]:
    box = whole(page, Box(x=start, y=10, width=end - start, height=36), LETTER)
    return box.x, box.x + box.width


@pytest.mark.parametrize(("start", "end"), [(205, 214), (196, 214), (203, 208)])
def test_a_digit_cut_out_of_two_is_given_back_its_neighbour(start: int, end: int) -> None:
    left, right = sides(row((190, 194), (199, 211)), start, end)
    assert left <= 190
    assert right >= 211


def test_what_stands_as_far_off_as_words_do_stays_outside() -> None:
    left, right = sides(row((150, 160), (200, 212), (224, 260)), 198, 214)
    assert left > 160
    assert right < 224


def test_a_word_close_by_stays_outside() -> None:
    left, right = sides(row((200, 212), (216, 300)), 198, 213)
    assert 196 <= left <= 200
    assert right < 216


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_thin_digit_reaches_another_thin_one_set_wide(mirrored: bool) -> None:
    def reached(*pieces: tuple[int, int], start: int = 197, end: int = 207) -> bool:
        page = row((199, 205), *pieces)
        if mirrored:
            left, right = sides(np.ascontiguousarray(page[:, ::-1]), 400 - end, 400 - start)
            return left <= 400 - pieces[0][1]
        left, right = sides(page, start, end)
        return right >= pieces[0][1]

    assert reached((219, 225))
    assert not reached((219, 236))
    assert not reached((228, 234))
    assert not reached((219, 225), start=190)
    # What stands at the end of a word is a part of it.
    assert not reached((219, 225), (226, 260))


@given(
    pieces=st.lists(st.tuples(st.integers(0, 399), st.integers(1, 60)), max_size=12),
    start=st.integers(0, 390),
    width=st.integers(1, 60),
    letter=st.floats(2, 60),
)
def test_the_box_only_grows_and_stays_on_the_page(
    pieces: list[tuple[int, int]], start: int, width: int, letter: float
) -> None:
    page = row(*((at, min(at + size, 400)) for at, size in pieces))
    box = Box(x=start, y=10, width=min(width, 400 - start), height=36)
    grown = whole(page, box, letter)
    assert 0 <= grown.x <= box.x
    assert box.x + box.width <= grown.x + grown.width <= 400
    assert (grown.y, grown.height) == (box.y, box.height)


@pytest.mark.parametrize(
    ("agreeing", "readings", "amount"),
    [
        (0, 0, 0),
        (1, 1, 1),
        (1, 3, 1),
        (2, 3, 2),
        (3, 3, 3),
        (0, 5, 0),
        (1, 5, 1),
        (2, 5, 1),
        (3, 5, 2),
        (4, 5, 2),
        (5, 5, 3),
    ],
)
def test_five_readings_need_three_where_three_need_two(agreeing: int, readings: int, amount: int) -> None:
    assert of_three(agreeing, readings) == amount


def test_before_a_letter_the_slash_stays_outside_and_a_cut_digit_is_completed() -> None:
    page = row((190, 200), (203, 212), (215, 223))
    box = whole(page, Box(x=189, y=10, width=19, height=36), LETTER, coded=True)
    assert box.x <= 190
    assert 211 <= box.x + box.width < 215
    assert whole(page, Box(x=189, y=10, width=19, height=36), LETTER).width > box.width


@pytest.mark.parametrize(
    ("seen", "text", "wanted"),
    [
        ("٥٩٠/٢٩٣", "٥٩٠/٢٩٣/", True),
        ("٥٩٠/٢٩٢", "٥٩٠/٢٩٣/", True),
        ("٥٩٠/٢٩", "٥٩٠/٢٩٣/", True),
        ("٥٩٠/٢٩٣١", "٥٩٠/٢٩٣/", True),
        ("٥٨٠/٢٩٣", "٥٩٠/٢٩٣/", False),
        ("٥٩٠/٢٩٣١١", "٥٩٠/٢٩٣/", False),
        ("٢", "٣/", False),
        ("٥٩٠/٢٩٢", "٥٩٠/٢٩٣", False),
        ("٥٩٠", "٥٩٠", True),
    ],
)
def test_cut_out_the_last_digit_before_a_letter_does_not_count(seen: str, text: str, *, wanted: bool) -> None:
    assert gives(seen, text) is wanted
