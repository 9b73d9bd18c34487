"""A store of known images: one SQLite file, added to by many processes at once, searched as it stood at one moment."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self

from verifyctl.errors import StoreError
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.features import Features, Fineness, unpack
from verifyctl.known.items import ID_DIGITS, Description, KnownItem, described, is_same_image, merged
from verifyctl.known.storage import changes, kept, packed, records, segments, sums
from verifyctl.known.storage.hashes import HashIndex, ShortHashes
from verifyctl.known.storage.interface import Added, Exact, Problem, Stored, UnknownNumberError
from verifyctl.known.storage.kept import Kind
from verifyctl.known.storage.schema import errors_of, open_for_adding, open_for_reading
from verifyctl.known.storage.segments import SegmentPostings
from verifyctl.known.storage.state import State
from verifyctl.model.dates import utc_text


def made_as() -> str:
    """How the hashes are made, and under which words features are filed; stores made in another way find nothing."""
    return f"{HASH_VERSION},words{_vocabulary():08x}"


@lru_cache(maxsize=1)
def _vocabulary() -> int:
    return zlib.crc32(resources.files("verifyctl.known").joinpath("data", "vocabulary.bin").read_bytes())


class Store:
    """An open store, as `interface.KnownStore` has it: `open` to read, `create` to add; either is a context manager.

    `name` is how messages call the store. Every method raises StoreError for a damaged file.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._hashes: tuple[HashIndex, ShortHashes] | None = None
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
        store = cls(open_for_adding(path, called, hash_version=made_as()), called)
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
        """Raise StoreError where hashes or words were made in another way than ours: nothing would be found."""
        version, ours = self._state().hash_version, made_as()
        if version != ours:
            raise StoreError(
                f"{self.name}: its hashes were made as {version}, this version of verifyctl makes {ours}; "
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
        """The perceptual hashes that may be searched, in memory; read once and kept.

        Raises StoreError also where they were made in another way than ours.
        """
        return self._loaded()[0]

    def phashes(self) -> ShortHashes:
        """The pHashes of images of which there is no PDQ, in memory; as `hashes`."""
        return self._loaded()[1]

    def _loaded(self) -> tuple[HashIndex, ShortHashes]:
        if self._hashes is None:
            self.require_current_hashes()
            with errors_of(self.name):
                self._hashes = packed.split(packed.load(self._connection, State.read(self._connection)))
        return self._hashes

    def postings(self) -> SegmentPostings:
        """The inverted file of local features as it stands now.

        Raises StoreError also where it was made in another way than ours.
        """
        self.require_current_hashes()
        with errors_of(self.name):
            return SegmentPostings(self._connection, State.read(self._connection), self.name)

    def features(self, number: int, fineness: Fineness) -> Features | None:
        """The local features of an image; None where none are kept. Raises UnknownNumberError."""
        with errors_of(self.name):
            found = segments.features_of(self._connection, number, fineness)
            self._require(number, found)
            return found

    def rendition(self, number: int) -> bytes | None:
        """The JPEG that is kept of a page, grey; None where none is. Raises UnknownNumberError."""
        with errors_of(self.name):
            found = kept.read(self._connection, number, Kind.RENDITION)
            self._require(number, found)
            return found

    def item(self, number: int) -> Stored:
        """The record with this number. Raises UnknownNumberError where there is none."""
        with errors_of(self.name):
            row = records.by_number(self._connection, number)
            if row is None:
                raise self._unknown(number)
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
                when = utc_text(added_at)
                return changes.insert(self._connection, state, item, given, added_at=when, added_by=added_by)
            old = records.stored(row)
            if not is_same_image(old.item, item):
                raise StoreError(
                    f"{self.name}: another image's digest begins with the same digits, {item.id}",
                    hint="That does not happen by chance. Keep the image in a store of its own.",
                )
            return changes.put(self._connection, state, old, merged(old.item, item), given)

    def update(self, number: int, said: Description, *, withdrawn: Iterable[str] = ()) -> Added:
        """Say something more of an image; the fields named in `withdrawn` become absent.

        Raises UnknownNumberError, and ValueError where the result is no valid description.
        """
        with errors_of(self.name), self._transaction():
            state = State.read(self._connection)
            old = self.item(number)
            return changes.put(self._connection, state, old, described(old.item, said, withdrawn), {})

    def remove(self, number: int) -> None:
        """Take an image and all that is kept of it out of the store, and overwrite its places in the file.

        Raises UnknownNumberError.
        """
        with errors_of(self.name), self._transaction():
            changes.remove(self._connection, State.read(self._connection), self.item(number))

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
            raise self._unknown(number)

    def _unknown(self, number: int) -> UnknownNumberError:
        return UnknownNumberError(
            f"{self.name}: there is no image with the number {number}",
            hint="Another process may have removed it. If not, look for damage with: verifyctl known check STORE",
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        inside = self._connection.in_transaction
        self._connection.execute("SAVEPOINT part" if inside else "BEGIN IMMEDIATE")
        self._hashes = None
        try:
            yield
            self._connection.execute("RELEASE part" if inside else "COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself ends it where the disk is full
                self._connection.execute("ROLLBACK TO part" if inside else "ROLLBACK")
            if inside and self._connection.in_transaction:
                self._connection.execute("RELEASE part")
            raise
