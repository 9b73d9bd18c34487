"""The inverted file of local features in SQLite: for each segment, fineness and word a packed row of postings.

It is written in the way of a log-structured merge (O'Neil, Cheng, Gawlick, O'Neil: "The Log-Structured Merge-Tree
(LSM-Tree)", Acta Informatica 33, 1996): an image is filed under nothing at first, it only waits in a tail. When 64 of
them wait they become a segment of level 0, and four segments of one level become one of the next, up to level 4 with
about 16,000 images. So every posting is written five times at most, and a search reads the probed words of a few
segments.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.features import Features, Fineness, unpack
from verifyctl.known.postings import POSTING, MemoryPostings, entries
from verifyctl.known.storage.kept import of_fineness, read
from verifyctl.known.storage.schema import errors_of
from verifyctl.known.storage.state import MAX_NUMBER, DamagedError, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Entries = tuple[NDArray[np.uint16], NDArray[np.void]]
    _Data = bytes | memoryview

TAIL_IMAGES = 64
MERGED = 4
LAST_LEVEL = 4
ROW_POSTINGS = 16_384  # more under one word go into several rows, so that no value is too long for SQLite

_SIZE = POSTING.itemsize
_ROW_BITS = 12
_WORD_BITS = 16
_SEGMENT_BITS = _ROW_BITS + _WORD_BITS + 1
_OF_WORDS = (
    "SELECT place, rows, crc FROM json_each(?) AS word "
    "CROSS JOIN posting ON place >= word.value AND place < word.value + 4096"  # every row of the word
)
_MERGED_AT_ONCE = 512  # words, so that a merge does not fill the memory


def key_of(segment: int, fineness: Fineness, word: int) -> int:
    """The place of a word's first row in the table; its further rows follow, then the next word's."""
    return (((segment << 1 | (fineness is Fineness.FINE)) << _WORD_BITS) + word) << _ROW_BITS


def file(connection: sqlite3.Connection, state: State, number: int) -> State:
    """Have an image's features found; when enough wait, make a segment of them. Returns the new state.

    Raises DamagedError where features that waited are not what was written.
    """
    connection.execute("INSERT INTO feature_tail (item) VALUES (?)", (number,))
    state = replace(state, unfiled=state.unfiled + 1)
    if state.unfiled < TAIL_IMAGES:
        return state
    images = _waiting(connection)
    segment = _new_segment(connection, level=0, images=len(images))
    for fineness in Fineness:
        _write(connection, segment, fineness, _entries(connection, images, fineness))
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
                _take_out(connection, segment, fineness, word, number)
    return state


def _take_out(connection: sqlite3.Connection, segment: int, fineness: Fineness, word: int, number: int) -> None:
    parts = [data for _, data in _between(connection, segment, fineness, range(word, word + 1))]
    rows = np.frombuffer(b"".join(parts), dtype=POSTING)
    keep = rows["owner"] != number
    if keep.all():
        return
    key = key_of(segment, fineness, word)
    connection.execute("DELETE FROM posting WHERE place >= ? AND place < ?", (key, key + (1 << _ROW_BITS)))
    _insert(connection, _packed(key, rows[keep].tobytes()))


class SegmentPostings:
    """The inverted file of a store as it stood when this was made; implements `known.postings.Postings`."""

    def __init__(self, connection: sqlite3.Connection, state: State, name: str) -> None:
        """Raises DamagedError where images that wait in the tail are missing."""
        self._connection = connection
        self._name = name
        self._segments = _segments(connection)
        self._waiting = _waiting(connection)
        self._tails: dict[Fineness, MemoryPostings] = {}
        if len(self._waiting) != state.unfiled:
            raise DamagedError("images that wait to be filed are missing")

    def read(self, fineness: Fineness, words: Iterable[int]) -> Iterator[tuple[int, NDArray[np.void]]]:
        """As `Postings.read`. Raises StoreError where a row is not what was written."""
        asked = sorted({int(word) for word in words})
        with errors_of(self._name):
            for segment in self._segments:
                yield from self._rows(segment, fineness, asked)
            tail = self._tail(fineness)
        yield from tail.read(fineness, asked)

    def everything(self) -> Iterator[tuple[Fineness, int, NDArray[np.void]]]:
        """Every row of every segment and of the tail, for checking: fineness, word, postings."""
        for segment in self._segments:
            for fineness in Fineness:
                for word, data in _between(self._connection, segment, fineness, range(1 << _WORD_BITS)):
                    yield fineness, word, np.frombuffer(data, dtype=POSTING)
        for fineness in Fineness:
            for word, rows in self._tail(fineness).read(fineness, range(1 << _WORD_BITS)):
                yield fineness, word, rows

    def _tail(self, fineness: Fineness) -> MemoryPostings:
        if fineness not in self._tails:
            self._tails[fineness] = MemoryPostings({fineness: _entries(self._connection, self._waiting, fineness)})
        return self._tails[fineness]

    def _rows(self, segment: int, fineness: Fineness, words: list[int]) -> Iterator[tuple[int, NDArray[np.void]]]:
        keys = json.dumps([key_of(segment, fineness, word) for word in words])
        for key, data, crc in self._connection.execute(_OF_WORDS, (keys,)):
            yield _word_of(key), np.frombuffer(_checked(key, data, crc), dtype=POSTING)


def _waiting(connection: sqlite3.Connection) -> list[int]:
    return _numbers(connection.execute("SELECT item FROM feature_tail ORDER BY item"))


def _entries(connection: sqlite3.Connection, numbers: list[int], fineness: Fineness) -> list[Entries]:
    found = []
    for number in numbers:
        features = features_of(connection, number, fineness)
        if features is not None:
            found.append(entries(number, features))
        elif fineness is Fineness.COARSE:  # fine ones are those of a page, which has coarse ones too
            raise DamagedError(f"the features of image {number} are missing")
    return found


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
    words, data = words[order], memoryview(postings[order].tobytes())
    begins = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
    ends = np.r_[begins[1:], len(words)]
    each = zip(words[begins].tolist(), (begins * _SIZE).tolist(), (ends * _SIZE).tolist(), strict=True)
    _insert(
        connection,
        chain.from_iterable(_packed(key_of(segment, fineness, word), data[begin:end]) for word, begin, end in each),
    )


def _merge(connection: sqlite3.Connection, level: int) -> None:
    """Make one segment of the next level out of four of this one."""
    old = connection.execute("SELECT number, images FROM segment WHERE level = ? ORDER BY number", (level,)).fetchall()
    if len(old) < MERGED:
        return
    merged = _new_segment(connection, level=level + 1, images=sum(images for _, images in old))
    for fineness in Fineness:
        for first in range(0, 1 << _WORD_BITS, _MERGED_AT_ONCE):
            words = range(first, first + _MERGED_AT_ONCE)
            by_word: dict[int, list[bytes]] = {}
            for number, _ in old:
                for word, data in _between(connection, number, fineness, words):
                    by_word.setdefault(word, []).append(data)
            _insert(
                connection,
                chain.from_iterable(
                    _packed(key_of(merged, fineness, word), b"".join(by_word[word])) for word in sorted(by_word)
                ),
            )
    for number, _ in old:
        first = key_of(number, Fineness.COARSE, 0)
        connection.execute("DELETE FROM posting WHERE place >= ? AND place < ?", (first, first + (1 << _SEGMENT_BITS)))
        connection.execute("DELETE FROM segment WHERE number = ?", (number,))


def _between(
    connection: sqlite3.Connection, segment: int, fineness: Fineness, words: range
) -> Iterator[tuple[int, bytes]]:
    for key, data, crc in connection.execute(
        "SELECT place, rows, crc FROM posting WHERE place >= ? AND place < ? ORDER BY place",
        (key_of(segment, fineness, words.start), key_of(segment, fineness, words.stop)),
    ):
        yield _word_of(key), _checked(key, data, crc)


def _segments(connection: sqlite3.Connection) -> list[int]:
    return _numbers(connection.execute("SELECT number FROM segment ORDER BY number"))


def _numbers(rows: Iterable[tuple[int]]) -> list[int]:
    numbers = [number for (number,) in rows]
    if not all(0 < number <= MAX_NUMBER for number in numbers):
        raise DamagedError("a number is not one that was given")
    return numbers


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[int, _Data, int]]) -> None:
    connection.executemany("INSERT INTO posting (place, rows, crc) VALUES (?, ?, ?)", rows)


def _packed(key: int, data: _Data) -> Iterator[tuple[int, _Data, int]]:
    """The rows of one word, whose first has this place."""
    for place, first in enumerate(range(0, len(data), ROW_POSTINGS * _SIZE), start=key):
        part = data[first : first + ROW_POSTINGS * _SIZE]
        yield place, part, _crc(place, part)


def _checked(key: int, data: object, crc: object) -> bytes:
    if not isinstance(data, bytes) or not data or len(data) % _SIZE or _crc(key, data) != crc:
        raise DamagedError(f"row {key} of the postings does not agree with its checksum")
    return data


def _word_of(key: int) -> int:
    return key >> _ROW_BITS & (1 << _WORD_BITS) - 1


def _crc(key: int, data: _Data) -> int:
    return zlib.crc32(data, (key ^ key >> 32) & 0xFFFFFFFF)
