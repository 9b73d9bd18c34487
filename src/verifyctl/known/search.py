"""Searching a store: which known images are the same picture, or may be.

Only exact digests say "identical". Up to 31 of 256 bits, in the best of eight orientations, is the distance that PDQ's
authors recommend for a match (facebook/ThreatExchange, hashing.pdf). Forms of one template come that close too, so on
documents it means the same layout and never the same text. Up to 70 bits is worth a person's look and nothing more.
"""

from __future__ import annotations

from verifyctl.known.descriptors import Descriptors
from verifyctl.known.pdq import ORIENTATIONS, distances, from_hex
from verifyctl.known.store import Index, Store
from verifyctl.model.facts import Match, Relation

NEAR_COPY_BITS = 31
CANDIDATE_BITS = 70
MAX_CANDIDATES = 5

_RANK = {relation: rank for rank, relation in enumerate(Relation)}


def search(descriptors: Descriptors, sha256: str, pixel_digest: str, store: Store) -> tuple[Match, ...]:
    """The known images of a store that match, strongest relation first, then nearest, then by SHA-256.

    Each known image is listed once, by its strongest relation; candidates are the nearest five. Flat pictures are
    compared by digests only. Raises StoreError where the store is damaged or its hashes were made in another way.
    """
    store.require_current_hashes()
    index = store.index()
    exact = _exact(sha256, pixel_digest, index)
    near = {} if descriptors.hashes.flat else _near(descriptors.turned, index)
    found = []
    for row in {*exact, *near}:
        distance, orientation = near.get(row, (None, 0))
        relation = exact.get(row) or _by_distance(distance)
        turned = ORIENTATIONS[0 if row in exact else orientation]
        found.append((_RANK[relation], -1 if distance is None else distance, row, relation, turned))
    found.sort()
    certain = [each for each in found if each[3] is not Relation.CANDIDATE]
    candidates = [each for each in found if each[3] is Relation.CANDIDATE]
    return tuple(
        Match(
            relation=relation,
            distance=None if distance < 0 else distance,
            orientation=turned,
            image=store.item(index.sha256[row]).known_image(),
        )
        for _, distance, row, relation, turned in certain + candidates[:MAX_CANDIDATES]
    )


def _by_distance(distance: int | None) -> Relation:
    return Relation.NEAR_COPY if distance is not None and distance <= NEAR_COPY_BITS else Relation.CANDIDATE


def _exact(sha256: str, pixel_digest: str, index: Index) -> dict[int, Relation]:
    """Rows with the same pixels, and among them the one with the same bytes."""
    rows = {row: Relation.IDENTICAL_PIXELS for row, pixels in enumerate(index.pixel_digests) if pixels == pixel_digest}
    if sha256 in index.sha256:
        rows[index.sha256.index(sha256)] = Relation.IDENTICAL_BYTES
    return rows


def _near(turned: tuple[str, ...], index: Index) -> dict[int, tuple[int, int]]:
    """Rows within reach that are not flat: distance, and the first orientation of the evidence that gives it."""
    import numpy as np

    every = distances(np.stack([from_hex(each) for each in turned]), index.pdq)
    best = every.min(axis=0)
    rows = np.flatnonzero((best <= CANDIDATE_BITS) & ~index.flat)
    return {int(row): (int(best[row]), int(every[:, row].argmin())) for row in rows}
