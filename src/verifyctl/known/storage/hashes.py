"""Exact search of 256-bit hashes in memory: by scanning, or by multi-index hashing where that is quicker.

Multi-index hashing (Norouzi, Punjani, Fleet: "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012): a
hash is sixteen chunks of 16 bits. If two hashes differ in at most r bits, they cannot differ in too many bits of every
chunk, so it is enough to look up a few chunks, each as it is and with one bit flipped, and to measure what turns up.
For r <= 31 that misses nothing: with two differing bits or more in each of sixteen chunks, there would be 32.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known import hamming

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES = 32
EXACT_RADIUS = 31
"""The largest radius, in bits, at which the chunks miss nothing."""
NEAR_RADIUS = 70
"""Bits up to which an image is worth a look."""
SCANNED = 100_000
"""Up to how many rows `near` scans; above, it gives what the chunks turn up."""

CONTENT = 1
"""Flag of a row: the hash is that of the content rectangle."""

PHASH = 2
"""Flag of a row that holds a pHash of 64 bits, for an image of which there is no PDQ; 24 bytes are zero."""

_CHUNKS = 16
_VALUES = 1 << 16
_FLIPS = np.array([0, *(1 << bit for bit in range(16))], dtype=np.uint16)
_CHUNKED_FROM = 50_000  # rows; below, a scan is quicker than looking up
_PATIENCE = 3  # scans of a large matrix before the chunks are put in order, which costs as much
_RUN = 1 << 17  # rows
_PAIRED = 4096  # rows that are held against every query at once
_BLOCK = 8192  # rows; four columns of a block stay in the processor's cache


@dataclass(frozen=True)
class Hits:
    """Rows within a radius, ascending; `distances` the least of each row, `queries` the first query that gives it.

    All three have shape (n,); rows int64, distances uint16, queries int64.
    """

    rows: NDArray[np.int64]
    distances: NDArray[np.uint16]
    queries: NDArray[np.int64]

    def __len__(self) -> int:
        """The number of rows found."""
        return len(self.rows)


@dataclass(frozen=True)
class _Chunks:
    """For each chunk and each run of rows, the rows in order of the chunk's value, and where each value begins.

    `orders` has shape (16, n), `starts` (16, runs, 65537); both uint32. Runs are sorted one by one because a sort that
    stays in the processor's cache is several times as fast.
    """

    orders: NDArray[np.uint32]
    starts: NDArray[np.uint32]


class HashIndex:
    """Hashes as a matrix: `numbers` (n,) uint32, whose they are; `flags` (n,) uint8; `pdq` (n, 32) uint8.

    Numbers repeat where the content rectangle of a picture has a hash of its own.
    Only hashes that mean something are in it: flat pictures and low qualities are left out by the store.
    """

    def __init__(self, numbers: NDArray[np.uint32], flags: NDArray[np.uint8], pdq: NDArray[np.uint8]) -> None:
        if pdq.shape != (len(numbers), BYTES) or len(flags) != len(numbers):
            raise ValueError("the columns of a hash index differ in length")
        self.numbers = numbers
        self.flags = flags
        self.pdq = np.ascontiguousarray(pdq)
        self._words: NDArray[np.uint64] = self.pdq.view(np.uint64).reshape(-1, 4)
        self._chunks: _Chunks | None = None
        self._scans = 0

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.numbers)

    def prepare(self) -> None:
        """Put the chunks in order now: worth it before many searches of many rows (about 0.2 s for a million)."""
        if self._chunks is None:
            self._chunks = _in_order(self.pdq)

    def within(self, queries: NDArray[np.uint8], radius: int = EXACT_RADIUS) -> Hits:
        """Every row within `radius` bits (0 to 31) of any query; queries of shape (q, 32). Raises ValueError."""
        if not 0 <= radius <= EXACT_RADIUS:
            raise ValueError(f"the radius is 0 to {EXACT_RADIUS} bits, not {radius}")
        rows = self._queries(queries)
        found = self._looked_up(rows, radius, radius) if self._is_chunked() else None
        return self._scan(rows, radius) if found is None else found

    def near(self, queries: NDArray[np.uint8], radius: int = NEAR_RADIUS) -> Hits:
        """Rows within `radius` bits of any query: all within 31, and beyond that all of up to 100,000 rows.

        In a larger matrix, beyond 31 bits, those that agree with a query in some chunk but for one bit at most, whether
        they were looked up or scanned for.
        """
        rows = self._queries(queries)
        if len(self) <= SCANNED:
            return self._scan(rows, radius)
        found = self._looked_up(rows, EXACT_RADIUS, radius) if self._is_chunked() else None
        return self._agreeing(self._scan(rows, radius).rows, rows, radius) if found is None else found

    def _queries(self, queries: NDArray[np.uint8]) -> NDArray[np.uint64]:
        if queries.ndim != 2 or queries.shape[1] != BYTES:
            raise ValueError(f"queries have the shape (n, {BYTES}), not {queries.shape}")
        return np.ascontiguousarray(queries).view(np.uint64)

    def _is_chunked(self) -> bool:
        if self._chunks is None and len(self) >= _CHUNKED_FROM:
            self._scans += 1
            if self._scans >= _PATIENCE:
                self.prepare()
        return self._chunks is not None

    def _scan(self, queries: NDArray[np.uint64], radius: int) -> Hits:
        found = [
            _least_within(self._words[first : first + _BLOCK], queries, radius, first)
            for first in range(0, len(self) if len(queries) else 0, _BLOCK)
        ]
        if not found:
            return _nothing()
        return Hits(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

    def _looked_up(self, queries: NDArray[np.uint64], covered: int, radius: int) -> Hits | None:
        """What the chunks turn up; None where that is so much that scanning is quicker, because hashes are skewed."""
        if self._chunks is None:
            return None
        rows, asked = _candidates(self._chunks, queries, covered)
        if len(rows) > len(self) * len(queries) // 4:
            return None
        return self._measured(rows.astype(np.int64), asked, queries, radius)

    def _agreeing(self, rows: NDArray[np.int64], queries: NDArray[np.uint64], radius: int) -> Hits:
        """Of these rows, what the chunks would have turned up."""
        asked = queries.view(np.uint16).reshape(-1, _CHUNKS)
        pairs: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        for first in range(0, len(rows), _PAIRED):
            part = rows[first : first + _PAIRED]
            halves = self._words[part].view(np.uint16).reshape(-1, 1, _CHUNKS)
            row, query = np.nonzero((np.bitwise_count(halves ^ asked) <= 1).any(axis=2))
            pairs.append((part[row], query))
        if not pairs:
            return _nothing()
        agreeing, by = (np.concatenate(each) for each in zip(*pairs, strict=True))
        return self._measured(agreeing, by, queries, radius)

    def _measured(
        self, rows: NDArray[np.int64], asked: NDArray[np.int64], queries: NDArray[np.uint64], radius: int
    ) -> Hits:
        """The hits among pairs of a row and a query."""
        far = np.bitwise_count(self._words[rows] ^ queries[asked]).sum(axis=1, dtype=np.uint16)
        keep = far <= radius
        rows, asked, far = rows[keep], asked[keep], far[keep]
        order = np.lexsort((asked, far, rows))
        rows, asked, far = rows[order], asked[order], far[order]
        first = np.r_[True, rows[1:] != rows[:-1]] if len(rows) else np.empty(0, dtype=np.bool_)
        return Hits(rows[first], far[first], asked[first])


@dataclass(frozen=True)
class ShortHashes:
    """The 64-bit pHashes of images of which no PDQ is known: `numbers` (n,) uint32, `phash` (n, 8) uint8."""

    numbers: NDArray[np.uint32]
    phash: NDArray[np.uint8]

    def within(self, query: NDArray[np.uint8], radius: int) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Numbers and distances of all within `radius` bits (0 to 64) of a query of shape (8,), in row order."""
        held = np.ascontiguousarray(self.phash).view(np.uint64).ravel()
        far = np.bitwise_count(held ^ np.ascontiguousarray(query).view(np.uint64))
        near = far <= radius
        return self.numbers[near], far[near]


