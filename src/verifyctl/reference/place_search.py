"""Places named in a text: in the lines of a letter, or in the words of a claim.

A name counts where its spelling, brought to one form, stands in the text, with or without the particles that Arabic
writes together with it; misread spellings count as `place_near` says. Names that are common words or the names of
persons too need company: see `verifyctl.reference.places.Use`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from verifyctl.reference.letters import AND_WORDS, OF_WORDS, PERSON_WORDS, SITE_WORDS, TITLE_WORDS, TO_WORDS
from verifyctl.reference.place_index import LONGEST_NAME, Entry, Hit, entries, rank
from verifyctl.reference.place_near import near
from verifyctl.reference.place_words import TextWord, stems, without_ending, words_of
from verifyctl.reference.places import Use, place

_SHORTEST_JOINED = 7
"""Spaces may be lost or put in where the name has so many letters."""

_IN_SMALL_LETTERS = {Use.FREE: Use.TOLD, Use.TOLD: Use.TITLED, Use.TITLED: Use.TITLED}
_LONGEST_TEXT = 200_000


@dataclass(frozen=True)
class FoundPlace:
    """A place that the text from `start` to `end` names.

    `likeness` is 100 where the spelling is the gazetteer's in the form for comparison. `others` are places that share
    the spelling and are less likely here.
    """

    place: str
    text: str
    start: int
    end: int
    how: Literal["exact", "near"]
    likeness: int
    others: tuple[str, ...] = ()


def find_places(text: str) -> tuple[FoundPlace, ...]:
    """Every place that the text names, in order, without overlaps. Never raises; any text is allowed."""
    words = words_of(text[:_LONGEST_TEXT])
    hits = _exact(words)
    hits += near(words, (word for hit in hits for word in range(hit.first, hit.last)))
    kept = _in_company(words, sorted(hits, key=lambda hit: hit.first))
    votes = Counter(_country(hit.entries[0]) for hit in kept if len(hit.entries) == 1)
    return tuple(_found(text, words, hit, votes) for hit in kept)


@lru_cache(maxsize=1024)
def place_ids(value: str) -> tuple[str, ...]:
    """The ids of the places that a value of a claim names, each once.

    A value that is nothing but a name needs no company: الباب alone is the town.
    """
    words = words_of(value)
    if 0 < len(words) <= LONGEST_NAME:
        for key in _keys(words):
            if found := entries(key):
                return (found[0].place,)
    return tuple(dict.fromkeys(one.place for one in find_places(value)))


# names as they are spelled -----------------------------------------------------------------------


def _exact(words: Sequence[TextWord]) -> list[Hit]:
    """Names as they are spelled, the longest at each place."""
    hits: list[Hit] = []
    first = 0
    while first < len(words):
        hit = next((hit for size in range(LONGEST_NAME, 0, -1) if (hit := _exact_at(words, first, size))), None)
        if hit is None:
            first += 1
        else:
            hits.append(hit)
            first = hit.last
    return hits


def _exact_at(words: Sequence[TextWord], first: int, size: int) -> Hit | None:
    part = words[first : first + size]
    if len(part) < size:
        return None
    small = part[0].key.isascii() and not part[0].capital
    for key in _keys(part):
        named = tuple(entry for entry in entries(key) if _as_written(part, entry, key))
        if named:
            use = min((entry.use(article=part[0].article) for entry in named), key=rank)
            single = tuple({entry.place: entry for entry in named}.values())
            return Hit(first, first + size, single, 100, _IN_SMALL_LETTERS[use] if small else use)
    return None


def _as_written(part: Sequence[TextWord], entry: Entry, key: str) -> bool:
    """False for a name put together by chance, from a wrong number of words."""
    if len(part) == entry.words:
        return True
    return len(key) >= _SHORTEST_JOINED and not any(word.apart or word.new_line for word in part[1:])


def _keys(part: Sequence[TextWord]) -> Iterator[str]:
    """What the words may spell, run together: as they are, without particles, without endings."""
    head, tail = part[0], part[-1]
    rest = "".join(word.key for word in part[1:])
    for stem in stems(head.key):
        yield stem + rest
    if tail.stem != tail.key:
        yield "".join(word.key for word in part[:-1]) + tail.stem
    if len(part) == 1:
        yield from without_ending(head.key)


# company -----------------------------------------------------------------------------------------


def _compared(words: Iterable[str]) -> frozenset[str]:
    """Words of a list as `words_of` gives them."""
    return frozenset(found.key for word in words for found in words_of(word))


_TITLES, _OF, _AND, _PERSONS = map(_compared, (TITLE_WORDS, OF_WORDS, AND_WORDS, PERSON_WORDS))
_TELLING = _compared(TO_WORDS | SITE_WORDS)


def _in_company(words: Sequence[TextWord], hits: Sequence[Hit]) -> list[Hit]:
    """The hits, but for names that need company and have none."""
    kept = {hit.first: hit for hit in hits if _allowed(words, hit)}
    open_ = [hit for hit in hits if hit.first not in kept]
    for hit in (*open_, *reversed(open_)):
        if hit.first not in kept and _beside(words, hit, kept.values()):
            kept[hit.first] = hit
    return [kept[first] for first in sorted(kept)]


def _allowed(words: Sequence[TextWord], hit: Hit) -> bool:
    before = _word_before(words, hit.first)
    if before in _PERSONS:
        return False
    if hit.use is Use.FREE:
        return True
    after = words[hit.last].key if hit.last < len(words) and not words[hit.last].apart else ""
    titled = not _TITLES.isdisjoint(stems(before)) or (after.isascii() and after in _TITLES)
    return titled or (hit.use is Use.TOLD and (before in _TELLING or _alone(words, hit)))


def _alone(words: Sequence[TextWord], hit: Hit) -> bool:
    """True for a name that is all of its line, as in a table."""
    return words[hit.first].new_line and (hit.last == len(words) or words[hit.last].new_line)


def _word_before(words: Sequence[TextWord], first: int) -> str:
    """The word before, words like "of" passed over; none over a comma or dash."""
    while first > 0 and not words[first].apart:
        first -= 1
        if words[first].key not in _OF:
            return words[first].key
    return ""


def _beside(words: Sequence[TextWord], hit: Hit, kept: Iterable[Hit]) -> bool:
    """True if a place of the same country stands directly beside it, joined by "and" or a comma."""
    if words[hit.first].key.isascii() and not words[hit.first].capital:
        return False
    countries = {_country(entry) for entry in hit.entries}
    return any(
        _joined(words, *sorted((hit, other), key=lambda one: one.first))
        for other in kept
        if countries & {_country(entry) for entry in other.entries}
    )


def _joined(words: Sequence[TextWord], first: Hit, second: Hit) -> bool:
    between = words[first.last : second.first]
    start = words[second.first]
    if between:
        return len(between) == 1 and between[0].key in _AND
    return start.apart or start.key.startswith("و")


def _country(entry: Entry) -> str:
    return place(entry.place).country


def _found(text: str, words: Sequence[TextWord], hit: Hit, votes: Mapping[str, int]) -> FoundPlace:
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
