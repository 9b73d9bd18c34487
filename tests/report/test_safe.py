"""Text from files can do nothing on a terminal but be read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.report.safe import FSI, PDI, clipped, isolated, sentence, visible

# Surrogates included: a file name may hold them.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)
ARABIC = "ولاة الولايات"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2Jgone", "\\u{1b}[2Jgone"),
        ("\x1b]0;title\x07", "\\u{1b}]0;title\\u{7}"),
        ("\x9b31m", "\\u{9b}31m"),
        ("a\rb\nc", "a\\u{d}b\\u{a}c"),
        ("\u202egpj.exe", "\\u{202e}gpj.exe"),
        ("\u2066x\u2069", "\\u{2066}x\\u{2069}"),
        ("a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"),
        ("line\u2028break", "line\\u{2028}break"),
        ("\ud800", "\\u{d800}"),
        ("\ue000", "\\u{e000}"),
        ("\u3164\u2800\u034f", "\\u{3164}\\u{2800}\\u{34f}"),
        ("\U000e0041", "\\u{e0041}"),
    ],
)
def test_harmful_characters_are_shown_as_their_numbers(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


@pytest.mark.parametrize(
    "kept", ["إلى: ولاة الولايات", "مُحَمَّدٌ", "می‌خواهم", "日本語", "é e\u0301", "❤\ufe0f", "[bold]x[/]"]
)
def test_letters_marks_and_joiners_are_kept(kept: str) -> None:
    assert visible(kept) == kept


def test_line_feeds_are_kept_only_where_asked() -> None:
    assert visible("a\nb", newlines=True) == "a\nb"
    assert visible("a\r\nb", newlines=True) == "a\\u{d}\nb"


def test_a_tower_of_marks_is_cut_down() -> None:
    assert visible("a" + "\u0301" * 50 + "b") == "a" + "\u0301" * 4 + "\\u{301}" * 46 + "b"


@given(ANYTHING)
def test_nothing_harmful_is_left(text: str) -> None:
    for char in visible(text):
        assert unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
        assert unicodedata.category(char) != "Cf" or char in "\u200c\u200d"
    visible(text).encode()


@given(ANYTHING)
def test_sentences_are_one_line_with_isolates_closed(text: str) -> None:
    for made in (sentence(text), isolated(text)):
        assert "\n" not in made
        assert made.count(FSI) == made.count(PDI)
        depth = 0
        for char in made:
            depth += (char == FSI) - (char == PDI)
            assert depth in (0, 1)


@given(ANYTHING)
def test_a_sentence_says_the_same_as_visible_text_but_for_white_space(text: str) -> None:
    bare = sentence(text).replace(FSI, "").replace(PDI, "")
    words = " ".join(
        part for line in text.split("\n") for part in line.replace("\t", " ").replace("\r", " ").split(" ")
    )
    assert bare.replace(" ", "") == visible(words).replace(" ", "")


def test_right_to_left_text_is_isolated_and_left_alone_otherwise() -> None:
    assert isolated(ARABIC) == f"{FSI}{ARABIC}{PDI}"
    assert isolated("order.jpg") == "order.jpg"
    assert sentence("Plain words.") == "Plain words."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('The line "8 رجب 1436" was read 3 times.', f'The line "{FSI}8 رجب 1436{PDI}" was read 3 times.'),
        ('"الأنبار" and "صلاح" in lines 6, 7.', f'"{FSI}الأنبار{PDI}" and "{FSI}صلاح{PDI}" in lines 6, 7.'),
        ("Named: ولاة الولايات, 3 times", f"Named: {FSI}ولاة الولايات{PDI}, 3 times"),
        ("أمر إلى ولاة الولايات (April)", f"{FSI}أمر إلى ولاة الولايات (April){PDI}"),
        ("folded \n\t words", "folded words"),
        ('odd " quote ولاة', f'odd " quote {FSI}ولاة{PDI}'),
    ],
)
def test_arabic_inside_a_sentence_does_not_pull_figures_across(text: str, shown: str) -> None:
    assert sentence(text) == shown


def test_long_input_takes_no_long_time() -> None:
    hostile = 'ع"ع1' * 50_000
    assert len(sentence(hostile)) > len(hostile)


@pytest.mark.parametrize(
    ("text", "length", "shown"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab d", 4, "ab d"), ("ab cd", 4, "ab…")]
)
def test_clipping_says_that_it_clipped(text: str, length: int, shown: str) -> None:
    assert clipped(text, length) == shown
