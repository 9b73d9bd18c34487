"""The items of an ISO base media file (HEIC, AVIF): what each is, where its bytes lie, and what it is to the picture.

Sources: ISO/IEC 14496-12 (meta, iinf, iloc, iref, iprp), ISO/IEC 23008-12 (thmb, auxl, ispe, auxC), ISO 21496-1 (tmap).
Nothing is raised for any bytes; what does not fit is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_ITEMS = 2000
MOST_BOXES = 4000
_LONG_SIZE = 1


@dataclass
class Item:
    """One item. `kind` is its four letters, `role` the reference that it makes to another (`thmb`, `auxl`, `cdsc`).

    `extents` are (offset, size) in bytes of the file; `auxiliary` is the name of what an auxiliary picture holds.
    """

    number: int
    kind: str = ""
    content_type: str = ""
    role: str = ""
    extents: list[tuple[int, int]] = field(default_factory=list)
    width: int | None = None
    height: int | None = None
    auxiliary: str = ""


@dataclass(frozen=True)
class _Box:
    name: bytes
    start: int
    end: int


def items(data: bytes) -> dict[int, Item]:
    """The items by number; empty without a `meta` box."""
    meta = next((box for box in _boxes(data, 0, len(data)) if box.name == b"meta"), None)
    found: dict[int, Item] = {}
    if meta is None:
        return found
    inner = {box.name: box for box in _boxes(data, meta.start + 4, meta.end)}
    if b"iinf" in inner:
        _information(data, inner[b"iinf"], found)
    if b"iloc" in inner:
        _locations(data, inner[b"iloc"], found, inner.get(b"idat"))
    if b"iref" in inner:
        _references(data, inner[b"iref"], found)
    if b"iprp" in inner:
        _properties(data, inner[b"iprp"], found)
    return found


def content(data: bytes, item: Item) -> bytes:
    """The bytes of an item, its extents joined."""
    return b"".join(data[offset : offset + size] for offset, size in item.extents)


def profile(data: bytes) -> bytes:
    """The first ICC profile among the properties of the items, or nothing."""
    for box in _path(data, b"meta", b"iprp", b"ipco"):
        for prop in _boxes(data, box.start, box.end):
            if prop.name == b"colr" and data[prop.start : prop.start + 4] in (b"prof", b"rICC"):
                return data[prop.start + 4 : prop.end]
    return b""


def _path(data: bytes, *names: bytes) -> Iterator[_Box]:
    """The boxes at the end of a path of names from the top; `meta` has four bytes of its own before its boxes."""
    level = [_Box(b"", 0, len(data))]
    for name in names:
        level = [
            inner
            for box in level
            for inner in _boxes(data, box.start + (4 if box.name == b"meta" else 0), box.end)
            if inner.name == name
        ]
    yield from level


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            return
        size, head = int.from_bytes(data[at : at + 4], "big"), 8
        name = data[at + 4 : at + 8]
        if size == _LONG_SIZE:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        stop = at + size if size else end
        if stop > end or stop < at + head:
            return
        yield _Box(name, at + head, stop)
        at = stop


def _information(data: bytes, box: _Box, found: dict[int, Item]) -> None:
    head = box.start + (6 if data[box.start] == 0 else 8)
    for entry in _boxes(data, head, box.end):
        version = data[entry.start] if entry.start < entry.end else 0
        if entry.name != b"infe" or version < 2 or len(found) >= MOST_ITEMS:
            continue
        wide = 4 if version > 2 else 2
        at = entry.start + 4
        number = int.from_bytes(data[at : at + wide], "big")
        at += wide + 2
        item = found.setdefault(number, Item(number))
        item.kind = data[at : at + 4].decode("latin-1")
        if item.kind == "mime":
            texts = data[at + 4 : entry.end].split(b"\0")
            item.content_type = texts[1].decode("latin-1") if len(texts) > 1 else ""


def _locations(data: bytes, box: _Box, found: dict[int, Item], idat: _Box | None) -> None:
    at = box.start
    version = data[at]
    sizes = int.from_bytes(data[at + 4 : at + 6], "big")
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version > 1 else 2
    at += 6
    count = int.from_bytes(data[at : at + wide], "big")
    at += wide

    def number(size: int) -> int:
        nonlocal at
        value = int.from_bytes(data[at : at + size], "big")
        at += size
        return value

    for _ in range(min(count, MOST_ITEMS)):
        if at >= box.end:
            return
        item = found.get(number(wide))
        construction = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        for _ in range(min(number(2), MOST_ITEMS)):
            number(index_size)
            offset, length = base + number(offset_size), number(length_size)
            begin = offset + (idat.start if construction == 1 and idat else 0)
            if item is not None and construction < 2 and length > 0 and begin + length <= len(data):
                item.extents.append((begin, length))
            if at >= box.end:
                return


def _references(data: bytes, box: _Box, found: dict[int, Item]) -> None:
    wide = 4 if data[box.start] else 2
    for entry in _boxes(data, box.start + 4, box.end):
        item = found.get(int.from_bytes(data[entry.start : entry.start + wide], "big"))
        if item is not None and (not item.role or entry.name in (b"thmb", b"auxl")):
            item.role = entry.name.decode("latin-1")


def _properties(data: bytes, box: _Box, found: dict[int, Item]) -> None:
    inner = {part.name: part for part in _boxes(data, box.start, box.end)}
    if b"ipco" not in inner or b"ipma" not in inner:
        return
    held = list(_boxes(data, inner[b"ipco"].start, inner[b"ipco"].end))
    at, end = inner[b"ipma"].start, inner[b"ipma"].end
    version, flags = data[at], data[at + 3]
    item_size, index_size = 4 if version else 2, 2 if flags & 1 else 1
    count = int.from_bytes(data[at + 4 : at + 8], "big")
    at += 8
    for _ in range(min(count, MOST_ITEMS)):
        if at + item_size + 1 > end:
            return
        item = found.get(int.from_bytes(data[at : at + item_size], "big"))
        at += item_size + 1
        for _ in range(data[at - 1]):
            index = int.from_bytes(data[at : at + index_size], "big") & (0x7FFF if index_size == 2 else 0x7F)
            at += index_size
            if item is not None and 0 < index <= len(held):
                _described(data, held[index - 1], item)


def _described(data: bytes, box: _Box, item: Item) -> None:
    if box.name == b"ispe":
        item.width = int.from_bytes(data[box.start + 4 : box.start + 8], "big")
        item.height = int.from_bytes(data[box.start + 8 : box.start + 12], "big")
    elif box.name == b"auxC":
        item.auxiliary = data[box.start + 4 : box.end].split(b"\0")[0][:200].decode("latin-1")
