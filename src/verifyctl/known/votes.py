"""Candidates by a Hough vote: the known images whose features agree on one rotation, scale and place.

Counting similar features alone drowns in letters and app chrome, which resemble something in every image (the plain
vote of benchmarks/retrieval.py). Each pair of similar features says how the known image would lie on the query; pairs
that say the same are of the same picture. After Lowe, "Distinctive image features from scale-invariant keypoints",
IJCV 2004, section 7.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known import hamming
from verifyctl.known.postings import POSTING
from verifyctl.known.vocabulary import probes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from verifyctl.known.features import Features
    from verifyctl.known.postings import Postings

CAP = 64
"""Bits in which two descriptors of one thing may differ."""
NEAREST = 12
"""Postings that one feature of the query votes for."""
QUERY = 600
"""Features of the query that vote."""
PROBES = 4
"""Words that each of them asks for."""
ASKERS = 8
"""Features that may ask for one word. Letters all ask for the same few, which are the most crowded ones."""
ROTATION = 40.0
OCTAVES = 1.0
PLACE = 160.0
"""A bin of the vote: degrees, octaves of scale, and frame pixels of the known image."""
CELL = 12.0
"""Frame pixels. Features this near to each other are one witness."""
APART = 4
"""Candidates that are added for what the others leave unexplained. Screenshots of one app fill the first places with
each other's buttons, and the picture between the buttons comes after all of them."""
_EXPLAINED_BY = 2  # candidates that vote from one place, from which on it speaks for none in particular
_NEAR = 3  # cells each way that are one place
_LOOKED_AT = 300  # candidates from which those apart are chosen
_ANCHOR = 280.0
_PLACE_BITS = 8
_HALVED_BY = 32.0
_LONG = 256  # postings of a word from which comparing them by themselves is faster than together with others
_PAIRS_AT_ONCE = 1 << 15
_Voted = tuple[int, tuple[float, "NDArray[np.int64]"]]  # an owner, its votes, the hits that voted
_RAW = np.dtype((np.void, POSTING.itemsize))


@dataclass(frozen=True)
class Candidate:
    """A known image by its number, with its votes and roughly how it lies on the query.

    `similarity` has shape (2, 3), float64: from the known image's frame to the query's frame.
    """

    owner: int
    score: float
    similarity: NDArray[np.float64]


@dataclass(frozen=True)
class Hits:
    """Pairs of a query feature and a posting: the feature's index, the bits in which they differ, the posting."""

    feature: NDArray[np.int64]
    distance: NDArray[np.int64]
    posting: NDArray[np.void]


def candidates(query: Features, postings: Postings, *, count: int = 10, features: int = QUERY) -> list[Candidate]:
    """The known images that may be in the query, best first: at most `count`, and `APART` more."""
    return rank(query, scan(query, postings, features=features), count=count)


def scan(query: Features, postings: Postings, *, features: int = QUERY, words: int = PROBES) -> Hits:
    """For each of the first features of the query the nearest postings within the cap."""
    rows = np.ascontiguousarray(query.descriptors[:features]).view(np.uint64)
    probed = probes(query.descriptors[:features], words)
    if not len(rows):
        return _best([])
    order = np.argsort(probed, axis=None, kind="stable")
    asked, starts, counts = np.unique(probed.ravel()[order], return_index=True, return_counts=True)
    spans = {
        word: (start, min(count, ASKERS))
        for word, start, count in zip(asked.tolist(), starts.tolist(), counts.tolist(), strict=True)
    }
    asking = order // words
    found: list[Hits] = []
    waiting: list[tuple[int, int, NDArray[np.void]]] = []
    size = 0
    for word, part in postings.read(query.fineness, spans):
        start, count = spans[word]
        if len(part) >= _LONG:
            found += _near_one(rows, asking[start : start + count], part)
            continue
        waiting.append((start, count, part))
        size += count * len(part)
        if size >= _PAIRS_AT_ONCE:
            found.append(_near(rows, asking, waiting))
            waiting, size = [], 0
    if waiting:
        found.append(_near(rows, asking, waiting))
    return _best(found)


