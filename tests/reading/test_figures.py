from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.figures import for_transcript, words_for_figures
from verifyctl.reading.numbers.level import levelling
from verifyctl.reading.numbers.merge import merged
from verifyctl.reading.order import line_of

LEVEL = levelling(np.eye(3))
Digits = Literal["western", "arabic-indic", "persian"]


def word(text: str, left: int, width: int, confidence: int = 96) -> Word:
    return Word(text=text, box=Box(x=left, y=0, width=width, height=20), confidence=confidence)


def number(
    text: str, left: int, width: int, *, sure: bool = False, confidence: int = 850, digits: Digits = "western"
) -> NumberReading:
    box = Box(x=left, y=0, width=width, height=20)
    return NumberReading(
        text=text, digits=digits, box=box, confidence=confidence, accepted=sure, readings=(text, text, text)
    )


def transcript(line: Line, *numbers: NumberReading) -> str:
    return "\n".join(one.text for one in merged(*for_transcript([line], numbers, LEVEL), LEVEL))


ENGLISH = line_of(
    [word("left", 0, 70), word("in", 80, 34), word("stock.", 120, 90), word("3", 220, 18), word("May", 250, 60)]
)


def test_a_letter_that_looks_like_a_figure_stays_a_letter() -> None:
    assert transcript(ENGLISH, number("1", 82, 10)) == ENGLISH.text
    assert transcript(ENGLISH, number("18", 80, 34)) == ENGLISH.text
    assert transcript(ENGLISH, number("٧", 110, 8, digits="arabic-indic")) == ENGLISH.text


def test_a_figure_in_whose_wide_box_a_number_stands_is_that_number() -> None:
    assert transcript(ENGLISH, number("3", 224, 10, sure=True)) == ENGLISH.text
    line = line_of([word("العدد:", 200, 70), word("173/81/97", 0, 190, 52)])
    assert transcript(line, number("١٢٩/٣٧٩٣٣", 60, 90, digits="arabic-indic", confidence=910)) == "العدد: ١٢٩/٣٧٩٣٣"


def test_a_part_of_a_figure_is_not_put_beside_it() -> None:
    line = line_of([word("أعضاء", 0, 70), word("١5", 80, 40), word("من", 130, 30)])
    assert transcript(line, number("٥", 84, 12, digits="arabic-indic")) == line.text


def test_a_code_of_letters_and_figures_is_kept_whole() -> None:
    line = line_of([word("Ref:", 0, 50), word("WM/570/2016", 60, 150, 89)])
    assert transcript(line, number("1/570/2016", 60, 150, confidence=900)) == line.text
    assert transcript(line, number("/570/2016", 70, 140, confidence=900)) == line.text
    assert transcript(line, number("44/519/2018", 60, 150, sure=True)) == "Ref: 44/519/2018"


@pytest.mark.parametrize(("left", "stays"), [(98, True), (86, False)])
def test_a_letter_that_the_engines_box_leaves_out_is_no_figure(left: int, *, stays: bool) -> None:
    line = line_of([word("مستودع", 110, 70, 92), word("أربيل", 0, 80, 93)])
    four = number("٤", left, 12, digits="arabic-indic", sure=True)
    assert (transcript(line, four) == line.text) is stays
    line = line_of([word("التخطيط", 110, 70, 92), word("والمتابعة", 0, 90, 93)])
    nine = number("9", 91 if stays else 95, 12, sure=True)
    assert (transcript(line, nine) == line.text) is stays


def test_a_bullet_is_no_nought() -> None:
    line = line_of([word("-", 200, 8, 70), word("لوحة", 120, 60), word("الإعلانات", 0, 110)])
    for seen in ("٠", "١٠"):
        assert transcript(line, number(seen, 199, 10, digits="arabic-indic")) == line.text


def test_figures_that_the_engine_read_apart_are_not_joined() -> None:
    line = line_of([word("On", 0, 30), word("May", 40, 40), word("7,", 90, 20), word("2019", 116, 50)])
    assert transcript(line, number("72019", 90, 76)) == line.text
    assert transcript(line, number("7.2019", 90, 76)) == "On May 7.2019"


