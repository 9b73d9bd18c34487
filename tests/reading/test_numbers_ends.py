import numpy as np
import pytest

from verifyctl.reading.numbers.decode import Candidate, Run
from verifyctl.reading.numbers.ends import mended
from verifyctl.reading.numbers.strip import HEIGHT, STEP

FIGURES, BRACKET = (8, 24), (6, 29)
WIDE, PITCH = 6, 14


def strip(*rows: tuple[int, int]) -> np.ndarray:
    """Signs from left to right, each from one row of the strip to another."""
    ink = np.zeros((HEIGHT, PITCH * (len(rows) + 1)), np.float32)
    for place, (top, bottom) in enumerate(rows):
        ink[top:bottom, PITCH * (place + 1) - WIDE : PITCH * (place + 1)] = 1
    return ink


def run(text: str, *others: str) -> Run:
    candidates = tuple(Candidate(each, -0.1 * (place + 1)) for place, each in enumerate((text, *others)))
    return Run(candidates, PITCH // STEP // 2, (PITCH * len(text) + 4) // STEP, (), 0.9)


@pytest.mark.parametrize(
    ("text", "read"),
    [("[٨٧٤١", "[٨٧٤]"), ("(٩٢٦١", "(٩٢٦)"), ("١٩٨٢]", "[٩٨٢]"), ("[4321", "[432]"), ("1982)", "(982)")],
)
def test_a_one_that_reaches_below_the_figures_closes_the_pair(text: str, read: str) -> None:
    rows = [BRACKET, *[FIGURES] * (len(text) - 2), BRACKET]
    found = mended(run(text), strip(*rows))
    assert (found.text, found.doubted) == (read, text)


@pytest.mark.parametrize("text", ["[٨٧٤١", "١٩٨٢]"])
def test_a_one_as_high_as_the_figures_stays(text: str) -> None:
    rows = [BRACKET if sign in "[]" else FIGURES for sign in text]
    assert mended(run(text), strip(*rows)).text == text


@pytest.mark.parametrize("text", ["٨٧٤١", "١٨٧٤", "[٨٧٤]", "(١٢١)", "[٨٧٤٢", "[١"])
def test_without_half_a_pair_and_a_one_nothing_changes(text: str) -> None:
    seen = run(text)
    assert mended(seen, strip(BRACKET, *[FIGURES] * (len(text) - 2), BRACKET)) is seen


def test_other_candidates_change_alike_and_each_stays_once() -> None:
    found = mended(run("[٨٧٤١", "[٨٧٤]", "[٨٧٤٩"), strip(BRACKET, FIGURES, FIGURES, FIGURES, BRACKET))
    assert [each.text for each in found.candidates] == ["[٨٧٤]", "[٨٧٤٩"]
    assert found.candidates[0].logarithm == pytest.approx(-0.1)


def test_an_empty_strip_tells_nothing() -> None:
    seen = run("[٨٧٤١")
    assert mended(seen, np.zeros((HEIGHT, 90), np.float32)) is seen


NOUGHT_ROWS, STOP_ROWS = (14, 18), (21, 25)


@pytest.mark.parametrize(("text", "read"), [("٠٢٠٠٩", ".٢٠٠٩"), ("٠٢٥/٧/٢٠٠٣", ".٢٥/٧/٢٠٠٣"), ("٠١٤٣٦", ".١٤٣٦")])
def test_a_nought_as_low_as_the_line_is_a_stop(text: str, read: str) -> None:
    rows = [STOP_ROWS, *(NOUGHT_ROWS if sign == "٠" else FIGURES for sign in text[1:])]
    found = mended(run(text, text[1:]), strip(*rows))
    assert [each.text for each in found.candidates] == [read, read[1:]]
    assert found.doubted == text


@pytest.mark.parametrize("text", ["٠٥", "٠٥٠٣٣", "٠٤/٢٠١٥", "٠٥/٧/٢٠٠٣"])
def test_a_low_nought_stays_where_there_would_be_no_date_without_it(text: str) -> None:
    seen = run(text)
    assert mended(seen, strip(STOP_ROWS, *[FIGURES] * (len(text) - 1))) is seen


@pytest.mark.parametrize("text", ["٠٢٠٠٩", "٠٢٥/٧/٢٠٠٣", "٠٠٥"])
def test_a_nought_at_half_the_height_stays(text: str) -> None:
    seen = run(text)
    assert mended(seen, strip(*(NOUGHT_ROWS if sign == "٠" else FIGURES for sign in text))) is seen


def test_noughts_alone_tell_nothing() -> None:
    seen = run("٠٠")
    assert mended(seen, strip(STOP_ROWS, STOP_ROWS)) is seen
