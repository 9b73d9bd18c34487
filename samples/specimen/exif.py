"""A small EXIF writer: little-endian TIFF with IFD0, the Exif IFD and, where asked, a thumbnail in IFD1.

After CIPA DC-008 (Exif 2.32). Written here because Pillow writes no thumbnail, and because fixed bytes are wanted.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from PIL import Image

ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7

Value = str | int | tuple[int, int] | bytes
Entry = tuple[int, int, Value]


@dataclass(frozen=True)
class Camera:
    """What a camera writes. Times as EXIF has them (`2015:04:27 21:14:05`); `offset` such as `+03:00`."""

    make: str
    model: str
    taken: str
    size: tuple[int, int]
    offset: str | None = None
    orientation: int = 1
    software: str | None = None
    iso: int = 320
    exposure: tuple[int, int] = (1, 33)


def exif(camera: Camera, thumbnail: Image.Image | None = None) -> bytes:
    """The APP1 payload (with its `Exif` header) for a JPEG."""
    first: list[Entry] = [
        (0x010E, ASCII, "SPECIMEN - test sample, synthetic picture"),
        (0x010F, ASCII, camera.make),
        (0x0110, ASCII, camera.model),
        (0x0112, SHORT, camera.orientation),
        (0x011A, RATIONAL, (72, 1)),
        (0x011B, RATIONAL, (72, 1)),
        (0x0128, SHORT, 2),
        *([(0x0131, ASCII, camera.software)] if camera.software else []),
        (0x0132, ASCII, camera.taken),
        (0x0213, SHORT, 1),
    ]
    offset = camera.offset
    second: list[Entry] = [
        (0x829A, RATIONAL, camera.exposure),
        (0x829D, RATIONAL, (22, 10)),
        (0x8827, SHORT, camera.iso),
        (0x9000, UNDEFINED, b"0231"),
        (0x9003, ASCII, camera.taken),
        (0x9004, ASCII, camera.taken),
        *([(tag, ASCII, offset) for tag in (0x9010, 0x9011, 0x9012)] if offset else []),
        (0x9101, UNDEFINED, b"\x01\x02\x03\x00"),
        (0x9209, SHORT, 16),
        (0x920A, RATIONAL, (415, 100)),
        (0xA000, UNDEFINED, b"0100"),
        (0xA001, SHORT, 1),
        (0xA002, LONG, camera.size[0]),
        (0xA003, LONG, camera.size[1]),
        (0xA402, SHORT, 0),
        (0xA403, SHORT, 0),
    ]
    at_first = 8
    at_second = at_first + len(_directory([*first, (0x8769, LONG, 0)], at_first, 0))
    at_third = at_second + len(_directory(second, at_second, 0))
    small = _thumbnail_bytes(thumbnail) if thumbnail else b""
    body = _directory([*first, (0x8769, LONG, at_second)], at_first, at_third if small else 0)
    body += _directory(second, at_second, 0)
    if small:
        third: list[Entry] = [(0x0103, SHORT, 6), (0x011A, RATIONAL, (72, 1)), (0x011B, RATIONAL, (72, 1))]
        third += [(0x0128, SHORT, 2), (0x0201, LONG, 0), (0x0202, LONG, len(small))]
        start = at_third + len(_directory(third, at_third, 0))
        third[4] = (0x0201, LONG, start)
        body += _directory(third, at_third, 0) + small
    return b"Exif\0\0" + b"II*\0" + struct.pack("<I", at_first) + body


def _directory(entries: list[Entry], at: int, following: int) -> bytes:
    """One IFD placed at offset `at`, its long values behind it, padded to an even length."""
    table = struct.pack("<H", len(entries))
    values = b""
    behind = at + 2 + 12 * len(entries) + 4
    for tag, kind, value in sorted(entries, key=lambda entry: entry[0]):
        count, data = _encoded(kind, value)
        if len(data) > 4:
            table += struct.pack("<HHII", tag, kind, count, behind + len(values))
            values += data + b"\0" * (len(data) % 2)
        else:
            table += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
    return table + struct.pack("<I", following) + values


def _encoded(kind: int, value: Value) -> tuple[int, bytes]:
    if isinstance(value, str):
        data = value.encode("ascii") + b"\0"
        return len(data), data
    if isinstance(value, bytes):
        return len(value), value
    if isinstance(value, tuple):
        return 1, struct.pack("<II", *value)
    return 1, struct.pack("<H" if kind == SHORT else "<I", value)


def _thumbnail_bytes(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((160, 160), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()
