"""Made-up records and local features for tests of stores: nothing here is a real picture's."""

from __future__ import annotations

import hashlib

import numpy as np

from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.features import LONG_SIDE, Features, Fineness, pack
from verifyctl.known.items import Description, KnownItem
from verifyctl.model.matches import Hashes

WORDS = 128 * 128


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def made(number: int, name: str = "", version: str = HASH_VERSION, **said: str) -> KnownItem:
    """A record that differs from that of every other number."""
    return KnownItem(
        sha256=sha(f"{number}"),
        pixel_digest="sha256:" + sha(f"pixels {number}"),
        hashes=Hashes(
            version=version,
            phash=sha(f"phash {number}")[:16],
            dhash=sha(f"dhash {number}")[:16],
            pdq=sha(f"pdq {number}"),
            pdq_quality=100,
        ),
        width=4,
        height=3,
        names=(name or f"{number}.jpg",),
        description=Description.read(dict(said)),
    )


def listed(number: int, version: str = "list:pdq") -> KnownItem:
    """A record as a hash list gives it."""
    return KnownItem(hashes=Hashes(version=version, pdq=sha(f"listed {number}")))


def features(number: int, count: int = 40, fineness: Fineness = Fineness.COARSE, words: int = WORDS) -> Features:
    """Random features, always the same ones for a number, on the first `words` words."""
    random = np.random.default_rng([number, fineness is Fineness.FINE])
    points = np.empty((count, 4), dtype=np.float32)
    points[:, :2] = random.integers(0, 400 * 16, (count, 2)) / 16
    points[:, 2] = 32
    points[:, 3] = random.integers(0, 256, count) * 360 / 256
    side = LONG_SIDE[fineness]
    return Features(
        width=side,
        height=side * 3 // 4,
        points=points,
        descriptors=random.integers(0, 256, (count, 32), dtype=np.uint8),
        words=random.integers(0, words, count).astype(np.uint16),
    )


def packed(number: int, count: int = 40, words: int = WORDS, *, page: bool = False) -> dict[Fineness, bytes]:
    """Packed features as a store takes them."""
    which = tuple(Fineness) if page else (Fineness.COARSE,)
    return {fineness: pack(features(number, count, fineness, words)) for fineness in which}
