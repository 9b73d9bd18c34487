"""Sentences by key and locale: complete where they must be, and in no language a conclusion that only people draw."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from verifyctl.reasoning.catalogue import BANNED, LOCALES, Locale, english, say, summary_keys, translated
from verifyctl.reference.spelling import folded
from verifyctl.rules.catalogue import RULES

_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ف", "ل", "ك")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_english_says_everything_of_every_finding() -> None:
    for rule in RULES:
        assert english()[f"finding.{rule.code}"] == rule.title
        assert f"limit.{rule.code}.1" in english()
        assert (f"next_step.{rule.code}" in english()) is (rule.next_step is not None)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_the_summary_is_wholly_in_its_locale_and_nothing_is_left_over(locale: Locale) -> None:
    assert [key for key in summary_keys() if key not in translated(locale)] == []
    assert translated(locale).keys() <= english().keys()
    for key, text in translated(locale).items():
        assert _ARABIC.search(text), key
        given = {"H1", "H2", "H3", "H4", "H5"} if key.startswith("fixed.") else set()
        assert fields(text) - given == fields(english()[key]) - given, key


@pytest.mark.parametrize("locale", LOCALES)
def test_no_template_says_a_banned_word(locale: Locale) -> None:
    for key, text in translated(locale).items():
        if locale == "en":
            assert not re.search(rf"\b({'|'.join(map(re.escape, BANNED['en']))})\b", text, re.IGNORECASE), key
            continue
        banned = {folded(word) for word in BANNED[locale]}
        for word in re.findall(r"[^\W\d_]+", folded(text)):
            stems = {word, *(word.removeprefix(prefix) for prefix in _PREFIXES)}
            stems |= {stem.removesuffix("ه").removesuffix("ا") for stem in stems}
            assert stems.isdisjoint(banned), (key, word)


def test_the_banned_words_would_be_met_with_article_and_ending() -> None:
    banned = {folded(word) for word in BANNED["ar"]}
    for word in ("الأصلية", "ومزيفة", "المزوّر"):
        plain = folded(word)
        stems = {plain, *(plain.removeprefix(prefix) for prefix in _PREFIXES)}
        stems |= {stem.removesuffix("ه") for stem in stems}
        assert stems & banned, word


def test_a_key_that_a_locale_lacks_is_said_in_english_and_one_that_english_lacks_is_an_error() -> None:
    assert say("limit.metadata-absent.1", "ar") == english()["limit.metadata-absent.1"]
    with pytest.raises(KeyError):
        say("limit.no-such-finding.1", "ar")


def test_every_finding_has_a_title_in_arabic_letters() -> None:
    for rule in RULES:
        title = translated("ar")[f"finding.{rule.code}"]
        assert re.search("[\u0621-\u064a]", title), rule.code
        assert not re.search("[A-Za-z0-9]", title), rule.code
