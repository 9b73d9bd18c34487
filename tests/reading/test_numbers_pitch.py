"""Digits that stand close together are read wider, and their places stay those of the page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.seeing import Seeing, alike
from tests.reading.test_numbers_decode import scores
from verifyctl.reading.numbers.decode import Candidate, Run
from verifyctl.reading.numbers.pitch import FOR_NARROW, FOR_SHORT, LONG, NARROW, SHORT, narrowed, widening
from verifyctl.reading.numbers.strip import LONGEST, MARGIN, STEP


@pytest.mark.parametrize(
    ("text", "apart", "wider"),
    [
        ("٢٠٠٦/١١/٣٠", NARROW - 2, 1.0),
        ("٢٠٠٦/١١/٣٠", NARROW - 3, FOR_NARROW),
        ("١١" * LONG, NARROW - 3, 1.0),
        ("٧", 3, FOR_SHORT),
        ("٧", SHORT, 1.0),
        ("", SHORT, 1.0),
        ("W" * SHORT, 3, 1.0),
        ("W٧W" + "W" * SHORT, 3, 1.0),
    ],
)
def test_how_much_wider_a_strip_is_read(text: str, apart: int, wider: float) -> None:
    assert widening(scores(text, apart=apart)) == wider


@given(st.integers(0, 400), st.integers(1, 60), st.floats(1, 2))
def test_places_on_a_wider_strip_are_those_on_the_narrow_one(start: int, length: int, wider: float) -> None:
    seen = (round(((column * STEP - MARGIN) * wider + MARGIN) / STEP) for column in (start, start + length))
    run = narrowed(Run((Candidate("1", -0.1),), *seen, (), 0.9), wider)
    assert abs(run.start - start) <= 1
    assert abs(run.end - start - length) <= 1
    assert run.end > run.start


class Crowded(Seeing):
    """Sees nothing but what stands close together, and keeps how wide strips were."""

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "widths", [])

    def scores(self, ink: np.ndarray) -> np.ndarray:
        self.widths.append(ink.shape[1])
        return super().scores(ink)


def strip(width: int, *places: int) -> np.ndarray:
    grey = np.full((32, width), 240, np.uint8)
    for place in places:
        grey[6:26, place : place + 4] = 10
    return grey


def test_a_strip_with_crowded_digits_is_read_once_more() -> None:
    network = Crowded()
    read = alike(network).strip(strip(200, 40, 48, 56, 64))
    first, second = network.widths
    assert second - 2 * MARGIN == pytest.approx(FOR_NARROW * (first - 2 * MARGIN), abs=2)
    assert read.columns == pytest.approx(first / STEP, abs=8)
    (reading,) = read.readings
    assert reading.run.text == "7777"
    assert (reading.run.start * STEP - MARGIN) / 1.25 == pytest.approx(42, abs=4)
    network = Crowded()
    alike(network).strip(strip(200, 40, 60, 80))
    assert len(network.widths) == 1


def test_no_strip_comes_out_too_long() -> None:
    network = Crowded()
    long = strip(round(LONGEST / 1.3), 40, 48, 56, 64)
    read = alike(network).strip(long)
    assert max(network.widths) <= LONGEST + 2 * MARGIN
    assert [reading.run.text for reading in read.readings] == ["7777"]
    with pytest.raises(ValueError, match="too long"):
        alike(Crowded()).strip(strip(LONGEST, 40))
