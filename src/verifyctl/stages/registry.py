"""The table of stages, in the order in which they run. The modules are imported where they run: in a worker."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

STAGES: dict[str, str] = {
    "file": "digests, type by content against name, dimensions, frames",
    "metadata": "EXIF by two readers, XMP, comments, embedded thumbnail",
    "text": "text on the picture, read by Tesseract with word boxes",
    "matches": "perceptual hashes against stores of known images",
    "context": "stated sources, times inside post ids and file names, notes beside the file",
}


def load(name: str) -> ModuleType:
    """The module of a stage: it has `VERSION` and `collect(job)`. Raises KeyError for an unknown name."""
    if name not in STAGES:
        raise KeyError(name)
    return import_module(f"verifyctl.stages.{name}")
