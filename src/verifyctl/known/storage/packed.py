"""The searchable hashes in the file: blocks of some 4,096 rows, and a tail that becomes the next block."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.pdq import MIN_QUALITY
from verifyctl.known.storage.hashes import BYTES, CONTENT, PHASH, HashIndex, ShortHashes
from verifyctl.known.storage.state import DamagedError, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.model.matches import Hashes

BLOCK_ROWS = 4096
MAX_HASHES = 50_000_000  # what fits in memory; a state that counts more is no honest one
_LEAST_BITS = 16  # a pHash has 32 of 64 bits, because it is cut at the median; that of a blank page has one
_ROW_BYTES = 4 + 1 + BYTES

Row = tuple[int, int, bytes]
"""An image's number, flags, and a hash of 32 bytes."""


def rows_of(number: int, hashes: Hashes) -> tuple[Row, ...]:
    """What is searched of an image: the hash of the whole and of its content rectangle, where they mean something.

    A pHash is searched where there is no PDQ. Flat pictures and qualities below 50 are never matched by hash, nor are
    pHashes with next to no bits, as flat pictures have them. A PDQ without a quality, from a list, is taken as it is.
    """
    if hashes.flat:
        return ()
    rows = []
    if hashes.pdq is None and hashes.phash is not None and int(hashes.phash, 16).bit_count() >= _LEAST_BITS:
        rows.append((number, PHASH, bytes.fromhex(hashes.phash).ljust(BYTES, b"\0")))
    if hashes.pdq is not None and (hashes.pdq_quality is None or hashes.pdq_quality >= MIN_QUALITY):
        rows.append((number, 0, bytes.fromhex(hashes.pdq)))
    if hashes.content is not None and hashes.content.quality >= MIN_QUALITY:
        rows.append((number, CONTENT, bytes.fromhex(hashes.content.pdq)))
    return tuple(rows)


def insert(connection: sqlite3.Connection, state: State, rows: Sequence[Row]) -> State:
    """Put rows into the tail, and pack it when it is long enough. Returns the new state, which the caller writes."""
    connection.executemany(
        "INSERT INTO hash_tail (item, flags, pdq, crc) VALUES (?, ?, ?, ?)",
        [(number, flags, pdq, _row_crc(number, flags, pdq)) for number, flags, pdq in rows],
    )
    state = replace(state, hashes=state.hashes + len(rows), loose=state.loose + len(rows))
    if state.loose < BLOCK_ROWS:
        return state
    _pack_tail(connection)
    return replace(state, loose=0)


def delete(connection: sqlite3.Connection, state: State, number: int) -> State:
    """Take an image's rows out. Returns the new state, which the caller writes. Raises DamagedError."""
    loose = connection.execute("DELETE FROM hash_tail WHERE item = ?", (number,)).rowcount
    packed = 0
    blocks = connection.execute(
        "SELECT number, rows, crc FROM hash_block WHERE low <= ? AND high >= ?", (number, number)
    ).fetchall()
    for block, data, crc in blocks:
        numbers, flags, pdq = _unpacked(block, data, crc)
        keep = numbers != number
        if keep.all():
            continue
        packed += int(len(keep) - keep.sum())
        connection.execute("DELETE FROM hash_block WHERE number = ?", (block,))
        if keep.any():
            _write(connection, block, numbers[keep], flags[keep], pdq[keep])
    return replace(state, hashes=state.hashes - loose - packed, loose=state.loose - loose)


def split(every: HashIndex) -> tuple[HashIndex, ShortHashes]:
    """PDQ hashes and pHashes apart."""
    short = every.flags == PHASH
    if not short.any():
        return every, ShortHashes(every.numbers[:0], every.pdq[:0, :8])
    rest = HashIndex(every.numbers[~short], every.flags[~short], every.pdq[~short])
    return rest, ShortHashes(every.numbers[short], every.pdq[short, :8])


def load(connection: sqlite3.Connection, state: State) -> HashIndex:
    """All rows in memory, of every kind. Raises DamagedError where a block is damaged or rows are missing."""
    expected = state.hashes
    if expected > MAX_HASHES:
        raise DamagedError("its state counts more hashes than a store can hold")
    numbers = np.empty(expected, dtype=np.uint32)
    flags = np.empty(expected, dtype=np.uint8)
    pdq = np.empty((expected, BYTES), dtype=np.uint8)
    at = 0
    for block, data, crc in connection.execute("SELECT number, rows, crc FROM hash_block ORDER BY number"):
        found = _unpacked(block, data, crc)
        end = at + len(found[0])
        if end > expected:
            break
        numbers[at:end], flags[at:end], pdq[at:end] = found
        at = end
    tail = _tail(connection)
    if len(tail[0]) != state.loose or at + len(tail[0]) != expected:
        raise DamagedError("hashes are missing, or there are too many")
    numbers[at:], flags[at:], pdq[at:] = tail
    return HashIndex(numbers, flags, pdq)


def _pack_tail(connection: sqlite3.Connection) -> None:
    numbers, flags, pdq = _tail(connection)
    block = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM hash_block").fetchone()[0]
    _write(connection, block, numbers, flags, pdq)
    connection.execute("DELETE FROM hash_tail")


def _tail(connection: sqlite3.Connection) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint8]]:
    rows = []
    try:
        for item, flags, pdq, crc in connection.execute(
            "SELECT item, flags, pdq, crc FROM hash_tail ORDER BY item, flags"
        ):
            if len(pdq) != BYTES or _row_crc(item, flags, pdq) != crc:
                raise DamagedError(f"a hash of image {item} does not agree with its checksum")
            rows.append((item, flags, pdq))
        return (
            np.array([item for item, _, _ in rows], dtype=np.uint32),
            np.array([flags for _, flags, _ in rows], dtype=np.uint8),
            np.frombuffer(b"".join(pdq for _, _, pdq in rows), dtype=np.uint8).reshape(-1, BYTES),
        )
    except (OverflowError, ValueError, TypeError) as error:
        raise DamagedError("a hash is not of the form that was written") from error


def _write(
    connection: sqlite3.Connection,
    block: int,
    numbers: NDArray[np.uint32],
    flags: NDArray[np.uint8],
    pdq: NDArray[np.uint8],
) -> None:
    data = numbers.astype("<u4").tobytes() + flags.tobytes() + pdq.tobytes()
    connection.execute(
        "INSERT INTO hash_block (number, low, high, rows, crc) VALUES (?, ?, ?, ?, ?)",
        (block, int(numbers.min()), int(numbers.max()), data, _crc(block, data)),
    )


def _unpacked(block: int, data: object, crc: object) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint8]]:
    if not isinstance(data, bytes) or not data or len(data) % _ROW_BYTES or _crc(block, data) != crc:
        raise DamagedError(f"block {block} of the hashes does not agree with its checksum")
    count = len(data) // _ROW_BYTES
    return (
        np.frombuffer(data, dtype="<u4", count=count).astype(np.uint32),
        np.frombuffer(data, dtype=np.uint8, count=count, offset=4 * count),
        np.frombuffer(data, dtype=np.uint8, offset=5 * count).reshape(count, BYTES),
    )


def _row_crc(number: int, flags: int, pdq: bytes) -> int:
    return zlib.crc32(pdq, (number * 4 + flags) & 0xFFFFFFFF)


def _crc(block: int, data: bytes) -> int:
    return zlib.crc32(data, block & 0xFFFFFFFF)
