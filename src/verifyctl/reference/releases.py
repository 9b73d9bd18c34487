"""When devices and programs came out: a small table, `releases.tsv` beside this file, each row with its source.

It is far from complete, and what it lacks means nothing. A date is the earliest that the sources give, so that it can
serve as "not before"; test versions are in use some months earlier, for which `EARLY` gives room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

EARLY = timedelta(days=180)
"""Test versions of devices and programs are in some hands about this long before they come out."""

_COLUMNS = 5
_LONGEST = 200
_VERSION = re.compile(r"([0-9]{1,2})(?:\.[0-9]{1,2}){0,3}")


class Kind(StrEnum):
    """What came out: a camera or phone, the system on one, or a program that saves pictures again."""

    DEVICE = "device"
    SYSTEM = "system"
    EDITOR = "editor"


@dataclass(frozen=True)
class Release:
    """A row: `name` for people; `released` a day, a month or a year, ISO 8601; `sign` what a file names it by."""

    kind: Kind
    name: str
    sign: str
    released: str
    source: str


@cache
def releases() -> tuple[Release, ...]:
    """All rows, in the order of the table."""
    text = files("verifyctl.reference").joinpath("releases.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(_release(row) for row in rows)


def _release(row: list[str]) -> Release:
    if len(row) != _COLUMNS:
        raise ValueError(f"a row of releases.tsv has {len(row)} columns in place of {_COLUMNS}: {row}")
    kind, name, sign, released, source = row
    return Release(Kind(kind), name, sign, released, source)


@cache
def _by_sign(kind: Kind) -> Mapping[tuple[str, str], Release]:
    """Rows by make, in small letters, and model or number."""
    rows = [(row.sign.partition("|"), row) for row in releases() if row.kind is kind]
    return MappingProxyType({(make.lower(), rest): row for (make, _, rest), row in rows})


def device(make: str, model: str) -> Release | None:
    """The device that the tags Make and Model name, if it is in the table."""
    return _by_sign(Kind.DEVICE).get((make.strip().lower(), model.strip()))


def system(make: str, software: str) -> Release | None:
    """The system that a device wrote into the tag Software, if it is in the table."""
    version = _VERSION.fullmatch(software.strip())
    return _by_sign(Kind.SYSTEM).get((make.strip().lower(), version[1])) if version else None


def editor(software: str) -> Release | None:
    """The program that a text names as having saved the file, if it is in the table."""
    text = software.strip()
    if len(text) > _LONGEST:
        return None
    rows = (row for row in releases() if row.kind is Kind.EDITOR)
    return next((row for row in rows if re.fullmatch(row.sign, text, re.ASCII)), None)
