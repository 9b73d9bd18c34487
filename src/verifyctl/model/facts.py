"""What stages collect. Facts know nothing of the claim and carry no opinion.

One class a stage; `stage` names it. Fields marked as circumstances depend on the file's name or place.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from verifyctl.model.base import Box, Count, Integer, Model, circumstance
from verifyctl.model.claim import SidecarNote, Source
from verifyctl.model.dates import Calendar, Span
from verifyctl.model.evidence import Digests

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


# matches ------------------------------------------------------------------------------------------

Permille = Annotated[int, Field(ge=0, le=1000)]
Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Hex256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ContentHash(Model):
    """PDQ of the content rectangle: what is left when frame, captions and an app's own drawing are taken off.

    `box` is in pixels of the whole picture. Absent where the whole picture is the content.
    """

    box: Box
    pdq: Hex256
    quality: Count


class Hashes(Model):
    """Perceptual hashes of the picture, hexadecimal, with the version of how they were made.

    A known image that came from somebody's hash list may have only some of them. `flat` pictures have too little
    detail for any hash to mean anything. `colours` are the mean colours of 8 x 8 cells, row by row.
    """

    version: str
    pdq: Hex256 | None = None
    pdq_quality: Count | None = None
    phash: Hex64 | None = None
    dhash: Hex64 | None = None
    phash256: Hex256 | None = None
    dhash256: Hex256 | None = None
    content: ContentHash | None = None
    colours: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{384}$")] | None = None
    flat: bool = False


class StoreInfo(Model):
    """A store that was searched: its name, the number of its images and a digest over all of them."""

    name: str = circumstance()
    digest: str
    images: Count


class Relation(StrEnum):
    """How a known image relates to the evidence, by what was measured; strongest first.

    The evidence is, of the known image: the same file; the same pixels; a copy encoded or scaled anew; one in other
    colours or tones; its mirror image; a turned copy; a part of it; a picture that shows it and more; a framed or
    captioned copy; a screenshot of it; a photograph of a screen or print of it. `NEAR_COPY` is a copy by its hash
    alone, how it was changed was not measured. On pages of text: the same page with changes; the same template with
    other text. `CANDIDATE` may be related and was not confirmed.
    """

    IDENTICAL_BYTES = "identical_bytes"
    IDENTICAL_PIXELS = "identical_pixels"
    REENCODED = "reencoded"
    RECOLOURED = "recoloured"
    MIRRORED = "mirrored"
    ROTATED = "rotated"
    CROPPED_FROM = "cropped_from"
    CONTAINS = "contains"
    FRAMED = "framed"
    SCREENSHOT_OF = "screenshot_of"
    PHOTOGRAPH_OF = "photograph_of"
    NEAR_COPY = "near_copy"
    SAME_PAGE_CHANGED = "same_page_changed"
    SAME_TEMPLATE = "same_template"
    CANDIDATE = "candidate"


class SeenBasis(StrEnum):
    """How a first-seen time is known."""

    ARCHIVED = "archived"
    COMPUTED = "computed"
    STATED = "stated"


class Label(StrEnum):
    """What people have said of a known image. A person's word, never computed."""

    AUTHENTIC_SOURCE = "authentic_source"
    DEBUNKED = "debunked"
    DISPUTED = "disputed"
    SEED = "investigation_seed"
    UNRELATED = "unrelated"


class KnownImage(Model):
    """What the store knows of an image. One that came from a hash list has no SHA-256 and no size in pixels."""

    id: str
    sha256: str | None = None
    width: Count | None = None
    height: Count | None = None
    source_url: str | None = None
    archive_url: str | None = None
    first_seen: str | None = None
    first_seen_basis: SeenBasis | None = None
    caption: str | None = None
    language: str | None = None
    credit: str | None = None
    place: str | None = None
    event_date: str | None = None
    label: Label | None = None
    note: str | None = None


class Distances(Model):
    """Differing bits between the evidence and a known image: of 256 for PDQ in the best of eight orientations.

    `content` is the least where the content rectangle of either stood in for the whole; phash and dhash are upright.
    """

    pdq: Count | None = None
    content: Count | None = None
    phash: Count | None = None
    dhash: Count | None = None
    phash256: Count | None = None
    dhash256: Count | None = None


class Point(Model):
    """A place in pixels of an upright picture; it may lie outside."""

    x: Integer
    y: Integer


class Transform(Model):
    """How the known image has to be changed to lie on the evidence: mirrored first, then scaled and turned.

    `scale` is evidence pixels for a pixel of the known image, in thousandths; `angle` is clockwise in tenths of a
    degree, -1799 to 1800; `stretch` is the longer of the two scales by the shorter, in thousandths (1000 is none);
    `perspective` is how much the scale varies over the known image, in thousandths.
    """

    scale: Count
    angle: Integer
    mirrored: bool = False
    stretch: Count = 1000
    perspective: Count = 0


class Overlap(Model):
    """What the two share: a polygon in pixels of each, and the share of each picture that it covers, in thousandths."""

    evidence: tuple[Point, ...]
    known: tuple[Point, ...]
    evidence_share: Permille
    known_share: Permille


class Level(StrEnum):
    """How sure a difference is: `changed` is well above what copying alone does, `look` is worth a person's look."""

    CHANGED = "changed"
    LOOK = "look"


class Region(Model):
    """A place where the two differ, as a box in each, the measured difference in thousandths, and the text in both.

    The texts are as an engine read them, absent where nothing was read.
    """

    level: Level
    evidence: Box
    known: Box
    difference: Count
    evidence_text: str | None = None
    known_text: str | None = None


class Compared(StrEnum):
    """What holding two aligned pages against each other says; `OTHER_TEXT` is other content on one layout."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    UNDECIDED = "undecided"
    OTHER_TEXT = "other_text"
    NOT_COMPARABLE = "not_comparable"


class Comparison(Model):
    """Two aligned pages held against each other.

    `compared` is the share of the overlap's text that could be compared and `changed` the share of that which
    differs, in thousandths; `not_comparable` are boxes in the evidence where the paper is curled, covered or
    unreadable.
    """

    outcome: Compared
    compared: Permille
    changed: Permille
    regions: tuple[Region, ...] = ()
    not_comparable: tuple[Box, ...] = ()


class Match(Model):
    """A known image that is the same picture, or may be.

    `relation` is what says most about the copy, `also` what holds besides; `orientation` is how the evidence had to be
    turned for the nearest PDQ; `inliers` are matched places that agree on one transform, counted in distinct cells;
    `store` is the place of the searched store in `MatchesFacts.stores`.
    """

    relation: Relation
    also: tuple[Relation, ...] = ()
    distances: Distances = Distances()
    orientation: str = "upright"
    inliers: Count | None = None
    transform: Transform | None = None
    overlap: Overlap | None = None
    comparison: Comparison | None = None
    store: Count = 0
    image: KnownImage


class MatchesFacts(Model):
    """The search in stores of known images. No match speaks only of the images that were searched."""

    stage: Literal["matches"] = "matches"
    hashes: Hashes
    page: bool = False
    stores: tuple[StoreInfo, ...] = ()
    matches: tuple[Match, ...] = ()


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
