from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.reading.numbers.words import standing_for

NUMBER = Box(x=100, y=50, width=120, height=30)


def box(x: int, width: int, y: int = 52, height: int = 26) -> Box:
    return Box(x=x, y=y, width=width, height=height)


def test_words_that_the_engine_made_of_one_number_are_all_replaced() -> None:
    found = standing_for(NUMBER, [box(20, 70), box(98, 40), box(140, 30), box(172, 50), box(230, 90)])
    assert found.replaced == (1, 2, 3)
    assert found.touched == ()


def test_a_word_that_the_number_was_joined_to_is_told_apart() -> None:
    found = standing_for(NUMBER, [box(110, 300)])
    assert (found.replaced, found.touched) == ((), (0,))


def test_words_in_other_rows_are_left_alone() -> None:
    found = standing_for(NUMBER, [box(100, 120, y=84), box(100, 120, y=20, height=34)])
    assert found.replaced == found.touched == ()


boxes = st.builds(
    Box, x=st.integers(0, 500), y=st.integers(0, 500), width=st.integers(0, 300), height=st.integers(0, 300)
)


@given(boxes, st.lists(boxes, max_size=8))
def test_no_word_is_both_and_none_lies_beside_the_number(number: Box, words: list[Box]) -> None:
    found = standing_for(number, words)
    assert not set(found.replaced) & set(found.touched)
    for place in (*found.replaced, *found.touched):
        assert words[place].x < number.x + number.width
        assert number.x < words[place].x + words[place].width
