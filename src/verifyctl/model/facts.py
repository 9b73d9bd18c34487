"""What stages collect. Facts know nothing of the claim and carry no opinion.

One class a stage; `stage` names it. Fields marked as circumstances depend on the file's name or place.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from verifyctl.model.base import Count, Model, circumstance
from verifyctl.model.claim import SidecarNote, Source
from verifyctl.model.credentials import CredentialsFacts
from verifyctl.model.evidence import Digests
from verifyctl.model.matches import MatchesFacts
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.pixels import PixelsFacts
from verifyctl.model.place import PlaceFacts
from verifyctl.model.structure import StructureFacts
from verifyctl.model.text import TextFacts

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
    FileFacts
    | MetadataFacts
    | StructureFacts
    | CredentialsFacts
    | PlaceFacts
    | TextFacts
    | MatchesFacts
    | PixelsFacts
    | ContextFacts,
    Field(discriminator="stage"),
]


class Facts(Model):
    """The facts of all stages that gave any; a stage without facts is absent."""

    file: FileFacts | None = None
    metadata: MetadataFacts | None = None
    structure: StructureFacts | None = None
    credentials: CredentialsFacts | None = None
    place: PlaceFacts | None = None
    text: TextFacts | None = None
    matches: MatchesFacts | None = None
    pixels: PixelsFacts | None = None
    context: ContextFacts | None = None
