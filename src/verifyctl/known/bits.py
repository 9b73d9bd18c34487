"""How far the hashes of two pictures are from each other, and what that is worth."""

from __future__ import annotations

import numpy as np

from verifyctl.known.descriptors import Descriptors
from verifyctl.known.pdq import MIN_QUALITY, ORIENTATIONS, from_hex
from verifyctl.known.pdq import distances as bits_apart
from verifyctl.model.matches import Distances, Hashes

NEAR_COPY_BITS = 31
"""The distance that PDQ's authors recommend for a match (facebook/ThreatExchange, hashing.pdf)."""
CANDIDATE_BITS = 70
"""Up to here a pair is worth a look, and nothing more."""
PHASH_BITS = 8
"""Likewise of the 64 bits of a pHash; other texts on one form come as close."""


def hash_distances(ours: Descriptors, theirs: Hashes) -> tuple[Distances, str]:
    """The distances of every hash that both have, and how the picture has to be turned for the nearest PDQ.

    PDQ is left out where either has too little detail for it to mean anything.
    """
    mine = ours.hashes
    whole, content, orientation = None, None, ORIENTATIONS[0]
    quality = MIN_QUALITY if theirs.pdq_quality is None else theirs.pdq_quality
    if not mine.flat and not theirs.flat and theirs.pdq is not None and quality >= MIN_QUALITY:
        whole, turn = _least(ours.turned, theirs.pdq)
        orientation = ORIENTATIONS[turn]
    pairs = []
    if not mine.flat and not theirs.flat:
        if theirs.content is not None and theirs.content.quality >= MIN_QUALITY:
            pairs.append(_least((*ours.turned, *ours.content_turned), theirs.content.pdq))
        if ours.content_turned and theirs.pdq is not None:
            pairs.append(_least(ours.content_turned, theirs.pdq))
    if pairs:
        content, turn = min(pairs)
        if whole is None or content < whole:
            orientation = ORIENTATIONS[turn % len(ORIENTATIONS)]
    return (
        Distances(
            pdq=whole,
            content=content,
            phash=_apart(mine.phash, theirs.phash),
            dhash=_apart(mine.dhash, theirs.dhash),
            phash256=_apart(mine.phash256, theirs.phash256),
            dhash256=_apart(mine.dhash256, theirs.dhash256),
        ),
        orientation,
    )


def _least(ours: tuple[str, ...], theirs: str) -> tuple[int, int]:
    """The least distance and the first of ours that has it."""
    far = bits_apart(np.stack([from_hex(each) for each in ours]), from_hex(theirs)[None])[:, 0]
    return int(far.min()), int(far.argmin())


def _apart(ours: str | None, theirs: str | None) -> int | None:
    return None if ours is None or theirs is None else (int(ours, 16) ^ int(theirs, 16)).bit_count()


def nearest(distances: Distances) -> int | None:
    """The least PDQ distance of the pair, in bits; None where none means anything."""
    return min((each for each in (distances.pdq, distances.content) if each is not None), default=None)


def are_near(distances: Distances, theirs: Hashes) -> bool:
    """Whether a pair is worth a look by its hashes; pHash speaks only where nothing better is known of an image."""
    near = nearest(distances)
    if near is None and theirs.pdq is None:
        return distances.phash is not None and distances.phash <= PHASH_BITS
    return near is not None and near <= CANDIDATE_BITS
