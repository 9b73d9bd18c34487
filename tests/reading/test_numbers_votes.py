"""Which readings of a number agree: in the same figures, whatever marks of the sentence stand at its ends."""

import pytest

from verifyctl.reading.numbers.votes import bare, gives, of_three


@pytest.mark.parametrize(
    ("seen", "text", "alike"),
    [
        ("٢٠٠٧", "٢٠٠٧", True),
        (".٢٠٠٧", "٢٠٠٧", True),
        ("٢٠٠٧", "(٢٠٠٧)", True),
        ("[79", "79,", True),
        ("٢٠٠٧", "٢٠٠٢", False),
        ("٢٠٠٧-", "٢٠٠٧", False),
        ("25/04", "25.04", False),
    ],
)
def test_marks_at_the_ends_do_not_make_another_number(seen: str, text: str, *, alike: bool) -> None:
    assert gives(seen, text) is alike
    assert gives(text, seen) is alike


def test_before_a_letter_the_last_figure_may_be_hidden_by_the_slash() -> None:
    assert gives("٢٤٥٣/", "٢٤٥٢/")
    assert gives("٢٤٥", "٢٤٥٢/")
    assert not gives("٢١٥٢", "٢٤٥٢/")


def test_what_is_marks_alone_stays() -> None:
    assert [bare(text) for text in ("..", "(7)", "")] == ["..", "7", ""]


@pytest.mark.parametrize(
    ("agreeing", "readings", "amounts"), [(3, 3, 3), (2, 3, 2), (5, 5, 3), (4, 5, 2), (3, 5, 2), (2, 5, 1), (0, 5, 0)]
)
def test_of_five_readings_all_or_three_are_needed(agreeing: int, readings: int, amounts: int) -> None:
    assert of_three(agreeing, readings) == amounts
