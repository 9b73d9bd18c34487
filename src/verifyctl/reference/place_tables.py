"""The tables in which names of places are looked up, worked out from the gazetteer.

They take longer to work out than all else of a short search, so they are shipped beside it: `script/update-places`
writes them, and a test holds them against these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from verifyctl.reference.place_index import SHORTEST_NEAR, Entry, Name, rank
from verifyctl.reference.place_words import headless, keys_of, smoothed, without_article
from verifyctl.reference.places import Use, gazetteer

_SHORTEST_BARE = 5
"""An Arabic name loses its article only if so many letters are left: الرقة without it is another word."""

_EXACT_LANGUAGES = frozenset({"ckb", "fa"})
"""Not compared: with their vowels written, and in Arabic letters, they come near to common Arabic words."""


class Spelled(NamedTuple):
    """A spelling of a place, its words in the form for comparison, and whether a Latin article stands before them."""

    place: str
    language: str
    use: Use
    keys: tuple[str, ...]
    article: bool


def spellings() -> tuple[Spelled, ...]:
    """Every spelling of the gazetteer that has letters."""
    return tuple(
        Spelled(place.id, spelling.language, spelling.use, keys, article)
        for place in gazetteer().values()
        for spelling in place.spellings
        for keys, article in (keys_of(spelling.text),)
        if keys
    )


def index() -> dict[str, tuple[Entry, ...]]:
    """Entries by key; spellings with and without the article."""
    table: dict[str, tuple[Entry, ...]] = {}
    known_spellings = spellings()
    for spelled in known_spellings:
        key, entry = "".join(spelled.keys), _entry(spelled, spelled.use)
        table[key] = _with(table[key], entry) if key in table else (entry,)
    for spelled in known_spellings:
        for key, use in _other_forms(spelled):
            known, entry = table.get(key, ()), _entry(spelled, use)
            if not any(_alike(other, entry) for other in known):
                table[key] = (*known, entry)
    return table


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


def names() -> dict[tuple[bool, int], dict[str, tuple[Name, ...]]]:
    """Names that misread words are compared with, by their letters without an article.

    They are grouped by script (ASCII or not) and number of words.
    """
    grouped: dict[tuple[bool, int], dict[str, tuple[Name, ...]]] = {}
    for spelled in spellings():
        if spelled.use is not Use.FREE or spelled.language in _EXACT_LANGUAGES:
            continue
        words = headless(spelled.keys)
        joined = "".join(words)
        if len(joined) >= SHORTEST_NEAR:
            group = grouped.setdefault((joined.isascii(), len(words)), {})
            name, known = Name(spelled.place, words), group.get(joined, ())
            if name not in known:
                group[joined] = (*known, name)
    return grouped


def shipped() -> dict[str, dict[str, str]]:
    """Both tables as they are shipped: text by key, which `place_index` takes apart where it is met."""
    return {
        "index": {key: "|".join(map(_cell, entries)) for key, entries in index().items()},
        **{
            f"{'ascii' if ascii_ else 'other'} {size}": {
                joined: "|".join(" ".join((one.place, *one.words)) for one in found) for joined, found in group.items()
            }
            for (ascii_, size), group in names().items()
        },
    }


def _cell(entry: Entry) -> str:
    return f"{entry.place} {entry.words} {entry.with_article or '-'} {entry.without or '-'}"
