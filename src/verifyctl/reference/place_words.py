"""Words of a text in the form in which names of places are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from verifyctl.reference.spelling import plain_with_places

_ARTICLES = frozenset("al el ul ash ad adh az ar ez er ech esh ud ur uz".split())
_HYPHENATED_ARTICLES = _ARTICLES | frozenset("an as at ath en es et ed us la l".split())
"""The article in its spellings, left out of names: al-Raqqa, ar-Raqqa, Deir ez-Zor. Those that are words of their own
in some language count with a hyphen only."""

_APOSTROPHES = frozenset("'’‘`´ʿʾʻʼʽ՚′")
_LONGEST_WORD = 40
_MOST_WORDS = 20_000
_PREFIXES = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_KURDISH_ENDINGS = ("دا", "هوه", "يش", "ي")


@dataclass(frozen=True)
class TextWord:
    """A word of the text.

    `key` is its form for comparison; `stem` the part before an apostrophe, else the key; `start` and `end` are where it
    stands, an article before it included; `capital` tells a capital initial, `apart` that a comma, dash or bracket stands
    before it, `new_line` that it begins a line.
    """

    key: str
    stem: str
    start: int
    end: int
    capital: bool
    apart: bool
    new_line: bool


def words_of(text: str) -> tuple[TextWord, ...]:
    """The words of a text, Latin articles joined to what follows. The first twenty thousand; never raises."""
    found: list[TextWord] = []
    article: TextWord | None = None
    for word in _words(text):
        if article is not None:
            between = text[article.end : word.start]
            if between in ("-", "'", "’") or (between == " " and article.key in _ARTICLES):
                start, apart, new_line = article.start, article.apart, article.new_line
                word = TextWord(word.key, word.stem, start, word.end, word.capital, apart, new_line)
            else:
                found.append(article)
            article = None
        if word.key in _HYPHENATED_ARTICLES:
            article = word
        else:
            found.append(word)
        if len(found) >= _MOST_WORDS:
            return tuple(found)
    return (*found, article) if article is not None else tuple(found)


def _words(text: str) -> Iterator[TextWord]:
    key, cut, start, end = "", 0, 0, 0
    apart, new_line = False, True
    for char, place in plain_with_places(text):
        if char.isalnum():
            if not key:
                start, cut = place, 0
            key, end = key + char, place + 1
        elif char in _APOSTROPHES:
            cut = cut or len(key)
        else:
            if key:
                yield _word(text, key, cut, (start, end), apart, new_line)
                apart, new_line, key = False, False, ""
            apart = apart or char in ",;،؛-–—()/+&"
            new_line = new_line or char == "\n"
    if key:
        yield _word(text, key, cut, (start, end), apart, new_line)


def _word(text: str, key: str, cut: int, span: tuple[int, int], apart: bool, new_line: bool) -> TextWord:
    start, end = span
    key = key[:_LONGEST_WORD]
    return TextWord(
        key=smoothed(key),
        stem=smoothed(key[:cut]) if cut >= 4 else smoothed(key),
        start=start,
        end=end,
        capital=text[start].isupper(),
        apart=apart,
        new_line=new_line,
    )


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
    forms = [key]
    for prefix in _PREFIXES:
        if key.startswith(prefix):
            forms.append(key[1:])
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
