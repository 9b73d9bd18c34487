"""Words of a text in the form in which names of places are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from verifyctl.reference.spelling import plain, plain_with_places

_ARTICLES = frozenset({"al", "el", "ul", "ash", "ad", "adh", "az", "ar", "ez", "er", "ech", "esh", "ud", "ur", "uz"})
_HYPHENATED_ARTICLES = _ARTICLES | {"an", "as", "at", "ath", "en", "es", "et", "ed", "us", "la", "l"}
"""The article in its spellings, left out of names: al-Raqqa, ar-Raqqa, Deir ez-Zor. Those that are words of their own
in some language count with a hyphen only."""

_APOSTROPHES = "'’‘`´ʿʾʻʼʽ՚′"
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))
_WORD = re.compile(rf"(?:[^\W_]|[{_APOSTROPHES}])+")
_APART = ",;،؛-–—()/+&"
_FIRST_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_ELIDED = ("l", "d")
_SHORTEST_STEM = 4
_LONGEST_WORD = 40
_MOST_WORDS = 20_000
_PREFIXES = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_KURDISH_ENDINGS = ("دا", "هوه")


@dataclass(frozen=True)
class TextWord:
    """A word of the text.

    `key` is its form for comparison; `stem` the part before an apostrophe, else the key; `start` and `end` are where
    it stands, an article before it included; `capital` tells a capital initial, `article` a Latin article before it,
    `apart` that a comma, dash or bracket stands before it, `new_line` that it begins a line.
    """

    key: str
    stem: str
    start: int
    end: int
    capital: bool
    article: bool
    apart: bool
    new_line: bool


def words_of(text: str) -> tuple[TextWord, ...]:
    """The words of a text, Latin articles joined to what follows. The first twenty thousand; never raises."""
    found: list[TextWord] = []
    for word in islice(_words(text), _MOST_WORDS):
        before = found[-1] if found else None
        if before is not None and _is_article(before.key, text[before.end : word.start]):
            start, apart, new_line = before.start, before.apart, before.new_line
            found[-1] = replace(word, start=start, article=True, apart=apart, new_line=new_line)
        else:
            found.append(word)
    return tuple(found)


def _is_article(key: str, after: str) -> bool:
    """True for an article by what stands between it and the next word."""
    return (after == " " and key in _ARTICLES) or (after in ("-", "'", "’") and key in _HYPHENATED_ARTICLES)


def keys_of(name: str) -> tuple[tuple[str, ...], bool]:
    """The keys of the words of a name as `words_of` gives them, and whether the first has a Latin article."""
    line = plain(name)
    keys: list[str] = []
    waiting = article = False
    for match in _WORD.finditer(line):
        key, _ = _key_and_stem(match[0].strip(_APOSTROPHES))
        if _is_article(key, line[match.end() : match.end() + 1]):
            waiting = True
        elif key:
            article = article or (waiting and not keys)
            keys.append(key)
            waiting = False
    return tuple(keys), article


def _words(text: str) -> Iterator[TextWord]:
    line, places = plain_with_places(text)
    reached = 0
    for match in _WORD.finditer(line):
        letters = match[0].strip(_APOSTROPHES)
        if not letters:
            continue
        between = line[reached : match.start()]
        first = match.start() + len(match[0]) - len(match[0].lstrip(_APOSTROPHES))
        start, end = places[first], places[match.end() - 1] + 1
        key, stem = _key_and_stem(letters)
        elided = letters[1:2] in _APOSTROPHES and len(letters) > 2
        yield TextWord(
            key=key,
            stem=stem,
            start=start,
            end=end,
            capital=text[start].isupper() or (elided and text[places[first + 2]].isupper()),
            article=False,
            apart=any(sign in between for sign in _APART),
            new_line=reached == 0 or "\n" in between,
        )
        reached = match.end()


def _key_and_stem(letters: str) -> tuple[str, str]:
    """The word without apostrophes, and what stands before one (Anbar's, Mardin'de); l' and d' are left out."""
    before, *after = _FIRST_APOSTROPHE.split(letters, maxsplit=1)
    if before in _ELIDED and after:
        letters = before = after[0]
    key = smoothed(letters.translate(_WITHOUT_APOSTROPHES)[:_LONGEST_WORD])
    return key, smoothed(before) if after and len(before) >= _SHORTEST_STEM else key


@lru_cache(maxsize=8192)
def smoothed(key: str) -> str:
    """A Latin key without what romanisations differ in: doubled letters, q and k, ou and u, a last h."""
    if not key.isascii():
        return key
    key = key.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("q", "k")
    key = "".join(char for index, char in enumerate(key) if index == 0 or char != key[index - 1])
    return key[:-1] if len(key) > 4 and key[-2:] in ("ah", "eh") else key


@lru_cache(maxsize=8192)
def stems(key: str) -> tuple[str, ...]:
    """An Arabic word, and the word without the particles that it may begin with. Latin words are given as they are."""
    if key.isascii() or len(key) < 4:
        return (key,)
    forms = [key, key[1:]] if key.startswith(_PREFIXES) else [key]
    for form in tuple(forms):
        if form.startswith("لل"):
            forms.append("ال" + form[2:])
        elif form.startswith(_PREPOSITIONS):
            forms.append(form[1:])
    return tuple(dict.fromkeys(form for form in forms if len(form) >= 3))


def without_ending(key: str) -> tuple[str, ...]:
    """A Kurdish word without each of the endings that it may have."""
    return tuple(key.removesuffix(ending) for ending in _KURDISH_ENDINGS if key.endswith(ending) and len(key) > 6)


def without_article(key: str) -> str:
    """An Arabic word without its article, if three letters are left."""
    return key[2:] if key.startswith("ال") and len(key) >= 5 else key


def headless(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without the article of the first; those inside a name tell it from others."""
    return (without_article(words[0]), *words[1:])
