"""What an inverted file holds of a feature: whose it is, where, how large, how turned, and its bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np

from verifyctl.known.features import Fineness, whole_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.features import Features

POSTING = np.dtype(
    [("owner", "<u4"), ("x", "<u2"), ("y", "<u2"), ("size", "u1"), ("angle", "u1"), ("descriptor", "u1", (32,))]
)
"""One feature of one known image, 42 bytes.

`owner` is the image's number in its store; `x` and `y` are frame pixels times 16; `size` is 8 times the binary
logarithm of the size in frame pixels; `angle` is in 256ths of a turn.
"""

INDEXED = {Fineness.COARSE: 300, Fineness.FINE: 1000}
"""How many features of a picture are searched for candidates, the best spread ones; all are there for geometry."""


class Postings(Protocol):
    """An inverted file: for each word of the vocabulary, the features of known images that fell on it."""

    def read(self, fineness: Fineness, words: Iterable[int]) -> Iterator[tuple[int, NDArray[np.void]]]:
        """For each of the words that has any, the word and its postings, shape (n,), dtype POSTING.

        A word may come several times, once for each part of the store.
        """
        ...


def entries(number: int, features: Features) -> tuple[NDArray[np.uint16], NDArray[np.void]]:
    """What is filed for the image with this number: words, shape (n,), and postings, shape (n,), dtype POSTING."""
    count = min(len(features), INDEXED[features.fineness])
    postings = np.empty(count, dtype=POSTING)
    postings["owner"] = number
    whole = whole_points(features.points[:count])
    for column, name in enumerate(("x", "y", "size", "angle")):
        postings[name] = whole[:, column]
    postings["descriptor"] = features.descriptors[:count]
    return features.words[:count], postings


class MemoryPostings:
    """An inverted file in memory, made at once from entries: for tests, benchmarks and comparing two pictures."""

    def __init__(self, parts: dict[Fineness, list[tuple[NDArray[np.uint16], NDArray[np.void]]]]) -> None:
        self._sorted = {fineness: _by_word(given) for fineness, given in parts.items() if given}

    def read(self, fineness: Fineness, words: Iterable[int]) -> Iterator[tuple[int, NDArray[np.void]]]:
        """As `Postings.read`."""
        if fineness not in self._sorted:
            return
        starts, postings = self._sorted[fineness]
        for word in words:
            if starts[word] < starts[word + 1]:
                yield word, postings[starts[word] : starts[word + 1]]

    @property
    def bytes(self) -> int:
        """The memory that the postings take."""
        return sum(postings.nbytes + starts.nbytes for starts, postings in self._sorted.values())


def _by_word(parts: list[tuple[NDArray[np.uint16], NDArray[np.void]]]) -> tuple[NDArray[np.int64], NDArray[np.void]]:
    words = np.concatenate([words for words, _ in parts])
    postings = np.concatenate([postings for _, postings in parts])
    order = np.argsort(words, kind="stable")
    return np.searchsorted(words[order], np.arange(2**16 + 1)), postings[order]
