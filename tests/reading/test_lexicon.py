from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.word_graphs import LETTERS, data, words_of
from verifyctl.reading.engine import find_engine
from verifyctl.reading.lexicon import Lexicon, bare_word, letters_beyond, parse, word_lists

WORDS = st.sets(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=30)


@given(WORDS, st.lists(st.text(LETTERS + "x", max_size=7), max_size=20))
def test_the_words_of_the_list_and_no_others_are_in_it(words: set[str], others: list[str]) -> None:
    found = parse(data(words))
    assert found is not None
    for word in (*words, *others):
        assert (word in found) == (word in words)


@given(st.binary(max_size=400))
def test_any_bytes_can_be_parsed(content: bytes) -> None:
    parse(content)


@given(WORDS, st.data())
def test_a_damaged_file_gives_a_list_or_none_and_ends(words: set[str], draw: st.DataObject) -> None:
    whole = bytearray(data(words))
    whole[draw.draw(st.integers(0, len(whole) - 1))] = draw.draw(st.integers(0, 255))
    found = parse(bytes(whole[: draw.draw(st.integers(0, len(whole)))]))
    if found is not None:
        assert ("باب" in found) in (True, False)


def test_a_word_is_known_without_the_signs_and_marks_around_it() -> None:
    lexicon = Lexicon((words_of("باب", "من"),))
    assert [lexicon.knows(text) for text in ("باب", "«باب»", "بابٌ", "باب:", "باب/من", "وباب")] == [True] * 6
    assert [lexicon.knows(text) for text in ("بابن", "باب/مد", "نن")] == [False] * 3


def test_numbers_signs_and_single_letters_tell_nothing() -> None:
    lexicon = Lexicon((words_of("باب"),))
    assert [lexicon.knows(text) for text in ("27", "٢٧باب", "-", "", "ب")] == [None] * 5
    assert Lexicon().knows("باب") is None


def test_several_lists_are_asked_as_one() -> None:
    lexicon = Lexicon((words_of("باب"), words_of("gate", letters="aegt")))
    assert [lexicon.knows(text) for text in ("باب", "Gate", "tag")] == [True, True, False]


def test_marks_and_signs_are_taken_off() -> None:
    assert bare_word("«وبناءً»,") == "وبناء"
    assert bare_word("می\u200cرساند") == "می\u200cرساند"


def test_letters_that_only_the_second_data_have() -> None:
    arabic, script = words_of("باب"), words_of("باب", letters=LETTERS + "پچیk")
    assert letters_beyond([arabic], [script]) == {"پ", "چ"}
    assert letters_beyond([script], [arabic]) == frozenset()


def test_files_that_are_missing_or_hold_no_list_are_passed_over(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.traineddata", tmp_path / "bad.traineddata"
    good.write_bytes(data({"باب"}))
    bad.write_bytes(b"no data")
    (found,) = word_lists([tmp_path / "none.traineddata", bad, good, tmp_path])
    assert "باب" in found


@pytest.mark.tesseract
def test_the_engines_own_lists() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    engine = find_engine(None, None)
    if engine.tessdata is None or engine.named("ara") is None or engine.named("eng") is None:
        pytest.skip("the data folder of this Tesseract is not known, or lacks Arabic or English")
    arabic, english = word_lists(engine.tessdata / f"{engine.named(name)}.traineddata" for name in ("ara", "eng"))
    assert all(word in arabic for word in ("مدير", "محافظة", "السنوية"))
    assert all(word in english for word in ("water", "office", "maintenance"))
    assert not any(word in arabic for word in ("محاقظة", "water", ""))
