"""A small gazetteer: governorates and larger towns of Iraq, Syria and their neighbours, with the spellings in use.

The rows stand in `places.tsv` beside this file, one place a line; docs/reference/places.md says what each column holds,
where the rows come from and what is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

_COLUMNS = ("id", "kind", "country", "parent", "en", "ar", "fr", "ckb", "kmr", "more", "source")
_LANGUAGES = ("en", "ar", "fr", "ckb", "kmr")


class Use(StrEnum):
    """How a spelling may be taken for the place.

    `free`: wherever it stands. `told`: it is a common word or a person's name too, and counts after a word such as
    "governorate", "in" or "airport", beside another place, or alone on its line. `titled`: it is so common that it
    counts after a word such as "governorate" or beside another place only.
    """

    FREE = "free"
    TOLD = "told"
    TITLED = "titled"


_MARKS = {"?": Use.TOLD, "!": Use.TITLED}


class Spelling(NamedTuple):
    """One way to write a name, and how far it may be believed. `language` is a BCP 47 language tag."""

    text: str
    language: str
    use: Use


@dataclass(frozen=True)
class Place:
    """A place. `parent` is the id of the governorate or country that it lies in, None for a country.

    A governorate and its chief town of the same name are one row, of kind `governorate`: a letter seldom says which.
    """

    id: str
    kind: str
    country: str
    parent: str | None
    spellings: tuple[Spelling, ...]
    source: str

    @property
    def name(self) -> str:
        """The English name to show."""
        return self.spellings[0].text


@cache
def _rows() -> Mapping[str, str]:
    text = files("verifyctl.reference").joinpath("places.tsv").read_text(encoding="utf-8")
    return MappingProxyType({row.partition("\t")[0]: row for row in text.splitlines() if row and row[0] != "#"})


@cache
def place(identifier: str) -> Place:
    """One place by its id; only its own row is read. Raises KeyError where the gazetteer lacks it."""
    return _place(dict(zip(_COLUMNS, _rows()[identifier].split("\t"), strict=True)))


def gazetteer() -> Mapping[str, Place]:
    """Every place by its id, in the order of the table."""
    return MappingProxyType({identifier: place(identifier) for identifier in _rows()})


def _place(row: Mapping[str, str]) -> Place:
    spellings = [_spelling(text, language) for language in _LANGUAGES for text in _cells(row[language])]
    for tagged in _cells(row["more"]):
        language, _, text = tagged.partition(":")
        spellings.append(_spelling(text, language))
    return Place(row["id"], row["kind"], row["country"], row["parent"] or None, tuple(spellings), row["source"])


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _spelling(text: str, language: str) -> Spelling:
    use = _MARKS.get(text[-1], Use.FREE)
    return Spelling(text if use is Use.FREE else text[:-1], language, use)
