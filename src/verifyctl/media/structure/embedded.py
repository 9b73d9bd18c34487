"""Other pictures and data inside a file: thumbnails, previews, second pictures, and what lies behind the end.

Sources: EXIF 2.32 (IFD1), Multi-Picture Format (CIPA DC-007), Photoshop image resources 1033 and 1036, JFIF 1.02
extensions, ISO 21496-1 gain maps, Google's motion photo format, Samsung's trailer (SEFT), ISO/IEC 23008-12 (thumbnails
and auxiliary pictures of HEIC and AVIF), TIFF 6.0 (reduced pictures).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from verifyctl.media.formats import sniff
from verifyctl.media.structure import items, jpeg
from verifyctl.media.structure.tiff import Structure, structure
from verifyctl.media.structure.walk import Part, Walk
from verifyctl.model.structure import Embedded

MOST = 64
_EXIF = b"Exif\0\0"
_MPF = b"MPF\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_GAIN_MAP = (b"hdrgm:", b"urn:iso:std:iso:ts:21496:-1")
_DEPTH = (b"GDepth:", b"depthData")
_JPEG_HEAD = b"\xff\xd8\xff"
_MP_ENTRY = 0xB002
_MP_KINDS = {0x010001: "preview", 0x010002: "preview"}
_SUBFILE, _REDUCED = 0x00FE, 1
_ITEM_KINDS = {"thmb": "thumbnail", "auxl": "second-picture"}
_AUXILIARIES = (("gainmap", "gain-map"), ("depth", "depth-map"), ("disparity", "depth-map"), ("alpha", "alpha"))


def in_jpeg(data: bytes, found: Walk) -> Iterator[Embedded]:
    """What the segments of a JPEG carry, and the pictures that its index (MPF) names behind its end."""
    for part in found.named("APP0", "APP1", "APP2", "APP11", "APP13"):
        content = jpeg.payload(data, part)
        if part.name == "APP1" and content.startswith(_EXIF):
            yield from in_exif(content[len(_EXIF) :], part.content + len(_EXIF))
        elif part.name == "APP2" and content.startswith(_MPF):
            yield from _indexed(data, content[len(_MPF) :], part.content + len(_MPF))
        elif part.name == "APP13" and content.startswith(_PHOTOSHOP):
            yield from _photoshop_thumbnail(content, part)
        elif part.name == "APP0" and content.startswith(b"JFXX\0\x10"):
            yield _picture(data, "thumbnail", part.content + 6, part.end - part.content - 6, "JFIF extension")
        elif part.name == "APP11" and content.startswith(b"JP"):
            yield from _further(content, "credentials-thumbnail", "in Content Credentials", part.content)


def in_exif(exif: bytes, base: int) -> Iterator[Embedded]:
    """The thumbnail of an EXIF block that stands at byte `base`, and the previews that makers put into their notes."""
    tiff = structure(exif)
    if tiff is None:
        return
    second = tiff.after(tiff.first)
    offset, size = tiff.value(second, 0x0201), tiff.value(second, 0x0202)
    known = (0, 0)
    if offset and size and offset + size <= len(exif):
        known = (offset, offset + size)
        yield _picture(exif, "thumbnail", offset, size, "EXIF IFD1", base=base)
    yield from _further(exif, "preview", "in the maker's part of EXIF", base, known)


def _further(data: bytes, kind: str, note: str, base: int, known: tuple[int, int] = (0, 0)) -> Iterator[Embedded]:
    """The JPEG pictures in a block, but for one that is known; a few tries only, since a block may be full of heads."""
    at = data.find(_JPEG_HEAD)
    for _ in range(MOST):
        if at < 0:
            return
        following = at + 1
        if known[0] <= at < known[1]:
            following = known[1]
        else:
            end = jpeg.walk(data, at).end
            one = _picture(data, kind, at, end - at, note, base=base)
            if one.width:
                yield one
                following = end
        at = data.find(_JPEG_HEAD, following)


def in_tiff(data: bytes) -> Iterator[Embedded]:
    """The reduced pictures of a TIFF file: directories behind the first that say that they are."""
    tiff = structure(data)
    at = tiff.after(tiff.first) if tiff else 0
    for _ in range(MOST):
        if tiff is None or not at:
            return
        offset, size = tiff.value(at, 0x0201), tiff.value(at, 0x0202)
        if offset and size and offset + size <= len(data):
            yield _picture(data, "thumbnail", offset, size, "TIFF directory")
        elif (tiff.value(at, _SUBFILE) or 0) & _REDUCED:
            wide, high = tiff.value(at, 0x0100), tiff.value(at, 0x0101)
            yield Embedded(kind="preview", offset=at, size=0, width=wide, height=high, note="a reduced TIFF picture")
        at = tiff.after(at)


def in_items(data: bytes, found: Walk) -> Iterator[Embedded]:
    """The thumbnails, auxiliary pictures and films of HEIC and AVIF."""
    for part in found.named("mpvd"):
        yield Embedded(kind="motion-photo", offset=part.content, size=part.end - part.content, media_type="video/mp4")
    for item in items.items(data).values():
        kind = "gain-map" if item.kind == "tmap" else _ITEM_KINDS.get(item.role)
        if kind is None or not item.extents:
            continue
        lowered = item.auxiliary.lower()
        kind = next((name for part, name in _AUXILIARIES if part in lowered), kind)
        yield Embedded(
            kind=kind,
            offset=item.extents[0][0],
            size=sum(size for _, size in item.extents),
            width=item.width,
            height=item.height,
            note=f"item {item.number}, {item.kind}" + (f", {item.auxiliary}" if item.auxiliary else ""),
        )


def _indexed(data: bytes, content: bytes, base: int) -> Iterator[Embedded]:
    tiff = structure(content)
    if tiff is None:
        return
    for offset, size, attributes in list(_entries(tiff))[1:MOST]:
        begin = base + offset
        if begin > 0 and size and begin + size <= len(data):
            kind = _MP_KINDS.get(attributes & 0xFFFFFF) or _second_kind(data[begin : begin + size])
            yield _picture(data, kind, begin, size, "MPF index")


def _entries(tiff: Structure) -> Iterator[tuple[int, int, int]]:
    for entry in tiff.entries(tiff.first):
        if entry.tag == _MP_ENTRY:
            for number in range(entry.size // 16):
                attributes, size, offset = struct.unpack_from(tiff.order + "III", tiff.data, entry.offset + 16 * number)
                yield offset, size, attributes


def _second_kind(picture: bytes) -> str:
    head = picture[:65536]
    if any(mark in head for mark in _GAIN_MAP):
        return "gain-map"
    return "depth-map" if any(mark in head for mark in _DEPTH) else "second-picture"


def _photoshop_thumbnail(content: bytes, part: Part) -> Iterator[Embedded]:
    at = len(_PHOTOSHOP)
    while at + 12 <= len(content) and content[at : at + 4] == b"8BIM":
        number = int.from_bytes(content[at + 4 : at + 6], "big")
        name = 1 + content[at + 6]
        at += 6 + name + name % 2
        size = int.from_bytes(content[at : at + 4], "big")
        begin = at + 4
        if number in (0x0409, 0x040C) and size > 28 and begin + size <= len(content):
            note = f"Photoshop resource {number}"
            yield _picture(content, "thumbnail", begin + 28, size - 28, note, base=part.content)
        at = begin + size + size % 2


def _picture(data: bytes, kind: str, offset: int, size: int, note: str, *, base: int = 0) -> Embedded:
    head = data[offset : offset + size]
    media_type = sniff(head[:64])
    frame = jpeg.frame(head, jpeg.walk(head)) if head.startswith(_JPEG_HEAD) else None
    return Embedded(
        kind=kind,
        offset=base + offset,
        size=size,
        media_type=media_type,
        width=frame.width if frame else None,
        height=frame.height if frame else None,
        note=note,
    )


def behind(data: bytes, end: int, known: tuple[Embedded, ...]) -> Iterator[Embedded]:
    """What lies behind the picture's end, besides the pictures already known to be there."""
    at = end
    inside = sorted((one.offset, one.offset + one.size) for one in known if one.offset >= end)
    while at < len(data):
        here = next((stop for begin, stop in inside if begin <= at < stop), None)
        if here is not None:
            at = here
            continue
        limit = min((begin for begin, _ in inside if begin > at), default=len(data))
        yield _unnamed(data, at, limit)
        at = limit


