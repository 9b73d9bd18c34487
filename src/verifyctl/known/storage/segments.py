"""The inverted file of local features in SQLite: for each segment, fineness and word a packed row of postings.

It is written in the way of a log-structured merge (O'Neil, Cheng, Gawlick, O'Neil: "The Log-Structured Merge-Tree
(LSM-Tree)", Acta Informatica 33, 1996): an image is filed under nothing at first, it only waits in a tail. When 256 of
them wait they become a segment of level 0, and four segments of one level become one of the next, up to level 3 with
about 16,000 images. So every posting is written four times at most, and a search reads the probed words of a few
segments.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.features import Features, Fineness, unpack
from verifyctl.known.postings import POSTING, MemoryPostings, entries
from verifyctl.known.storage.kept import of_fineness, read
from verifyctl.known.storage.schema import errors_of
from verifyctl.known.storage.state import DamagedError, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Entries = tuple[NDArray[np.uint16], NDArray[np.void]]

TAIL_IMAGES = 256
MERGED = 4
LAST_LEVEL = 3
ROW_POSTINGS = 16_384  # more under one word go into several rows, so that no value is too long for SQLite

_ROW_BITS = 12
_WORD_BITS = 16
_SEGMENT_BITS = _ROW_BITS + _WORD_BITS + 1
_OF_WORDS = (
    "SELECT place, rows, crc FROM json_each(?) AS word "
    "CROSS JOIN posting ON place >= word.value AND place < word.value + 4096"  # every row of the word
)
_MERGED_AT_ONCE = 512  # words, so that a merge does not fill the memory


@dataclass(frozen=True)
class Place:
    """Where a row of postings stands: the segment, the fineness, the word, and which of the word's rows it is."""

    segment: int
    fineness: Fineness
    word: int
    row: int = 0

    @property
    def key(self) -> int:
        """The row's number in the table; rows of one word, of one fineness and of one segment lie together."""
        fine = int(self.fineness is Fineness.FINE)
        return ((self.segment << 1 | fine) << _WORD_BITS | self.word) << _ROW_BITS | self.row


def file(connection: sqlite3.Connection, state: State, number: int) -> State:
    """Have an image's features found; when enough wait, make a segment of them. Returns the new state.

    Raises DamagedError where features that waited are not what was written.
    """
    connection.execute("INSERT INTO feature_tail (item) VALUES (?)", (number,))
    state = replace(state, unfiled=state.unfiled + 1)
    if state.unfiled < TAIL_IMAGES:
        return state
    images, parts = _tail(connection)
    segment = _new_segment(connection, level=0, images=images)
    for fineness, given in parts.items():
        _write(connection, segment, fineness, given)
    connection.execute("DELETE FROM feature_tail")
    for level in range(LAST_LEVEL):
        _merge(connection, level)
    return replace(state, unfiled=0)


def forget(connection: sqlite3.Connection, state: State, number: int) -> State:
    """Have an image's features found no more; to be called while they are still kept. Returns the new state.

    Raises DamagedError.
    """
    if connection.execute("DELETE FROM feature_tail WHERE item = ?", (number,)).rowcount:
        return replace(state, unfiled=state.unfiled - 1)
    segments = _segments(connection)
    for fineness in Fineness:
        features = features_of(connection, number, fineness)
        if features is None:
            continue
        words, _ = entries(number, features)
        for segment in segments:
            for word in sorted({int(word) for word in words}):
                _take_out(connection, Place(segment, fineness, word), number)
    return state


def _take_out(connection: sqlite3.Connection, place: Place, number: int) -> None:
    parts = [rows for _, rows in _between(connection, place.segment, place.fineness, range(place.word, place.word + 1))]
    if not any((rows["owner"] == number).any() for rows in parts):
        return
    rows = np.concatenate(parts)
    connection.execute("DELETE FROM posting WHERE place >= ? AND place < ?", (place.key, place.key + (1 << _ROW_BITS)))
    _insert(connection, _packed(place, rows[rows["owner"] != number]))


class SegmentPostings:
    """The inverted file of a store as it stood when this was made; implements `known.postings.Postings`."""

    def __init__(self, connection: sqlite3.Connection, state: State, name: str) -> None:
        """Raises DamagedError where features that wait in the tail are missing or not what was written."""
        self._connection = connection
        self._name = name
        self._segments = _segments(connection)
        images, parts = _tail(connection)
        if images != state.unfiled:
            raise DamagedError("images that wait to be filed are missing")
        self._tail = MemoryPostings(parts)

    def read(self, fineness: Fineness, words: Iterable[int]) -> Iterator[tuple[int, NDArray[np.void]]]:
        """As `Postings.read`. Raises StoreError where a row is not what was written."""
        asked = sorted({int(word) for word in words})
        with errors_of(self._name):
            for segment in self._segments:
                yield from self._rows(segment, fineness, asked)
        yield from self._tail.read(fineness, asked)

    def everything(self) -> Iterator[tuple[Fineness, int, NDArray[np.void]]]:
        """Every row of every segment and of the tail, for checking: fineness, word, postings."""
        for segment in self._segments:
            for fineness in Fineness:
                for word, rows in _between(self._connection, segment, fineness, range(1 << _WORD_BITS)):
                    yield fineness, word, rows
        for fineness in Fineness:
            for word, rows in self._tail.read(fineness, range(1 << _WORD_BITS)):
                yield fineness, word, rows

    def _rows(self, segment: int, fineness: Fineness, words: list[int]) -> Iterator[tuple[int, NDArray[np.void]]]:
        keys = json.dumps([Place(segment, fineness, word).key for word in words])
        for key, data, crc in self._connection.execute(_OF_WORDS, (keys,)):
            yield _word_of(key), _unpacked(key, data, crc)


