from __future__ import annotations

from itertools import chain

from tests.reading.sheets import sheet
from verifyctl.reading.letter.labels import labelled
from verifyctl.reading.letter.pieces import pieces_of
from verifyctl.reference import letters
from verifyctl.reference.letters import LABELS
from verifyctl.reference.spelling import plain

LANGUAGES = {"ar", "en", "fr", "fa", "ckb", "kmr", "ru", "uk"}
PARTS = {"reference", "date", "recipient", "subject", "copy_to"}


def test_every_language_has_a_label_for_every_part() -> None:
    assert {(label.part, label.language) for label in LABELS} == {
        (part, language) for part in PARTS for language in LANGUAGES
    }


def test_every_row_names_its_source_and_says_nothing_twice() -> None:
    assert all(label.source and label.words and all(word.strip() == word for word in label.words) for label in LABELS)
    spelled = [(label.part, label.language, plain(word)) for label in LABELS for word in label.words]
    assert len(spelled) == len(set(spelled))


def test_no_label_announces_two_parts() -> None:
    parts: dict[str, set[str]] = {}
    for label in LABELS:
        for word in label.words:
            parts.setdefault(plain(word), set()).add(label.part)
    assert {word: found for word, found in parts.items() if len(found) > 1} == {}


def test_every_label_with_a_colon_is_known_at_the_beginning_of_a_line() -> None:
    missed = []
    for label in LABELS:
        for word in label.words:
            (piece,) = pieces_of(sheet([f"{word}: 12 {word[:1]}"]))
            found = labelled(piece)
            if found is None or found.part != label.part or found.likeness != 100:
                missed.append((label.part, label.language, word))
    assert missed == []


def test_word_lists_are_in_the_form_for_comparison() -> None:
    as_written = ("LABELS", "LIKE_FIGURES")
    lists = [value for name, value in vars(letters).items() if name.isupper() and name not in as_written]
    assert len(lists) > 12
    for words in lists:
        assert words
        assert all(plain(word) == word and word.strip() == word for word in words)


def test_phrases_are_more_than_single_letters() -> None:
    phrases = chain(letters.GREETINGS, letters.CLOSINGS, letters.STATE_LINES, letters.INVOCATIONS, letters.FOOTERS)
    assert all(len(phrase) >= 3 for phrase in phrases)