def test_a_word_of_letters_beside_figures_is_no_part_of_them() -> None:
    line = line_of([word("Комісія", 0, 90), word("з", 100, 12, 97), word("20", 124, 30, 96), word("осіб", 165, 50)])
    assert transcript(line, number("320", 99, 57, sure=True)) == line.text
    assert transcript(line, number("20", 124, 30, sure=True)) == line.text
    assert transcript(line, number("520", 240, 57, sure=True)) == f"{line.text} 520"
    unsure = line_of([word("Комісія", 0, 90), word("з", 100, 12, 40), word("20", 124, 30, 96), word("осіб", 165, 50)])
    assert transcript(unsure, number("320", 99, 57, sure=True)) == "Комісія 320 осіб"


def test_figures_that_the_engine_did_not_see_need_to_be_sure_among_latin_letters() -> None:
    assert transcript(ENGLISH, number("5", 330, 12)) == ENGLISH.text
    assert transcript(ENGLISH, number("2017", 330, 60, sure=True)) == ENGLISH.text + " 2017"


def test_a_figure_inside_an_arabic_word_or_for_a_full_stop_is_none() -> None:
    line = line_of([word("لا", 100, 40, 93), word("يجوز", 0, 90)])
    assert transcript(line, number("٧", 110, 10, digits="arabic-indic")) == line.text
    assert transcript(line, number("٠", -0, 4, digits="arabic-indic")) == line.text


@pytest.mark.parametrize(
    ("text", "figure", "digits"), [("و", "٩", "arabic-indic"), ("و", "9", "western"), ("لا", "٧", "arabic-indic")]
)
def test_a_word_that_looks_like_a_figure_stays_a_word(text: str, figure: str, digits: Digits) -> None:
    line = line_of([word("بررسی", 130, 90), word(text, 100, 20, 50), word("گزارش", 0, 90)])
    seen = [number(figure, 100, 20, digits=digits, sure=True), number(figure, 300, 20, digits=digits, sure=True)]
    assert transcript(line, seen[0]) == line.text
    assert words_for_figures([line], seen, LEVEL) == (True, False)


def test_a_word_is_told_by_any_reading_of_it_and_only_for_the_figure_like_it() -> None:
    other = word("۷", 100, 20).model_copy(update={"others": ("لا،",)})
    line = line_of([word("إخراج", 130, 90), other, word("مادة", 0, 90)])
    seven, eight = (number(text, 100, 20, digits="arabic-indic") for text in ("٧", "٨"))
    assert words_for_figures([line], [seven, eight], LEVEL) == (True, False)
    assert transcript(line, eight) == "إخراج ٨ مادة"


def test_arabic_numbers_that_the_engine_misread_or_left_out_still_come_in() -> None:
    line = line_of([word("شاحنات", 0, 90), word("ه", 100, 20, 60), word("ترسل", 130, 60)])
    assert transcript(line, number("٥", 100, 20, digits="arabic-indic")) == "ترسل ٥ شاحنات"
    line = line_of([word("شاحنات", 0, 90), word("ترسل", 200, 60)])
    assert "٣" in transcript(line, number("٣", 140, 15, digits="arabic-indic"))


def test_numbers_that_are_not_likely_are_handed_on() -> None:
    unlikely = number("1", 82, 10, confidence=100)
    assert for_transcript([ENGLISH], [unlikely], LEVEL) == ((ENGLISH,), (unlikely,))


@pytest.mark.parametrize("lines", [(), (ENGLISH,)])
def test_without_numbers_nothing_changes(lines: tuple[Line, ...]) -> None:
    assert for_transcript(lines, (), LEVEL) == (lines, ())


SEEN = st.builds(
    number,
    st.sampled_from(["1", "18", "2017", "3/5", "٧"]),
    st.integers(0, 300),
    st.integers(1, 200),
    sure=st.booleans(),
    confidence=st.integers(0, 1000),
    digits=st.sampled_from(["western", "arabic-indic"]),
)


@given(st.lists(SEEN, max_size=6))
def test_words_and_order_of_lines_stay_and_numbers_are_those_given(seen: list[NumberReading]) -> None:
    lines, kept = for_transcript([ENGLISH], seen, LEVEL)
    assert [one.text for one in lines[0].words] == [one.text for one in ENGLISH.words]
    assert all(one in seen for one in kept)
    assert {one.box for one in lines[0].words} <= {one.box for one in (*ENGLISH.words, *seen)}
