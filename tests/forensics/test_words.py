"""The words that differ most: a word that was put in is among them, and every page has some."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.forensics.drawn import Grey, page
from verifyctl.forensics.words import SIGNS, odd_words


def changed(sheet: Grey) -> tuple[Grey, tuple[int, int]]:
    """One word painted over and typed anew, without the grain of the page; and its place."""
    made = sheet.copy()
    x, y = 250, 90 + 54 * 6
    made[y - 28 : y + 10, x : x + 130] = 226
    cv2.putText(made, "forty", (x + 6, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 5, 2, cv2.LINE_AA)
    return made, (x, y)


def test_a_word_typed_anew_is_among_the_three() -> None:
    hits = 0
    for seed in range(4):
        made, (x, y) = changed(page(seed))
        found = odd_words(made)
        hits += any(x - 10 <= odd.x <= x + 130 and y - 45 <= odd.y <= y + 10 for odd in found)
        assert all(set(odd.signs) <= set(SIGNS) for odd in found)
    assert hits >= 3


def test_an_untouched_page_has_three_as_well() -> None:
    assert len(odd_words(page(5))) == 3


def test_boxes_lie_on_the_picture_also_where_it_was_reduced() -> None:
    large = np.asarray(cv2.resize(page(6), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    for odd in odd_words(large):
        assert 0 <= odd.x < odd.x + odd.width <= large.shape[1]
        assert 0 <= odd.y < odd.y + odd.height <= large.shape[0]


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (300, 300)])
def test_without_words_there_is_nothing_to_order(shape: tuple[int, int]) -> None:
    assert odd_words(np.full(shape, 240, dtype=np.uint8)) == ()


def test_too_few_words_are_not_ordered() -> None:
    assert odd_words(page(7, lines=1)) == ()
