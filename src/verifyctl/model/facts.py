"""What stages collect. Facts know nothing of the claim and carry no opinion.

One class a stage; `stage` names it. Fields marked as circumstances depend on the file's name or place.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from verifyctl.model.base import Box, Count, Integer, Model, circumstance
from verifyctl.model.claim import SidecarNote, Source
from verifyctl.model.dates import Calendar, Span
from verifyctl.model.evidence import Digests
from verifyctl.model.matches import MatchesFacts

# file ---------------------------------------------------------------------------------------------


class NameFacts(Model):
    """What the file's name says. Anyone can rename a file."""

    name: str
    extension: str
    media_type: str | None = None
    agrees: bool | None = None


class PixelFacts(Model):
    """The decoded picture: upright, first frame, 8-bit RGB; `digest` covers size and RGB bytes."""

    width: Count
    height: Count
    stored_width: Count
    stored_height: Count
    orientation: Annotated[int, Field(ge=1, le=8)] = 1
    frames: Count = 1
    mode: str
    bits: Count = 8
    has_alpha: bool = False
    has_icc_profile: bool = False
    converted: tuple[str, ...] = ()
    digest: str


class FileFacts(Model):
    """The file as a file."""

    stage: Literal["file"] = "file"
    size: Count
    digests: Digests
    media_type: str
    name: NameFacts = circumstance()
    pixels: PixelFacts | None = None


# metadata -----------------------------------------------------------------------------------------


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

    def field(self, tag: str) -> MetadataField | None:
        """The field with this tag, if it was read."""
        return next((field for field in self.fields if field.tag == tag), None)


# text ---------------------------------------------------------------------------------------------


class Word(Model):
    """A word as the engine gave it. `confidence` is the engine's own figure, 0 to 100; it says little of digits."""

    text: str
    box: Box
    confidence: Count


class Line(Model):
    """A line in logical order; its words in reading order."""

    text: str
    box: Box
    words: tuple[Word, ...]


class DateReading(Model):
    """A date that the machine believes to see. Never more than a candidate.

    `days` are the civil days that it can mean, more than one where the order of day and month is open.
    """

    text: str
    line: Count
    box: Box
    calendar: Calendar
    days: tuple[str, ...]


class TextFacts(Model):
    """The text on the picture as read by an engine, all of it, whatever the claim looks for."""

    stage: Literal["text"] = "text"
    script: str | None = None
    turned: Annotated[int, Field(ge=0, le=270, multiple_of=90)] = 0
    languages: str
    lines: tuple[Line, ...] = ()
    dates: tuple[DateReading, ...] = ()

    @property
    def transcript(self) -> str:
        """All lines in logical order."""
        return "\n".join(line.text for line in self.lines)


# context ------------------------------------------------------------------------------------------


class DecodedTime(Model):
    """A time computed from an id: when that upload was registered, never when a picture was made.

    `at` is ISO 8601: UTC with Z, or, for a time in a file name whose zone is not known, without one (a day has no
    time of day). `source` is the text that held the id; `basis` the formula in words.
    """

    scheme: str
    id: str
    at: str
    source: str
    basis: str


class UndatedId(Model):
    """An id of a known kind that gave no time, and why. `source` is the text that held it."""

    id: str
    source: str
    reason: str


class ContextFacts(Model):
    """What is known of where the picture came from: stated sources, ids that carry a time, notes beside it."""

    stage: Literal["context"] = "context"
    sources: tuple[Source, ...] = ()
    decoded: tuple[DecodedTime, ...] = ()
    undated: tuple[UndatedId, ...] = ()
    name_times: tuple[DecodedTime, ...] = circumstance(())
    notes: tuple[SidecarNote, ...] = circumstance(())
    unread_notes: tuple[str, ...] = circumstance(())


StageFacts = Annotated[
    FileFacts | MetadataFacts | TextFacts | MatchesFacts | ContextFacts, Field(discriminator="stage")
]


class Facts(Model):
    """The facts of all stages that gave any; a stage without facts is absent."""

    file: FileFacts | None = None
    metadata: MetadataFacts | None = None
    text: TextFacts | None = None
    matches: MatchesFacts | None = None
    context: ContextFacts | None = None
