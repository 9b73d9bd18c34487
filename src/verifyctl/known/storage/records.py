"""The records in the file: looked up by number, id or pixels, each held against its digest when it is read."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from pydantic import ValidationError

from verifyctl.known.items import KnownItem
from verifyctl.known.storage.interface import Stored
from verifyctl.known.storage.state import DamagedError

_KEY_BYTES = 8
_SELECT = "SELECT number, id, added_at, added_by, digest, content FROM item "

Row = tuple[object, ...]


def by_number(connection: sqlite3.Connection, number: int) -> Row | None:
    """The row with this number."""
    row: Row | None = connection.execute(_SELECT + "WHERE number = ?", (number,)).fetchone()
    return row


def by_id(connection: sqlite3.Connection, id_: str) -> Row | None:
    """The row with this id of sixteen hexadecimal digits; None also for what is no such id."""
    try:
        key = bytes.fromhex(id_)
    except ValueError:
        return None
    row: Row | None = connection.execute(_SELECT + "WHERE id = ?", (key,)).fetchone()
    return row


def by_pixels(connection: sqlite3.Connection, pixel_digest: str) -> list[Stored]:
    """The records with these pixels, ascending by number. Raises DamagedError."""
    rows = connection.execute(_SELECT + "WHERE pixels = ? ORDER BY number", (_pixel_key(pixel_digest),)).fetchall()
    return [found for row in rows if (found := stored(row)).item.pixel_digest == pixel_digest]


def in_order(connection: sqlite3.Connection) -> Iterator[Stored]:
    """Every record, in ascending order of ids. Raises DamagedError."""
    for row in connection.execute(_SELECT + "ORDER BY id"):
        yield stored(row)


def number_by_id(connection: sqlite3.Connection, id_: str) -> int | None:
    """The number under which the index has this id."""
    row = connection.execute("SELECT number FROM item WHERE id = ?", (bytes.fromhex(id_),)).fetchone()
    return None if row is None else int(row[0])


def numbers_by_pixels(connection: sqlite3.Connection, pixel_digest: str) -> set[int]:
    """The numbers under which the index has these pixels, or others that begin with the same digits."""
    rows = connection.execute("SELECT number FROM item WHERE pixels = ?", (_pixel_key(pixel_digest),)).fetchall()
    return {int(number) for (number,) in rows}


def stored(row: Row) -> Stored:
    """A record after its bytes were held against their digest. Raises DamagedError."""
    number, id_, added_at, added_by, digest, content = row
    if not isinstance(content, bytes) or hashlib.sha256(content).digest() != digest:
        raise DamagedError("a record does not agree with its digest")
    try:
        item = KnownItem.model_validate_json(content)
        if bytes.fromhex(item.id) != id_:
            raise DamagedError("a record does not agree with its digest: it is that of another image")
        return Stored.model_validate({"number": number, "added_at": added_at, "added_by": added_by, "item": item})
    except ValidationError as error:
        raise DamagedError("a record is not of the form that was written") from error


def digest_at(connection: sqlite3.Connection, number: int) -> bytes:
    """The SHA-256 that is kept with the record with this number. Raises DamagedError."""
    row = connection.execute("SELECT digest FROM item WHERE number = ?", (number,)).fetchone()
    if row is None or not isinstance(row[0], bytes):
        raise DamagedError("a record is not of the form that was written")
    return row[0]


def insert(
    connection: sqlite3.Connection, number: int, item: KnownItem, *, added_at: str, added_by: str | None
) -> bytes:
    """Write a new record; returns the SHA-256 of its canonical bytes."""
    content = item.content()
    digest = hashlib.sha256(content).digest()
    connection.execute(
        "INSERT INTO item (number, id, pixels, added_at, added_by, digest, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, bytes.fromhex(item.id), _pixel_key(item.pixel_digest), added_at, added_by, digest, content),
    )
    return digest


def rewrite(connection: sqlite3.Connection, number: int, item: KnownItem) -> bytes:
    """Write a record in the place of the one with this number; returns the SHA-256 of its canonical bytes."""
    content = item.content()
    digest = hashlib.sha256(content).digest()
    connection.execute(
        "UPDATE item SET pixels = ?, digest = ?, content = ? WHERE number = ?",
        (_pixel_key(item.pixel_digest), digest, content, number),
    )
    return digest


def delete(connection: sqlite3.Connection, number: int) -> None:
    """Take a record out."""
    connection.execute("DELETE FROM item WHERE number = ?", (number,))


def _pixel_key(pixel_digest: str | None) -> bytes | None:
    return None if pixel_digest is None else bytes.fromhex(pixel_digest.removeprefix("sha256:"))[:_KEY_BYTES]
