"""What others would use in the place of the search: perceptual hashes, and ORB as OpenCV selects and counts it.

imagehash's pHash and dHash of 64 bits, PDQ by the pdqhash package, alone and in its eight orientations, all compared
with the whole store. ORB: OpenCV's strongest 500 at a long side of 640 px, plain votes for ten candidates, then the
same geometry as the search has: what differs is which keypoints are chosen, how they vote, and that there is one look.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import cv2
import imagehash
import numpy as np
import pdqhash  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image

from verifyctl.known import geometry, votes
from verifyctl.known.features import Features, Fineness, framed
from verifyctl.known.postings import MemoryPostings, entries
from verifyctl.known.vocabulary import words

RGB = NDArray[np.uint8]
HASHES = ("pHash 64", "dHash 64", "PDQ", "PDQ x 8")
_LONG_SIDE, _STRONGEST, _VOTED = 640, 500, 10


@dataclass(frozen=True)
class Prints:
    """The hashes of one picture by method, shape (orientations, bytes), and the CPU milliseconds that each took."""

    bits: dict[str, NDArray[np.uint8]]
    ms: dict[str, float]


def prints(rgb: RGB) -> Prints:
    image = Image.fromarray(rgb)
    bits: dict[str, NDArray[np.uint8]] = {}
    ms: dict[str, float] = {}
    for method in HASHES:
        before = time.process_time()
        bits[method] = _hashed(method, image)
        ms[method] = (time.process_time() - before) * 1000
    return Prints(bits, ms)


def _hashed(method: str, image: Image.Image) -> NDArray[np.uint8]:
    if method == "pHash 64":
        return np.packbits(imagehash.phash(image).hash.ravel())[None]
    if method == "dHash 64":
        return np.packbits(imagehash.dhash(image).hash.ravel())[None]
    small = image.copy()
    small.thumbnail((512, 512), Image.Resampling.BOX)  # PDQ's authors scale to 512 first, the package does not
    if method == "PDQ":
        vector, _ = pdqhash.compute(np.asarray(small))
        return np.packbits(np.asarray(vector, dtype=np.uint8))[None]
    vectors, _ = pdqhash.compute_dihedral(np.asarray(small))
    return np.stack([np.packbits(np.asarray(vector, dtype=np.uint8)) for vector in vectors])


def distances(query: NDArray[np.uint8], table: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Bits between a picture in any of its orientations and every picture of a table of shape (n, bytes)."""
    far = np.bitwise_count(query[:, None, :] ^ table[None, :, :]).sum(axis=2, dtype=np.intp)
    return np.asarray(far.min(axis=0))


def plain_orb(rgb: RGB) -> Features:
    """ORB's strongest 500 keypoints of the picture brought to 640 px, with the vocabulary's words for the votes."""
    grey = framed(rgb, _LONG_SIDE)
    high, wide = grey.shape
    found, descriptors = cv2.ORB.create(nfeatures=_STRONGEST).detectAndCompute(grey, None)
    if descriptors is None:
        empty = np.empty((0, 4), np.float32), np.empty((0, 32), np.uint8), np.empty(0, np.uint16)
        return Features(wide, high, *empty)
    points = np.array([(*point.pt, point.size, point.angle) for point in found], dtype=np.float32)
    return Features(
        wide, high, points, np.asarray(descriptors, dtype=np.uint8), words(np.asarray(descriptors, dtype=np.uint8))
    )


class OrbStore:
    """Known pictures by ORB's own selection."""

    def __init__(self, features: list[Features], sizes: list[tuple[int, int]]) -> None:
        self._features = features
        self._sizes = sizes
        held = [entries(number, each) for number, each in enumerate(features) if len(each)]
        self._postings = MemoryPostings({Fineness.COARSE: held})

    def candidates(self, query: Features) -> list[int]:
        """The ten known pictures with the most votes, one vote for each feature that is near one of theirs."""
        hits = votes.scan(query, self._postings)
        if not len(hits.feature):
            return []
        pairs = np.unique(np.stack([hits.feature, hits.posting["owner"].astype(np.int64)]), axis=1)
        owners, counts = np.unique(pairs[1], return_counts=True)
        return [int(owner) for owner in owners[np.argsort(-counts, kind="stable")][:_VOTED]]

    def inliers(self, number: int, query: Features, size: tuple[int, int]) -> int:
        """The inliers that hold a known picture and the query together."""
        found = geometry.match(self._features[number], query, self._sizes[number], size)
        return found.inliers if found else 0
