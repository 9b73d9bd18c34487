"""Searching a store: which known images are the same picture, or may be, and what differs.

A cascade: exact digests; PDQ in all orientations, of the whole and of the content rectangle; retrieval by local
features, upright, mirrored, and finer for pages of text; then every candidate is judged as a pair (see `pairs`).
Hashes and votes only make candidates, but for a photograph within 31 bits. Only exact digests say "identical".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.known.bits import hash_distances
from verifyctl.known.features import Fineness
from verifyctl.known.judgement import Judgement
from verifyctl.known.leads import Leads, StoredImage
from verifyctl.known.pairs import Examinee
from verifyctl.model.matches import Match, Relation

if TYPE_CHECKING:
    from verifyctl.known.storage.interface import KnownStore

MAX_COMPARED, MAX_COMPARED_MIRRORED = 4, 2
"""Pairs of pages held against each other for differences, the likeliest ones; and how many more of what is found when
nothing upright was an answer."""
MAX_UNCONFIRMED = 5
"""Candidates that are listed without being confirmed."""

_RANK = {relation: rank for rank, relation in enumerate(Relation)}
_UNCONFIRMED = (Relation.CANDIDATE,)


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
        found.update(_followed(examinee, store, seen=frozenset(found)))
    matches = sorted(found.values(), key=_order)
    sure = [match for match in matches if match.relation not in _UNCONFIRMED]
    unsure = [match for match in matches if match.relation in _UNCONFIRMED]
    return (*sure, *unsure[:MAX_UNCONFIRMED])


def _identical(examinee: Examinee, image: StoredImage, relation: Relation) -> Match:
    distances, _ = hash_distances(examinee.descriptors, image.item.hashes)
    return Match(relation=relation, distances=distances, image=image.item.known_image())


def _followed(examinee: Examinee, store: KnownStore, *, seen: frozenset[int]) -> dict[int, Match]:
    """By number: what can be said of every known image that hashes or features point to.

    Mirrored looks follow only while there is no answer, finer ones of a photograph likewise. For a picture of text
    a page that agrees is none yet: coarse features find its template, fine ones the page.
    """
    leads = Leads(examinee, store, seen)
    judgement = Judgement(examinee)
    leads.by_hash()
    leads.vote(Fineness.COARSE)
    if examinee.page and not leads.confirmed(photographs_only=True):
        leads.vote(Fineness.FINE)
    judgement.judge(leads.all, MAX_COMPARED)
    if not judgement.answered:
        leads.vote(Fineness.COARSE, mirrored=True)
        if examinee.page or not leads.confirmed():
            leads.vote(Fineness.FINE, mirrored=examinee.page)
        judgement.judge(leads.all, MAX_COMPARED_MIRRORED)
    return judgement.complete(leads.all)


def _order(match: Match) -> tuple[int, int, int, str]:
    nearest = min((bits for bits in (match.distances.pdq, match.distances.content) if bits is not None), default=256)
    return _RANK[match.relation], -(match.inliers or 0), nearest, match.image.id
