import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from verifyctl.model.base import Box
from verifyctl.reading.numbers.lone import is_day, lacks_a_day, lone_pieces
from verifyctl.reading.numbers.shipped import reader

LINE = Box(x=0, y=50, width=700, height=30)


def page(*pieces: tuple[int, int]) -> np.ndarray:
    """A page with blocks of ink, each from a column and so many columns wide, in one row."""
    picture = np.full((140, 700), 245, np.uint8)
    for start, width in pieces:
        for column in range(start, start + width, 4):
            picture[52:78, column : column + 2] = 15
    return picture


def test_narrow_pieces_between_words_are_found() -> None:
    got = lone_pieces(page((40, 90), (160, 14), (210, 120), (360, 60)), LINE, [], 20)
    assert len(got) == 1
    assert abs(got[0].x - 160) <= 2
    assert 10 <= got[0].width <= 18


def test_what_lies_on_numbers_or_words_is_left_out() -> None:
    drawn = page((40, 14), (160, 14), (400, 14))
    taken = [Box(x=30, y=48, width=30, height=30), Box(x=176, y=48, width=90, height=30)]
    assert [abs(box.x - 400) <= 2 for box in lone_pieces(drawn, LINE, taken, 20)] == [True]
    below = [Box(x=30, y=100, width=600, height=30)]
    assert len(lone_pieces(drawn, LINE, below, 20)) == 3


def test_an_empty_line_has_no_pieces() -> None:
    assert lone_pieces(np.full((140, 700), 245, np.uint8), LINE, [], 20) == []


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["٢٠١٥"], True),
        (["2015"], True),
        (["٢٠١٥", "٢٧"], False),
        (["٢٠١٥", "١٤٣٦"], False),
        (["2015/04/27"], False),
        (["12345"], False),
        ([], False),
    ],
)
def test_a_year_alone_lacks_a_day(texts: list[str], wanted: bool) -> None:
    assert lacks_a_day(texts) is wanted


def test_days_are_one_or_two_digits() -> None:
    assert is_day("٧")
    assert is_day("27")
    assert not any(is_day(text) for text in ("", "7/", "127", "(", "-"))


def test_a_lone_day_beside_a_month_is_read() -> None:
    picture = Image.new("L", (900, 160), 250)
    ImageDraw.Draw(picture).text((60, 60), "on the  6  of August  2014", font=ImageFont.load_default(34), fill=20)
    texts = [one.text for one in reader().page(np.asarray(picture))]
    assert texts == ["6", "2014"]
