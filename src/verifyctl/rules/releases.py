"""Which devices and programs of the table of releases a file names, for rules to share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from verifyctl.model.dates import When
from verifyctl.model.metadata import MetadataFacts
from verifyctl.reference import releases
from verifyctl.reference.releases import EARLY, Release

MAKE, MODEL, SOFTWARE = "Image Make", "Image Model", "Image Software"


def releases_named(metadata: MetadataFacts) -> tuple[Release, ...]:
    """The releases of the device, of its system and of every program that the file names, each once."""
    return tuple(dict.fromkeys(_named(metadata)))


def _named(metadata: MetadataFacts) -> Iterator[Release]:
    make, model, software = (_agreed(metadata, tag) for tag in (MAKE, MODEL, SOFTWARE))
    if make and model and (found := releases.device(make, model)):
        yield found
    if make and software and (found := releases.system(make, software)):
        yield found
    for reading in metadata.software:
        if found := releases.editor(reading.text):
            yield found


def _agreed(metadata: MetadataFacts, tag: str) -> str | None:
    field = metadata.field(tag)
    return field.text if field is not None and field.agree is not False else None


def in_use_from(release: Release) -> datetime:
    """The moment before which it was in nobody's hands, with room for test versions and for zones."""
    earliest, _ = When.parse(release.released).span().bounds()
    return earliest.astimezone(UTC) - EARLY