def _tail(connection: sqlite3.Connection) -> tuple[int, dict[Fineness, list[Entries]]]:
    parts: dict[Fineness, list[Entries]] = {fineness: [] for fineness in Fineness}
    numbers = [number for (number,) in connection.execute("SELECT item FROM feature_tail ORDER BY item")]
    for number in numbers:
        held = 0
        for fineness in Fineness:
            features = features_of(connection, number, fineness)
            if features is not None:
                parts[fineness].append(entries(number, features))
                held += 1
        if not held:
            raise DamagedError(f"the features of image {number} are missing")
    return len(numbers), parts


def features_of(connection: sqlite3.Connection, number: int, fineness: Fineness) -> Features | None:
    """An image's features, None where none are kept. Raises DamagedError."""
    data = read(connection, number, of_fineness(fineness))
    try:
        return None if data is None else unpack(data)
    except ValueError as error:
        raise DamagedError(f"the features of image {number} are not of the form that was written") from error


def _new_segment(connection: sqlite3.Connection, *, level: int, images: int) -> int:
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM segment").fetchone()[0]
    connection.execute("INSERT INTO segment (number, level, images) VALUES (?, ?, ?)", (number, level, images))
    return int(number)


def _write(connection: sqlite3.Connection, segment: int, fineness: Fineness, given: list[Entries]) -> None:
    words = np.concatenate([words for words, _ in given]) if given else np.empty(0, dtype=np.uint16)
    if not len(words):
        return
    postings = np.concatenate([postings for _, postings in given])
    order = np.argsort(words, kind="stable")
    words, postings = words[order], postings[order]
    begins = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
    ends = np.r_[begins[1:], len(words)]
    rows = (
        row
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        for row in _packed(Place(segment, fineness, int(words[begin])), postings[begin:end])
    )
    _insert(connection, rows)


def _merge(connection: sqlite3.Connection, level: int) -> None:
    """Make one segment of the next level out of four of this one."""
    old = connection.execute("SELECT number, images FROM segment WHERE level = ? ORDER BY number", (level,)).fetchall()
    if len(old) < MERGED:
        return
    merged = _new_segment(connection, level=level + 1, images=sum(images for _, images in old))
    for fineness in Fineness:
        for first in range(0, 1 << _WORD_BITS, _MERGED_AT_ONCE):
            words = range(first, first + _MERGED_AT_ONCE)
            by_word: dict[int, list[NDArray[np.void]]] = {}
            for number, _ in old:
                for word, rows in _between(connection, number, fineness, words):
                    by_word.setdefault(word, []).append(rows)
            for word in sorted(by_word):
                _insert(connection, _packed(Place(merged, fineness, word), np.concatenate(by_word[word])))
    for number, _ in old:
        first = Place(number, Fineness.COARSE, 0).key
        connection.execute("DELETE FROM posting WHERE place >= ? AND place < ?", (first, first + (1 << _SEGMENT_BITS)))
        connection.execute("DELETE FROM segment WHERE number = ?", (number,))


def _between(
    connection: sqlite3.Connection, segment: int, fineness: Fineness, words: range
) -> Iterator[tuple[int, NDArray[np.void]]]:
    for key, data, crc in connection.execute(
        "SELECT place, rows, crc FROM posting WHERE place >= ? AND place < ? ORDER BY place",
        (Place(segment, fineness, words.start).key, Place(segment, fineness, words.stop - 1).key + (1 << _ROW_BITS)),
    ):
        yield _word_of(key), _unpacked(key, data, crc)


def _segments(connection: sqlite3.Connection) -> list[int]:
    return [int(number) for (number,) in connection.execute("SELECT number FROM segment ORDER BY number")]


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[int, bytes, int]]) -> None:
    connection.executemany("INSERT INTO posting (place, rows, crc) VALUES (?, ?, ?)", rows)


def _packed(place: Place, postings: NDArray[np.void]) -> Iterator[tuple[int, bytes, int]]:
    for row, first in enumerate(range(0, len(postings), ROW_POSTINGS)):
        key = replace(place, row=row).key
        data = postings[first : first + ROW_POSTINGS].tobytes()
        yield key, data, _crc(key, data)


def _unpacked(key: int, data: object, crc: object) -> NDArray[np.void]:
    if not isinstance(data, bytes) or not data or len(data) % POSTING.itemsize or _crc(key, data) != crc:
        raise DamagedError(f"row {key} of the postings does not agree with its checksum")
    return np.frombuffer(data, dtype=POSTING)


def _word_of(key: int) -> int:
    return key >> _ROW_BITS & (1 << _WORD_BITS) - 1


def _crc(key: int, data: bytes) -> int:
    return zlib.crc32(data, (key ^ key >> 32) & 0xFFFFFFFF)
