"""Readers side by side: agreement by meaning, maker notes that two confirm, blocks where Pillow gives up."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import encoded
from verifyctl.media import agreement, gather, maker_notes
from verifyctl.media.formats import AVIF, HEIC, JPEG, PNG, TIFF, WEBP
from verifyctl.media.metadata import Tag
from verifyctl.media.packets import packets
from verifyctl.media.structure import items

# agreement ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Canon", "Canon"),
        ("a  b", "a b"),
        ("43, 28, 1407/500", "43.467448"),
        ("14, 27, 7", "14:27:07"),
        ("1/3", "0.333333"),
        ("007", "7"),
    ],
)
def test_the_same_value_in_two_forms_is_alike(first: str, second: str) -> None:
    assert agreement.alike(first, second)
    assert agreement.alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("6754846", "6754847"),
        ("2015:04:27 09:00:00", "2015:04:27 09:00:01"),
        ("1.00", "1.01"),
        ("a", "b"),
        ("1/0", "1"),
    ],
)
def test_other_values_are_not(first: str, second: str) -> None:
    assert not agreement.alike(first, second)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(first: str, second: str) -> None:
    assert agreement.alike(first, first)
    assert agreement.alike(first, second) == agreement.alike(second, first)


def test_what_most_readers_give_stands_first() -> None:
    field = agreement.field("tag", {"Pillow": "wrong", "exifread": "right", "exiftool": "right"})
    assert field is not None
    assert (field.text, field.agree) == ("right", False)
    assert agreement.settled({"Pillow": "wrong", "exifread": "right"}) is None
    assert agreement.settled({"Pillow": "right"}) == "right"


def test_what_needs_two_readers_is_not_given_by_one() -> None:
    assert agreement.field("serial", {"exiftool": "123"}, confirmed=True) is None
    assert agreement.field("serial", {"exiftool": "123", "exifread": "124"}, confirmed=True) is None
    confirmed = agreement.field("serial", {"exiftool": "123", "exifread": "STANDA", "verifyctl": "123"}, confirmed=True)
    assert confirmed is not None
    assert (confirmed.text, confirmed.agree) == ("123", False)


# maker notes --------------------------------------------------------------------------------------


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def with_note(note: bytes, make: bytes = b"Canon\0") -> bytes:
    """An EXIF block of a make with a maker note at byte 100."""
    block = b"II*\0" + struct.pack("<I", 8)
    block += struct.pack("<H", 2) + entry(0x010F, 2, len(make), 80) + entry(0x8769, 4, 1, 50) + struct.pack("<I", 0)
    block = block.ljust(50, b"\0")
    block += struct.pack("<H", 1) + entry(0x927C, 7, len(note), 100) + struct.pack("<I", 0)
    return block.ljust(80, b"\0") + make.ljust(20, b"\0") + note


def test_a_canon_note_counts_from_the_block() -> None:
    note = struct.pack("<H", 2) + entry(0x0009, 2, 8, 140) + entry(0x000C, 4, 1, 1234567) + struct.pack("<I", 0)
    found = maker_notes.read(with_note(note.ljust(40, b"\0") + b"An Owner"))
    assert [(each.maker, each.name, each.text) for each in found] == [
        ("Canon", "OwnerName", "An Owner"),
        ("Canon", "SerialNumber", "1234567"),
    ]


def test_a_nikon_note_counts_from_its_own_head() -> None:
    inner = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 2)
    inner += struct.pack(">HHII", 0x001D, 2, 8, 40) + struct.pack(">HHII", 0x00A7, 4, 1, 20049) + struct.pack(">I", 0)
    note = b"Nikon\0\2\x10\0\0" + inner.ljust(40, b"\0") + b"6754846\0"
    found = maker_notes.read(with_note(note, b"NIKON\0"))
    assert [(each.name, each.text) for each in found] == [("SerialNumber", "6754846"), ("ShutterCount", "20049")]


@given(st.binary(max_size=300))
def test_no_note_raises(note: bytes) -> None:
    maker_notes.read(note)
    maker_notes.read(with_note(note))
    maker_notes.read(with_note(b"OLYMPUS\0II\3\0" + note))


def third(serial: str) -> gather.ThirdReader:
    tags: dict[Tag, str] = {}
    return lambda: (tags, {("Canon", "SerialNumber"): serial})


def test_a_serial_number_in_a_note_needs_a_second_reader() -> None:
    note = struct.pack("<H", 1) + entry(0x000C, 4, 1, 1234567) + struct.pack("<I", 0)
    data = encoded(Image.new("RGB", (8, 8)), "JPEG", exif=b"Exif\0\0" + with_note(note.ljust(40, b"\0")))
    found = gather.gather(data, JPEG, third("1234567"))
    assert agreement.field("n", found.notes["SerialNumber"], confirmed=True) is not None
    assert found.problems[gather.EXIFTOOL] is None
    other = gather.gather(data, JPEG, third("7654321")).notes["SerialNumber"]
    if gather.EXIFREAD not in other:
        assert agreement.field("n", other, confirmed=True) is None


def test_a_third_reader_that_fails_is_a_reason_and_costs_nothing() -> None:
    def broken() -> tuple[dict[Tag, str], dict[tuple[str, str], str]]:
        raise OSError("gone")

    exif = Image.Exif()
    exif[0x010F] = "Maker"
    data = encoded(Image.new("RGB", (8, 8)), "JPEG", exif=exif)
    found = gather.gather(data, JPEG, broken)
    assert found.problems[gather.EXIFTOOL] == "OSError: gone"
    assert found.values(("Image", 0x010F)) == {"Pillow": "Maker", "exifread": "Maker"}


# blocks where Pillow gives up ---------------------------------------------------------------------


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def test_a_png_says_when_it_was_changed() -> None:
    data = encoded(Image.new("RGB", (8, 8)), "PNG")
    changed = data[:33] + chunk(b"tIME", struct.pack(">HBBBBB", 2015, 4, 27, 9, 5, 3)) + data[33:]
    assert packets(changed, PNG).changed == "2015:04:27 09:05:03"
    assert "time" in gather.gather(changed, PNG).blocks.present


@pytest.mark.parametrize(
    ("kind", "media_type"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP), ("TIFF", TIFF), ("AVIF", AVIF)]
)
def test_our_walkers_find_the_blocks_that_pillow_wrote(kind: str, media_type: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    options = {} if kind == "TIFF" else {"xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"}
    if kind == "PNG":
        options = {}
    data = encoded(Image.new("RGB", (16, 16)), kind, exif=exif, icc_profile=b"\0" * 200, **options)
    found = packets(data, media_type)
    assert found.exif[:4] in (b"II*\0", b"MM\0*")
    assert found.exif_at is not None
    assert data[found.exif_at :].startswith(found.exif[:20])
    assert (found.xmp != b"") == bool(options)
    assert found.icc == b"\0" * 200


def test_the_metadata_of_a_picture_that_is_cut_short_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    data = encoded(Image.new("RGB", (16, 16)), "WEBP", exif=exif)
    broken = data.replace(b"VP8 ", b"VPX ")
    found = gather.gather(broken, WEBP)
    assert found.values(("Image", 0x010F)) == {"Pillow": "Maker", "exifread": "Maker"}


def test_every_comment_and_extended_packet_of_a_jpeg_is_found() -> None:
    data = encoded(Image.new("RGB", (8, 8)), "JPEG")
    more = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", 10, 0)

    def segment(marker: int, content: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content

    second = more[:-4] + struct.pack(">I", 5)
    head = segment(0xFE, b"one") + segment(0xFE, "zw\xf6i".encode("latin-1"))
    head += segment(0xE1, second + b"world") + segment(0xE1, more + b"hello")
    found = gather.gather(data[:2] + head + data[2:], JPEG)
    assert found.blocks.comments == ["one", "zwöi"]
    assert found.more_xmp == [b"helloworld"]


@given(st.sampled_from([JPEG, PNG, WEBP, TIFF, AVIF, HEIC]), st.binary(max_size=400))
def test_no_bytes_raise(media_type: str, data: bytes) -> None:
    heads = {JPEG: b"\xff\xd8", PNG: b"\x89PNG\r\n\x1a\n", WEBP: b"RIFF\0\1\0\0WEBP", TIFF: b"II*\0\x08\0\0\0"}
    packets(heads.get(media_type, b"\0\0\0\x10ftypavif\0\0\0\0") + data, media_type)
    gather.gather(data, media_type)


# items of HEIC and AVIF ---------------------------------------------------------------------------


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def full(name: bytes, content: bytes, version: int = 0) -> bytes:
    return box(name, bytes((version, 0, 0, 0)) + content)


def heic(xmp: bytes) -> bytes:
    """A file with a picture, its thumbnail, a gain map and a packet of XMP; only the packet has its own bytes."""
    kinds = ((1, b"hvc1", b""), (2, b"hvc1", b""), (3, b"hvc1", b""), (4, b"mime", b"application/rdf+xml\0"))
    entries = b"".join(full(b"infe", struct.pack(">HH", n, 0) + kind + b"\0" + rest, 2) for n, kind, rest in kinds)
    name = b"urn:com:apple:photo:2020:aux:hdrgainmap\0"
    properties = box(b"ipco", full(b"ispe", struct.pack(">II", 240, 160)) + full(b"auxC", name))
    links = full(b"ipma", struct.pack(">I", 2) + struct.pack(">HBB", 2, 1, 1) + struct.pack(">HBB", 3, 1, 2))
    references = full(b"iref", box(b"thmb", struct.pack(">HHH", 2, 1, 1)) + box(b"auxl", struct.pack(">HHH", 3, 1, 1)))

    def meta(at: int) -> bytes:
        places = b"".join(struct.pack(">HHHII", n, 0, 1, at, len(xmp)) for n, _, _ in kinds)
        located = full(b"iloc", b"\x44\0" + struct.pack(">H", len(kinds)) + places)
        information = full(b"iinf", struct.pack(">H", len(kinds)) + entries)
        return full(b"meta", information + located + references + box(b"iprp", properties + links))

    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    begin = len(head) + len(meta(0)) + 8
    return head + meta(begin) + box(b"mdat", xmp)


def test_items_say_what_they_are_to_the_picture() -> None:
    from verifyctl.media.structure import chunks, embedded

    data = heic(b"<packet/>")
    found = items.items(data)
    assert (found[2].role, found[2].width, found[2].height) == ("thmb", 240, 160)
    assert found[3].auxiliary.endswith("hdrgainmap")
    assert packets(data, HEIC).xmp == b"<packet/>"
    inside = list(embedded.in_items(data, chunks.walk_boxes(data)))
    assert [(one.kind, one.width) for one in inside] == [("thumbnail", 240), ("gain-map", None)]


@given(st.integers(0, 600), st.integers(0, 255))
def test_items_with_any_byte_changed_do_not_raise(place: int, value: int) -> None:
    data = bytearray(heic(b"<packet/>"))
    data[place % len(data)] = value
    items.items(bytes(data))
    packets(bytes(data), HEIC)


def test_a_preview_in_the_maker_s_part_of_exif_is_found() -> None:
    from verifyctl.media.structure import embedded, jpeg

    stream = io.BytesIO()
    Image.new("RGB", (32, 24), "red").save(stream, "JPEG")
    block = with_note(b"\0" * 30 + stream.getvalue())
    data = encoded(Image.new("RGB", (8, 8)), "JPEG", exif=b"Exif\0\0" + block)
    (one,) = embedded.in_jpeg(data, jpeg.walk(data))
    assert (one.kind, one.width, one.height) == ("preview", 32, 24)
    assert data[one.offset : one.offset + one.size] == stream.getvalue()
