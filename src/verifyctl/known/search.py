"""Searching a store: which known images are the same picture, or may be, and what differs.

A cascade: exact digests; PDQ in all orientations, of the whole and of the content rectangle; retrieval by local
features, upright, mirrored, and finer for pages of text; then every candidate is judged as a pair (see `pairs`).
Hashes and votes only make candidates, but for a photograph within 31 bits. Only exact digests say "identical".
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known import votes
from verifyctl.known.bits import CANDIDATE_BITS, PHASH_BITS, hash_distances
from verifyctl.known.features import Features, Fineness
from verifyctl.known.items import KnownItem
from verifyctl.known.pairs import (
    Examinee,
    Guess,
    confirmed,
    first_look,
    is_sure,
    judged,
    second_look,
)
from verifyctl.known.pdq import ORIENTATIONS, from_hex
from verifyctl.model.matches import Match, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from verifyctl.known.geometry import Geometry
    from verifyctl.known.postings import Postings
    from verifyctl.known.storage.interface import KnownStore

CANDIDATES = 10
CANDIDATES_IN_LARGE_STORES = 50
LARGE_STORE = 10_000
"""Images from which on more candidates are looked at: chance agreements grow with the store."""
ASKING_IN_LARGE_STORES = 400
"""Features of the picture that are looked up there; in smaller stores there is time for more."""

LOOKED_CLOSER, LOOKED_CLOSER_BESIDE = 5, 3
"""Of the likeliest candidates with nothing in common at first look, how many get another: while there is no answer, and
beside one that is sure, since a collage holds several."""
MAX_COMPARED = 4
"""Pairs of pages held against each other for differences, those with the most places in common."""
MAX_UNCONFIRMED = 5
"""Candidates that are listed without being confirmed."""

_RANK = {relation: rank for rank, relation in enumerate(Relation)}
_UNCONFIRMED = (Relation.CANDIDATE,)


class StoredImage:
    """An image of a store, its parts read when asked for."""

    def __init__(self, store: KnownStore, number: int) -> None:
        self._store = store
        self._number = number
        self._features: dict[Fineness, Features | None] = {}

    @cached_property
    def item(self) -> KnownItem:
        """Its record."""
        return self._store.item(self._number).item

    def features(self, fineness: Fineness) -> Features | None:
        """Its local features."""
        if fineness not in self._features:
            self._features[fineness] = self._store.features(self._number, fineness)
        return self._features[fineness]

    def picture(self) -> NDArray[np.uint8] | None:
        """The rendition that the store keeps."""
        data = self._store.rendition(self._number)
        return None if data is None else opened(data)


@dataclass(frozen=True)
class _Lead:
    """A known image that may be on the picture, and what a first look at it gave."""

    image: StoredImage
    geometry: Geometry | None

    @property
    def inliers(self) -> int:
        return self.geometry.inliers if self.geometry else 0


def search(examinee: Examinee, store: KnownStore) -> tuple[Match, ...]:
    """The known images of a store that match: strongest relation first, then most places in common, then nearest hash.

    Each known image is listed once. Pictures with too little detail are compared by digests only. Raises StoreError
    where the store is damaged.
    """
    exact = store.exact(examinee.sha256, examinee.pixel_digest)
    found: dict[int, Match] = {
        number: _identical(examinee, StoredImage(store, number), Relation.IDENTICAL_PIXELS)
        for number in exact.same_pixels
    }
    if exact.same_bytes is not None:
        found[exact.same_bytes] = _identical(examinee, StoredImage(store, exact.same_bytes), Relation.IDENTICAL_BYTES)
    if not examinee.descriptors.hashes.flat:
        leads = _leads(examinee, store, seen=frozenset(found))
        found.update(_judged(examinee, leads))
    matches = sorted(found.values(), key=_order)
    sure = [match for match in matches if match.relation not in _UNCONFIRMED]
    unsure = [match for match in matches if match.relation in _UNCONFIRMED]
    return (*sure, *unsure[:MAX_UNCONFIRMED])


def opened(data: bytes) -> NDArray[np.uint8]:
    """A kept rendition as RGB of shape (height, width, 3)."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        return np.asarray(image.convert("RGB"))


def _identical(examinee: Examinee, image: StoredImage, relation: Relation) -> Match:
    distances, _ = hash_distances(examinee.descriptors, image.item.hashes)
    return Match(relation=relation, distances=distances, image=image.item.known_image())


