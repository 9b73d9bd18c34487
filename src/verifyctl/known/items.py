"""What a store holds of an image, what people said of it, and how two records of the same image become one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import StringConstraints, model_validator

from verifyctl.model.base import Count, Digest, Model
from verifyctl.model.canonical import canonical
from verifyctl.model.dates import WhenText
from verifyctl.model.matches import Hashes, Hex256, KnownImage, Label, SeenBasis

ID_DIGITS = 16

Said = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
ItemId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Description(Model):
    """What somebody states of a known image; every part may be absent.

    `first_seen` is when the picture is known to have existed, `first_seen_basis` how that is known: `stated` by
    whoever added it, `archived` where an archive holds it under `archive_url`, `computed` from an id. `language` is
    that of the caption, `credit` whom the picture is credited to, `place` and `event_date` where and when what it shows
    is said to have happened.
    """

    source_url: Said | None = None
    archive_url: Said | None = None
    first_seen: WhenText | None = None
    first_seen_basis: SeenBasis | None = None
    caption: Said | None = None
    language: Said | None = None
    credit: Said | None = None
    place: Said | None = None
    event_date: WhenText | None = None
    label: Label | None = None
    note: Said | None = None

    @model_validator(mode="before")
    @classmethod
    def _stated_unless_said(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("first_seen") is not None and value.get("first_seen_basis") is None:
            return {**value, "first_seen_basis": SeenBasis.STATED}
        return value

    @model_validator(mode="after")
    def _basis_is_founded(self) -> Self:
        if self.first_seen_basis is not None and self.first_seen is None:
            raise ValueError("first_seen_basis says how first_seen is known; give first_seen")
        if self.first_seen_basis is SeenBasis.ARCHIVED and self.archive_url is None:
            raise ValueError("first_seen_basis archived needs the archive_url at which it can be looked up")
        return self

    @classmethod
    def read(cls, values: dict[str, Any]) -> Self:
        """From text, as options and manifests give it; empty text is absent. Raises pydantic's ValidationError."""
        return cls.model_validate(
            {name: value for name, value in values.items() if value not in (None, "")}, strict=False
        )

    def given(self) -> dict[str, Any]:
        """The parts that are present."""
        return {name: value for name, value in self if value is not None}


class KnownItem(Model):
    """An image and what was said of it. `names` are the file names under which its bytes were added, sorted.

    One that comes from somebody's hash list has only a hash: neither digests nor size. `page` says that it shows mainly
    a page of text.
    """

    sha256: Hex256 | None = None
    pixel_digest: Digest | None = None
    hashes: Hashes
    width: Count | None = None
    height: Count | None = None
    page: bool = False
    names: tuple[Said, ...] = ()
    description: Description = Description()

    @model_validator(mode="after")
    def _can_be_told_from_others(self) -> Self:
        if self.sha256 is None and self.hashes.pdq is None and self.hashes.phash is None:
            raise ValueError("a known image needs its sha256, or a pdq or phash of it")
        return self

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits, the same in every store, whatever was added before.

        The first ones of the file's SHA-256; without the file, of the SHA-256 of the text `pdq:` or `phash:` and the
        hash.
        """
        if self.sha256 is not None:
            return self.sha256[:ID_DIGITS]
        text = f"pdq:{self.hashes.pdq}" if self.hashes.pdq is not None else f"phash:{self.hashes.phash}"
        return hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS]

    def content(self) -> bytes:
        """The canonical bytes that a store keeps and its digest covers."""
        return canonical(self.as_json())

    def known_image(self) -> KnownImage:
        """The record as a match shows it."""
        return KnownImage(
            id=self.id, sha256=self.sha256, width=self.width, height=self.height, **self.description.given()
        )


class Change(Model):
    """A part of a record that an addition replaced: its name and what stood there, if anything."""

    field: str
    before: str | None = None


def merged(old: KnownItem, new: KnownItem) -> tuple[KnownItem, tuple[Change, ...]]:
    """One record for the same image added again: what is newly given replaces, what is not given stays.

    Raises ValueError where the two together make no valid description.
    """
    description = _said_anew(old.description, new.description)
    names = tuple(sorted({*old.names, *new.names}))
    kept = {name: getattr(old, name) for name in ("pixel_digest", "width", "height") if getattr(new, name) is None}
    item = new.model_copy(update={**kept, "description": description, "names": names})
    changes = _changes(old.description, description)
    if item.pixel_digest != old.pixel_digest:  # another version of a decoder
        changes.append(Change(field="pixel_digest", before=old.pixel_digest))
    if item.hashes != old.hashes:
        changes.append(Change(field="hashes", before=old.hashes.pdq or old.hashes.phash))
    if names != old.names:
        changes.append(Change(field="names", before=", ".join(old.names) or None))
    return item, tuple(changes)


def is_same_image(one: KnownItem, other: KnownItem) -> bool:
    """Whether two records with the same id are of the same file, or of the same hash where there is no file."""
    if one.sha256 is not None or other.sha256 is not None:
        return one.sha256 == other.sha256
    return (one.hashes.pdq or one.hashes.phash) == (other.hashes.pdq or other.hashes.phash)


def described(old: KnownItem, said: Description, withdrawn: Iterable[str] = ()) -> tuple[KnownItem, tuple[Change, ...]]:
    """The record with what is newly said of it; the fields named in `withdrawn` become absent.

    Raises ValueError where the result is no valid description, or a field to be withdrawn does not exist.
    """
    gone = set(withdrawn)
    if unknown := gone - set(Description.model_fields):
        raise ValueError(f"{min(unknown)} is no field of a description")
    if "first_seen" in gone:
        gone.add("first_seen_basis")
    left = Description.model_validate(
        {name: value for name, value in old.description.given().items() if name not in gone}
    )
    description = _said_anew(left, said)
    return old.model_copy(update={"description": description}), tuple(_changes(old.description, description))


def _said_anew(old: Description, new: Description) -> Description:
    return Description.model_validate({**old.given(), **new.given()})


def _changes(old: Description, new: Description) -> list[Change]:
    return [
        Change(field=name, before=None if (before := getattr(old, name)) is None else str(before))
        for name, value in new
        if value != getattr(old, name)
    ]
