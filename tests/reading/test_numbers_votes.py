"""Which readings of a number agree: in the same figures, whatever marks of the sentence stand at its ends."""

import numpy as np
import pytest

from tests.reading.seeing import SURE
from verifyctl.model.base import Box
from verifyctl.reading.numbers.confidence import FEATURES
from verifyctl.reading.numbers.decode import ALTERNATIVES, Candidate, Run
from verifyctl.reading.numbers.readings import Reading, Seen, agreed
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


def test_what_the_shapes_of_a_number_allow_besides_is_its_first_alternative() -> None:
    candidates = tuple(Candidate(text, -0.1 - place) for place, text in enumerate(("(٢)", *"١٢٣٤")))
    reading = Reading(Run(candidates, 2, 9, (), 0.9, "(٢١"), np.zeros(FEATURES), 4.0)
    plain = Reading(Run(candidates, 2, 9, (), 0.9), np.zeros(FEATURES), 4.0)
    read = agreed(Seen((plain, reading, plain), plain, Box(x=0, y=0, width=30, height=20)), SURE)
    assert (read.text, read.alternatives) == ("(٢)", ("(٢١", "١", "٢", "٣"))
    assert len(read.alternatives) == ALTERNATIVES
