"""All readers on one file: the blocks that any of them found, and every field with each reader's value.

What Pillow leaves out or cannot open is taken from our own walkers: a damaged picture does not cost its metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from verifyctl.media import maker_notes, metadata, packets
from verifyctl.media.formats import JPEG, PNG, TIFF
from verifyctl.media.metadata import MAX_RAW, Blocks, Tag

PILLOW, EXIFREAD, EXIFTOOL, OWN = "Pillow", "exifread", "exiftool", "verifyctl"
ThirdReader = Callable[[], tuple[dict[Tag, str], dict[tuple[str, str], str]]]
"""Gives the tags and the fields of maker notes by (maker, name); raises where it cannot."""

Result = TypeVar("Result")
Values = dict[str, str]


@dataclass
class Gathered:
    """What was found in one file. `problems` says of each reader that was asked what stopped it, if anything did.

    `notes` are fields of maker notes by name, `embedded` the EXIF thumbnail, `more_xmp` a JPEG's extended packets.
    """

    blocks: Blocks
    tags: dict[Tag, Values] = field(default_factory=dict)
    notes: dict[str, Values] = field(default_factory=dict)
    problems: dict[str, str | None] = field(default_factory=dict)
    embedded: bytes = b""
    more_xmp: list[bytes] = field(default_factory=list)
    changed: str | None = None

    @property
    def readable(self) -> bool:
        """False if neither Pillow nor exifread could open the file, and nobody else found anything in it."""
        opened = self.problems[PILLOW] is None or self.problems[EXIFREAD] is None
        return opened or bool(self.tags or self.blocks.present)

    def values(self, tag: Tag) -> Values:
        """Every reader's value of a tag."""
        return self.tags.get(tag, {})


def gather(data: bytes, media_type: str, third: ThirdReader | None = None) -> Gathered:
    """Read a file with Pillow, exifread, our own walkers and, if given, a third reader. Raises only MemoryError.

    The third reader is asked only where another found something, or failed.
    """
    own = packets.packets(data, media_type)
    by_pillow, problem = attempt(lambda: metadata.read_blocks(data, media_type))
    found = Gathered(*by_pillow[:1]) if by_pillow else Gathered(Blocks())
    pillow = by_pillow[1] if by_pillow else {}
    if found.blocks.problem is not None:
        problem = described(found.blocks.problem)
    found.blocks.exif = (own.exif if media_type != TIFF else b"") or found.blocks.exif
    if not pillow and found.blocks.exif:
        alone, _ = attempt(lambda: metadata.read_exif_block(found.blocks.exif))
        if alone:
            pillow, texts = alone
            found.blocks.texts += texts
    by_exifread, exifread_problem = attempt(lambda: metadata.read_exifread(data, media_type, found.blocks.exif))
    exifread, found.embedded = by_exifread or ({}, b"")
    found.problems = {PILLOW: problem, EXIFREAD: exifread_problem}
    _add(found.tags, PILLOW, pillow)
    _add(found.tags, EXIFREAD, exifread)
    _complete(found, own, media_type)
    _notes(found, data if media_type == TIFF else found.blocks.exif)
    if third is not None and (found.tags or found.blocks.present or problem or exifread_problem):
        _third(found, third)
    return found


def attempt(read: Callable[[], Result]) -> tuple[Result | None, str | None]:
    """The result, or why there is none: readers raise nearly anything on hostile bytes. Raises only MemoryError."""
    try:
        return read(), None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001
        return None, described(error)


def described(error: Exception) -> str:
    """An exception in one line of bounded length."""
    text = " ".join(str(error).split())[:200]
    if "cannot identify image file" in text:
        text = "it does not recognise the file"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _add(tags: dict[Tag, Values], reader: str, found: Mapping[Tag, str]) -> None:
    for tag, text in found.items():
        tags.setdefault(tag, {})[reader] = text


def _complete(found: Gathered, own: packets.Packets, media_type: str) -> None:
    """Put in what our walkers found and Pillow did not, and name the kinds of block in a fixed order."""
    blocks = found.blocks
    blocks.xmp = blocks.xmp or own.xmp
    blocks.icc = blocks.icc or own.icc
    blocks.iptc = blocks.iptc or own.iptc
    found.more_xmp = own.more_xmp
    found.changed = own.changed
    if media_type == JPEG and own.comments:
        blocks.comments = [metadata.comment_text(comment) for comment in own.comments]
        blocks.texts = [text for text in blocks.texts if text[0] != "comment"]
        blocks.texts += [("comment", "", metadata.comment_text(comment, longest=MAX_RAW)) for comment in own.comments]
    has = {
        "exif": bool(found.tags),
        "xmp": bool(blocks.xmp),
        "photoshop": "photoshop" in blocks.present,
        "iptc": bool(blocks.iptc),
        "icc": bool(blocks.icc),
        "comment": bool(blocks.comments),
        "jfif": "jfif" in blocks.present,
        "adobe": "adobe" in blocks.present,
        "mpf": "mpf" in blocks.present,
        "time": media_type == PNG and own.changed is not None,
    }
    blocks.present = [name for name, there in has.items() if there]


def _notes(found: Gathered, exif: bytes) -> None:
    """Fields of the maker note by our own reader, and by exifread where it gives the same for the same tag.

    exifread is asked only where there is something to be confirmed: it is slow at maker notes, and wrong about some.
    """
    notes = maker_notes.read(exif)
    if not notes:
        return
    confirmed, _ = attempt(lambda: metadata.exifread_notes(exif))
    for note in notes:
        values = found.notes.setdefault(note.name, {})
        values.setdefault(OWN, note.text)
        if confirmed and (note.number, note.text) in confirmed and values[OWN] == note.text:
            values[EXIFREAD] = note.text


def _third(found: Gathered, third: ThirdReader) -> None:
    answer, found.problems[EXIFTOOL] = attempt(third)
    if answer is None:
        return
    tags, notes = answer
    _add(found.tags, EXIFTOOL, tags)
    for (_, name), text in notes.items():
        found.notes.setdefault(name, {})[EXIFTOOL] = text
