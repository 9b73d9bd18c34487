"""The parts of formats made of sized chunks: PNG, RIFF (WebP), ISO base media (HEIC, AVIF), GIF and TIFF.

Sources: PNG (ISO/IEC 15948), WebP (RFC 9649), ISO/IEC 14496-12, GIF89a, TIFF 6.0. Walkers never raise; they stop where
a file stops making sense and say so.
"""

from __future__ import annotations

import struct

from verifyctl.media.structure.walk import MOST_PARTS, Part, Walk

_PNG_HEAD = 8
_LARGE = 1


def walk_png(data: bytes) -> Walk:
    """The chunks of a PNG file up to IEND, each with the checksum tested."""
    from zlib import crc32

    found = Walk(end=len(data))
    at = _PNG_HEAD
    while at + 12 <= len(data) and len(found.parts) < MOST_PARTS:
        length = int.from_bytes(data[at : at + 4], "big")
        name = _name(data[at + 4 : at + 8])
        end = at + 12 + length
        if end > len(data):
            found.damage.append(f"byte {at}: chunk {name} runs past the end of the file")
            return found
        if crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            found.damage.append(f"byte {at}: the checksum of chunk {name} does not fit")
        found.parts.append(Part(name, at, end - at, at + 8))
        at = end
        if name == "IEND":
            found.end = end
            return found
    found.damage.append("the end chunk is missing")
    return found


def walk_riff(data: bytes) -> Walk:
    """The chunks of a RIFF file such as WebP, to the size that its head gives."""
    size = int.from_bytes(data[4:8], "little") + 8
    found = Walk(end=min(size + size % 2, len(data)))
    if size > len(data):
        found.damage.append(f"the head announces {size} bytes, the file has {len(data)}")
    at = 12
    while at + 8 <= found.end and len(found.parts) < MOST_PARTS:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        name = _name(data[at : at + 4])
        end = at + 8 + length
        if end > len(data):
            found.damage.append(f"byte {at}: chunk {name} runs past the end of the file")
            return found
        found.parts.append(Part(name, at, end - at, at + 8))
        at = end + length % 2
    return found


def walk_boxes(data: bytes) -> Walk:
    """The top-level boxes of an ISO base media file."""
    found = Walk()
    at = 0
    while at + 8 <= len(data) and len(found.parts) < MOST_PARTS:
        length = int.from_bytes(data[at : at + 4], "big")
        name = _name(data[at + 4 : at + 8])
        head = 8
        if length == _LARGE and at + 16 <= len(data):
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = at + length if length else len(data)
        if 0 < length < head or end > len(data) or not name.isprintable():
            if found.parts and not name.isprintable():
                break
            found.damage.append(f"byte {at}: box {name} has a size that does not fit")
            break
        found.parts.append(Part(name, at, end - at, at + head))
        at = end
    found.end = at
    return found


def walk_tiff(data: bytes) -> Walk:
    """The directories of a TIFF file by their chain. BigTIFF is not walked."""
    found = Walk(end=len(data))
    order = "<" if data[:2] == b"II" else ">"
    if data[2:4] not in (b"*\0", b"\0*"):
        return found
    (at,) = struct.unpack_from(order + "I", data, 4) if len(data) >= 8 else (0,)
    seen: set[int] = set()
    while at and len(found.parts) < MOST_PARTS:
        if at in seen:
            found.damage.append(f"byte {at}: the chain of directories runs in a circle")
            break
        seen.add(at)
        if at + 2 > len(data):
            found.damage.append(f"byte {at}: a directory lies past the end of the file")
            break
        (count,) = struct.unpack_from(order + "H", data, at)
        end = at + 2 + 12 * count
        if end + 4 > len(data):
            found.damage.append(f"byte {at}: a directory runs past the end of the file")
            break
        found.parts.append(Part(f"IFD{len(found.parts)}", at, end + 4 - at, at + 2))
        (at,) = struct.unpack_from(order + "I", data, end)
    return found


def walk_gif(data: bytes) -> Walk:
    """The blocks of a GIF file up to its trailer."""
    found = Walk(end=len(data))
    if len(data) < 13:
        found.damage.append("the head is cut")
        return found
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    while at < len(data) and len(found.parts) < MOST_PARTS:
        kind, start = data[at], at
        if kind == 0x3B:
            found.parts.append(Part("trailer", at, 1, at + 1))
            found.end = at + 1
            return found
        if kind == 0x21 and at + 2 <= len(data):
            name, at = {0xF9: "control", 0xFE: "comment", 0xFF: "application"}.get(data[at + 1], "extension"), at + 2
        elif kind == 0x2C and at + 10 <= len(data):
            flags = data[at + 9]
            name, at = "image", at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
        else:
            found.damage.append(f"byte {at}: no block begins here")
            return found
        content = at
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
        if at > len(data):
            found.damage.append(f"byte {start}: {name} runs past the end of the file")
            return found
        found.parts.append(Part(name, start, at - start, content))
    found.damage.append("the trailer is missing")
    return found


def _name(raw: bytes) -> str:
    return raw.decode("latin-1")
