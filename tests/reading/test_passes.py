from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.word_graphs import words_of
from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.lexicon import Lexicon
from verifyctl.reading.merging import merged
from verifyctl.reading.passes import (
    MOST_LINES,
    MOST_UNSEEN,
    Row,
    beyond,
    fragments_of,
    speaks,
    spread,
    to_read_again,
    unread_latin,
    with_commas,
)
from verifyctl.reading.tsv import fragment_of

LETTERS = "ابتحدرسشفقلمنهوي"
KNOWN = Lexicon((words_of("مدير", "القسم", "الشهر", letters=LETTERS),))
NOTHING = Lexicon()
LINE = Box(x=0, y=0, width=400, height=30)


def word(text: str, left: int, width: int = 80, confidence: int = 90) -> Word:
    return Word(text=text, box=Box(x=left, y=5, width=width, height=20), confidence=confidence)


def texts(words: Sequence[Word]) -> list[str]:
    return [one.text for one in words]


def row(*readings: Sequence[Word], box: Box = LINE) -> Row:
    return Row(box, tuple(tuple(words) for words in readings))


def test_words_go_to_the_line_they_stand_on() -> None:
    boxes = [Box(x=0, y=0, width=300, height=30), Box(x=0, y=40, width=300, height=30)]
    second = Word(text="b", box=Box(x=10, y=42, width=40, height=20), confidence=9)
    beside = Word(text="c", box=Box(x=290, y=5, width=80, height=20), confidence=9)
    tall = Word(text="d", box=Box(x=0, y=0, width=40, height=200), confidence=9)
    rows, outside = spread([fragment_of([word("a", 10), second, beside, tall])], boxes)
    assert [texts(one.readings[0]) for one in rows] == [["a"], ["b"]]
    assert [texts(one.words) for one in outside] == [["c", "d"]]


def test_the_first_reading_stands_where_there_is_no_other() -> None:
    assert texts(merged([(word("x.", 10, confidence=3),)], KNOWN)) == ["x."]
    assert merged([(), ()], KNOWN) == ()


def test_what_two_passes_share_stands_against_one_that_is_surer() -> None:
    found = merged(
        [
            (word("المدن", 10, confidence=92),),
            (word("المدين", 12, confidence=80),),
            (word("المدين", 11, confidence=85),),
        ],
        NOTHING,
    )
    assert [(one.text, one.confidence, one.others) for one in found] == [("المدين", 85, ("المدن",))]


def test_a_word_of_the_list_stands_against_a_surer_one_that_is_none() -> None:
    found = merged([(word("الشبر", 10, confidence=90),), (word("الشهر", 12, confidence=75),)], KNOWN)
    assert [(one.text, one.others) for one in found] == [("الشهر", ("الشبر",))]
    found = merged([(word("الشبر", 10, confidence=90),), (word("الشهر", 12, confidence=40),)], KNOWN)
    assert [(one.text, one.others) for one in found] == [("الشبر", ("الشهر",))]


def test_nothing_is_written_that_no_pass_read() -> None:
    found = merged([(word("الشبر", 10),), (word("الشيهر", 12),)], KNOWN)
    assert texts(found)[0] in ("الشبر", "الشيهر")


def test_each_word_keeps_what_the_others_read_over_it() -> None:
    first = (word("مدير", 100, confidence=60), word("القسم", 0, 90, confidence=60))
    second = (word("مدبرالفسم", 0, 180, confidence=20),)
    third = (word("مذير", 102, confidence=30), word("القسم", 0, 90, confidence=95))
    found = {one.text: one.others for one in merged([first, second, third], KNOWN)}
    assert found == {"مدير": ("مدبرالفسم", "مذير"), "القسم": ("مدبرالفسم",)}


def test_signs_at_the_ends_of_lines_read_on_their_own_are_dropped() -> None:
    page = (word("مدير", 100), word("-", 190, 8))
    line = (word("مدير", 100), word(".", 90, 4, confidence=97), word("|", 240, 4, confidence=97))
    assert texts(merged([page, line], KNOWN)) == ["مدير", "-"]
    assert texts(merged([(), line], KNOWN)) == ["مدير"]


def test_what_no_two_passes_have_in_common_is_no_text_unless_it_is_a_word() -> None:
    assert merged([(word("م5", 10),), (word("45ع", 12),)], KNOWN) == ()
    assert texts(merged([(word("القسم", 10),), (word("45ع", 12),)], KNOWN)) == ["القسم"]
    assert merged([(), (word("1 1", 12),)], KNOWN) == ()


def test_a_number_that_is_read_alike_stands() -> None:
    assert texts(merged([(word("1436/7/8", 10),), (word("1436/7/6", 12, confidence=70),)], KNOWN)) == ["1436/7/8"]


