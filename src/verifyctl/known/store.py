"""A store of known images: one SQLite file, added to by many processes at once, searched as it stood at one moment."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError

from verifyctl.errors import StoreError
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.items import Change, KnownItem, merged
from verifyctl.known.schema import REPAIR, failure, open_for_adding, open_for_reading
from verifyctl.model.base import Model
from verifyctl.model.dates import utc_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DIGEST_OF = b"verifyctl.known/1\n"


class AddedAs(StrEnum):
    """What an addition did to the store."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Added(Model):
    """The acknowledgement of an addition: it is on the disk. `changes` say what an update replaced."""

    id: str
    status: AddedAs
    changes: tuple[Change, ...] = ()


class Stored(Model):
    """A record with the time of adding, ISO 8601 UTC. That time is no part of the store's digest."""

    added_at: str
    item: KnownItem


@dataclass(frozen=True)
class Index:
    """All records as columns of equal length, in ascending order of SHA-256.

    `pdq` has shape (n, 32), dtype uint8; `flat` has shape (n,), dtype bool.
    """

    sha256: tuple[str, ...]
    pixel_digests: tuple[str, ...]
    pdq: NDArray[np.uint8]
    flat: NDArray[np.bool_]


class Store:
    """An open store. Use `open` to read and `create` to add; either is a context manager.

    `name` is how messages call the store. Every method raises StoreError for a damaged file.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self.name = name

    @classmethod
    def open(cls, path: Path, *, name: str | None = None) -> Self:
        """Open for reading. What others add meanwhile is not seen."""
        called = name if name is not None else str(path)
        return cls(open_for_reading(path, called), called)

    @classmethod
    def create(cls, path: Path, *, name: str | None = None) -> Self:
        """Open for adding; made where there is none yet."""
        called = name if name is not None else str(path)
        store = cls(open_for_adding(path, called, hash_version=HASH_VERSION), called)
        try:
            store.require_current_hashes()
        except StoreError:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to do so folds the log into it."""
        self._connection.close()

    def require_current_hashes(self) -> None:
        """Raise StoreError where the store's hashes were made in another way than ours: nothing would be found."""
        with self._errors():
            row = self._connection.execute("SELECT value FROM meta WHERE key = 'hash_version'").fetchone()
        if row is None or row[0] != HASH_VERSION:
            raise _other_hashes(self.name, row[0] if row else "unknown")

    def add(self, item: KnownItem, added_at: datetime) -> Added:
        """Add a record, or merge it into the one of the same bytes. On return it is on the disk.

        Raises StoreError, and ValueError where old and new description contradict each other.
        """
        with self._errors(), self._transaction():
            row = self._row(item.sha256)
            if row is None:
                self._insert(item, added_at)
                return Added(id=item.id, status=AddedAs.ADDED)
            old = self._item(item.sha256, *row)
            new, changes = merged(old, item)
            if new == old:
                return Added(id=item.id, status=AddedAs.UNCHANGED)
            self._replace(new)
            return Added(id=item.id, status=AddedAs.UPDATED, changes=changes)

    def items(self) -> Iterator[Stored]:
        """Every record, in ascending order of SHA-256."""
        with self._errors():
            rows = self._connection.execute("SELECT sha256, content, digest, added_at FROM item ORDER BY sha256")
            for sha256, content, digest, added_at in rows:
                yield Stored(added_at=str(added_at), item=self._item(sha256, content, digest))

    def item(self, sha256: str) -> KnownItem:
        """The record of the bytes with this digest. Raises KeyError where there is none."""
        with self._errors():
            row = self._row(sha256)
        if row is None:
            raise KeyError(sha256)
        return self._item(sha256, *row)

    @property
    def count(self) -> int:
        """The number of images."""
        with self._errors():
            return int(self._connection.execute("SELECT count(*) FROM item").fetchone()[0])

    def digest(self) -> str:
        """`sha256:` and a digest over what is held, whatever the order, time and place of adding.

        It is the SHA-256 of the line `verifyctl.known/1` followed by the SHA-256 (32 bytes each) of every record's
        canonical JSON, those in ascending order.
        """
        with self._errors():
            rows = self._connection.execute("SELECT digest FROM item ORDER BY digest").fetchall()
        return "sha256:" + hashlib.sha256(_DIGEST_OF + b"".join(digest for (digest,) in rows)).hexdigest()

    def matrix(self) -> NDArray[np.uint8]:
        """The PDQ hashes in ascending order of SHA-256; shape (n, 32)."""
        return self.index().pdq

    def index(self) -> Index:
        """The columns that a search scans, each record held against its digest while it is read."""
        import numpy as np

        with self._errors():
            rows = self._connection.execute("SELECT sha256, content, digest FROM item ORDER BY sha256").fetchall()
        records = [self._record(*row) for row in rows]
        try:
            hashes = [record["hashes"] for record in records]
            others = {str(each["version"]) for each in hashes} - {HASH_VERSION}
            pdq = np.frombuffer(b"".join(bytes.fromhex(each["pdq"]) for each in hashes), dtype=np.uint8)
            found = Index(
                sha256=tuple(sha256 for sha256, _, _ in rows),
                pixel_digests=tuple(record["pixel_digest"] for record in records),
                pdq=pdq.reshape(len(rows), 32),
                flat=np.array([each["flat"] for each in hashes], dtype=np.bool_),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged() from error
        if others:
            raise _other_hashes(self.name, min(others))
        return found

    def _row(self, sha256: str) -> tuple[object, object] | None:
        found: tuple[object, object] | None = self._connection.execute(
            "SELECT content, digest FROM item WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return found

    def _replace(self, item: KnownItem) -> None:
        content = item.content()
        self._connection.execute(
            "UPDATE item SET content = ?, digest = ? WHERE sha256 = ?",
            (content, hashlib.sha256(content).digest(), item.sha256),
        )

    def _insert(self, item: KnownItem, added_at: datetime) -> None:
        content = item.content()
        try:
            self._connection.execute(
                "INSERT INTO item (sha256, id, added_at, digest, content) VALUES (?, ?, ?, ?, ?)",
                (item.sha256, item.id, utc_text(added_at), hashlib.sha256(content).digest(), content),
            )
        except sqlite3.IntegrityError as error:
            raise StoreError(
                f"{self.name}: another file's SHA-256 begins with the same digits, {item.id}",
                hint="That does not happen by chance. Keep the image in a store of its own.",
            ) from error

    def _record(self, sha256: object, content: object, digest: object) -> dict[str, Any]:
        """A record as JSON, after its bytes were held against their digest."""
        if not isinstance(content, bytes) or hashlib.sha256(content).digest() != digest:
            raise self._damaged()
        record = json.loads(content)
        if not isinstance(record, dict) or record.get("sha256") != sha256:
            raise self._damaged()
        return record

    def _item(self, sha256: object, content: object, digest: object) -> KnownItem:
        self._record(sha256, content, digest)
        try:
            return KnownItem.model_validate_json(content if isinstance(content, bytes) else b"")
        except ValidationError as error:
            raise self._damaged() from error

    def _damaged(self) -> StoreError:
        return StoreError(f"{self.name}: a record does not agree with its digest", hint=REPAIR)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise failure(self.name, error) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _other_hashes(name: str, version: str) -> StoreError:
    return StoreError(
        f"{name}: its hashes were made as {version}, this version of verifyctl makes {HASH_VERSION}; "
        "they cannot be compared",
        hint="Build the store anew from the images, or search it with the version of verifyctl that made it.",
    )
