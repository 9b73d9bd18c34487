"""A store of known images: one SQLite file, added to by many processes at once, searched as it stood at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from verifyctl.errors import StoreError
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.features import Features, Fineness, unpack
from verifyctl.known.items import ID_DIGITS, Change, Description, KnownItem, described, merged
from verifyctl.known.storage import kept, packed, records, segments, sums
from verifyctl.known.storage.hashes import HashIndex
from verifyctl.known.storage.interface import Added, AddedAs, Exact, Problem, Stored
from verifyctl.known.storage.kept import Kind
from verifyctl.known.storage.schema import errors_of, open_for_adding, open_for_reading
from verifyctl.known.storage.segments import SegmentPostings
from verifyctl.known.storage.state import MAX_NUMBER, DamagedError, State
from verifyctl.model.dates import utc_text


class Store:
    """An open store, as `interface.KnownStore` has it: `open` to read, `create` to add; either is a context manager.

    `name` is how messages call the store. Every method raises StoreError for a damaged file.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._hashes: HashIndex | None = None
        self.name = name

    @classmethod
    def open(cls, path: Path, *, name: str | None = None) -> Self:
        """Open for reading, as the store stands now; what others add meanwhile is not seen."""
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
        version = self._state().hash_version
        if version != HASH_VERSION:
            raise StoreError(
                f"{self.name}: its hashes were made as {version}, this version of verifyctl makes {HASH_VERSION}; "
                "they cannot be compared",
                hint="Build the store anew from the images, or search it with the version of verifyctl that made it.",
            )

    @property
    def count(self) -> int:
        """The number of images."""
        return self._state().items

    def digest(self) -> str:
        """`sha256:` and a digest over what is held, whatever the order, time and place of adding (see `sums`)."""
        return sums.digest(self._state().sum)

    def exact(self, sha256: str | None, pixel_digest: str | None) -> Exact:
        """The images with these bytes or pixels; `sha256` is hexadecimal, `pixel_digest` begins with `sha256:`."""
        with errors_of(self.name):
            row = None if sha256 is None else records.by_id(self._connection, sha256[:ID_DIGITS])
            found = None if row is None else records.stored(row)
            same_bytes = found.number if found is not None and found.item.sha256 == sha256 else None
            same_pixels = [] if pixel_digest is None else records.by_pixels(self._connection, pixel_digest)
        return Exact(same_bytes, tuple(each.number for each in same_pixels if each.number != same_bytes))

    def hashes(self) -> HashIndex:
        """The perceptual hashes that may be searched, in memory; read once and kept."""
        if self._hashes is None:
            with errors_of(self.name):
                self._hashes = packed.load(self._connection, State.read(self._connection))
        return self._hashes

    def postings(self) -> SegmentPostings:
        """The inverted file of local features as it stands now."""
        with errors_of(self.name):
            return SegmentPostings(self._connection, State.read(self._connection), self.name)

    def features(self, number: int, fineness: Fineness) -> Features | None:
        """The local features of an image; None where none are kept. Raises KeyError for a number that is not held."""
        with errors_of(self.name):
            found = segments.features_of(self._connection, number, fineness)
            self._require(number, found)
            return found

    def rendition(self, number: int) -> bytes | None:
        """The JPEG that is kept of a page, grey; None where none is. Raises KeyError for a number that is not held."""
        with errors_of(self.name):
            found = kept.read(self._connection, number, Kind.RENDITION)
            self._require(number, found)
            return found

    def item(self, number: int) -> Stored:
        """The record with this number. Raises KeyError where there is none."""
        with errors_of(self.name):
            row = records.by_number(self._connection, number)
            if row is None:
                raise KeyError(number)
            return records.stored(row)

    def number_of(self, id_: str) -> int | None:
        """The number of the image with this id of sixteen hexadecimal digits; None where there is none."""
        with errors_of(self.name):
            row = records.by_id(self._connection, id_)
            return None if row is None else records.stored(row).number

    def items(self) -> Iterator[Stored]:
        """Every record, in ascending order of ids."""
        with errors_of(self.name):
            yield from records.in_order(self._connection)

    def check(self) -> Iterator[Problem]:
        """Hold everything in the store against everything else, as it stands at one moment; yields what does not agree.

        Reads the whole store. Nothing is raised for damage.
        """
        from verifyctl.known.storage.check import problems

        begun = not self._connection.in_transaction
        if begun:
            self._connection.execute("BEGIN")
        try:
            yield from problems(self._connection)
        finally:
            if begun:
                self._connection.execute("ROLLBACK")

    def add(
        self,
        item: KnownItem,
        added_at: datetime,
        *,
        added_by: str | None = None,
        features: Mapping[Fineness, bytes] | None = None,
        rendition: bytes | None = None,
    ) -> Added:
        """Add an image with what is kept of it, or merge it into the record of the same image.

        On return it is on the disk; inside `together`, when that block has ended. `features` are as `features.pack`
        writes them. What is kept of an image already stays as it is, with who added it when. Raises StoreError, and
        ValueError where old and new description contradict each other, or something is not of the form it should have.
        """
        given = {kept.of_fineness(fineness): data for fineness, data in (features or {}).items()}
        for fineness, data in (features or {}).items():
            if unpack(data).fineness is not fineness:  # found out later, it would stop everybody's additions
                raise ValueError(f"packed features: not {fineness} ones")
        if rendition is not None:
            given[Kind.RENDITION] = rendition
        if item.sha256 is not None and item.hashes.version != HASH_VERSION:
            raise ValueError(f"its hashes were made as {item.hashes.version}, this store's as {HASH_VERSION}")
        with errors_of(self.name), self._transaction():
            state = State.read(self._connection)
            row = records.by_id(self._connection, item.id)
            if row is None:
                self._insert(state, item, added_at, added_by, given)
                return Added(id=item.id, status=AddedAs.ADDED)
            old = records.stored(row)
            self._require_same(old.item, item)
            new, changes = merged(old.item, item)
            return self._put(state, old, new, changes, given)

    def update(self, number: int, said: Description, *, withdrawn: Iterable[str] = ()) -> Added:
        """Say something more of an image; the fields named in `withdrawn` become absent.

        Raises KeyError where the number is not held, ValueError where the result is no valid description.
        """
        with errors_of(self.name), self._transaction():
            state = State.read(self._connection)
            old = self.item(number)
            new, changes = described(old.item, said, withdrawn)
            return self._put(state, old, new, changes, {})

    def remove(self, number: int) -> None:
        """Take an image and all that is kept of it out of the store, and overwrite its place in the file.

        Raises KeyError where there is none.
        """
        with errors_of(self.name), self._transaction():
            # Elsewhere, freed pages are not overwritten: that would write every merged segment once more.
            self._connection.execute("PRAGMA secure_delete = ON")
            try:
                self._remove(self.item(number))
            finally:
                self._connection.execute("PRAGMA secure_delete = OFF")

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes as one: on the disk when the block ends, all undone if it raises.

        Others cannot add meanwhile, so a block should not take long.
        """
        with errors_of(self.name), self._transaction():
            yield

    def _state(self) -> State:
        with errors_of(self.name):
            return State.read(self._connection)

    def _require(self, number: int, found: object) -> None:
        if found is None and records.by_number(self._connection, number) is None:
            raise KeyError(number)

    def _require_same(self, old: KnownItem, new: KnownItem) -> None:
        told_by = [
            (each.sha256,) if each.sha256 else (None, each.hashes.pdq or each.hashes.phash) for each in (old, new)
        ]
        if told_by[0] != told_by[1]:
            raise StoreError(
                f"{self.name}: another image's digest begins with the same digits, {new.id}",
                hint="That does not happen by chance. Keep the image in a store of its own.",
            )

    def _insert(
        self, state: State, item: KnownItem, added_at: datetime, added_by: str | None, given: Mapping[Kind, bytes]
    ) -> None:
        number = state.next
        if number > MAX_NUMBER:
            raise DamagedError("its numbers are used up")
        records.insert(self._connection, number, item, added_at=utc_text(added_at), added_by=added_by)
        state = replace(state, items=state.items + 1, next=number + 1)
        state = state.with_part(sums.element(item.id, "record", records.digest_of(item)))
        state = packed.insert(self._connection, state, packed.rows_of(number, item.hashes))
        self._keep(state, number, item.id, given).write(self._connection)

    def _put(
        self, state: State, old: Stored, new: KnownItem, changes: tuple[Change, ...], given: Mapping[Kind, bytes]
    ) -> Added:
        """The new record in the place of the old one, and what was not kept before."""
        there = kept.digests(self._connection, old.number)
        lacking = {kind: data for kind, data in given.items() if kind not in there}
        if new == old.item and not lacking:
            return Added(id=new.id, status=AddedAs.UNCHANGED)
        before = records.digest_at(self._connection, old.number)
        records.rewrite(self._connection, old.number, new)
        state = state.without_part(sums.element(new.id, "record", before))
        state = state.with_part(sums.element(new.id, "record", records.digest_of(new)))
        rows = packed.rows_of(old.number, new.hashes)
        if rows != packed.rows_of(old.number, old.item.hashes):
            state = packed.insert(self._connection, packed.delete(self._connection, state, old.number), rows)
        if set(lacking) & kept.FEATURES and set(there) & kept.FEATURES:
            state = segments.forget(self._connection, state, old.number)  # to be filed once more, with all it has
        self._keep(state, old.number, new.id, lacking).write(self._connection)
        more = tuple(Change(field=kind.name.lower()) for kind in lacking)
        return Added(id=new.id, status=AddedAs.UPDATED, changes=(*changes, *more))

    def _keep(self, state: State, number: int, id_: str, given: Mapping[Kind, bytes]) -> State:
        for kind, data in given.items():
            digest = kept.write(self._connection, number, kind, data)
            state = state.with_part(sums.element(id_, kind.name.lower(), digest))
        if set(given) & kept.FEATURES:
            state = segments.file(self._connection, state, number)
        return state

    def _remove(self, old: Stored) -> None:
        state = State.read(self._connection)
        there = kept.digests(self._connection, old.number)
        if set(there) & kept.FEATURES:
            state = segments.forget(self._connection, state, old.number)
        state = packed.delete(self._connection, state, old.number)
        kept.delete(self._connection, old.number)
        parts = {kind.name.lower(): digest for kind, digest in there.items()}
        parts["record"] = records.digest_at(self._connection, old.number)
        records.delete(self._connection, old.number)
        for kind, digest in parts.items():
            state = state.without_part(sums.element(old.item.id, kind, digest))
        replace(state, items=state.items - 1).write(self._connection)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        inside = self._connection.in_transaction
        self._connection.execute("SAVEPOINT part" if inside else "BEGIN IMMEDIATE")
        self._hashes = None
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself ends it where the disk is full
                self._connection.execute("ROLLBACK TO part" if inside else "ROLLBACK")
            if inside and self._connection.in_transaction:
                self._connection.execute("RELEASE part")
            raise
        self._connection.execute("RELEASE part" if inside else "COMMIT")
