"""What a store of known images must be able to do, so that a search need not know where the images are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from verifyctl.errors import StoreError
from verifyctl.known.items import Change, Description, KnownItem
from verifyctl.model.base import Count, Model

if TYPE_CHECKING:
    from verifyctl.known.features import Features, Fineness
    from verifyctl.known.postings import Postings
    from verifyctl.known.storage.hashes import HashIndex, ShortHashes


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
    """A record, its number in this store, and who added it when (ISO 8601 UTC).

    Number, time and person are no part of the store's digest. Numbers are never used again.
    """

    number: Count
    added_at: str
    added_by: str | None = None
    item: KnownItem


@dataclass(frozen=True)
class Exact:
    """The numbers of known images with the same bytes, and of others with the same pixels, ascending."""

    same_bytes: int | None = None
    same_pixels: tuple[int, ...] = ()


class UnknownNumberError(StoreError, KeyError):
    """There is no image with a number.

    A KeyError for who asks for a number of their own; a StoreError where the number comes from the store itself, which
    then does not hold together.
    """

    def __str__(self) -> str:
        return self.message


class Problem(Model):
    """Something in a store that is not as it must be: where, and what."""

    where: str
    what: str


class KnownStore(Protocol):
    """A store of known images, as searching, listing and adding see it.

    Everything read through a store that was opened for reading belongs to one moment. Every method raises StoreError
    for a damaged store: a search that could not be done must never read like one that found nothing.
    """

    name: str
    """How messages call the store."""

    @property
    def count(self) -> int:
        """The number of images."""
        ...

    def digest(self) -> str:
        """`sha256:` and a digest over what is held, whatever the order, time and place of adding."""
        ...

    def exact(self, sha256: str | None, pixel_digest: str | None) -> Exact:
        """The images with these bytes or these pixels."""
        ...

    def hashes(self) -> HashIndex:
        """The perceptual hashes that may be searched, in memory."""
        ...

    def phashes(self) -> ShortHashes:
        """The pHashes of images of which there is no PDQ, in memory."""
        ...

    def postings(self) -> Postings:
        """The inverted file of local features."""
        ...

    def features(self, number: int, fineness: Fineness) -> Features | None:
        """The local features of an image; None where none are kept. Raises UnknownNumberError."""
        ...

    def rendition(self, number: int) -> bytes | None:
        """The JPEG that is kept of a page, grey; None where none is. Raises UnknownNumberError."""
        ...

    def item(self, number: int) -> Stored:
        """The record with this number. Raises UnknownNumberError where there is none."""
        ...

    def number_of(self, id_: str) -> int | None:
        """The number of the image with this id; None where there is none."""
        ...

    def items(self) -> Iterator[Stored]:
        """Every record, in ascending order of ids."""
        ...

    def add(
        self,
        item: KnownItem,
        added_at: datetime,
        *,
        added_by: str | None = None,
        features: Mapping[Fineness, bytes] | None = None,
        rendition: bytes | None = None,
    ) -> Added:
        """Add an image with what is kept of it, or merge it into the record of the same image."""
        ...

    def update(self, number: int, said: Description, *, withdrawn: Iterable[str] = ()) -> Added:
        """Say something more of an image, or withdraw what was said. Raises UnknownNumberError and ValueError."""
        ...

    def remove(self, number: int) -> None:
        """Take an image and all that is kept of it out of the store. Raises UnknownNumberError where there is none."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Several changes as one: acknowledged when the block ends, all undone if it raises."""
        ...

    def check(self) -> Iterator[Problem]:
        """Hold everything in the store against everything else; yields what does not agree."""
        ...
