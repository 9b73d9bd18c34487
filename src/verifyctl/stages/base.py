"""What a stage gets, and how it may end.

A stage is a module in this folder with a function `collect(job) -> Collected`. It returns
facts, or raises one of the endings below; any other exception ends the stage as failed, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import StageFacts
from verifyctl.model.stage import Component

if TYPE_CHECKING:
    from verifyctl.media.pixels import DecoderMissingError, Picture
    from verifyctl.media.thumbnail import Grey


class NotApplicableError(Exception):
    """The stage has nothing to do with this evidence; the message says why."""


class UnavailableError(Exception):
    """A tool is missing; the message says which, `next_step` how to install it. `facts` is what it had until then."""

    def __init__(self, message: str, *, next_step: str, facts: StageFacts | None = None) -> None:
        super().__init__(message)
        self.next_step = next_step
        self.facts = facts


class FailedError(Exception):
    """The stage could not finish; the message says why. `facts` is what it had until then."""

    def __init__(self, message: str, *, facts: StageFacts | None = None) -> None:
        super().__init__(message)
        self.facts = facts


class Evidence:
    """The bytes that were hashed, and the picture in them, decoded at most once for all stages."""

    def __init__(self, file: EvidenceFile, data: bytes, *, max_pixels: int) -> None:
        self.file = file
        self.data = data
        self.max_pixels = max_pixels

    @property
    def picture(self) -> Picture:
        """The decoded picture. Raises FailedError where it cannot be decoded, UnavailableError without a decoder."""
        from verifyctl.media.pixels import DecoderMissingError

        if isinstance(self._decoded, DecoderMissingError):
            raise UnavailableError(str(self._decoded), next_step=self._decoded.install)
        if isinstance(self._decoded, str):
            raise FailedError(f"the picture could not be decoded: {self._decoded}")
        return self._decoded

    @cached_property
    def small(self) -> Grey | None:
        """The picture small and in grey, for comparing thumbnails; None where it cannot be decoded."""
        from verifyctl.media import thumbnail
        from verifyctl.media.formats import JPEG

        if self.file.media_type == JPEG:
            return thumbnail.small_jpeg(self.data, max_pixels=self.max_pixels)
        try:
            return thumbnail.small_picture(self.picture.rgb)
        except (FailedError, UnavailableError):
            return None

    @cached_property
    def _decoded(self) -> Picture | DecoderMissingError | str:
        from verifyctl.media.pixels import DecoderMissingError, UndecodableError, decode

        try:
            return decode(self.data, self.file.media_type, max_pixels=self.max_pixels)
        except DecoderMissingError as error:
            return error
        except UndecodableError as error:
            return str(error)


@dataclass(frozen=True)
class Job:
    """Evidence and what a stage is asked about it. `params` are JSON values; `scratch` goes with the worker."""

    source: Evidence
    params: Mapping[str, Any]
    scratch: Path

    @property
    def evidence(self) -> EvidenceFile:
        """Name, size, digests and type of the evidence."""
        return self.source.file

    @property
    def data(self) -> bytes:
        """The bytes that were hashed; nothing is read from the disk again."""
        return self.source.data

    @property
    def picture(self) -> Picture:
        """The decoded picture. Raises FailedError or UnavailableError."""
        return self.source.picture


@dataclass(frozen=True)
class Collected:
    """Facts, and the programs, packages and data files that they depend on."""

    facts: StageFacts
    components: tuple[Component, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
