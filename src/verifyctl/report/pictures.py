"""The pictures that a report may show, made elsewhere: JPEG files with their sizes, nothing of a file's metadata."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Picture:
    """A JPEG file and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def address(self) -> str:
        """The file as a `data:` address, to be shown without a second file."""
        return "data:image/jpeg;base64," + base64.b64encode(self.data).decode()


@dataclass(frozen=True)
class MatchPictures:
    """Evidence and known image: side by side; laid on each other, each in grey; the places that differ, enlarged."""

    beside: Picture | None = None
    aligned: tuple[Picture, Picture] | None = None
    changed: Picture | None = None


@dataclass(frozen=True)
class Pictures:
    """All pictures of a report. `strips` by name (`date-1`), `matches` by their place in the verdict.

    `maps` are there only where maps were asked for, by their names (`error-levels`); None is one that was left out.

    `choice` says what was wanted: the picture as it is, blurred, or none at all.
    """

    choice: Literal["none", "blur", "full"] = "none"
    main: Picture | None = None
    strips: Mapping[str, Picture] = field(default_factory=dict)
    matches: Mapping[int, MatchPictures] = field(default_factory=dict)
    maps: Mapping[str, Picture | None] = field(default_factory=dict)