def _near_one(rows: NDArray[np.uint64], askers: NDArray[np.int64], part: NDArray[np.void]) -> tuple[Hits, ...]:
    """The pairs within the cap of some features with all postings of a word, if any; made for many postings."""
    far = hamming.distances(rows[askers].view(np.uint8), part["descriptor"])
    close = far <= CAP
    count = np.count_nonzero(close)
    if not count:
        return ()
    if count > NEAREST:
        close &= far <= np.partition(far, NEAREST - 1, axis=1)[:, NEAREST - 1 : NEAREST]
    asker, place = np.nonzero(close)
    return (Hits(askers[asker], far[asker, place].astype(np.int64), part[place]),)


def _near(
    rows: NDArray[np.uint64], asking: NDArray[np.int64], waiting: list[tuple[int, int, NDArray[np.void]]]
) -> Hits:
    """The pairs within the cap. Each waiting part is compared with the features `asking[start : start + count]`."""
    together = _joined([part for _, _, part in waiting])
    sizes = np.array([len(part) for _, _, part in waiting])
    begins = np.cumsum(sizes) - sizes
    counts = np.array([count for _, count, _ in waiting])
    askers = asking[_ranges(np.array([start for start, _, _ in waiting]), counts)]
    lengths = np.repeat(sizes, counts)
    place = _ranges(np.repeat(begins, counts), lengths)
    feature = np.repeat(askers, lengths)
    stored = np.ascontiguousarray(together["descriptor"]).view(np.uint64)
    distance = np.zeros(len(place), dtype=np.uint16)
    for part in range(rows.shape[1]):
        distance += np.bitwise_count(np.repeat(rows[askers, part], lengths) ^ stored[place, part])
    close = np.flatnonzero(distance <= CAP)
    return Hits(feature[close], distance[close].astype(np.int64), together[place[close]])


