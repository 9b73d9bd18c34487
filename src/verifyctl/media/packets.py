"""The metadata blocks of a file as our own walkers find them, so that they are read also where Pillow gives up.

Sources: XMP specification part 3 (where packets stand, extended packets in JPEG), PNG (eXIf, iCCP, tIME, text chunks),
WebP (RFC 9649), TIFF 6.0, ISO/IEC 23008-12. Nothing is raised for any bytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from verifyctl.media.formats import AVIF, HEIC, JPEG, PNG, TIFF, WEBP
from verifyctl.media.structure import chunks, items, jpeg
from verifyctl.media.structure.tiff import structure

MAX_INFLATED = 8 * 1024 * 1024
MOST_COMMENTS = 64
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_ICC = b"ICC_PROFILE\0"
_TIFF_XMP, _TIFF_ICC, _TIFF_IPTC = 0x02BC, 0x8773, 0x83BB
_HEAD_OF_EXIF_ITEM = re.compile(rb"II\*\0|MM\0\*")


@dataclass
class Packets:
    """The blocks as bytes. `exif` has the form of a TIFF file and stands at byte `exif_at` if it stands in one piece.

    `more_xmp` are a JPEG's extended packets; `changed` is a PNG's tIME, `YYYY:MM:DD HH:MM:SS`.
    """

    exif: bytes = b""
    exif_at: int | None = None
    xmp: bytes = b""
    more_xmp: list[bytes] = field(default_factory=list)
    icc: bytes = b""
    iptc: bytes = b""
    comments: list[bytes] = field(default_factory=list)
    changed: str | None = None


def packets(data: bytes, media_type: str) -> Packets:
    """The blocks of a file of a known type; empty ones for types that carry none."""
    found = Packets()
    reader = _READERS.get(media_type)
    if reader is not None:
        reader(data, found)
    return found


def exif_block(data: bytes, media_type: str) -> tuple[bytes, int] | None:
    """The EXIF block and the byte where it stands in the file, if it stands there in one piece."""
    found = packets(data, media_type)
    return None if not found.exif or found.exif_at is None else (found.exif, found.exif_at)


def _of_jpeg(data: bytes, found: Packets) -> None:
    walk = jpeg.walk(data, to_scan=True)
    extended: dict[bytes, list[tuple[int, bytes]]] = {}
    profile: list[tuple[int, bytes]] = []
    for part in walk.named("APP1", "APP2", "COM"):
        content = jpeg.payload(data, part)
        if part.name == "COM":
            if len(found.comments) < MOST_COMMENTS:
                found.comments.append(content)
        elif content.startswith(_EXIF) and not found.exif:
            found.exif, found.exif_at = content[len(_EXIF) :], part.content + len(_EXIF)
        elif content.startswith(_XMP) and not found.xmp:
            found.xmp = content[len(_XMP) :]
        elif content.startswith(_MORE_XMP):
            rest = content[len(_MORE_XMP) :]
            extended.setdefault(rest[:32], []).append((int.from_bytes(rest[36:40], "big"), rest[40:]))
        elif content.startswith(_ICC) and len(content) > len(_ICC) + 2:
            profile.append((content[len(_ICC)], content[len(_ICC) + 2 :]))
    found.icc = b"".join(piece for _, piece in sorted(profile))
    found.more_xmp = [b"".join(piece for _, piece in sorted(pieces)) for pieces in extended.values()]


def _of_png(data: bytes, found: Packets) -> None:
    for part in chunks.walk_png(data).parts:
        content = data[part.content : part.end - 4]
        if part.name == "eXIf":
            found.exif, found.exif_at = content, part.content
        elif part.name == "iCCP":
            found.icc = _inflated(content.partition(b"\0")[2][1:])
        elif part.name == "tIME" and len(content) == 7:
            found.changed = (
                f"{int.from_bytes(content[:2], 'big'):04d}:{content[2]:02d}:{content[3]:02d} "
                f"{content[4]:02d}:{content[5]:02d}:{content[6]:02d}"
            )
        elif part.name == "iTXt" and content.startswith(b"XML:com.adobe.xmp\0"):
            compressed = content[18:19] == b"\1"
            text = content[20:].split(b"\0", 2)[-1]
            found.xmp = _inflated(text) if compressed else text


def _of_webp(data: bytes, found: Packets) -> None:
    for part in chunks.walk_riff(data).parts:
        content = data[part.content : part.end]
        if part.name == "EXIF":
            skipped = len(_EXIF) if content.startswith(_EXIF) else 0
            found.exif, found.exif_at = content[skipped:], part.content + skipped
        elif part.name == "XMP ":
            found.xmp = content
        elif part.name == "ICCP":
            found.icc = content


def _of_tiff(data: bytes, found: Packets) -> None:
    found.exif, found.exif_at = data, 0
    tiff = structure(data)
    if tiff is None:
        return
    for entry in tiff.entries(tiff.first):
        content = data[entry.offset : entry.offset + entry.size]
        if entry.tag == _TIFF_XMP:
            found.xmp = content
        elif entry.tag == _TIFF_ICC:
            found.icc = content
        elif entry.tag == _TIFF_IPTC:
            found.iptc = content


def _of_items(data: bytes, found: Packets) -> None:
    for item in items.items(data).values():
        if item.kind == "Exif" and not found.exif:
            content = items.content(data, item)
            head = _HEAD_OF_EXIF_ITEM.search(content, 0, 64)
            if head:
                found.exif = content[head.start() :]
                found.exif_at = item.extents[0][0] + head.start() if len(item.extents) == 1 else None
        elif item.kind == "mime" and item.content_type == "application/rdf+xml" and not found.xmp:
            found.xmp = items.content(data, item)
    found.icc = items.profile(data)


_READERS: dict[str, Callable[[bytes, Packets], None]] = {
    JPEG: _of_jpeg,
    PNG: _of_png,
    WEBP: _of_webp,
    TIFF: _of_tiff,
    HEIC: _of_items,
    AVIF: _of_items,
}


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MAX_INFLATED)
    except zlib.error:
        return b""
