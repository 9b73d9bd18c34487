"""Dotted leaders are taken off a page; noughts and the dots of letters are not."""

import numpy as np

from verifyctl.reading.page.leaders import without_leaders

LETTER = 20.0


def dotted(count: int, *, apart: int = 8, size: int = 3) -> np.ndarray:
    page = np.full((80, 400), 245, np.uint8)
    for number in range(count):
        page[50 : 50 + size, 20 + apart * number : 20 + apart * number + size] = 30
    return page


def test_a_leader_is_taken_off() -> None:
    cleared, dots = without_leaders(dotted(30), LETTER)
    assert dots == 30
    assert cleared.min() > 200


def test_the_page_that_was_given_is_not_changed() -> None:
    page = dotted(30)
    kept = page.copy()
    without_leaders(page, LETTER)
    assert np.array_equal(page, kept)


def test_a_few_dots_stay_as_noughts_may() -> None:
    page = dotted(6)
    cleared, dots = without_leaders(page, LETTER)
    assert dots == 0
    assert cleared is page


def test_dots_at_uneven_spaces_stay() -> None:
    page = np.full((80, 400), 245, np.uint8)
    spaces = (5, 13, 7, 14, 6, 12, 5, 14, 9, 13, 5, 12, 7, 14, 5, 13)
    for left in np.cumsum(spaces) + 20:
        page[50:53, left : left + 3] = 30
    assert without_leaders(page, LETTER)[1] == 0


def test_a_larger_dot_in_the_row_stays() -> None:
    page = dotted(30)
    page[49:54, 115:120] = 30
    cleared, dots = without_leaders(page, LETTER)
    assert dots == 29
    assert cleared[50:53, 116:119].max() < 60


def test_letters_over_a_leader_stay() -> None:
    page = dotted(30)
    page[20:40, 60:66] = 20
    page[20:40, 70:90] = 20
    cleared, _ = without_leaders(page, LETTER)
    assert np.array_equal(cleared[:46], page[:46])


def test_an_empty_page_stays_as_it_is() -> None:
    page = np.full((80, 400), 245, np.uint8)
    assert without_leaders(page, LETTER)[0] is page
