"""The gazetteer by spelling: what a run of words, in the form for comparison, may name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from verifyctl.reference.place_words import keys_of, smoothed, without_article
from verifyctl.reference.places import Use, gazetteer

LONGEST_NAME = 4
"""Names have at most so many words, articles not counted."""

_SHORTEST_BARE = 5
"""An Arabic name loses its article only if so many letters are left: الرقة without it is another word."""

_RANK = {Use.FREE: 0, Use.TOLD: 1, Use.TITLED: 2}


class Entry(NamedTuple):
    """What a key stands for: a place, in how many words, and how it may be taken with a Latin article and without.

    None where it is never spelled so.
    """

    place: str
    words: int
    with_article: Use | None
    without: Use | None

    def use(self, *, article: bool) -> Use:
        """How the place may be taken. Without its article a name is often another word: al-Bab, Bab."""
        if article and self.with_article is not None:
            return self.with_article
        return self.without or Use.TITLED


class Hit(NamedTuple):
    """The words from `first` up to `last` may name one of the places, if they stand as `use` wants it."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    likeness: int
    use: Use


def rank(use: Use) -> int:
    """How strict: 0 for `free`, 2 for `titled`."""
    return _RANK[use]


class Spelled(NamedTuple):
    """A spelling of a place, its words in the form for comparison, and whether a Latin article stands before them."""

    place: str
    language: str
    use: Use
    keys: tuple[str, ...]
    article: bool


KEYS = "places.keys.json"
"""Beside the gazetteer: the spellings with their keys, which take longer to work out than all else of a short search.

`script/update-places` writes it; a test holds it against `computed`.
"""


@cache
def spellings() -> tuple[Spelled, ...]:
    """Every spelling of the gazetteer that has letters."""
    rows = json.loads(files("verifyctl.reference").joinpath(KEYS).read_bytes())
    uses = {use.value: use for use in Use}
    return tuple(
        [Spelled(place, language, uses[use], tuple(keys), article) for place, language, use, keys, article in rows]
    )


def computed() -> tuple[Spelled, ...]:
    """The same, worked out from the gazetteer."""
    return tuple(
        Spelled(place.id, spelling.language, spelling.use, keys, article)
        for place in gazetteer().values()
        for spelling in place.spellings
        for keys, article in (keys_of(spelling.text),)
        if keys
    )


@cache
def index() -> Mapping[str, tuple[Entry, ...]]:
    """Entries by key, the words of a name run together; spellings with and without the article."""
    table: dict[str, tuple[Entry, ...]] = {}
    for spelled in spellings():
        key, entry = "".join(spelled.keys), _entry(spelled, spelled.use)
        table[key] = _with(table[key], entry) if key in table else (entry,)
    for spelled in spellings():
        for key, use in _other_forms(spelled):
            known, entry = table.get(key, ()), _entry(spelled, use)
            if not any(_alike(other, entry) for other in known):
                table[key] = (*known, entry)
    return MappingProxyType(table)


def _entry(spelled: Spelled, use: Use) -> Entry:
    article = spelled.article and len(spelled.keys) == 1
    return Entry(spelled.place, len(spelled.keys), use if article else None, None if article else use)


def _alike(one: Entry, other: Entry) -> bool:
    return one.place == other.place and one.words == other.words


def _with(known: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """The entries of a key with one more; those of one place and as many words are merged."""
    if not any(_alike(other, entry) for other in known):
        return (*known, entry)
    return tuple(_merged(other, entry) if _alike(other, entry) else other for other in known)


def _merged(known: Entry, entry: Entry) -> Entry:
    """Of two spellings with one key the stricter, with the article and without."""
    return known._replace(
        with_article=_strictest(known.with_article, entry.with_article),
        without=_strictest(known.without, entry.without),
    )


def _strictest(*uses: Use | None) -> Use | None:
    return max((use for use in uses if use is not None), key=rank, default=None)


def _other_forms(spelled: Spelled) -> Iterator[tuple[str, Use]]:
    """The name with the article written together with it, and without that of Arabic names."""
    keys, joined = spelled.keys, "".join(spelled.keys)
    if spelled.use is not Use.FREE or len(joined) < _SHORTEST_BARE:
        return
    if joined.isascii():
        yield smoothed("al" + joined), Use.FREE
        return
    bare = tuple(map(without_article, keys))
    if bare != keys and len("".join(bare)) >= _SHORTEST_BARE:
        yield "".join((keys[0], *bare[1:])), Use.FREE
        if bare[0] != keys[0]:
            yield "".join((bare[0], *keys[1:])), Use.TOLD
            yield "".join(bare), Use.TOLD
