"""Names of places of which letters were misread.

Near is a likeness of 85 percent and more (rapidfuzz's ratio, articles left out) for names of more than four letters.
Inflected words are like names too, so a name with one or two letters more or less at its beginning or end is not
near: from Lebanon comes Lebanese, from Sulaymaniyah Sulayman. Short names are near only in company.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from verifyctl.reference.letters import NEVER_PLACES
from verifyctl.reference.place_index import SHORTEST_NEAR, Entry, Hit, Name, names_in, near_names
from verifyctl.reference.place_words import TextWord, headless, stems
from verifyctl.reference.places import Use

NEAR_RATIO = 85
"""Least likeness in percent. On letters precision was at least 0.97 at 85, below 0.5 at 75."""

_LONG = 7
"""Names of so many letters are near wherever they stand."""

_VERY_LONG = 10
"""From so many letters two may be misread, below one: a ratio alone takes moved letters for misread ones."""

_SHORTEST_WORD, _LIKE_WORDS = 4, 70
"""In a name of several words one at least is read rightly; others have so many letters and are so much alike."""

_FEW_WORDS = 40
"""Up to so many words are compared one by one."""


def near(words: Sequence[TextWord], taken: Iterable[int]) -> list[Hit]:
    """Hits on words whose index is not in `taken`, without overlaps, the likest first where two would overlap."""
    used = set(taken)
    hits: list[Hit] = []
    for hit in sorted(_candidates(words, used), key=lambda hit: (-hit.likeness, hit.first - hit.last, hit.first)):
        if used.isdisjoint(range(hit.first, hit.last)):
            used.update(range(hit.first, hit.last))
            hits.append(hit)
    return hits


def _candidates(words: Sequence[TextWord], taken: set[int]) -> Iterator[Hit]:
    for ascii_, size, group in near_names():
        wanted: dict[tuple[str, ...], list[int]] = {}
        for place in range(len(words) - size + 1):
            part = words[place : place + size]
            if taken.isdisjoint(range(place, place + size)) and _may_be_near(part, ascii_):
                for read in _bare(part):
                    wanted.setdefault(read, []).append(place)
        for read, (name, likeness) in _alike(tuple(wanted), group).items():
            length = len("".join(name.words))
            use = Use.FREE if length >= _LONG else Use.TITLED
            entry = Entry(name.place, size, None, use)
            yield from (Hit(place, place + size, (entry,), likeness, use) for place in wanted[read])


def _may_be_near(part: Sequence[TextWord], ascii_: bool) -> bool:
    joined = "".join(word.key for word in part)
    return (
        joined.isascii() is ascii_
        and len(joined) >= SHORTEST_NEAR
        and not any(char.isdigit() for char in joined)
        and joined not in NEVER_PLACES
        and not any(word.new_line or word.apart for word in part[1:])
        and (part[0].capital or not ascii_)
    )


def _bare(part: Sequence[TextWord]) -> Iterator[tuple[str, ...]]:
    """The words without an article, and without "and" or a particle before the article.

    A single letter before a name is no sign of a particle where letters are misread.
    """
    for stem in stems(part[0].stem):
        if stem != part[0].stem and not stem.startswith("ال") and not part[0].stem.startswith("و"):
            continue
        read = headless((stem, *(word.stem for word in part[1:])))
        if len("".join(read)) >= SHORTEST_NEAR:
            yield read


def _alike(wanted: Sequence[tuple[str, ...]], group: Mapping[str, str]) -> dict[tuple[str, ...], tuple[Name, int]]:
    """For each of the wanted the name that it is likest, if it is near and all names as like are one place's."""
    if not wanted:
        return {}
    keys = tuple(group)
    found = {}
    for read, row in zip(wanted, _ratios(["".join(read) for read in wanted], keys), strict=True):
        named = ((score, name) for place, score in row for name in names_in(group[keys[place]]))
        scored = [(score, name) for score, name in named if _misread(read, name.words)]
        top = max((score for score, _ in scored), default=0)
        best = {name.place: name for score, name in scored if score == top}
        if len(best) == 1:
            found[read] = (next(iter(best.values())), top)
    return found


def _ratios(wanted: Sequence[str], keys: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
    """For each of the wanted the keys that are near, by their place, and how near they are, 0 to 100.

    A table is faster for a page of words, but needs numpy, whose import costs more than the few words of a claim.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist, extract

    if len(wanted) <= _FEW_WORDS:
        for read in wanted:
            near = extract(read, keys, scorer=fuzz.ratio, score_cutoff=NEAR_RATIO, limit=None)
            yield sorted((place, int(score)) for _, score, place in near)
        return
    table = cdist(wanted, keys, scorer=fuzz.ratio, score_cutoff=NEAR_RATIO)
    for row in table:
        yield [(int(place), int(row[place])) for place in row.nonzero()[0]]


def _misread(read: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """True if the words may be a misreading of the name, and not another form of it or another name."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    first, second = "".join(read), "".join(name)
    shorter, longer = sorted((first, second), key=len)
    if Levenshtein.distance(first, second) > (1 if len(shorter) < _VERY_LONG else 2):
        return False
    if shorter != longer and (longer.startswith(shorter) or longer.endswith(shorter)):
        return False
    differing = [(one, other) for one, other in zip(read, name, strict=True) if one != other]
    if len(name) == 1 or not differing:
        return True
    return len(differing) < len(name) and all(
        min(len(one), len(other)) >= _SHORTEST_WORD and fuzz.ratio(one, other) >= _LIKE_WORDS
        for one, other in differing
    )
