import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.numbers.hints import left_over, plain_words, widened
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.readings import StripRead
from verifyctl.reading.numbers.shipped import reader


def line(*words: tuple[str, int]) -> Line:
    """Words with the engine's confidence, side by side."""
    made = tuple(
        Word(text=text, box=Box(x=100 * place, y=0, width=90, height=30), confidence=confidence)
        for place, (text, confidence) in enumerate(words)
    )
    return Line(text=" ".join(word.text for word in made), box=Box(x=0, y=0, width=900, height=30), words=made)


def test_only_sure_words_of_letters_are_passed_over() -> None:
    made = line(("محافظة", 93), ("الأنبار،", 90), ("5071", 95), ("ab1", 95), ("من", 96), ("نيسان", 41), ("(Works)", 88))
    assert [box.x for box in plain_words([made])] == [0, 100, 600]


def test_boxes_that_reach_over_others_are_cut_or_left_out() -> None:
    def word(text: str, x: int, width: int) -> Word:
        return Word(text=text, box=Box(x=x, y=0, width=width, height=30), confidence=92)

    words = (word("كانون", 100, 100), word("16", 170, 20), word("فبراير", 300, 400), word("التاريخ", 800, 140))
    made = Line(text="", box=Box(x=0, y=0, width=1000, height=30), words=words)
    got = [(box.x, box.x + box.width) for box in plain_words([made])]
    assert got == [(100, 170), (190, 200), (800, 940)]


def test_what_is_left_lies_between_the_words() -> None:
    whole = Box(x=0, y=0, width=900, height=30)
    words = [Box(x=100, y=2, width=200, height=24), Box(x=500, y=2, width=100, height=24)]
    got = left_over(whole, words, 20)
    assert [(part.x, part.x + part.width) for part in got] == [(0, 100), (300, 500), (600, 900)]
    assert left_over(whole, [], 20) == (whole,)
    assert left_over(whole, [Box(x=-10, y=0, width=950, height=30)], 20) == ()
    assert left_over(whole, [Box(x=100, y=60, width=200, height=24)], 20) == (whole,)


def test_ends_that_cut_through_ink_move_into_the_next_space() -> None:
    inked = np.zeros(200, bool)
    inked[40:60] = inked[63:80] = inked[120:200] = True
    whole = Box(x=10, y=0, width=200, height=30)

    def ends(start: int, end: int) -> tuple[int, int]:
        part = widened(Box(x=10 + start, y=0, width=end - start, height=30), whole, inked, 20)
        return part.x - 10, part.x - 10 + part.width

    assert ends(50, 100) == (40, 100)
    assert ends(65, 100) == (40, 100)
    assert ends(30, 70) == (30, 80)
    assert ends(90, 150) == (90, 150)
    assert ends(0, 200) == (0, 200)


boxes = st.builds(
    Box, x=st.integers(0, 900), y=st.integers(-20, 40), width=st.integers(0, 400), height=st.integers(1, 60)
)


@given(st.lists(boxes, max_size=8))
def test_parts_are_in_order_apart_and_on_the_line(words: list[Box]) -> None:
    whole = Box(x=50, y=0, width=700, height=30)
    parts = left_over(whole, words, 20)
    edges = [edge for part in parts for edge in (part.x, part.x + part.width)]
    assert edges == sorted(edges)
    assert all(50 <= edge <= 750 for edge in edges)
    assert all(part.width >= 10 for part in parts)


class Counting(Reader):
    """Counts the columns that it is asked to read."""

    def strip(self, grey: np.ndarray) -> StripRead:
        columns.append(grey.shape[1])
        return StripRead((), 1)


columns: list[int] = []


def test_words_spare_work_and_numbers_between_them_are_still_read() -> None:
    picture = Image.new("L", (1000, 160), 250)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(30)
    pen.text((60, 60), "Office of letters", font=font, fill=20)
    pen.text((340, 60), "2015/04/27", font=font, fill=20)
    pen.text((560, 60), "with greetings to all", font=font, fill=20)
    page = np.asarray(picture)
    words = [Box(x=58, y=62, width=256, height=34), Box(x=558, y=62, width=300, height=34)]
    assert "2015/04/27" in [one.text for one in reader().page(page, words)]
    counting = Counting(reader().networks, reader().confidence)
    counting.page(page)
    whole = sum(columns)
    columns.clear()
    counting.page(page, words)
    assert 0 < sum(columns) < whole / 2
