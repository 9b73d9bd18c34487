"""Holding a store against itself: every image must find itself, by its record, its hashes and its features."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.features import Fineness
from verifyctl.known.postings import POSTING, entries
from verifyctl.known.storage import kept, packed, records, segments, sums
from verifyctl.known.storage.hashes import PHASH
from verifyctl.known.storage.interface import Problem
from verifyctl.known.storage.kept import Kind
from verifyctl.known.storage.state import DamagedError, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE = 4096
_MOST_REPORTED = 20  # of the database's own findings; one damaged page gives hundreds
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIERS = np.random.default_rng(2019).integers(1, 2**63, POSTING.itemsize // 2 + 1, dtype=np.uint64) | np.uint64(1)


def problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Everything that does not agree, from the file's pages to the digest of the whole; nothing where all is well.

    Reads the whole store, and takes its local features apart once more.
    """
    check = _Check(connection)
    for part in (check.pages, check.images, check.hashes, check.postings, check.whole):
        found: list[Problem] = []
        with _noted(part.__name__, found):
            yield from part()
        yield from found


@contextmanager
def _noted(where: str, found: list[Problem]) -> Iterator[None]:
    try:
        yield
    except (DamagedError, sqlite3.Error) as error:
        found.append(Problem(where=where, what=str(error)))


class _Check:
    """The parts of a check, in order; what the records ask for is collected by `images` and looked for afterwards."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._count = 0
        self._kept = 0
        self._sum = sums.EMPTY
        self._rows: list[packed.Row] = []
        self._prints: dict[int, int] = {}
        self._with_features: set[int] = set()

    def pages(self) -> Iterator[Problem]:
        for (text,) in self._connection.execute(f"PRAGMA integrity_check({_MOST_REPORTED})"):
            if text != "ok":
                yield Problem(where="file", what=str(text))

    def images(self) -> Iterator[Problem]:
        numbers = [number for (number,) in self._connection.execute("SELECT number FROM item ORDER BY number")]
        for number in numbers:
            found: list[Problem] = []
            with _noted(f"image {number}", found):
                self._image(number)
            yield from found
        held = self._connection.execute("SELECT count(*) FROM kept").fetchone()[0]
        if held != self._kept:
            yield Problem(where="kept", what=f"{held - self._kept} things are kept of images that are not there")

    def _image(self, number: int) -> None:
        row = records.by_number(self._connection, number)
        if row is None:
            raise DamagedError("the record is gone")
        stored = records.stored(row)
        item = stored.item
        if records.number_by_id(self._connection, item.id) != number:
            raise DamagedError(f"{item.id} is not found by its id")
        if item.pixel_digest is not None and number not in records.numbers_by_pixels(
            self._connection, item.pixel_digest
        ):
            raise DamagedError(f"{item.id} is not found by its pixels")
        self._count += 1
        self._rows += packed.rows_of(number, item.hashes)
        self._sum = sums.plus(self._sum, sums.element(item.id, "record", records.digest_at(self._connection, number)))
        for kind, digest in kept.digests(self._connection, number).items():
            self._kept += 1
            self._sum = sums.plus(self._sum, sums.element(item.id, kind.name.lower(), digest))
            kept.read(self._connection, number, kind)
            if kind is not Kind.RENDITION:
                self._with_features.add(number)
        for fineness in Fineness:
            features = segments.features_of(self._connection, number, fineness)
            if features is not None:
                words, postings = entries(number, features)
                prints = _prints(fineness, words, postings)
                self._prints[number] = (self._prints.get(number, 0) + int(prints.sum())) % 2**64

    def hashes(self) -> Iterator[Problem]:
        index = packed.load(self._connection, State.read(self._connection))
        there = set(
            zip(index.numbers.tolist(), index.flags.tolist(), (row.tobytes() for row in index.pdq), strict=True)
        )
        for number, flags, pdq in there.symmetric_difference(self._rows):
            what = "is searched for and belongs to none" if (number, flags, pdq) in there else "is not in the index"
            yield Problem(where=f"image {number}", what=f"the hash {pdq.hex()} {what}")
        if len(there) != len(index):
            yield Problem(where="hashes", what="a hash is in the index twice")
        searched, _ = packed.split(index)
        searched.prepare()
        rows = [row for row in self._rows if row[1] != PHASH]
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            queries = np.frombuffer(b"".join(pdq for _, _, pdq in part), dtype=np.uint8).reshape(len(part), -1)
            found = set(searched.numbers[searched.within(queries, 0).rows].tolist())
            for number, _, pdq in part:
                if number not in found:
                    yield Problem(where=f"image {number}", what=f"a search for its hash {pdq.hex()} does not find it")

    def postings(self) -> Iterator[Problem]:
        searched = segments.SegmentPostings(self._connection, State.read(self._connection), "")
        found: dict[int, int] = {}
        for fineness, word, rows in searched.everything():
            prints = _prints(fineness, np.full(len(rows), word, dtype=np.uint16), rows)
            owners, where = np.unique(rows["owner"], return_inverse=True)
            sums_of_owners = np.zeros(len(owners), dtype=np.uint64)
            np.add.at(sums_of_owners, where, prints)
            for owner, total in zip(owners.tolist(), sums_of_owners.tolist(), strict=True):
                found[owner] = (found.get(owner, 0) + total) % 2**64
        for number in sorted({*found, *self._prints}):
            if found.get(number, 0) != self._prints.get(number, 0):
                what = "its features are not all found, or others are found as its own"
                yield Problem(where=f"image {number}", what=what if number in self._prints else "features of no image")

    def whole(self) -> Iterator[Problem]:
        state = State.read(self._connection)
        if state.items != self._count:
            yield Problem(where="whole", what=f"{self._count} images are there, {state.items} were added")
        if state.sum != self._sum:
            yield Problem(where="whole", what="the digest does not agree with what is there")


def _prints(fineness: Fineness, words: NDArray[np.uint16], postings: NDArray[np.void]) -> NDArray[np.uint64]:
    """A number of 64 bits for each posting under its word, so that sums can be compared whatever the order."""
    halves = np.ascontiguousarray(postings).view(np.uint16).reshape(len(postings), POSTING.itemsize // 2)
    columns = np.concatenate([halves, words[:, None]], axis=1).astype(np.uint64) + np.uint64(1)
    with np.errstate(over="ignore"):
        mixed = (columns * _MULTIPLIERS).sum(axis=1, dtype=np.uint64) + np.uint64(fineness is Fineness.FINE)
        mixed = (mixed ^ mixed >> np.uint64(29)) * _MIX
        return np.asarray(mixed ^ mixed >> np.uint64(32), dtype=np.uint64)
