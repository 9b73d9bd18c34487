"""Days that stand alone right of a month's name: where they may be, and what is read there."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tests.reading.seeing import SURE, Seeing, Unseeing, alike
from verifyctl.model.base import Box
from verifyctl.reading.numbers.alphabet import WORD
from verifyctl.reading.numbers.confidence import JOINT_FEATURES, Confidence, Curve
from verifyctl.reading.numbers.find import Found
from verifyctl.reading.numbers.lone import NARROWEST, OF_NAME, REACH, WIDEST, is_day, lone_pieces
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.shipped import reader

LETTER, WIDTH, HEIGHT = 20.0, 700, 140
LINE = Found((Box(x=0, y=50, width=WIDTH, height=30),), LETTER)
WORD_OF_NAME = (100, 90)
NAME = Box(x=98, y=48, width=94, height=30)
DAY = (210, 14)
BEHIND = (250, 150)


def page(*pieces: tuple[int, int]) -> np.ndarray:
    """A page with hatched blocks of ink, each from a column and so many columns wide, in one row."""
    picture = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for start, width in pieces:
        for column in range(start, start + width, 4):
            picture[52:78, column : column + 2] = 15
    return picture


def blocks(*pieces: tuple[int, int]) -> np.ndarray:
    """The same, but black, as `Seeing` sees digits."""
    picture = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for start, width in pieces:
        picture[52:78, start : start + width] = 15
    return picture


def places(drawn: np.ndarray, name: Box = NAME, end: int = WIDTH, found: Found = LINE) -> list[int]:
    """The columns, to two, at which blocks begin that are found."""
    pieces = lone_pieces(drawn, found, name, end)
    known = [DAY[0], 160, 190, 220]
    return [next((column for column in known if abs(piece.x - column) <= 2), piece.x) for piece in pieces]


def test_the_first_narrow_piece_beside_the_name_is_found() -> None:
    (piece,) = lone_pieces(page(WORD_OF_NAME, DAY, (240, 14), (290, 120)), LINE, NAME, WIDTH)
    assert abs(piece.x - 210) <= 2
    assert 10 <= piece.width <= 18
    assert (piece.y, piece.height) == (50, 30)


def test_two_digits_set_wide_are_one_piece() -> None:
    (piece,) = lone_pieces(page(WORD_OF_NAME, (210, 8), (226, 12), (258, 120)), LINE, NAME, WIDTH)
    assert (abs(piece.x - 210) <= 2, abs(piece.x + piece.width - 238) <= 2) == (True, True)
    (piece,) = lone_pieces(page(WORD_OF_NAME, (200, 8), (216, 12), (258, 120)), LINE, NAME, WIDTH)
    assert abs(piece.x + piece.width - 208) <= 2


def test_behind_a_wide_word_nothing_is_found() -> None:
    assert places(page(WORD_OF_NAME, (205, 42), (254, 12))) == []


def test_a_day_within_a_box_of_the_name_that_is_too_wide() -> None:
    wide = NAME.model_copy(update={"width": 170})
    assert places(page(WORD_OF_NAME, DAY, BEHIND), wide) == [210]
    wider = NAME.model_copy(update={"width": 200})
    assert places(page((100, 40), (160, 12), (190, 12), (220, 12)), wider) == [160, 190, 220]


def test_in_the_left_quarter_of_the_name_there_is_no_day() -> None:
    wide = NAME.model_copy(update={"width": 300})
    assert places(page((112, 12), (134, 12), (160, 90)), wide) == []


def test_the_lines_box_need_not_reach_the_day() -> None:
    short = Found((Box(x=300, y=50, width=390, height=30), Box(x=96, y=50, width=98, height=30)), LETTER)
    assert places(page(WORD_OF_NAME, DAY, BEHIND), found=short) == [210]
    assert places(page(WORD_OF_NAME, DAY, BEHIND), found=Found((), LETTER)) == [210]


def test_the_line_in_which_the_name_stands_counts() -> None:
    lines = Found(
        (Box(x=0, y=2, width=WIDTH, height=47), LINE.lines[0], Box(x=0, y=84, width=WIDTH, height=40)), LETTER
    )
    drawn = page(WORD_OF_NAME, DAY)
    drawn[5:40, 60:600] = drawn[90:120, 60:600] = 15
    (piece,) = lone_pieces(drawn, lines, NAME, WIDTH)
    assert (piece.y, piece.height) == (50, 30)
    assert abs(piece.x - 210) <= 2


def test_what_lies_behind_the_next_number_or_too_far_off_is_not_looked_at() -> None:
    assert places(page(WORD_OF_NAME, DAY), end=205) == []
    assert places(page(WORD_OF_NAME, (NAME.x + NAME.width + round(REACH * LETTER) + 4, 14))) == []


def test_dots_and_tails_of_the_name_are_no_days() -> None:
    assert places(page(WORD_OF_NAME, (194, 12))) == []
    assert places(page(WORD_OF_NAME, (206, 2), BEHIND), found=Found(LINE.lines, 2 * LETTER)) == []


@pytest.mark.parametrize(("start", "end"), [(210, 236), (250, WIDTH)])
def test_a_word_cut_off_where_the_room_ends_is_no_narrow_piece(start: int, end: int) -> None:
    assert places(page(WORD_OF_NAME, (start, 200)), end=end) == []


@pytest.mark.parametrize(
    "name",
    [
        Box(x=WIDTH + 20, y=50, width=30, height=30),
        Box(x=98, y=HEIGHT + 5, width=94, height=30),
        Box(x=WIDTH - 10, y=HEIGHT - 10, width=60, height=60),
    ],
)
def test_a_name_at_or_beyond_the_edge_has_no_day(name: Box) -> None:
    assert lone_pieces(page(WORD_OF_NAME, DAY), Found((), LETTER), name, WIDTH + 500) == []


@settings(max_examples=80, deadline=None)
@given(
    pieces=st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(1, 90)), max_size=12),
    name=st.builds(
        Box, x=st.integers(0, WIDTH - 1), y=st.integers(20, 100), width=st.integers(1, 300), height=st.integers(1, 60)
    ),
    line=st.builds(
        Box, x=st.integers(0, WIDTH - 1), y=st.integers(0, 100), width=st.integers(1, 300), height=st.integers(1, 40)
    ),
    end=st.integers(1, 2 * WIDTH),
    letter=st.floats(0, 60),
)
def test_what_is_found_is_narrow_stands_apart_and_lies_on_the_page(
    pieces: list[tuple[int, int]], name: Box, line: Box, end: int, letter: float
) -> None:
    found = lone_pieces(page(*pieces), Found((line,), letter), name, end)
    for piece in found:
        assert NARROWEST * letter <= piece.width <= WIDEST * letter
        assert piece.x >= name.x + OF_NAME * name.width
        assert piece.x + piece.width <= min(end, WIDTH)
        assert piece.y + piece.height <= HEIGHT or line.y + line.height > HEIGHT or name.y + name.height > HEIGHT
    for left, right in itertools.pairwise(found):
        assert left.x + left.width < right.x
    beside = [piece for piece in found if piece.x + piece.width / 2 > name.x + name.width]
    assert len(beside) <= 1


def test_days_are_one_or_two_digits() -> None:
    assert is_day("٧")
    assert is_day("27")
    assert not any(is_day(text) for text in ("", "7/", "127", "(", "-"))


# Reading them ------------------------------------------------------------------------------------


def test_a_lone_day_is_read_five_times_and_given_with_its_place() -> None:
    (day,) = alike(Seeing()).days(blocks(WORD_OF_NAME, DAY, BEHIND), [(NAME, WIDTH)])
    assert (day.text, day.readings, day.accepted) == ("7", ("7",) * 5, True)
    assert abs(day.box.x - 210) <= 6
    assert abs(day.box.x + day.box.width - 224) <= 6


def test_a_witness_that_sees_no_lone_digit_costs_nothing_and_one_that_sees_another_does() -> None:
    trusting = np.zeros(JOINT_FEATURES)
    trusting[6] = 4.0
    wary = Confidence(SURE.single, Curve(trusting, -2.0), 0.8)
    for witness, said, sure in ((Seeing("0"), "0", False), (Unseeing(), None, True), (Seeing(), "7", True)):
        (day,) = Reader((Seeing(), Seeing(), witness), wary).days(blocks(WORD_OF_NAME, DAY, BEHIND), [(NAME, WIDTH)])
        assert (day.text, day.witness, day.accepted) == ("7", said, sure)


def test_where_there_is_no_room_or_no_piece_there_is_no_day() -> None:
    seeing = alike(Seeing())
    drawn = blocks(WORD_OF_NAME, DAY, BEHIND)
    assert seeing.days(drawn, []) == ()
    assert seeing.days(drawn, [(NAME, 205)]) == ()
    assert seeing.days(blocks(WORD_OF_NAME, BEHIND), [(NAME, WIDTH)]) == ()
    assert seeing.days(np.full((HEIGHT, WIDTH), 245, np.uint8), [(NAME, WIDTH)]) == ()


def test_what_is_taken_for_a_word_or_read_in_as_many_ways_as_times_is_no_day() -> None:
    class Changing(Seeing):
        def symbol(self, place: int) -> str:
            object.__setattr__(self, "digit", str((int(self.digit) + 1) % 10))
            return super().symbol(place)

    drawn = blocks(WORD_OF_NAME, DAY, BEHIND)
    assert alike(Seeing(WORD)).days(drawn, [(NAME, WIDTH)]) == ()
    assert alike(Changing("0")).days(drawn, [(NAME, WIDTH)]) == ()


def test_of_two_ones_set_wide_the_second_is_not_lost() -> None:
    (day,) = alike(Seeing("1")).days(blocks(WORD_OF_NAME, (210, 6), (230, 6), (290, 90)), [(NAME, WIDTH)])
    assert day.text == "11"
    assert day.box.x <= 212
    assert day.box.x + day.box.width >= 234


def test_every_name_has_its_own_day() -> None:
    drawn = blocks(WORD_OF_NAME, DAY, (320, 90), (440, 14))
    gaps = [(NAME, 300), (Box(x=318, y=48, width=94, height=30), WIDTH)]
    days = alike(Seeing()).days(drawn, gaps)
    assert [day.text for day in days] == ["7", "7"]
    assert days[0].box.x < 300 < days[1].box.x


def test_a_lone_day_beside_a_month_is_read() -> None:
    picture = Image.new("L", (900, 160), 250)
    ImageDraw.Draw(picture).text((60, 60), "on the  6  of August  2014", font=ImageFont.load_default(34), fill=20)
    assert [one.text for one in reader().page(np.asarray(picture))][-1] == "2014"
    left = ImageFont.load_default(34).getlength("on the")
    gaps = [(Box(x=60, y=60, width=round(left), height=36), 900)]
    assert [one.text for one in reader().days(np.asarray(picture), gaps)] == ["6"]
