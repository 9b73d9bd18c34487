"""What is kept of an image beside its record: its features and its rendition, each with its SHA-256."""

from __future__ import annotations

import hashlib
import sqlite3
from enum import IntEnum

from verifyctl.known.features import Fineness
from verifyctl.known.storage.state import DamagedError


class Kind(IntEnum):
    """What is kept. The numbers stand in the file."""

    COARSE = 1
    FINE = 2
    RENDITION = 3


FEATURES = frozenset({Kind.COARSE, Kind.FINE})

_KIND_BITS = 2
_KINDS = (1 << _KIND_BITS) - 1


def place(number: int, kind: Kind) -> int:
    """The row's number in the table; what is kept of one image lies together."""
    return number << _KIND_BITS | kind


def of_fineness(fineness: Fineness) -> Kind:
    """The kind under which features are kept."""
    return Kind.FINE if fineness is Fineness.FINE else Kind.COARSE


def read(connection: sqlite3.Connection, number: int, kind: Kind) -> bytes | None:
    """What is kept, None where nothing is. Raises DamagedError where it is not what was written."""
    row = connection.execute("SELECT data, digest FROM kept WHERE place = ?", (place(number, kind),)).fetchone()
    if row is None:
        return None
    data, digest = row
    if not isinstance(data, bytes) or hashlib.sha256(data).digest() != digest:
        raise DamagedError(f"the {kind.name.lower()} of image {number} does not agree with its digest")
    return data


def digests(connection: sqlite3.Connection, number: int) -> dict[Kind, bytes]:
    """The SHA-256 of everything that is kept of an image. Raises DamagedError."""
    rows = connection.execute("SELECT place, digest FROM kept WHERE place BETWEEN ? AND ?", _places(number)).fetchall()
    try:
        return {Kind(where & _KINDS): bytes(digest) for where, digest in rows}
    except (ValueError, TypeError) as error:
        raise DamagedError(f"what is kept of image {number} is not of the form that was written") from error


def write(connection: sqlite3.Connection, number: int, kind: Kind, data: bytes) -> bytes:
    """Keep something; returns its SHA-256."""
    digest = hashlib.sha256(data).digest()
    connection.execute("INSERT INTO kept (place, digest, data) VALUES (?, ?, ?)", (place(number, kind), digest, data))
    return digest


def delete(connection: sqlite3.Connection, number: int) -> None:
    """Keep nothing of an image any more."""
    connection.execute("DELETE FROM kept WHERE place BETWEEN ? AND ?", _places(number))


def _places(number: int) -> tuple[int, int]:
    return number << _KIND_BITS, number << _KIND_BITS | _KINDS