def _leads(examinee: Examinee, store: KnownStore, *, seen: frozenset[int]) -> dict[int, _Lead]:
    """By number: every known image that hashes or features point to, with the best look at it.

    Mirrored and finer looks follow only while there is no answer. For a picture of text another page is none: coarse
    features find its template, fine ones the page.
    """
    images: dict[int, StoredImage] = {}
    leads: dict[int, _Lead] = {}
    looks: dict[tuple[int, bool], Geometry | None] = {}
    closer: set[tuple[int, bool]] = set()

    def follow(guesses: Iterable[tuple[int, Guess]]) -> None:
        asked = [(number, guess) for number, guess in guesses if number not in seen]
        first = [looked_at(number, guess) for number, guess in asked]
        sure = any(is_sure(examinee, known(asked[rank][0]), found) for rank, found in enumerate(first))
        for rank, (number, guess) in enumerate(asked):
            found = first[rank]
            if found is not None or rank < (LOOKED_CLOSER_BESIDE if sure else LOOKED_CLOSER):
                way = (number, guess.mirrored)
                found = second_look(examinee, known(number), guess, found, again=way not in closer)
                closer.add(way)
            if number not in leads or (found.inliers if found else 0) > leads[number].inliers:
                leads[number] = _Lead(known(number), found)

    def looked_at(number: int, guess: Guess) -> Geometry | None:
        way = (number, guess.mirrored)  # nothing else of a guess matters to a first look
        if way not in looks:
            looks[way] = first_look(examinee, known(number), guess)
        return looks[way]

    def known(number: int) -> StoredImage:
        return images.setdefault(number, StoredImage(store, number))

    def answered(*, by_photograph: bool = False) -> bool:
        answers = (lead for lead in leads.values() if confirmed(examinee, lead.image, lead.geometry))
        return any(not (by_photograph and lead.image.item.page) for lead in answers)

    def vote(fineness: Fineness, *, mirrored: bool = False) -> None:
        follow(_by_features(examinee, postings, fineness, large=store.count > LARGE_STORE, mirrored=mirrored))

    postings = store.postings()
    follow(_by_hash(examinee, store))
    follow(_by_short_hash(examinee, store))
    vote(Fineness.COARSE)
    if not answered():
        vote(Fineness.COARSE, mirrored=True)
    if not answered(by_photograph=examinee.page):
        vote(Fineness.FINE)
    if examinee.page and not answered():
        vote(Fineness.FINE, mirrored=True)
    return leads


def _by_hash(examinee: Examinee, store: KnownStore) -> Iterator[tuple[int, Guess]]:
    """Known images whose hashes are near, nearest first; which way round is known from the orientation."""
    descriptors = examinee.descriptors
    index = store.hashes()
    if not len(index):
        return
    turned = (*descriptors.turned, *descriptors.content_turned)
    near = index.near(np.stack([from_hex(each) for each in turned]), CANDIDATE_BITS)
    order = np.lexsort((near.rows, near.distances))
    for place in order[: _breadth(store)]:
        orientation = ORIENTATIONS[int(near.queries[place]) % len(ORIENTATIONS)]
        yield int(index.numbers[near.rows[place]]), Guess(mirrored=orientation.startswith("mirrored"))


def _by_short_hash(examinee: Examinee, store: KnownStore) -> Iterator[tuple[int, Guess]]:
    """Known images of which there is a pHash only, as from somebody's list; they never become more than candidates."""
    phash = examinee.descriptors.hashes.phash
    if phash is None:
        return
    numbers, far = store.phashes().within(np.frombuffer(bytes.fromhex(phash), np.uint8), PHASH_BITS)
    for place in np.lexsort((numbers, far))[: _breadth(store)]:
        yield int(numbers[place]), Guess()


def _by_features(
    examinee: Examinee, postings: Postings, fineness: Fineness, *, large: bool, mirrored: bool
) -> Iterator[tuple[int, Guess]]:
    """Known images for which local features vote, most votes first, with where the votes place them."""
    features = examinee.features(fineness, mirrored=mirrored)
    count = CANDIDATES_IN_LARGE_STORES if large else CANDIDATES
    asking = ASKING_IN_LARGE_STORES if large else votes.QUERY
    for candidate in votes.candidates(features, postings, count=count, features=asking):
        yield candidate.owner, Guess(mirrored, fineness, candidate.similarity)


def _breadth(store: KnownStore) -> int:
    return CANDIDATES if store.count <= LARGE_STORE else CANDIDATES_IN_LARGE_STORES


def _judged(examinee: Examinee, leads: dict[int, _Lead]) -> Iterator[tuple[int, Match]]:
    """What can be said of every lead. Only the most promising pages are held against each other."""
    left = MAX_COMPARED
    for number, lead in sorted(leads.items(), key=lambda each: (-each[1].inliers, each[0])):
        match = judged(examinee, lead.image, lead.geometry, compare=left > 0)
        if match is not None:
            left -= match.comparison is not None
            if match.relation not in (Relation.CANDIDATE, Relation.SAME_TEMPLATE):
                left = min(left, 1)  # pages on one letterhead: the next best is enough to be sure
            yield number, match


def _order(match: Match) -> tuple[int, int, int, str]:
    nearest = min((bits for bits in (match.distances.pdq, match.distances.content) if bits is not None), default=256)
    return _RANK[match.relation], -(match.inliers or 0), nearest, match.image.id
