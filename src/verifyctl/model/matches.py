"""What a search in stores of known images finds: hashes, and matches with how the two pictures relate."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from verifyctl.model.base import Box, Count, Integer, Model, circumstance

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


class Unsettled(StrEnum):
    """What a candidate could not be settled for: the store keeps no rendition of a page of text to compare with."""

    NO_RENDITION = "no_rendition"


class Match(Model):
    """A known image that is the same picture, or may be.

    `relation` is what says most about the copy, `also` what holds besides; `orientation` is how the evidence had to be
    turned for the nearest PDQ; `inliers` are matched places that agree on one transform, counted in distinct cells;
    `store` is the place of the searched store in `MatchesFacts.stores`; `unsettled` is only with candidates.
    """

    relation: Relation
    also: tuple[Relation, ...] = ()
    distances: Distances = Distances()
    orientation: str = "upright"
    inliers: Count | None = None
    transform: Transform | None = None
    overlap: Overlap | None = None
    comparison: Comparison | None = None
    unsettled: Unsettled | None = None
    store: Count = 0
    image: KnownImage


class MatchesFacts(Model):
    """The search in stores of known images. No match speaks only of the images that were searched."""

    stage: Literal["matches"] = "matches"
    hashes: Hashes
    page: bool = False
    stores: tuple[StoreInfo, ...] = ()
    matches: tuple[Match, ...] = ()
