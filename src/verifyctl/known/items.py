"""What a store holds of an image, what people said of it, and how two records of the same bytes become one."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from verifyctl.model.base import Count, Model
from verifyctl.model.canonical import canonical
from verifyctl.model.dates import WhenText
from verifyctl.model.facts import Hashes, KnownImage, Label, SeenBasis

ID_DIGITS = 16

Said = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Description(Model):
    """What somebody states of a known image; every part may be absent.

    `first_seen` is when the picture is known to have existed, `first_seen_basis` how that is known: `stated` by
    whoever added it, `archived` where an archive holds it under `archive_url`, `computed` from an id.
    """

    source_url: Said | None = None
    archive_url: Said | None = None
    first_seen: WhenText | None = None
    first_seen_basis: SeenBasis | None = None
    caption: Said | None = None
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
    """An image and what was said of it. `names` are the file names under which its bytes were added, sorted."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    pixel_digest: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
    hashes: Hashes
    width: Count
    height: Count
    names: Annotated[tuple[Said, ...], Field(min_length=1)]
    description: Description = Description()

    @property
    def id(self) -> str:
        """The first sixteen digits of the SHA-256: the same in every store, whatever was added before."""
        return self.sha256[:ID_DIGITS]

    def content(self) -> bytes:
        """The canonical bytes that a store keeps and its digest covers."""
        return canonical(self.as_json())

    def known_image(self) -> KnownImage:
        """The record as a match shows it."""
        return KnownImage(id=self.id, sha256=self.sha256, **self.description.given())


class Change(Model):
    """A part of a record that an addition replaced: its name and what stood there, if anything."""

    field: str
    before: str | None = None


def merged(old: KnownItem, new: KnownItem) -> tuple[KnownItem, tuple[Change, ...]]:
    """One record for the same bytes added again: what is newly given replaces, what is not given stays.

    Raises ValueError where the two together make no valid description.
    """
    given = new.description.given()
    description = Description.model_validate({**old.description.given(), **given})
    names = tuple(sorted({*old.names, *new.names}))
    changes = [
        Change(field=name, before=None if (before := getattr(old.description, name)) is None else str(before))
        for name, value in description
        if value != getattr(old.description, name)
    ]
    if new.pixel_digest != old.pixel_digest:  # another version of a decoder
        changes.append(Change(field="pixel_digest", before=old.pixel_digest))
    if names != old.names:
        changes.append(Change(field="names", before=", ".join(old.names)))
    return new.model_copy(update={"description": description, "names": names}), tuple(changes)
