"""A fixed vocabulary of visual words: every store, on every machine, files a descriptor under the same word.

Two levels of binary centres: the nearest of `BRANCHES` first, then the nearest of that branch's `LEAVES`. The centres
come from training/vocabulary.py and are shipped as data; a store never trains one, so words can be computed while a
picture is added and two stores always agree. Changing them is a new version of the store's format.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BRANCHES = 128
LEAVES = 128
WORDS = BRANCHES * LEAVES
_BYTES = 32
_DATA = "vocabulary.bin"


def words(descriptors: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """The word of each descriptor; shape (n, 32) to (n,)."""
    return probes(descriptors, 1, branches=1)[:, 0]


def probes(descriptors: NDArray[np.uint8], count: int, *, branches: int = 4) -> NDArray[np.uint16]:
    """The `count` nearest words of each descriptor in its nearest branches, nearest first; shape (n, count)."""
    if not len(descriptors):
        return np.empty((0, count), dtype=np.uint16)
    top, leaves = _centres()
    rows = np.ascontiguousarray(descriptors).view(np.uint64)
    nearest = _nearest(_distances(rows[:, None, :], top[None, :, :]), branches)
    chosen = leaves[nearest]  # (n, branches, LEAVES, 4)
    far = _distances(rows[:, None, None, :], chosen).reshape(len(rows), -1)
    inside = _nearest(far, count)
    return (np.take_along_axis(nearest, inside // LEAVES, axis=1) * LEAVES + inside % LEAVES).astype(np.uint16)


def _distances(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint16]:
    return np.asarray(np.bitwise_count(left ^ right).sum(axis=-1, dtype=np.uint16))


def _nearest(far: NDArray[np.uint16], count: int) -> NDArray[np.int64]:
    """The columns of the `count` smallest of each row, smallest first, the lower column first among equals."""
    keys: NDArray[np.int64] = far.astype(np.int64) * far.shape[1] + np.arange(far.shape[1])
    if count == 1:
        return np.asarray(keys.min(axis=1, keepdims=True) % far.shape[1])
    if count < far.shape[1]:
        keys = np.partition(keys, count - 1, axis=1)[:, :count]
    return np.asarray(np.sort(keys, axis=1) % far.shape[1])


@lru_cache(maxsize=1)
def _centres() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    raw = resources.files("verifyctl.known").joinpath("data", _DATA).read_bytes()
    return from_bytes(raw)


def from_bytes(raw: bytes) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The centres in parts of 64 bits: of branches, shape (BRANCHES, 4), and leaves, shape (BRANCHES, LEAVES, 4)."""
    if len(raw) != (BRANCHES + WORDS) * _BYTES:
        raise ValueError("the vocabulary's data file is damaged")
    rows = np.frombuffer(raw, dtype=np.uint8).reshape(-1, _BYTES).view(np.uint64)
    return rows[:BRANCHES], rows[BRANCHES:].reshape(BRANCHES, LEAVES, _BYTES // 8)
