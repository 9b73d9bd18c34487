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

from verifyctl.known import hamming

if TYPE_CHECKING:
    from numpy.typing import NDArray

BRANCHES = 128
LEAVES = 128
WORDS = BRANCHES * LEAVES
_DATA = "vocabulary.bin"


def words(descriptors: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """The word of each descriptor; shape (n, 32) to (n,)."""
    return probes(descriptors, 1, branches=1)[:, 0]


def probes(descriptors: NDArray[np.uint8], count: int, *, branches: int = 4) -> NDArray[np.uint16]:
    """The `count` nearest words of each descriptor in its nearest branches, nearest first; shape (n, count)."""
    if not len(descriptors):
        return np.empty((0, count), dtype=np.uint16)
    top, leaves = _centres()
    nearest = _nearest(hamming.distances(descriptors, top), branches)
    far = np.empty((nearest.size, LEAVES), dtype=np.uint8)
    order = np.argsort(nearest, axis=None, kind="stable")
    bounds = np.searchsorted(nearest.ravel()[order], np.arange(BRANCHES + 1))
    for branch in np.flatnonzero(np.diff(bounds)):
        asking = order[bounds[branch] : bounds[branch + 1]]
        far[asking] = hamming.distances(descriptors[asking // branches], leaves[branch])
    inside = _nearest(far.reshape(len(nearest), -1), count)
    return (np.take_along_axis(nearest, inside // LEAVES, axis=1) * LEAVES + inside % LEAVES).astype(np.uint16)


def _nearest(far: NDArray[np.uint8], count: int) -> NDArray[np.int64]:
    """The columns of the `count` smallest of each row, smallest first, the lower column first among equals."""
    if count == 1:
        return np.asarray(far.argmin(axis=1)[:, None], dtype=np.int64)
    keys = far.astype(np.int32) * np.int32(far.shape[1]) + np.arange(far.shape[1], dtype=np.int32)
    if count < far.shape[1]:
        keys = np.partition(keys, count - 1, axis=1)[:, :count]
    return np.asarray(np.sort(keys, axis=1) % far.shape[1], dtype=np.int64)


@lru_cache(maxsize=1)
def _centres() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    raw = resources.files("verifyctl.known").joinpath("data", _DATA).read_bytes()
    return from_bytes(raw)


def from_bytes(raw: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The centres: of branches, shape (BRANCHES, 32), and of leaves, shape (BRANCHES, LEAVES, 32)."""
    if len(raw) != (BRANCHES + WORDS) * hamming.BYTES:
        raise ValueError("the vocabulary's data file is damaged")
    rows = np.frombuffer(raw, dtype=np.uint8).reshape(-1, hamming.BYTES)
    return rows[:BRANCHES], rows[BRANCHES:].reshape(BRANCHES, LEAVES, hamming.BYTES)
