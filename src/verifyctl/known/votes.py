"""Candidates by a Hough vote: the known images whose features agree on one rotation, scale and place.

Counting similar features alone drowns in letters and app chrome, which resemble something in every image (the plain vote of
notes in benchmarks/retrieval.py). Each pair of similar features says how the known image would lie on the query; pairs that
say the same are of the same picture. After Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 2004, section 7.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.postings import POSTING
from verifyctl.known.vocabulary import probes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.features import Features
    from verifyctl.known.postings import Postings

CAP = 64
NEAREST = 12
QUERY = 300
PROBES = 4
ROTATION = 40.0
OCTAVES = 1.0
PLACE = 160.0
_ANCHOR = 280.0
_PAIRS_AT_ONCE = 1 << 16
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
    """The known images that may be in the query, best first."""
    return rank(query, scan(query, postings, features=features), count=count)


def scan(query: Features, postings: Postings, *, features: int = QUERY, words: int = PROBES) -> Hits:
    """For each of the first features of the query the nearest postings within the cap."""
    rows = np.ascontiguousarray(query.descriptors[:features]).view(np.uint64)
    probed = probes(query.descriptors[:features], words)
    order = np.argsort(probed, axis=None, kind="stable")
    asked, starts, counts = np.unique(probed.ravel()[order], return_index=True, return_counts=True)
    spans = dict(zip(asked.tolist(), zip(starts.tolist(), counts.tolist(), strict=True), strict=True))
    asking = order // words
    found = []
    waiting: list[tuple[int, int, NDArray[np.void]]] = []
    size = 0
    for word, part in postings.read(query.fineness, spans):
        start, count = spans[word]
        waiting.append((start, count, part))
        size += count * len(part)
        if size >= _PAIRS_AT_ONCE:
            found.append(_near(rows, asking, waiting))
            waiting, size = [], 0
    if waiting:
        found.append(_near(rows, asking, waiting))
    return _best(found)


def _near(
    rows: NDArray[np.uint64], asking: NDArray[np.int64], waiting: list[tuple[int, int, NDArray[np.void]]]
) -> Hits:
    """The pairs within the cap. Each waiting part is compared with the features `asking[start : start + count]`."""
    together = np.concatenate([part.view(_RAW) for _, _, part in waiting]).view(POSTING)
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


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """`arange(start, start + length)` for each, one after the other."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)


def _best(parts: list[Hits]) -> Hits:
    if not parts:
        return Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=POSTING))
    feature = np.concatenate([part.feature for part in parts])
    distance = np.concatenate([part.distance for part in parts])
    posting = np.concatenate([part.posting for part in parts])
    order = np.lexsort((posting["y"], posting["x"], posting["owner"], distance, feature))
    feature = feature[order]
    first = np.flatnonzero(np.r_[True, feature[1:] != feature[:-1]]) if len(feature) else np.empty(0, dtype=np.int64)
    rank_in = np.arange(len(feature)) - np.repeat(first, np.diff(np.r_[first, len(feature)]))
    order = order[rank_in < NEAREST]
    return Hits(feature[rank_in < NEAREST], distance[order], posting[order])


def rank(query: Features, hits: Hits, *, count: int) -> list[Candidate]:
    """The owners of the hits by their best bin."""
    if not len(hits.feature):
        return []
    posting = hits.posting
    asked = query.points[hits.feature].astype(np.float64)
    turn = np.deg2rad((asked[:, 3] - posting["angle"] * (360 / 256)) % 360)
    scale = asked[:, 2] / np.exp2(posting["size"] / 8)
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    known_x, known_y = posting["x"] / 16 - _ANCHOR, posting["y"] / 16 - _ANCHOR
    place_x = asked[:, 0] - cos * known_x + sin * known_y
    place_y = asked[:, 1] - sin * known_x - cos * known_y
    weight = np.exp2(-hits.distance / 32.0)
    found: dict[int, tuple[float, NDArray[np.int64]]] = {}
    for shift in (0.0, 0.5):
        octave = np.floor(np.log2(scale) / OCTAVES + shift)
        width = PLACE * np.exp2(octave * OCTAVES)
        turns = round(360 / ROTATION)
        columns = np.stack(
            [
                posting["owner"].astype(np.int64),
                np.floor(np.rad2deg(turn) / ROTATION + shift) % turns,
                octave,
                np.floor(place_x / width + shift),
                np.floor(place_y / width + shift),
            ]
        ).astype(np.int64)
        _count(columns, hits.feature, weight, found)
    best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:count]
    whole = np.stack([cos, sin, place_x, place_y])
    return [Candidate(owner, score, _similarity(whole[:, members])) for owner, (score, members) in best]


def _count(
    columns: NDArray[np.int64],
    feature: NDArray[np.int64],
    weight: NDArray[np.float64],
    found: dict[int, tuple[float, NDArray[np.int64]]],
) -> None:
    order = np.lexsort((-weight, feature, *columns[::-1]))
    sorted_columns, sorted_feature = columns[:, order], feature[order]
    new_bin = np.r_[True, np.any(sorted_columns[:, 1:] != sorted_columns[:, :-1], axis=0)]
    once = new_bin | np.r_[True, sorted_feature[1:] != sorted_feature[:-1]]
    order, new_bin = order[once], new_bin[once]
    starts = np.flatnonzero(new_bin)
    totals = np.add.reduceat(weight[order], starts)
    ends = np.r_[starts[1:], len(order)]
    owners = columns[0, order[starts]]
    for index in np.lexsort((-totals, owners)):
        owner = int(owners[index])
        if owner not in found or totals[index] > found[owner][0]:
            found[owner] = (float(totals[index]), order[starts[index] : ends[index]])


def _similarity(whole: NDArray[np.float64]) -> NDArray[np.float64]:
    cos, sin, x, y = np.median(whole, axis=1)
    return np.array(
        [[cos, -sin, x - cos * _ANCHOR + sin * _ANCHOR], [sin, cos, y - sin * _ANCHOR - cos * _ANCHOR]]
    )
