#!/usr/bin/env python3
"""Candidates by local features as a store grows: how often the right image is among them, and what it costs.

    python -m benchmarks.retrieval [--sizes 2000,10000,100000] [--photographs N] [--faiss]

The known images are photographs and distractors of benchmarks.pictures. The store is filled up with images made from
them: 70 % of the features of one, 12 % of the bits turned over, places shuffled. Queries are attacks of
benchmarks.attacks. In the same run: the Hough vote, and the plain vote (one for each hit, weighted the same) on the
same hits. With `--faiss` FAISS scans as well and its hits are held against ours. CPU time of one thread.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator

import cv2
import numpy as np

from benchmarks import attacks, pictures
from verifyctl.known.features import Features, Fineness, extract, extract_query
from verifyctl.known.postings import INDEXED, POSTING, MemoryPostings, entries
from verifyctl.known.vocabulary import words
from verifyctl.known.votes import Hits, rank, scan

HARD = ["feed_light", "feed_dark", "chat_light", "browser", "shot_recropped", "combo_shot", "combo_print", "of_screen"]
HARD += ["of_print", "pip10", "pip30", "collage4", "crop60", "crop75", "blur5", "resize25", "memetext"]
KEPT, TURNED = 0.7, 0.12
SEED = 7


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
        _measure(size, _filled(known, size), queries, with_faiss=given.faiss)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="2000,10000,100000")
    parser.add_argument("--photographs", type=int, default=20)
    parser.add_argument("--distractors", type=int, default=400)
    parser.add_argument("--faiss", action="store_true")
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


def _measure(
    size: int, postings: MemoryPostings, queries: list[tuple[str, int, Features]], *, with_faiss: bool
) -> None:
    hough: dict[str, list[int]] = defaultdict(list)
    plain: dict[str, list[int]] = defaultdict(list)
    scanning, ranking = [], []
    for name, owner, query in queries:
        begun = time.process_time()
        hits = scan(query, postings)
        between = time.process_time()
        candidates = rank(query, hits, count=50)
        ranking.append(time.process_time() - between)
        scanning.append(between - begun)
        hough[name].append(_place([each.owner for each in candidates], owner))
        plain[name].append(_place(list(_plainly(hits)), owner))
    if with_faiss:
        _hold_against_faiss(postings, [query for _, _, query in queries])
    print(f"scan {np.mean(scanning) * 1e3:.0f} ms (95 %: {np.quantile(scanning, 0.95) * 1e3:.0f}), ", end="")
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


def _hold_against_faiss(postings: MemoryPostings, queries: list[Features]) -> None:
    """FAISS' inverted file with our words as its lists: the same comparisons, so the same hits must come out."""
    import faiss

    from verifyctl.known.vocabulary import WORDS, probes
    from verifyctl.known.votes import CAP, PROBES, QUERY

    faiss.omp_set_num_threads(1)
    lists = faiss.ArrayInvertedLists(WORDS, 32)
    held = {}
    base = 0
    for word, part in postings.read(Fineness.COARSE, range(WORDS)):
        descriptors = np.ascontiguousarray(part["descriptor"])
        ids = np.arange(base, base + len(part))
        lists.add_entries(word, len(part), faiss.swig_ptr(ids), faiss.swig_ptr(descriptors))
        held[word] = part
        base += len(part)
    every = np.concatenate([held[word] for word in sorted(held)]).astype(POSTING)
    quantizer = faiss.IndexBinaryFlat(256)
    quantizer.add(np.zeros((WORDS, 32), dtype=np.uint8))
    index = faiss.IndexBinaryIVF(quantizer, 256, WORDS)
    index.replace_invlists(lists, False)
    index.ntotal = base
    spent, differing = 0.0, 0
    for query in queries:
        begun = time.process_time()
        descriptors = np.ascontiguousarray(query.descriptors[:QUERY])
        probed = probes(descriptors, PROBES).astype(np.int64)
        near = np.zeros(probed.shape, dtype=np.int32)
        found = faiss.RangeSearchResult(len(descriptors))
        index.nprobe = PROBES
        index.range_search_preassigned_c(
            len(descriptors),
            faiss.swig_ptr(descriptors),
            CAP + 1,
            faiss.swig_ptr(probed),
            faiss.swig_ptr(near),
            found,
        )
        limits = faiss.rev_swig_ptr(found.lims, len(descriptors) + 1).copy()
        labels = faiss.rev_swig_ptr(found.labels, int(limits[-1])).copy()
        spent += time.process_time() - begun
        ours = scan(query, postings)
        theirs = set(
            zip(np.repeat(np.arange(len(descriptors)), np.diff(limits)).tolist(), labels.tolist(), strict=True)
        )
        owners = {(feature, int(every["owner"][label])) for feature, label in theirs}
        differing += any(
            (int(feature), int(owner)) not in owners
            for feature, owner in zip(ours.feature, ours.posting["owner"], strict=True)
        )
    print(f"FAISS: {spent / len(queries) * 1e3:.0f} ms a query; queries with a hit that FAISS lacks: {differing}")


if __name__ == "__main__":
    main()
