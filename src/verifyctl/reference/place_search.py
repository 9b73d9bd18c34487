"""Places named in a text: in the lines of a letter, or in the words of a claim.

A name counts where its spelling, brought to one form, stands in the text; near spellings count from a likeness of
`NEAR_RATIO`, for names of more than four letters. Names that are also common words need company: see `Use`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from verifyctl.reference.letters import AND_WORDS, OF_WORDS, TITLE_WORDS, TO_WORDS
from verifyctl.reference.place_words import TextWord, smoothed, stems, without_article, without_ending, words_of
from verifyctl.reference.places import Use, gazetteer

NEAR_RATIO = 85
SHORTEST_NEAR = 5
_LONGEST_NAME = 4
_SHORTEST_BARE = 5
_SHORTEST_JOINED = 6


@dataclass(frozen=True)
class FoundPlace:
    """A place that the text from `start` to `end` names.

    `likeness` is 100 where the spelling is the gazetteer's in the form for comparison. `others` are places that share
    the spelling, less likely here.
    """

    place: str
    text: str
    start: int
    end: int
    how: Literal["exact", "near"]
    likeness: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    place: str
    words: int
    use: Use


@dataclass(frozen=True)
class _Hit:
    first: int
    last: int
    entries: tuple[_Entry, ...]
    likeness: int
    prefixed: bool = False


def find_places(text: str) -> tuple[FoundPlace, ...]:
    """Every place that the text names, in order, without overlaps. Never raises; any text is allowed."""
    words = words_of(text)
    hits = _exact(words)
    taken = {index for hit in hits for index in range(hit.first, hit.last)}
    hits += _near(words, taken)
    hits.sort(key=lambda hit: hit.first)
    kept = _in_company(words, hits)
    votes = Counter(_country(entry) for hit in kept for entry in hit.entries[:1] if len(hit.entries) == 1)
    return tuple(_found(text, words, hit, votes) for hit in kept)


def place_ids(value: str) -> tuple[str, ...]:
    """The ids of the places that a value of a claim names, each once.

    A value that is nothing but a name needs no company: `الباب` alone is the town.
    """
    words = words_of(value)
    if 0 < len(words) <= _LONGEST_NAME:
        for key in _keys(words):
            entries = _index().get(key, ())
            if entries:
                return (entries[0].place,)
    return tuple(dict.fromkeys(found.place for found in find_places(value)))


def _compared(words: Iterable[str]) -> frozenset[str]:
    """Words of a list as `words_of` gives them."""
    return frozenset(smoothed(found.key) for word in words for found in words_of(word))


_TITLES, _TO, _OF, _AND = map(_compared, (TITLE_WORDS, TO_WORDS, OF_WORDS, AND_WORDS))

# the index ---------------------------------------------------------------------------------------


@cache
def _index() -> Mapping[str, tuple[_Entry, ...]]:
    """Entries by key, words of a name run together; spellings with and without the article."""
    table: dict[str, dict[str, _Entry]] = {}
    for place in gazetteer().values():
        for spelling in place.spellings:
            words = words_of(spelling.text)
            entry = _Entry(place.id, len(words), spelling.use)
            for key in _spelled(tuple(word.key for word in words), spelling.use):
                known = table.setdefault(key, {})
                if place.id not in known or known[place.id].use is not Use.FREE:
                    known[place.id] = entry
    return MappingProxyType({key: tuple(entries.values()) for key, entries in table.items()})


def _spelled(words: tuple[str, ...], use: Use) -> Iterator[str]:
    joined = "".join(words)
    yield joined
    if joined.isascii():
        if use is Use.FREE:
            yield smoothed("al" + joined)
        return
    bare = "".join(map(without_article, words))
    if use is Use.FREE and len(bare) >= _SHORTEST_BARE:
        yield bare
        yield "".join((without_article(words[0]), *words[1:]))
        yield "".join((words[0], *map(without_article, words[1:])))


@cache
def _near_keys() -> Mapping[tuple[bool, int], tuple[str, ...]]:
    """Keys that near words are compared with, without articles, by script (ASCII or not) and number of words."""
    grouped: dict[tuple[bool, int], dict[str, None]] = {}
    for key, entries in _index().items():
        if len(without_article(key)) >= SHORTEST_NEAR and any(entry.use is Use.FREE for entry in entries):
            for entry in entries:
                grouped.setdefault((key.isascii(), entry.words), {})[without_article(key)] = None
    return MappingProxyType({group: tuple(keys) for group, keys in grouped.items()})


# exact -------------------------------------------------------------------------------------------


def _exact(words: Sequence[TextWord]) -> list[_Hit]:
    """Names as they are spelled, the longest at each place."""
    hits: list[_Hit] = []
    place = 0
    while place < len(words):
        hit = next((hit for size in range(_LONGEST_NAME, 0, -1) if (hit := _exact_at(words, place, size))), None)
        if hit is None:
            place += 1
        else:
            hits.append(hit)
            place = hit.last
    return hits


def _exact_at(words: Sequence[TextWord], place: int, size: int) -> _Hit | None:
    part = words[place : place + size]
    if len(part) < size:
        return None
    for key in _keys(part):
        entries = tuple(entry for entry in _index().get(key, ()) if _as_written(part, entry, key))
        if entries:
            return _Hit(place, place + size, entries, 100)
    return None


def _as_written(part: Sequence[TextWord], entry: _Entry, key: str) -> bool:
    """False for a name put together from a wrong number of words by chance, or over the end of a line."""
    if len(part) == entry.words:
        return True
    return len(key) >= _SHORTEST_JOINED and not any(word.apart or word.new_line for word in part[1:])


def _keys(part: Sequence[TextWord]) -> Iterator[str]:
    """What the words may spell, run together: as they are, without particles, without endings."""
    head, rest = part[0], "".join(word.key for word in part[1:])
    for stem in stems(head.key):
        yield stem + rest
    tail = part[-1]
    if tail.stem != tail.key:
        yield "".join(word.key for word in part[:-1]) + tail.stem
    if len(part) == 1:
        yield from without_ending(head.key)


# near --------------------------------------------------------------------------------------------


def _near(words: Sequence[TextWord], taken: set[int]) -> list[_Hit]:
    """Names of which letters differ, where no name is spelled; the likest first, none where two are equally like."""
    best: list[_Hit] = []
    for (ascii_, size), keys in _near_keys().items():
        wanted: dict[str, list[int]] = {}
        for place in range(len(words) - size + 1):
            part = words[place : place + size]
            if taken.isdisjoint(range(place, place + size)) and _may_be_near(part, ascii_):
                for key in _bare_keys(part):
                    wanted.setdefault(key, []).append(place)
        for key, (entries, likeness) in _alike(tuple(wanted), keys).items():
            best.extend(_Hit(place, place + size, entries, likeness) for place in wanted[key])
    hits: list[_Hit] = []
    for hit in sorted(best, key=lambda hit: (-hit.likeness, hit.first - hit.last, hit.first)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            hits.append(hit)
    return hits


def _may_be_near(part: Sequence[TextWord], ascii_: bool) -> bool:
    joined = "".join(word.key for word in part)
    if joined.isascii() is not ascii_ or len(joined) < SHORTEST_NEAR or any(char.isdigit() for char in joined):
        return False
    if any(word.new_line or word.apart for word in part[1:]):
        return False
    return part[0].capital if ascii_ else True


def _bare_keys(part: Sequence[TextWord]) -> Iterator[str]:
    rest = "".join(word.key for word in part[1:])
    for stem in stems(part[0].key):
        key = without_article(stem) + rest
        if len(key) >= SHORTEST_NEAR:
            yield key


def _alike(wanted: Sequence[str], keys: Sequence[str]) -> dict[str, tuple[tuple[_Entry, ...], int]]:
    """For each wanted key the place that it is likest, from `NEAR_RATIO` on and if it is one."""
    if not wanted or not keys:
        return {}
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    table = cdist(wanted, keys, scorer=fuzz.ratio, score_cutoff=NEAR_RATIO)
    found = {}
    for row in table.any(axis=1).nonzero()[0]:
        top = table[row].max()
        entries = {
            entry.place: entry
            for column in (table[row] == top).nonzero()[0]
            for entry in _near_entries(keys[column])
        }
        if len(entries) == 1:
            found[wanted[row]] = (tuple(entries.values()), int(top))
    return found


def _near_entries(bare: str) -> Iterator[_Entry]:
    for key in (bare, "ال" + bare):
        yield from (entry for entry in _index().get(key, ()) if entry.use is Use.FREE)


# company -----------------------------------------------------------------------------------------


def _in_company(words: Sequence[TextWord], hits: Sequence[_Hit]) -> list[_Hit]:
    """The hits without names that are common words too and stand without a word that tells."""
    kept = {hit.first: hit for hit in hits if _allowed(words, hit)}
    open_ = [hit for hit in hits if hit.first not in kept]
    for _ in range(2):
        for hit in (*open_, *reversed(open_)):
            if hit.first not in kept and _beside(words, hit, kept.values()):
                kept[hit.first] = hit
    return [kept[first] for first in sorted(kept)]


def _allowed(words: Sequence[TextWord], hit: _Hit) -> bool:
    uses = {entry.use for entry in hit.entries}
    if Use.FREE in uses:
        return True
    if not _initial(words, hit):
        return False
    before = _word_before(words, hit.first)
    after = words[hit.last].key if hit.last < len(words) and not words[hit.last].apart else ""
    titled = not _TITLES.isdisjoint(stems(before)) or (after.isascii() and after in _TITLES)
    return titled or (Use.TOLD in uses and before in _TO)


def _initial(words: Sequence[TextWord], hit: _Hit) -> bool:
    """False for a Latin name in small letters."""
    return words[hit.first].capital or not words[hit.first].key.isascii()


def _word_before(words: Sequence[TextWord], first: int) -> str:
    """The word before, words like "of" passed over; none over a comma or dash."""
    while first > 0 and not words[first].apart:
        first -= 1
        if words[first].key not in _OF:
            return words[first].key
    return ""


def _beside(words: Sequence[TextWord], hit: _Hit, kept: Iterable[_Hit]) -> bool:
    """True if a place of the same country stands directly beside it, joined by "and" or a comma."""
    if not _initial(words, hit):
        return False
    countries = {_country(entry) for entry in hit.entries}
    for other in kept:
        if not countries & {_country(entry) for entry in other.entries}:
            continue
        first, second = (other, hit) if other.first < hit.first else (hit, other)
        between = words[first.last : second.first]
        start = words[second.first]
        joined = start.apart or (start.key.startswith("و") and not between)
        if (not between and joined) or (len(between) == 1 and between[0].key in _AND):
            return True
    return False


def _country(entry: _Entry) -> str:
    return gazetteer()[entry.place].country


def _found(text: str, words: Sequence[TextWord], hit: _Hit, votes: Mapping[str, int]) -> FoundPlace:
    ordered = sorted(hit.entries, key=lambda entry: -votes.get(_country(entry), 0))
    start, end = words[hit.first].start, words[hit.last - 1].end
    return FoundPlace(
        place=ordered[0].place,
        text=text[start:end],
        start=start,
        end=end,
        how="exact" if hit.likeness == 100 else "near",
        likeness=hit.likeness,
        others=tuple(entry.place for entry in ordered[1:]),
    )
