"""What a stage gets, and how it may end.

A stage is a module in this folder with a `VERSION` and a function `collect(job) -> Collected`. It returns
facts, or raises one of the endings below; any other exception ends the stage as failed, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import StageFacts
from verifyctl.model.stage import Component

if TYPE_CHECKING:
    from verifyctl.media.pixels import Picture


class NotApplicableError(Exception):
    """The stage has nothing to do with this evidence; the message says why."""


class UnavailableError(Exception):
    """A tool is missing; the message says which, `next_step` how to install it."""

    def __init__(self, message: str, *, next_step: str) -> None:
        super().__init__(message)
        self.next_step = next_step


class FailedError(Exception):
    """The stage could not finish; the message says why. `facts` is what it had until then."""

    def __init__(self, message: str, *, facts: StageFacts | None = None) -> None:
        super().__init__(message)
        self.facts = facts


@dataclass(frozen=True)
class Job:
    """One piece of evidence and what a stage may ask of it.

    `data` are the bytes that were hashed; nothing is read from the disk again. `params` are JSON values.
    `scratch` is an empty folder that is removed with the worker.
    """

    evidence: EvidenceFile
    data: bytes
    params: Mapping[str, Any]
    scratch: Path
    max_pixels: int
    _decode: Callable[[], Picture] | None = field(default=None, repr=False)

    @cached_property
    def picture(self) -> Picture:
        """The decoded picture, once for all stages. Raises FailedError where it cannot be decoded."""
        from verifyctl.media.pixels import UndecodableError, decode

        try:
            if self._decode is not None:
                return self._decode()
            return decode(self.data, self.evidence.media_type, max_pixels=self.max_pixels)
        except UndecodableError as error:
            raise FailedError(f"the picture could not be decoded: {error}") from error


@dataclass(frozen=True)
class Collected:
    """Facts, and the programs, packages and data files that they depend on."""

    facts: StageFacts
    components: tuple[Component, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
