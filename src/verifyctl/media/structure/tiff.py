"""Directory entries of a TIFF structure (TIFF 6.0, section 2), as EXIF and MPF carry them inside JPEG segments."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ENTRIES = 500
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


@dataclass(frozen=True)
class Entry:
    """A field: its tag and type, how many values it has, and where they stand in the structure."""

    tag: int
    kind: int
    count: int
    offset: int

    @property
    def size(self) -> int:
        """Bytes of its values."""
        return _SIZES.get(self.kind, 0) * self.count


@dataclass(frozen=True)
class Structure:
    """A TIFF structure in bytes of its own: byte order as `struct` writes it, and where its first directory is."""

    data: bytes
    order: str
    first: int

    def entries(self, at: int) -> Iterator[Entry]:
        """The entries of the directory at an offset that lie inside the data."""
        if not 0 < at <= len(self.data) - 2:
            return
        (count,) = struct.unpack_from(self.order + "H", self.data, at)
        for number in range(min(count, MOST_ENTRIES)):
            place = at + 2 + 12 * number
            if place + 12 > len(self.data):
                return
            tag, kind, values = struct.unpack_from(self.order + "HHI", self.data, place)
            size = _SIZES.get(kind, 0) * values
            offset = place + 8 if size <= 4 else struct.unpack_from(self.order + "I", self.data, place + 8)[0]
            if size and offset + size <= len(self.data):
                yield Entry(tag, kind, values, offset)

    def after(self, at: int) -> int:
        """The offset of the directory that follows the one at an offset; 0 for none."""
        if not 0 < at <= len(self.data) - 2:
            return 0
        (count,) = struct.unpack_from(self.order + "H", self.data, at)
        place = at + 2 + 12 * count
        return int(struct.unpack_from(self.order + "I", self.data, place)[0]) if place + 4 <= len(self.data) else 0

    def number(self, entry: Entry) -> int | None:
        """The first value of a field of whole numbers."""
        form = {1: "B", 3: "H", 4: "I", 13: "I"}.get(entry.kind)
        return int(struct.unpack_from(self.order + form, self.data, entry.offset)[0]) if form else None

    def value(self, directory: int, tag: int) -> int | None:
        """The whole number of a tag in the directory at an offset, if it is there."""
        entry = next((entry for entry in self.entries(directory) if entry.tag == tag), None)
        return self.number(entry) if entry else None


def structure(data: bytes) -> Structure | None:
    """The structure that begins with `data`, or None."""
    if len(data) < 8 or data[:4] not in (b"II*\0", b"MM\0*"):
        return None
    order = "<" if data[:2] == b"II" else ">"
    return Structure(data, order, struct.unpack_from(order + "I", data, 4)[0])
