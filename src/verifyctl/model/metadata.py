"""What a file says about itself: fields as each reader gave them, times with every moment that they can mean."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from verifyctl.model.base import Count, Integer, Model, circumstance
from verifyctl.model.dates import Span


class Reader(Model):
    """One program's reading of the metadata: whether it could, and what stopped it."""

    name: str
    version: str = circumstance()
    problem: str | None = None


class Reading(Model):
    """What one reader gave for a field, as text, undecodable bytes shown as such."""

    reader: str
    text: str


class MetadataField(Model):
    """One metadata field with every reader's value. `agree` is absent where only one could read it."""

    tag: str
    readings: tuple[Reading, ...]
    agree: bool | None = None

    @property
    def text(self) -> str:
        """The first reader's value."""
        return self.readings[0].text


class TimeMeaning(StrEnum):
    """What a metadata time is the time of."""

    CAPTURED = "captured"
    DIGITISED = "digitised"
    MODIFIED = "modified"
    GPS = "gps"


class TimeField(Model):
    """A time in the metadata. `span` is every moment that it can mean; without an offset, anywhere on Earth."""

    tag: str
    meaning: TimeMeaning
    text: str
    local: str
    offset: str | None = None
    span: Span


class Property(Model):
    """One XMP property: its path with the usual prefixes, and its text."""

    path: str
    text: str


class Thumbnail(Model):
    """The embedded EXIF thumbnail held against the picture.

    `likeness` is the highest correlation of grey values over four rotations, letterbox bars left out, in
    thousandths (-1000 to 1000); absent where one of the two has too little contrast to tell.
    """

    width: Count
    height: Count
    likeness: Integer | None = None


class GeneratorMark(Model):
    """A statement inside the file that software made the picture: which, in which carrier, and what it says.

    `carrier` is where it stands (`PNG text parameters`, `EXIF UserComment`, `alpha channel`); `prompt` and `text` are
    as found, bounded.
    """

    name: str
    carrier: str
    prompt: str | None = None
    text: str | None = None
    version: str | None = None


class PlatformMark(Model):
    """A sign that the file went through a platform.

    `strength`: `passed_through` where only that platform writes it, `compatible_with` where it merely fits.
    """

    platform: str
    sign: str
    strength: Literal["passed_through", "compatible_with"]
    text: str | None = None


class MetadataFacts(Model):
    """What the file says about itself. `blocks` names the kinds of metadata block that are present."""

    stage: Literal["metadata"] = "metadata"
    blocks: tuple[str, ...] = ()
    readers: tuple[Reader, ...] = ()
    fields: tuple[MetadataField, ...] = ()
    xmp: tuple[Property, ...] = ()
    xmp_problem: str | None = None
    comments: tuple[str, ...] = ()
    times: tuple[TimeField, ...] = ()
    software: tuple[Reading, ...] = ()
    thumbnail: Thumbnail | None = None
    generators: tuple[GeneratorMark, ...] = ()
    platforms: tuple[PlatformMark, ...] = ()

    def field(self, tag: str) -> MetadataField | None:
        """The field with this tag, if it was read."""
        return next((field for field in self.fields if field.tag == tag), None)
