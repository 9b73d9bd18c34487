"""A few telling fields of maker notes: serial numbers, shutter counts, firmware, owners.

Nobody has published what makers write there, so nothing read here stands alone: a field counts only where another
reader gives the same (see `media.agreement`). Sources of the layouts: what exiftool and Exiv2 document of maker notes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from verifyctl.media.metadata import common_form
from verifyctl.media.structure.tiff import Entry, Structure, structure

_EXIF_POINTER, _MAKER_NOTE, _MAKE = 0x8769, 0x927C, 0x010F
_FORMS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I"}
_TEXTS = (2, 7)
MOST_VALUES = 64


@dataclass(frozen=True)
class Maker:
    """How a maker's note begins, where its directory is, from where its offsets count, and the fields to read.

    `base` is `note` where offsets count from the note (plus `shift`), `file` where they count from the EXIF block.
    """

    name: str
    head: bytes
    directory: int
    base: Literal["note", "file"]
    fields: Mapping[int, str]
    shift: int = 0
    order_at: int | None = None
    inner: tuple[int, Mapping[int, str]] | None = None


_EQUIPMENT = {
    0x0101: "SerialNumber",
    0x0102: "InternalSerialNumber",
    0x0202: "LensSerialNumber",
}
_CANON = {
    0x0006: "ImageType",
    0x0007: "FirmwareVersion",
    0x0008: "ImageNumber",
    0x0009: "OwnerName",
    0x000C: "SerialNumber",
    0x0095: "LensModel",
    0x0096: "InternalSerialNumber",
}
MAKERS: tuple[Maker, ...] = (
    Maker("Nikon", b"Nikon\0\2", 18, "note", {0x001D: "SerialNumber", 0x00A7: "ShutterCount"}, shift=10, order_at=10),
    Maker("FujiFilm", b"FUJIFILM\x0c\0\0\0", 12, "note", {0x0010: "InternalSerialNumber", 0x1438: "ImageCount"}),
    Maker("Olympus", b"OLYMPUS\0", 12, "note", {0x0404: "SerialNumber"}, order_at=8, inner=(0x2010, _EQUIPMENT)),
    Maker("Olympus", b"OM SYSTEM\0\0\0", 16, "note", {}, order_at=12, inner=(0x2010, _EQUIPMENT)),
    Maker("Olympus", b"OLYMP\0", 8, "file", {0x0404: "SerialNumber"}),
    Maker(
        "Panasonic",
        b"Panasonic\0\0\0",
        12,
        "file",
        {0x0025: "InternalSerialNumber", 0x0051: "LensModel", 0x0052: "LensSerialNumber"},
    ),
    Maker("Pentax", b"AOC\0", 6, "file", {0x0229: "SerialNumber"}, order_at=4),
    Maker("Pentax", b"PENTAX \0", 10, "note", {0x0229: "SerialNumber"}, order_at=8),
    Maker("Sigma", b"SIGMA\0\0\0", 10, "file", {0x0002: "SerialNumber"}),
    Maker("Apple", b"Apple iOS\0", 14, "note", {0x0011: "ContentIdentifier"}, order_at=12),
)
# Canon's note begins with its directory, without a head of its own.
_CANON_NOTE = Maker("Canon", b"", 0, "file", _CANON)


@dataclass(frozen=True)
class Note:
    """One field: its maker, its usual name, the number of its tag, and its value in common form."""

    maker: str
    name: str
    number: int
    text: str


def read(exif: bytes) -> tuple[Note, ...]:
    """The telling fields of the maker note in an EXIF block; empty for makers not known here. Never raises."""
    tiff = structure(exif)
    if tiff is None:
        return ()
    pointer = tiff.value(tiff.first, _EXIF_POINTER)
    entry = next((each for each in tiff.entries(pointer or 0) if each.tag == _MAKER_NOTE), None)
    if entry is None or entry.size < 20:
        return ()
    note = exif[entry.offset : entry.offset + entry.size]
    maker = next((each for each in MAKERS if note.startswith(each.head)), None)
    if maker is None and _make(tiff).startswith("Canon"):
        maker = _CANON_NOTE
    return () if maker is None else tuple(_fields(maker, tiff, note, entry.offset))


def _make(tiff: Structure) -> str:
    entry = next((each for each in tiff.entries(tiff.first) if each.tag == _MAKE), None)
    return common_form(_value(tiff, entry)) if entry else ""


def _fields(maker: Maker, tiff: Structure, note: bytes, at: int) -> Iterator[Note]:
    order = tiff.order
    if maker.order_at is not None:
        order = {b"II": "<", b"MM": ">"}.get(note[maker.order_at : maker.order_at + 2], tiff.order)
    elif maker.head.startswith(b"FUJIFILM"):
        order = "<"
    if maker.base == "note":
        inside = Structure(note[maker.shift :], order, maker.directory - maker.shift)
    else:
        inside = Structure(tiff.data, order, at + maker.directory)
    yield from _named(maker, inside, inside.first, maker.fields)
    if maker.inner:
        pointer, names = maker.inner
        where = inside.value(inside.first, pointer)
        if where:
            yield from _named(maker, inside, where, names)


def _named(maker: Maker, inside: Structure, at: int, names: Mapping[int, str]) -> Iterator[Note]:
    for entry in inside.entries(at):
        if entry.tag in names:
            text = common_form(_value(inside, entry)).strip()
            if text:
                yield Note(maker.name, names[entry.tag], entry.tag, text)


def _value(inside: Structure, entry: Entry) -> Any:
    raw = inside.data[entry.offset : entry.offset + entry.size]
    if entry.kind in _TEXTS:
        return raw.split(b"\0")[0].decode("utf-8", "replace")
    form = _FORMS.get(entry.kind)
    if form is None:
        return raw
    count = min(entry.count, MOST_VALUES)
    return list(struct.unpack_from(f"{inside.order}{count}{form}", raw))
