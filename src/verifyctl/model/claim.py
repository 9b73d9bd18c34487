"""The claim: what is said of the evidence, cut into assertions that can be looked at one by one."""

from __future__ import annotations

import re
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from verifyctl.model.base import Count, Integer, Model, Slug
from verifyctl.model.canonical import digest
from verifyctl.model.dates import HijriText, When, WhenText
from verifyctl.model.values import ValueType, check_value
from verifyctl.model.windows import ZoneText, in_zone, read_when

CLAIM_FORMAT = "verifyctl.claim/1"


class Layer(IntEnum):
    """How far from the bytes a statement lies. A finding bears only on assertions of its own layer."""

    FILE = 1
    PICTURE = 2
    DOCUMENT = 3
    WORLD = 4


class AssertionKind(StrEnum):
    """What an assertion is about."""

    DOCUMENT_DATE = "document_date"
    PUBLICATION = "publication"
    CAPTURE_TIME = "capture_time"
    ISSUER = "issuer"
    RECIPIENT = "recipient"
    ORDER = "order"
    DESTINATION = "destination"
    SUBJECT = "subject"
    LOCATION = "location"
    FORM = "form"
    STAMP = "stamp"
    SERIAL = "serial"
    EVENT = "event"
    OTHER = "other"


class KindInfo(Model):
    """The layer and value of an assertion kind, and, where no tool can assess it, why and who could."""

    layer: Layer
    value: ValueType
    never_because: str | None = None
    who_could: str | None = None


KINDS: dict[AssertionKind, KindInfo] = {
    AssertionKind.DOCUMENT_DATE: KindInfo(layer=Layer.DOCUMENT, value="day"),
    AssertionKind.RECIPIENT: KindInfo(layer=Layer.DOCUMENT, value="name"),
    AssertionKind.ORDER: KindInfo(layer=Layer.DOCUMENT, value="words"),
    AssertionKind.DESTINATION: KindInfo(layer=Layer.DOCUMENT, value="place"),
    AssertionKind.SUBJECT: KindInfo(layer=Layer.DOCUMENT, value="words"),
    AssertionKind.SERIAL: KindInfo(layer=Layer.DOCUMENT, value="serial"),
    AssertionKind.PUBLICATION: KindInfo(layer=Layer.FILE, value="time"),
    AssertionKind.CAPTURE_TIME: KindInfo(layer=Layer.PICTURE, value="time"),
    AssertionKind.ISSUER: KindInfo(
        layer=Layer.WORLD,
        value="name",
        never_because="No test of a picture can establish who issued a document.",
        who_could="a specialist with reference documents; a source inside; records that corroborate it",
    ),
    AssertionKind.STAMP: KindInfo(
        layer=Layer.WORLD,
        value="words",
        never_because="Whether a stamp is what it appears to be needs reference stamps and a person.",
        who_could="a document specialist with dated reference stamps",
    ),
    AssertionKind.FORM: KindInfo(
        layer=Layer.WORLD,
        value="words",
        never_because="Whether the form is the usual one needs reference documents and a person.",
        who_could="a document specialist with dated reference documents",
    ),
    AssertionKind.LOCATION: KindInfo(
        layer=Layer.WORLD,
        value="place",
        never_because="Where a picture was made is not established by its file.",
        who_could="a person who matches what is visible to maps and other pictures",
    ),
    AssertionKind.EVENT: KindInfo(
        layer=Layer.WORLD,
        value="words",
        never_because="An event in the world. The picture cannot show it.",
        who_could="reporting, imagery and records independent of the picture",
    ),
    AssertionKind.OTHER: KindInfo(
        layer=Layer.WORLD,
        value="words",
        never_because="Assertions of kind other are never assessed by machine.",
        who_could="a person who knows the subject",
    ),
}

DATED_KINDS = frozenset({AssertionKind.DOCUMENT_DATE, AssertionKind.PUBLICATION, AssertionKind.CAPTURE_TIME})

