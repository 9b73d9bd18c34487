"""In how many of 256 bits hashes and descriptors differ: counted by numpy, or by FAISS where that is installed.

FAISS (Douze et al., "The Faiss library", 2024) comes with the extra `verifyctl[faiss]`. It counts in machine code made
for the processor, about ten times as fast as numpy, and nothing else is taken from it: which pairs are counted and what
follows from a count is decided by the same code either way, so both find the same.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.uint8]
    Counter = Callable[[Rows, Rows, Rows], None]

BYTES = 32
MOST = 255
"""The largest distance that is told: one byte for each pair, since more of them fit into the processor's cache."""

_PAIRS = 1 << 17  # pairs that are counted at once; what lies between then stays in the cache too


def distances(left: Rows, right: Rows) -> Rows:
    """Differing bits of every row, shape (n, 32), to every other, shape (m, 32); shape (n, m), uint8, at most 255."""
    left, right = np.ascontiguousarray(left, dtype=np.uint8), np.ascontiguousarray(right, dtype=np.uint8)
    if left.shape[1:] != (BYTES,) or right.shape[1:] != (BYTES,):
        raise ValueError(f"rows have {BYTES} bytes")
    found = np.empty((len(left), len(right)), dtype=np.uint8)
    if not found.size:
        return found
    count = counter()
    rows = max(1, _PAIRS // len(right))
    for first in range(0, len(left), rows):
        count(left[first : first + rows], right, found[first : first + rows])
    return found


@lru_cache(maxsize=1)
def counter() -> Counter:
    """What counts here: FAISS if it can be loaded, else numpy."""
    try:
        return by_faiss()
    except ImportError:
        return by_numpy


def by_numpy(left: Rows, right: Rows, found: Rows) -> None:
    """Write the distances of `left`, (n, 32), and `right`, (m, 32), to `found`, (n, m); all of them contiguous."""
    a, b = left.view(np.uint64), np.ascontiguousarray(right.view(np.uint64).T)
    half, other = (
        np.bitwise_count(a[:, part, None] ^ b[part]) + np.bitwise_count(a[:, part + 1, None] ^ b[part + 1])
        for part in (0, 2)
    )
    np.add(half, np.minimum(other, MOST - half), out=found)


def by_faiss() -> Counter:
    """The same by FAISS. Raises ImportError where it is not installed, or not made for this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the tool that made its binding
        faiss: Any = import_module("faiss")  # its types leave out most of it
    faiss.omp_set_num_threads(1)
    address, hammings = faiss.swig_ptr, faiss.hammings

    def count(left: Rows, right: Rows, found: Rows) -> None:
        whole = np.empty(found.shape, dtype=np.int32)
        hammings(address(left), address(right), len(left), len(right), BYTES, address(whole))
        np.minimum(whole, MOST, out=found, casting="unsafe")

    return count
