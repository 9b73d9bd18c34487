#!/usr/bin/env python3
"""Candidates by local features as a store grows: how often the right image is among them, and what it costs.

    python -m benchmarks.retrieval [--sizes 2000,10000,100000] [--photographs N]

The known images are photographs and distractors of benchmarks.pictures. The store is filled up with images made from
them: 70 % of the features of one, 12 % of the bits turned over, places shuffled. Queries are attacks of
benchmarks.attacks. In the same run: the Hough vote, and the plain vote (one for each hit, weighted the same) on the
same hits. Every query is scanned by numpy and, where it is installed, by FAISS; both must find the same. CPU time of
one thread.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator

import cv2
import numpy as np

from benchmarks import attacks, pictures
from benchmarks.counters import counted_by, counters
from verifyctl.known.features import Features, Fineness, extract, extract_query
from verifyctl.known.postings import INDEXED, MemoryPostings, entries
from verifyctl.known.vocabulary import words
from verifyctl.known.votes import Hits, rank, scan

HARD = ["feed_light", "feed_dark", "chat_light", "browser", "shot_recropped", "combo_shot", "combo_print", "of_screen"]
HARD += ["of_print", "pip10", "pip30", "collage4", "crop60", "crop75", "blur5", "resize25", "memetext"]
KEPT, TURNED = 0.7, 0.12
SEED = 7
COUNTERS = counters()
HITS = ("feature", "distance", "posting")


def main() -> None:
    given = _arguments()
    cv2.setNumThreads(1)
    found = pictures.collect()
    photographs = found.photographs[:: max(1, len(found.photographs) // given.photographs)][: given.photographs]
    others = [each.rgb() for each in found.distractors[-40:]]
    known = [extract(each.rgb()) for each in (*photographs, *found.distractors[: given.distractors])]
    queries = []
    begun = time.process_time()
    for number, photograph in enumerate(photographs):
        for name in HARD:
            changed = attacks.attacked(name, photograph.rgb(), number, others)
            queries.append((name, number, extract_query(changed)))
    spent = (time.process_time() - begun) / len(queries) * 1e3
    print(f"{len(photographs)} photographs x {len(HARD)} attacks; attack and extraction {spent:.0f} ms a query")
    for size in (int(part) for part in given.sizes.split(",")):
        _measure(size, _filled(known, size), queries)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="2000,10000,100000")
    parser.add_argument("--photographs", type=int, default=20)
    parser.add_argument("--distractors", type=int, default=400)
    return parser.parse_args()


def _filled(known: list[Features], size: int) -> MemoryPostings:
    begun = time.process_time()
    rng = np.random.default_rng(SEED)
    parts = [entries(number, features) for number, features in enumerate(known[:size])]
    parts += [_made(known[int(rng.integers(len(known)))], number, rng) for number in range(len(known), size)]
    postings = MemoryPostings({Fineness.COARSE: parts})
    count = sum(len(part) for part, _ in parts)
    print(f"\n{size} images, {count / size:.0f} features each, {postings.bytes / 2**20:.0f} MiB, ", end="")
    print(f"filled in {time.process_time() - begun:.0f} s")
    return postings


def _made(source: Features, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """An image that has never been: features like a real one's, in other places."""
    count = min(len(source), round(INDEXED[Fineness.COARSE] / KEPT))
    kept = np.sort(rng.permutation(count)[: round(count * KEPT)])
    turned = np.packbits(rng.random((len(kept), 256), dtype=np.float32) < TURNED, axis=1)
    points = source.points[kept].copy()
    points[:, 0] = rng.permutation(points[:, 0])
    descriptors = source.descriptors[kept] ^ turned
    return entries(number, Features(source.width, source.height, points, descriptors, words(descriptors)))


def _measure(size: int, postings: MemoryPostings, queries: list[tuple[str, int, Features]]) -> None:
    hough: dict[str, list[int]] = defaultdict(list)
    plain: dict[str, list[int]] = defaultdict(list)
    scanning: dict[str, list[float]] = defaultdict(list)
    ranking = []
    for name, owner, query in queries:
        hits = _scanned(query, postings, scanning)
        begun = time.process_time()
        candidates = rank(query, hits, count=50)
        ranking.append(time.process_time() - begun)
        hough[name].append(_place([each.owner for each in candidates], owner))
        plain[name].append(_place(list(_plainly(hits)), owner))
    for name, spent in scanning.items():
        print(f"scan by {name} {np.mean(spent) * 1e3:.0f} ms (95 %: {np.quantile(spent, 0.95) * 1e3:.0f}), ", end="")
    print(f"vote {np.mean(ranking) * 1e3:.0f} ms")
    print(f"{'':24s} {'Hough top 1':>12s} {'10':>6s} {'50':>6s}   {'plain top 1':>12s} {'10':>6s} {'50':>6s}")
    for name, places in hough.items():
        print(f"{name:24s} {_shares(places)}   {_shares(plain[name])}")
    every = [[place for found in each.values() for place in found] for each in (hough, plain)]
    print(f"{'all':24s} {_shares(every[0])}   {_shares(every[1])}")


def _plainly(hits: Hits) -> Iterator[int]:
    owners, index = np.unique(hits.posting["owner"], return_inverse=True)
    votes = np.bincount(index, weights=np.exp2(-hits.distance / 32.0))
    for place in np.argsort(-votes, kind="stable")[:50]:
        yield int(owners[place])


def _place(owners: list[int], owner: int) -> int:
    return owners.index(owner) if owner in owners else 10**6


def _shares(places: list[int]) -> str:
    values = np.array(places)
    return f"{np.mean(values < 1):12.3f} {np.mean(values < 10):6.3f} {np.mean(values < 50):6.3f}"


def _scanned(query: Features, postings: MemoryPostings, spent: dict[str, list[float]]) -> Hits:
    """The hits by numpy, which all others have to find as well."""
    found = []
    for name, counter in COUNTERS.items():
        with counted_by(counter):
            begun = time.process_time()
            found.append(scan(query, postings))
            spent[name].append(time.process_time() - begun)
    for other in found[1:]:
        if not all(np.array_equal(getattr(found[0], name), getattr(other, name)) for name in HITS):
            raise SystemExit("FAISS and numpy do not find the same")
    return found[0]


if __name__ == "__main__":
    main()