_PIXELS = re.compile(r"-?[0-9]{1,9}")
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() not in _FLAGS:
            raise ValueError("write yes or no")
        return _FLAGS[value.lower()]
    return value


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        if not _PIXELS.fullmatch(value):
            raise ValueError("write a whole number of pixels")
        return int(value)
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]
Pixel = Annotated[Integer, BeforeValidator(_integer)]
Extent = Annotated[Count, BeforeValidator(_integer)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Hex256 = Annotated[str, StringConstraints(pattern=r"^(sha256:)?[0-9a-f]{64}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class Claimant(Model):
    """Who makes the claim, where. Ids are text: a post id is longer than a JavaScript number."""

    name: Text | None = None
    platform: Text | None = None
    account: Text | None = None
    post_id: Text | None = None


class FirstSeen(Model):
    """When whoever wrote the claim file first saw the picture."""

    at: WhenText
    precision: Text | None = None
    zone: ZoneText | None = None

    @property
    def when(self) -> When:
        """The time, in its zone where one was given."""
        when = When.parse(self.at)
        return in_zone(when, self.zone) if self.zone else when


class Source(Model):
    """Where the picture or the claim was found. `captured_at` is when somebody secured it."""

    url: Text | None = None
    archive_url: Text | None = None
    captured_at: WhenText | None = None
    sha256: Hex256 | None = None
    role: Text | None = None
    by: Text | None = None


class Denial(Model):
    """Who denied the claim, when and in which words. Recorded and quoted, never weighed."""

    by: Text
    at: WhenText | None = None
    quote: Text | None = None
    url: Text | None = None
    archive_url: Text | None = None


class Statement(Model):
    """The claim as circulated."""

    id: Slug
    statement: Text
    language: Language | None = None
    claimant: Claimant | None = None
    first_seen: FirstSeen | None = None
    sources: tuple[Source, ...] = ()
    denials: tuple[Denial, ...] = ()


class Obtained(Model):
    """How this copy was come by."""

    how: Text | None = None
    source: Annotated[Text | None, Field(alias="from")] = None
    at: WhenText | None = None
    by: Text | None = None


class Media(Model):
    """A file that the claim is about. `sha256` ties the entry to bytes, `path` only to a name."""

    path: Text
    role: Literal["evidentiary_copy", "working_copy", "earlier_copy", "original", "redacted_copy"] = "working_copy"
    of: Text | None = None
    sha256: Hex256 | None = None
    obtained: Obtained | None = None


class Assertion(Model):
    """One checkable part of the claim. `look_for` are words to be found in the read text.

    `zone` is that of a claimed time which was written without one. `origin` marks what a machine took from a sentence
    and nobody wrote down.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    kind: AssertionKind
    # Checked field by field, not as a whole: a mistake in another field then hides none of these.
    value: Annotated[Text | None, Field(validate_default=True)] = None
    zone: ZoneText | None = None
    hijri: HijriText | None = None
    load_bearing: Flag = True
    look_for: tuple[Text, ...] = ()
    origin: Literal["machine_parsed"] | None = None

    @field_validator("value")
    @classmethod
    def _value_fits_kind(cls, value: str | None, info: ValidationInfo) -> str | None:
        kind = info.data.get("kind")
        if kind is None:
            return value
        if value is not None:
            check_value(kind, KINDS[kind].value, value)
        elif kind in DATED_KINDS:
            raise ValueError(f"an assertion of kind {kind} needs a date as its value")
        return value

    @field_validator("zone")
    @classmethod
    def _zone_fits_kind(cls, zone: str | None, info: ValidationInfo) -> str | None:
        kind = info.data.get("kind")
        if zone is not None and kind is not None and KINDS[kind].value != "time":
            raise ValueError("only an assertion of kind publication or capture_time has a zone")
        return zone

    @field_validator("look_for")
    @classmethod
    def _words_fit_kind(cls, look_for: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = info.data.get("kind")
        if look_for and kind is not None and KINDS[kind].value == "time":
            raise ValueError(f"no words on a picture say its {kind}; put them into an assertion of their own")
        return look_for

    @field_validator("hijri")
    @classmethod
    def _hijri_fits_kind(cls, hijri: str | None, info: ValidationInfo) -> str | None:
        kind = info.data.get("kind")
        if hijri is not None and kind not in (None, AssertionKind.DOCUMENT_DATE):
            raise ValueError("only an assertion of kind document_date carries a hijri date")
        return hijri

    @property
    def info(self) -> KindInfo:
        """The layer of the kind and whether a tool can assess it."""
        return KINDS[self.kind]

    @property
    def when(self) -> When | None:
        """The claimed time of a dated assertion."""
        return read_when(self.value, self.zone) if self.kind in DATED_KINDS and self.value else None


class Reading(Model):
    """What a person read on the evidence. It is what turns a machine reading into a premise.

    `text` is the words as read; `value` (and `hijri`) the date they mean, where the field is a date.
    """

    by: Text
    field: AssertionKind
    text: Text
    at: WhenText | None = None
    value: WhenText | None = None
    hijri: HijriText | None = None
    box: Annotated[tuple[Pixel, Pixel, Extent, Extent] | None, Field(description="x, y, width, height")] = None


class Note(Model):
    """Free words of a person about the case."""

    text: Text
    at: WhenText | None = None
    by: Text | None = None


class Handling(Model):
    """How outputs should treat the evidence. Set by people only."""

    graphic: Flag = False
    personal_data: Flag = False
    share: Literal["internal", "partners", "public"] = "internal"


class Claim(Model):
    """A whole claim file."""

    format: Literal["verifyctl.claim/1"]
    claim: Statement
    media: tuple[Media, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    readings: tuple[Reading, ...] = ()
    notes: tuple[Note, ...] = ()
    handling: Handling = Handling()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Claim:
        ids = [assertion.id for assertion in self.assertions]
        for index, identifier in enumerate(ids):
            if identifier in ids[:index]:
                raise PydanticCustomError("duplicate_id", "assertion id {id} is used twice", {"id": repr(identifier)})
        return self

    def digest(self) -> str:
        """The digest of what the claim says, whatever its file was called or how it was laid out."""
        return digest(self.as_json())

    def of_kind(self, *kinds: AssertionKind) -> tuple[Assertion, ...]:
        """The assertions of these kinds, in the order of the file."""
        return tuple(assertion for assertion in self.assertions if assertion.kind in kinds)


class SidecarNote(Model):
    """A text file that lay beside the evidence (`IMAGE.notes.txt` or `IMAGE.notes.md`)."""

    name: str
    size: Count
    sha256: str
    text: str
