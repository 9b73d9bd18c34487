"""Which known images may be on a picture: what hashes and local features point to, and how far each agrees.

Candidates of the hashes and of the votes get a first look, those that leave doubt a closer one (see `pairs`).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known import votes
from verifyctl.known.bits import CANDIDATE_BITS, PHASH_BITS
from verifyctl.known.features import Features, Fineness
from verifyctl.known.items import KnownItem
from verifyctl.known.pairs import Examinee, Guess, confirmed, first_look, is_sure, second_look
from verifyctl.known.pdq import ORIENTATIONS, from_hex

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


def opened(data: bytes) -> NDArray[np.uint8]:
    """A kept rendition as RGB of shape (height, width, 3)."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        return np.asarray(image.convert("RGB"))


@dataclass(frozen=True)
class Lead:
    """A known image that may be on the picture, and the best look at it."""

    image: StoredImage
    geometry: Geometry | None

    @property
    def inliers(self) -> int:
        """Places that agree; 0 where nothing holds together."""
        return self.geometry.inliers if self.geometry else 0


class Leads:
    """Every known image that hashes or features point to, with the best look at it; those of `seen` excepted."""

    def __init__(self, examinee: Examinee, store: KnownStore, seen: frozenset[int]) -> None:
        self.all: dict[int, Lead] = {}
        self._examinee = examinee
        self._store = store
        self._seen = seen
        self._postings = store.postings()
        self._images: dict[int, StoredImage] = {}
        self._looks: dict[tuple[int, bool], Geometry | None] = {}
        self._closer: set[tuple[int, bool]] = set()

    def by_hash(self) -> None:
        """Follow what hashes point to."""
        self._follow(_by_hash(self._examinee, self._store))
        self._follow(_by_short_hash(self._examinee, self._store))

    def vote(self, fineness: Fineness, *, mirrored: bool = False) -> None:
        """Follow what local features vote for."""
        large = self._store.count > LARGE_STORE
        self._follow(_by_features(self._examinee, self._postings, fineness, large=large, mirrored=mirrored))

    def confirmed(self, *, photographs_only: bool = False) -> bool:
        """Whether one of them agrees in places enough, all over."""
        answers = (lead for lead in self.all.values() if confirmed(self._examinee, lead.image, lead.geometry))
        return any(not (photographs_only and lead.image.item.page) for lead in answers)

    def _follow(self, guesses: Iterable[tuple[int, Guess]]) -> None:
        asked = [(number, guess) for number, guess in guesses if number not in self._seen]
        first = [self._looked_at(number, guess) for number, guess in asked]
        sure = any(is_sure(self._examinee, self._known(asked[rank][0]), found) for rank, found in enumerate(first))
        for rank, (number, guess) in enumerate(asked):
            known, found, way = self._known(number), first[rank], (number, guess.mirrored)
            if found is not None or rank < (LOOKED_CLOSER_BESIDE if sure else LOOKED_CLOSER):
                found = second_look(self._examinee, known, guess, found, again=way not in self._closer)
                self._closer.add(way)
            if number not in self.all or (found.inliers if found else 0) > self.all[number].inliers:
                self.all[number] = Lead(known, found)

    def _looked_at(self, number: int, guess: Guess) -> Geometry | None:
        way = (number, guess.mirrored)  # nothing else of a guess matters to a first look
        if way not in self._looks:
            self._looks[way] = first_look(self._examinee, self._known(number), guess)
        return self._looks[way]

    def _known(self, number: int) -> StoredImage:
        return self._images.setdefault(number, StoredImage(self._store, number))


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
