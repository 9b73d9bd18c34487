from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reading.normalise import How, alike, find_words, folded, folded_with_places, ratio, tokens


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("الأنبار", "الانبار"),
        ("إلى", "الي"),
        ("آذار", "اذار"),
        ("ولاية", "ولايه"),
        ("مُحَافَظَة", "محافظه"),
        ("محـــافظة", "محافظه"),
        ("\u202b٢٧\u200f/٤\u202c", "27/4"),
        ("۲۷", "27"),
        ("کرکوک", "كركوك"),
        ("ﻻ", "لا"),
        ("Salah al-DIN", "salah al-din"),
        ("٣", "3"),
        ("", ""),
    ],
)
def test_folding_unifies_what_readers_do_not_tell_apart(written: str, expected: str) -> None:
    assert folded(written) == expected


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_in_letters_and_keeps_places(text: str) -> None:
    pairs = list(folded_with_places(text))
    places = [place for _, place in pairs]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةى٠١٢٣٤٥٦٧٨٩abcXYZ ", max_size=80))
def test_folding_is_idempotent_on_letters(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_tokens_are_words_and_numbers() -> None:
    assert tokens("إلى / ولاة الولايات، رقم: 274/2019") == ("الي", "ولاه", "الولايات", "رقم", "274", "2019")


def test_same_words_in_another_spelling_are_exact() -> None:
    (found,) = find_words("ولاة الولايات", ["التاريخ", "إلى ولاه الولايـات كافة"])
    assert (found.lines, found.how, found.text) == ((1,), How.EXACT, "ولاه الولايات")


def test_a_phrase_may_run_over_the_end_of_a_line() -> None:
    (found,) = find_words("صلاح الدين", ["إلى الأنبار وصلاح", "صلاح", "الدين"])
    assert (found.lines, found.how) == ((1, 2), How.EXACT)


@pytest.mark.parametrize("text", ["بالأنبار", "والأنبار", "للأنبار", "انبار", "الأنبارر"])
def test_particles_and_a_wrong_letter_are_near(text: str) -> None:
    (found,) = find_words("الأنبار", [text])
    assert found.how is How.NEAR


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("حمص", "حصم"),  # short words: equal or not
        ("حماة", "حمله"),
        ("الأنبار", "الأخبار الأمطار"),
        ("ولاة", "بلاة"),  # each with a particle of its own
        ("2015", "2016"),
        ("274/2019", "274/2018"),
        ("ولاة الولايات", "الولايات ولاة"),
        ("", "anything"),
        ("?!", "anything"),
        ("Anbar", ""),
    ],
)
def test_other_words_are_not_found(needle: str, text: str) -> None:
    assert find_words(needle, [text]) == ()


def test_lost_and_added_spaces_are_near() -> None:
    assert [found.how for found in find_words("صلاح الدين", ["صلاحالدين"])] == [How.NEAR]
    assert [found.how for found in find_words("كركوك", ["كر كوك"])] == [How.NEAR]


def test_every_place_is_given_once_and_in_order() -> None:
    found = find_words("Anbar", ["to Anbar", "x", "anbar, ANBAR"])
    assert [place.lines for place in found] == [(0,), (2,), (2,)]
    assert {place.how for place in found} == {How.EXACT}


def test_numbers_are_never_near() -> None:
    assert not alike("20150427", "20150426")


@given(st.text(alphabet="abcdeابتثج", max_size=12), st.text(alphabet="abcdeابتثج", max_size=12))
def test_ratio_is_symmetric_and_bounded(first: str, second: str) -> None:
    assert 0 <= ratio(first, second) <= 100
    assert (ratio(first, second) >= 85) == (ratio(second, first) >= 85)
    assert ratio(first, first) == 100


def test_ratio_counts_one_lost_letter_of_ten_as_near() -> None:
    assert ratio("governors", "governrs") == 94
    assert ratio("abcde", "abxde") == 80


@given(st.text(max_size=30), st.lists(st.text(max_size=60), max_size=6))
def test_any_text_can_be_searched(needle: str, lines: list[str]) -> None:
    for found in find_words(needle, lines):
        assert all(0 <= line < len(lines) for line in found.lines)


@given(st.lists(st.sampled_from(["ولاة", "الولايات", "كافة", "إلى"]), min_size=1, max_size=4), st.integers(0, 3))
def test_words_put_in_are_found(words: list[str], before: int) -> None:
    lines = ["سطر"] * before + [" ".join(words)]
    assert any(found.lines == (before,) and found.how is How.EXACT for found in find_words(" ".join(words), lines))
