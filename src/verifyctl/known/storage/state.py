"""The one row that says what a store holds as a whole, with a checksum of its own."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass, replace
from typing import Self

from verifyctl.known.storage import sums

MAX_NUMBER = 2**32 - 1

_READ = "SELECT hash_version, items, hashes, loose, unfiled, next, sum, crc FROM state"
_WRITE = (
    "REPLACE INTO state (one, hash_version, items, hashes, loose, unfiled, next, sum, crc) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class DamagedError(Exception):
    """Something in a store is not as it was written; becomes a StoreError that names the store."""


@dataclass(frozen=True)
class State:
    """What holds for the store as a whole.

    `hash_version` is how the hashes were made; `items` and `hashes` count images and searchable hashes, `loose` the
    hashes that wait to be packed, `unfiled` the images whose features wait to be filed; `next` is the next image's
    number, and `sum` the state of the running digest (`sums`).
    """

    hash_version: str
    items: int = 0
    hashes: int = 0
    loose: int = 0
    unfiled: int = 0
    next: int = 1
    sum: bytes = sums.EMPTY

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Self:
        """The state. Raises DamagedError."""
        row = connection.execute(_READ).fetchone()
        if row is None:
            raise DamagedError("its state is missing")
        kinds = (str, int, int, int, int, int, bytes, int)
        if not all(isinstance(value, kind) for value, kind in zip(row, kinds, strict=True)):
            raise DamagedError("its state is not of the form that was written")
        found = cls(*row[:7])
        if found._crc() != row[7] or len(found.sum) != sums.STATE_BYTES or min(row[1:6]) < 0:
            raise DamagedError("its state does not agree with its checksum")
        return found

    def write(self, connection: sqlite3.Connection) -> None:
        """Put this state in the place of the old one."""
        connection.execute(_WRITE, (*self._numbers(), self.sum, self._crc()))

    def with_part(self, part: bytes) -> Self:
        """The state after a part was added to what the digest covers."""
        return replace(self, sum=sums.plus(self.sum, part))

    def without_part(self, part: bytes) -> Self:
        """The state after a part was taken from what the digest covers."""
        return replace(self, sum=sums.minus(self.sum, part))

    def _crc(self) -> int:
        numbers = " ".join(str(value) for value in self._numbers())
        return zlib.crc32(self.sum, zlib.crc32(numbers.encode("utf-8", "surrogatepass")))

    def _numbers(self) -> tuple[str | int, ...]:
        return self.hash_version, self.items, self.hashes, self.loose, self.unfiled, self.next
