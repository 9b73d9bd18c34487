"""The gazetteer by spelling: what a run of words, in the form for comparison, may name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from verifyctl.reference.places import Use

LONGEST_NAME = 4
"""Names have at most so many words, articles not counted."""

SHORTEST_NEAR = 5
"""Names of fewer letters are never near."""

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


class Name(NamedTuple):
    """A name that misread words are compared with: its place, and its words without an article before the first."""

    place: str
    words: tuple[str, ...]


TABLES = "places.keys.json"
"""Beside the gazetteer: the tables of `place_tables`. Their cells are text, taken apart where they are met, since most
searches meet few."""


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    tables: dict[str, dict[str, str]] = json.loads(files("verifyctl.reference").joinpath(TABLES).read_bytes())
    return MappingProxyType(tables)


def entries(key: str) -> tuple[Entry, ...]:
    """What a key, the words of a name run together, stands for; spellings with and without the article."""
    cell = _tables()["index"].get(key)
    return () if cell is None else tuple(_entry(*part.split(" ")) for part in cell.split("|"))


def _entry(place: str, words: str, with_article: str, without: str) -> Entry:
    return Entry(place, int(words), _use(with_article), _use(without))


def _use(text: str) -> Use | None:
    return None if text == "-" else Use(text)


def near_names() -> Iterator[tuple[bool, int, Mapping[str, str]]]:
    """Names to compare misread words with: whether in ASCII, of how many words, and their cells by their letters."""
    for group, cells in _tables().items():
        script, _, words = group.partition(" ")
        if words:
            yield script == "ascii", int(words), cells


def names_in(cell: str) -> tuple[Name, ...]:
    """The names in a cell of `near_names`."""
    return tuple(Name(place, tuple(words)) for place, *words in (part.split(" ") for part in cell.split("|")))