def _least_within(
    words: NDArray[np.uint64], queries: NDArray[np.uint64], radius: int, first: int
) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.int64]]:
    far = hamming.distances(queries.view(np.uint8), words.view(np.uint8))
    least = far.min(axis=0, initial=hamming.MOST)
    rows = np.flatnonzero(least <= radius)
    return rows + first, least[rows].astype(np.uint16), far[:, rows].argmin(axis=0)


def _in_order(pdq: NDArray[np.uint8]) -> _Chunks:
    halves = np.ascontiguousarray(pdq).view(np.uint16).reshape(len(pdq), _CHUNKS)
    orders = np.empty((_CHUNKS, len(pdq)), dtype=np.uint32)
    firsts = range(0, len(pdq), _RUN)
    starts = np.zeros((_CHUNKS, len(firsts), _VALUES + 1), dtype=np.uint32)
    for run, first in enumerate(firsts):
        rows = slice(first, first + _RUN)
        for chunk, column in enumerate(np.ascontiguousarray(halves[rows].T)):
            orders[chunk, rows] = np.argsort(column, kind="stable")  # of 16-bit values: a radix sort
            np.cumsum(np.bincount(column, minlength=_VALUES), out=starts[chunk, run, 1:])
        orders[:, rows] += np.uint32(first)
        starts[:, run] += np.uint32(first)
    return _Chunks(orders, starts)


def _candidates(
    chunks: _Chunks, queries: NDArray[np.uint64], radius: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Rows that share a chunk with a query, and that query: all that lie within the radius, and others; with repeats.

    r + 1 bits are spread over the chunks: two for each that is looked up with one bit flipped, one for the last that is
    looked up as it is. A row outside of all of them differs in r + 1 bits at least.
    """
    halves = np.ascontiguousarray(queries).view(np.uint16)
    rows, asked = [], []
    for chunk in range((radius + 2) // 2):
        flips = _FLIPS if 2 * chunk + 2 <= radius + 1 else _FLIPS[:1]
        values = halves[:, chunk, None] ^ flips
        begins = chunks.starts[chunk][:, values].ravel().astype(np.int64)
        lengths = chunks.starts[chunk][:, values.astype(np.int64) + 1].ravel().astype(np.int64) - begins
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total) + np.repeat(begins - (ends - lengths), lengths)
        rows.append(chunks.orders[chunk][places])
        asker = np.broadcast_to(np.arange(len(queries))[:, None], (chunks.starts.shape[1], *values.shape))
        asked.append(np.repeat(asker.ravel(), lengths))
    return np.concatenate(rows), np.concatenate(asked)


def _nothing() -> Hits:
    return Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint16), np.empty(0, dtype=np.int64))