@pytest.mark.parametrize(
    ("reading", "doubtful"),
    [
        ([word("مدير", 250, 145), word("القسم", 5, 240)], False),
        ([word("مدير", 250, 145), word("القسم", 5, 240, confidence=70)], True),
        ([word("مدير", 250, 145), word("القشم", 5, 240)], True),
        ([word("مدير", 250, 145), word("منبج", 5, 240, confidence=93)], False),
        ([word("مدير", 250, 145), word("مر", 5, 240, confidence=93)], True),
        ([word("مدير", 250, 145), word("2015", 5, 240, confidence=20)], False),
        ([word("مدير", 250, 145)], True),
        ([word("مدير", 300, 95), word("القسم", 5, 200)], True),
        ([], True),
    ],
)
def test_lines_with_doubtful_or_missing_words_are_read_again(reading: list[Word], *, doubtful: bool) -> None:
    assert to_read_again([row(reading)], KNOWN, 20.0) == ((0,) if doubtful else ())


def test_lines_that_nothing_was_read_on_are_tried_once() -> None:
    assert to_read_again([row([]), row([], [])], KNOWN, 20.0) == (0,)


def test_a_long_line_on_which_passes_disagree_is_read_with_the_next_data_too() -> None:
    """It may be in letters that the data so far do not know."""
    readings = [word("واثتم", 0), word("معن", 200)], [word("إاتتسح", 0), word("غ11", 200)]
    assert row(*readings).words(KNOWN) == ()
    assert to_read_again([row(*readings)], KNOWN, 20.0) == (0,)
    short = row(*readings, box=Box(x=0, y=0, width=100, height=30))
    assert to_read_again([short], KNOWN, 20.0) == ()


def test_as_many_lines_are_read_again_as_a_page_has() -> None:
    wide = [row([word("قشم", 0)], box=Box(x=0, y=0, width=300 + n, height=20)) for n in range(MOST_LINES + 20)]
    blank = [row([], box=Box(x=0, y=0, width=900, height=20)) for _ in range(MOST_UNSEEN + 20)]
    again = to_read_again([*wide, *blank], KNOWN, 20.0)
    assert len(again) == MOST_LINES + MOST_UNSEEN
    assert again[0] == 20


def test_a_line_speaks_the_language_if_half_its_letters_are_words() -> None:
    assert speaks(row([word("مدير", 0), word("قشم", 90)]), KNOWN)
    assert not speaks(row([word("مدير", 0), word("قشمم", 90), word("حح", 190)]), KNOWN)
    assert not speaks(row([word("27", 0)]), KNOWN)


def test_lines_in_latin_letters_are_those_the_last_pass_is_sure_of() -> None:
    rows = [
        row([], [word("Water", 0), word("Office", 90)]),
        row([], [word("gpecxy", 0, confidence=40)]),
        row([], [word("ab", 0), word("مدير", 90)]),
        row([word("Water", 0), word("Office", 90)]),
        row([], []),
    ]
    assert unread_latin(rows) == (0,)


def test_another_language_shows_in_its_letters() -> None:
    letters = frozenset("پچژگ")
    persian = [word(text, 0) for text in ("گزارش", "پنج", "روز", "آگاهی", "تا", "27", "to")]
    assert beyond(persian, letters)
    assert not beyond(persian[:2], letters)
    assert not beyond([*persian, *(word("مدير", 0) for _ in range(60))], letters)
    assert not beyond(persian, frozenset())


def test_stray_words_outside_lines_need_to_be_worth_it() -> None:
    outside = [fragment_of([word("القسم", 0, confidence=70)]), fragment_of([word("ثثث", 0, confidence=70)])]
    found = fragments_of([row([word("مدير", 0)]), row([])], outside, KNOWN)
    assert [texts(one.words) for one in found] == [["مدير"], ["القسم"]]


def test_commas_after_arabic_letters_are_arabic() -> None:
    found = with_commas([word("وبعد»", 0), word("سلام,", 0), word("12,", 0), word("end,", 0), word(",", 0)])
    assert [(one.text, one.others) for one in found] == [
        ("وبعد،", ("وبعد»",)),
        ("سلام،", ("سلام,",)),
        ("12,", ()),
        ("end,", ()),
        (",", ()),
    ]
    assert texts(with_commas([word("«قسم", 0), word("العدد»", 0)])) == ["«قسم", "العدد»"]


READINGS = st.lists(
    st.lists(
        st.builds(
            word,
            st.sampled_from(["مدير", "مدبر", "القسم", "27", "-", "x", "ab"]),
            st.integers(0, 380),
            st.integers(1, 120),
            st.integers(0, 100),
        ),
        max_size=6,
    ),
    min_size=1,
    max_size=4,
)


@given(READINGS)
def test_every_word_that_stands_was_read_there_by_a_pass(readings: list[list[Word]]) -> None:
    every = {(one.text, one.box, one.confidence) for words in readings for one in words}
    found = merged([tuple(words) for words in readings], KNOWN)
    assert all((one.text, one.box, one.confidence) in every for one in found)
    assert all(one.text not in one.others for one in found)
    read_texts = {one.text for words in readings for one in words}
    assert all(set(other.split()) <= read_texts for one in found for other in one.others)


def test_a_word_that_two_passes_read_alike_is_not_in_doubt() -> None:
    unknown = word("منبج", 10, 380, confidence=70)
    assert to_read_again([row([unknown])], KNOWN, 20) == (0,)
    assert to_read_again([row([unknown], [unknown])], KNOWN, 20) == ()
    other = word("منبح", 10, 380, confidence=70)
    assert to_read_again([row([unknown], [other])], KNOWN, 20) == (0,)
