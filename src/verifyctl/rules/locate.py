"""Where an observation can be looked up, for rules to share."""

from __future__ import annotations

from collections.abc import Iterable

from verifyctl.model.base import Box
from verifyctl.model.finding import Location
from verifyctl.model.metadata import MetadataField
from verifyctl.rules.base import Case


def whole_file(case: Case) -> Location:
    """All bytes of the evidence."""
    return Location(kind="byte_range", where="the whole file", start=0, end=case.evidence.size)


def tag(name: str) -> Location:
    """A metadata tag."""
    return Location(kind="tag", where=name)


def tags(fields: Iterable[MetadataField]) -> tuple[Location, ...]:
    """The tags of several fields."""
    return tuple(tag(field.tag) for field in fields)


def box(where: str, area: Box) -> Location:
    """An area of the upright picture."""
    return Location(kind="pixel_box", where=where, box=area)


def claim(where: str) -> Location:
    """A place in the claim file."""
    return Location(kind="claim", where=where)


def record(where: str) -> Location:
    """A record outside the file: a post, an archive, a store."""
    return Location(kind="external_record", where=where)
