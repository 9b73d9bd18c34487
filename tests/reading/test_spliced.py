"""Words read once more, put into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.sheets import HEIGHT, LEFT, RIGHT, sheet
from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.numbers.level import unchanged
from verifyctl.reading.spliced import spliced


def at(place: Box, *texts: str) -> tuple[Word, ...]:
    return tuple(Word(text=text, box=place, confidence=70) for text in texts)


def between(lines: tuple, row: int, after: str, before: str) -> Box:  # type: ignore[type-arg]
    boxes = {word.text: word.box for word in lines[row].words}
    left, right = boxes[before], boxes[after]
    start = left.x + left.width
    return Box(x=start, y=left.y, width=right.x - start, height=HEIGHT)


def test_misread_words_between_two_figures_give_way_and_are_kept() -> None:
    lines = sheet(["بتاريخ ٢٧ كبس ٢٠١٥ م", "سطر آخر"])
    gap = between(lines, 0, "٢٧", "٢٠١٥")
    got = spliced(lines, gap, at(gap, "نيسان"), unchanged)
    assert [line.text for line in got] == ["بتاريخ ٢٧ نيسان ٢٠١٥ م", "سطر آخر"]
    assert got[0].words[2].others == ("كبس",)
    assert got[1] is lines[1]


def test_names_of_two_words_stay_in_order() -> None:
    lines = sheet(["في ٢٨ ؟ ١٤٣٣ هـ"])
    gap = between(lines, 0, "٢٨", "١٤٣٣")
    (got,) = spliced(lines, gap, at(gap, "ذي", "الحجة"), unchanged)
    assert got.text == "في ٢٨ ذي الحجة ١٤٣٣ هـ"


def test_where_no_line_was_read_the_words_become_one() -> None:
    lines = sheet(["فوق", "تحت"])
    gap = Box(x=LEFT, y=84, width=60, height=12)
    got = spliced(lines, gap, at(gap, "نيسان"), unchanged)
    assert [line.text for line in got] == ["فوق", "نيسان", "تحت"]


@given(st.integers(LEFT, RIGHT), st.integers(1, 400), st.integers(0, 200))
def test_no_word_is_lost(x: int, width: int, y: int) -> None:
    lines = sheet(["بتاريخ ٢٧ كبس ٢٠١٥ م", "سطر آخر"])
    gap = Box(x=x, y=y, width=width, height=HEIGHT)
    got = spliced(lines, gap, at(gap, "نيسان"), unchanged)
    kept = [text for line in got for word in line.words for text in (word.text, *word.others)]
    assert sorted(kept) == sorted(["نيسان", *(word.text for line in lines for word in line.words)])
