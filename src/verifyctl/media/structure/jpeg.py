"""The segments of a JPEG file (ITU-T T.81, annex B), without decoding it.

Coded data is passed over by one search for the next marker, so the cost is that of reading the bytes once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifyctl.media.structure.walk import MOST_PARTS, Part, Walk

# Behind a scan: a marker that is neither stuffing (FF 00), nor fill (FF FF), nor a restart (FF D0 to D7).
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")

_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_NAMES = {
    0xC4: "DHT", 0xC8: "JPG", 0xCC: "DAC", 0xD8: "SOI", 0xD9: "EOI", 0xDA: "SOS", 0xDB: "DQT", 0xDC: "DNL",
    0xDD: "DRI", 0xDE: "DHP", 0xDF: "EXP", 0xFE: "COM", 0x01: "TEM",
}  # fmt: skip
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
FRAMES = tuple(f"SOF{number - 0xC0}" for number in sorted(_FRAMES))


def name_of(marker: int) -> str:
    """The standard's name of a marker byte."""
    if marker in _FRAMES:
        return f"SOF{marker - 0xC0}"
    if 0xE0 <= marker <= 0xEF:
        return f"APP{marker - 0xE0}"
    if 0xD0 <= marker <= 0xD7:
        return f"RST{marker - 0xD0}"
    return _NAMES.get(marker, f"0xFF{marker:02X}")


def walk(data: bytes, start: int = 0, *, to_scan: bool = False) -> Walk:
    """The segments from `start`, where FF D8 stands, to EOI, or with `to_scan` to the first scan. Never raises.

    A scan is a part SOS whose size covers its coded data. Cut and damaged files are walked as far as they go.
    """
    found = Walk(parts=[Part("SOI", start, 2, start + 2)], end=len(data))
    at = start + 2
    while at + 1 < len(data) and len(found.parts) < MOST_PARTS:
        if data[at] != 0xFF:
            found.damage.append(f"byte {at}: no marker where one is due")
            following = _NEXT_MARKER.search(data, at)
            if following is None:
                return found
            at = following.start()
        while at + 2 < len(data) and data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if to_scan and marker == _SOS:
            return found
        if marker == _EOI:
            found.parts.append(Part("EOI", at, 2, at + 2))
            found.end = at + 2
            return found
        part = _segment(data, at, marker)
        if part is None:
            found.damage.append(f"byte {at}: {name_of(marker)} runs past the end of the file")
            return found
        found.parts.append(part)
        at = part.end
    found.damage.append("the end marker is missing")
    return found


def _segment(data: bytes, at: int, marker: int) -> Part | None:
    if marker in (_SOI, _TEM) or 0xD0 <= marker <= 0xD7:
        return Part(name_of(marker), at, 2, at + 2)
    if at + 4 > len(data):
        return None
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    end = at + 2 + length
    if length < 2 or end > len(data):
        return None
    if marker == _SOS:
        following = _NEXT_MARKER.search(data, end)
        end = following.start() if following else len(data)
    return Part(name_of(marker), at, end - at, at + 4)


def payload(data: bytes, part: Part) -> bytes:
    """The content of a segment, without marker and length. Of a scan: its header and all coded data."""
    return data[part.content : part.end]


@dataclass(frozen=True)
class Frame:
    """What the frame header says. `sampling` are (horizontal, vertical) factors by component."""

    process: str
    bits: int
    width: int
    height: int
    sampling: tuple[tuple[int, int], ...]


_PROCESSES = {
    "SOF0": "baseline", "SOF1": "extended", "SOF2": "progressive", "SOF3": "lossless", "SOF9": "arithmetic",
    "SOF10": "arithmetic", "SOF11": "arithmetic", "SOF13": "arithmetic", "SOF14": "arithmetic", "SOF15": "arithmetic",
}  # fmt: skip


def frame(data: bytes, found: Walk) -> Frame | None:
    """The first frame header, if it is whole."""
    part = next(iter(found.named(*FRAMES)), None)
    if part is None:
        return None
    head = payload(data, part)
    if len(head) < 6 or len(head) < 6 + 3 * head[5]:
        return None
    factors = tuple((head[7 + 3 * number] >> 4, head[7 + 3 * number] & 15) for number in range(head[5]))
    return Frame(
        process=_PROCESSES.get(part.name, "other"),
        bits=head[0],
        height=int.from_bytes(head[1:3], "big"),
        width=int.from_bytes(head[3:5], "big"),
        sampling=factors,
    )


def subsampling(sampling: tuple[tuple[int, int], ...]) -> str | None:
    """`4:2:0` and its like for three components with equal chroma, else None."""
    if len(sampling) != 3 or sampling[1] != sampling[2]:
        return None
    (luma_x, luma_y), (chroma_x, chroma_y), _ = sampling
    if not chroma_x or not chroma_y or luma_x % chroma_x or luma_y % chroma_y:
        return None
    ratios = {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (1, 2): "4:4:0", (4, 1): "4:1:1", (4, 2): "4:1:0"}
    return ratios.get((luma_x // chroma_x, luma_y // chroma_y))


def tables(data: bytes, found: Walk) -> dict[int, tuple[int, ...]]:
    """The quantisation tables by number, 64 values each in natural order (row by row)."""
    result: dict[int, tuple[int, ...]] = {}
    for part in found.named("DQT"):
        content, at = payload(data, part), 0
        while at < len(content):
            wide, number = content[at] >> 4, content[at] & 15
            size = 128 if wide else 64
            values = content[at + 1 : at + 1 + size]
            if wide > 1 or len(values) < size:
                break
            zigzag = [int.from_bytes(values[2 * i : 2 * i + 2], "big") for i in range(64)] if wide else list(values)
            natural = [0] * 64
            for place, value in zip(NATURAL_ORDER, zigzag, strict=True):
                natural[place] = value
            result.setdefault(number, tuple(natural))
            at += 1 + size
    return result


NATURAL_ORDER = (
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
)  # fmt: skip
"""Where the values of a table, which stands in zigzag order, go in natural order (T.81, figure A.6)."""


def huffman(data: bytes, found: Walk) -> bool | None:
    """True if every Huffman table is one of the standard's examples (T.81, annex K.3), None where there are none."""
    seen = False
    for part in found.named("DHT"):
        content, at = payload(data, part), 0
        while at + 17 <= len(content):
            counts = content[at + 1 : at + 17]
            size = sum(counts)
            if (content[at] >> 4, bytes(counts)) not in _STANDARD_COUNTS or at + 17 + size > len(content):
                return False
            seen = True
            at += 17 + size
    return True if seen else None


# Class (0 for DC, 1 for AC) and the numbers of codes of each length; no optimised table was seen to share them.
_STANDARD_COUNTS = {
    (0, bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0))),
    (0, bytes((0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0))),
    (1, bytes((0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125))),
    (1, bytes((0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119))),
}


def restart_interval(data: bytes, found: Walk) -> int | None:
    """The interval between restart markers in coded units, None where none is set."""
    part = next(iter(found.named("DRI")), None)
    value = int.from_bytes(payload(data, part)[:2], "big") if part else 0
    return value or None