def _unnamed(data: bytes, begin: int, end: int) -> Embedded:
    piece = data[begin:end]
    size = end - begin
    if not piece.strip(b"\0\xff \r\n\t"):
        return Embedded(kind="padding", offset=begin, size=size, note="zeros or blanks")
    film = piece.find(b"ftyp")
    if 4 <= film <= 4096 or b"MotionPhoto_Data" in piece[:4096]:
        return Embedded(kind="motion-photo", offset=begin, size=size, media_type="video/mp4", note="a film")
    if piece[-4:] == b"SEFT":
        return Embedded(kind="trailer", offset=begin, size=size, note="Samsung trailer (SEFT)")
    start = piece.find(_JPEG_HEAD, 0, 65536)
    if start >= 0:
        return _picture(data, _second_kind(piece[start:]), begin + start, size - start, "behind the end, in no index")
    if piece[:4] == b"PK\x03\x04" or b"PK\x05\x06" in piece[-66000:]:
        return Embedded(kind="archive", offset=begin, size=size, media_type="application/zip")
    return Embedded(kind="unknown", offset=begin, size=size, media_type=sniff(piece[:64]))


_OTHER_READINGS = (
    (b"PK\x05\x06", "a ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"<?php", "a PHP script"),
)


def other_readings(data: bytes) -> tuple[str, ...]:
    """Other kinds of file that a program could take the same bytes for.

    A ZIP archive is looked for at its end, a PDF's mark in the first 1024 bytes, the others behind the picture's head.
    """
    found = []
    for mark, words in _OTHER_READINGS:
        place = data.rfind(mark, max(0, len(data) - 66_000)) if mark[:2] == b"PK" else data.find(mark, 0, 1024)
        if place >= 0:
            found.append(words)
    return tuple(found)
