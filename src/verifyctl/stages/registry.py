"""The table of stages, in the order in which they run. Their modules are imported where they run: in a worker.

Raise a stage's version when the same bytes may give other facts than before.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True)
class StageInfo:
    """A stage's version and what it collects, in a few words."""

    version: str
    title: str


STAGES: dict[str, StageInfo] = {
    "file": StageInfo("1", "digests, type by content against name, dimensions, frames"),
    "metadata": StageInfo(
        "3",
        "EXIF by two readers or three, maker notes, IPTC, colour profile, XMP, texts, signs of generators and others",
    ),
    "structure": StageInfo("2", "segments, tables, embedded pictures, what lies behind the end"),
    "credentials": StageInfo("1", "Content Credentials, checked offline against a dated list of signers"),
    "place": StageInfo("1", "the time zone of the position that the file states"),
    "text": StageInfo("2", "words by Tesseract, numbers by a reader of our own, dates, fields and places"),
    "matches": StageInfo("2", "hashes and local features against stores of known images, and what differs"),
    "pixels": StageInfo("1", "whether pixel tests can say anything of this copy, and what the few that are run found"),
    "context": StageInfo("1", "stated sources, times inside post ids and file names, notes beside the file"),
}


def load(name: str) -> ModuleType:
    """The module of a stage: it has `collect(job) -> Collected`. Raises KeyError for an unknown name."""
    if name not in STAGES:
        raise KeyError(name)
    return import_module(f"verifyctl.stages.{name}")