def _joined(parts: list[NDArray[np.void]]) -> NDArray[np.void]:
    """Postings one after the other; as mere bytes, since numpy compares the fields of every two parts otherwise."""
    return np.concatenate([part.view(_RAW) for part in parts]).view(POSTING)


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """`arange(start, start + length)` for each, one after the other."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)


def _best(parts: list[Hits]) -> Hits:
    """Of all hits the nearest few of each feature."""
    if not parts:
        return Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=POSTING))
    feature = np.concatenate([part.feature for part in parts])
    distance = np.concatenate([part.distance for part in parts])
    posting = _joined([part.posting for part in parts])
    order = np.lexsort((posting["y"], posting["x"], posting["owner"], distance, feature))
    begins = np.flatnonzero(_changes(feature[order]))
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    order = order[place < NEAREST]
    return Hits(feature[order], distance[order], posting[order])


def rank(query: Features, hits: Hits, *, count: int) -> list[Candidate]:
    """The owners of the hits by the votes in their best bin, at most `count` of them.

    Then at most `APART` more, by those of their votes that come from other places of the query than the first ones'.
    """
    if not len(hits.feature):
        return []
    posting = hits.posting
    asked = query.points[hits.feature].astype(np.float64)
    turn = np.deg2rad((asked[:, 3] - posting["angle"] * (360 / 256)) % 360)
    octaves = np.log2(asked[:, 2]) - posting["size"] / 8
    cos, sin = np.exp2(octaves) * np.cos(turn), np.exp2(octaves) * np.sin(turn)
    known_x, known_y = posting["x"] / 16, posting["y"] / 16
    x, y = known_x - _ANCHOR, known_y - _ANCHOR
    lie = np.stack([cos, sin, asked[:, 0] - cos * x + sin * y, asked[:, 1] - sin * x - cos * y])
    weight = np.exp2(-hits.distance / _HALVED_BY)
    cells = (_cell(asked[:, 0], asked[:, 1]), _cell(known_x, known_y))
    best: dict[int, tuple[float, NDArray[np.int64]]] = {}
    for shift in (0.0, 0.5):
        for owner, score, members in _bins(_keys(posting["owner"], turn, octaves, lie, shift), cells, weight):
            if owner not in best or score > best[owner][0]:
                best[owner] = (score, members)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    first, others = ranked[:count], ranked[count : count + _LOOKED_AT]
    places = _cell(asked[:, 0] / _NEAR, asked[:, 1] / _NEAR)
    chosen = [*first, *_apart(first, others, places, weight)]
    return [Candidate(owner, score, _similarity(lie[:, members])) for owner, (score, members) in chosen]


def _apart(
    first: list[_Voted], others: list[_Voted], places: NDArray[np.int64], weight: NDArray[np.float64]
) -> list[_Voted]:
    """Of the others those with the most votes from places from which hardly any of the first ones has some."""
    if not others:
        return []
    seen, times = np.unique(
        np.concatenate([np.unique(places[members]) for _, (_, members) in first]), return_counts=True
    )
    free = ~np.isin(places, seen[times >= _EXPLAINED_BY])
    own = [float(weight[members][free[members]].sum()) for _, (_, members) in others]
    best = np.argsort([-votes for votes in own], kind="stable")[:APART]
    return [others[index] for index in best.tolist() if own[index] > 0]


def _keys(
    owner: NDArray[np.uint32],
    turn: NDArray[np.float64],
    octaves: NDArray[np.float64],
    lie: NDArray[np.float64],
    shift: float,
) -> NDArray[np.int64]:
    """One number for each owner and bin; the owner is its upper part."""
    octave = np.floor(octaves / OCTAVES + shift)
    width = PLACE * np.exp2(octave * OCTAVES)
    key = owner.astype(np.int64)
    turns = round(360 / ROTATION)
    for part, bits in (
        (np.floor(np.rad2deg(turn) / ROTATION + shift) % turns, 4),
        (octave + 16, 5),
        (np.floor(lie[2] / width + shift) + 128, _PLACE_BITS),
        (np.floor(lie[3] / width + shift) + 128, _PLACE_BITS),
    ):
        key = (key << bits) | np.clip(part, 0, (1 << bits) - 1).astype(np.int64)
    return key


def _bins(
    key: NDArray[np.int64], cells: tuple[NDArray[np.int64], NDArray[np.int64]], weight: NDArray[np.float64]
) -> Iterator[tuple[int, float, NDArray[np.int64]]]:
    """For each owner its heaviest bin: owner, votes, the hits that voted. A cell of either side votes once in a bin."""
    order = np.arange(len(key))
    for cell in cells:
        order = order[np.lexsort((-weight[order], cell[order], key[order]))]
        order = order[_changes(key[order]) | _changes(cell[order])]
    starts = np.flatnonzero(_changes(key[order]))
    votes = np.add.reduceat(weight[order], starts)
    ends = np.append(starts[1:], len(order))
    owners = key[order[starts]] >> (9 + 2 * _PLACE_BITS)
    by_votes = np.lexsort((-votes, owners))
    for index in by_votes[_changes(owners[by_votes])]:
        yield int(owners[index]), float(votes[index]), order[starts[index] : ends[index]]


def _changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a value is not the one before; the first always counts."""
    return np.append(True, values[1:] != values[:-1])


def _cell(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    return (np.floor(y / CELL) * 4096 + np.floor(x / CELL)).astype(np.int64)


def _similarity(lie: NDArray[np.float64]) -> NDArray[np.float64]:
    cos, sin, x, y = np.median(lie, axis=1)
    return np.array([[cos, -sin, x - cos * _ANCHOR + sin * _ANCHOR], [sin, cos, y - sin * _ANCHOR - cos * _ANCHOR]])
