"""Walkers: the parts of files in order, what is inside and behind them, and no exception on any bytes."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from verifyctl.media.structure import chunks, embedded, jpeg, quantisation

WALKERS = (
    jpeg.walk, chunks.walk_png, chunks.walk_riff, chunks.walk_boxes, chunks.walk_tiff, chunks.walk_gif,
)  # fmt: skip
HEADS = (
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x00\x01\x00\x00WEBP",
    b"\x00\x00\x00\x18ftyp",
    b"II*\0",
    b"GIF89a",
)


def saved(form: str = "JPEG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    stream = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(stream, form, **options)
    return stream.getvalue()


def test_a_jpeg_is_walked_from_start_to_end() -> None:
    data = saved(quality=90)
    found = jpeg.walk(data)
    names = [part.name for part in found.parts]
    assert (names[0], names[1], names[-2], names[-1]) == ("SOI", "APP0", "SOS", "EOI")
    assert (found.end, found.damage) == (len(data), [])
    assert [part.offset for part in found.parts[1:]] == [part.end for part in found.parts[:-1]]


@pytest.mark.parametrize("quality", [1, 25, 50, 75, 85, 92, 99, 100])
def test_the_library_s_tables_are_exact_at_every_quality(quality: int) -> None:
    data = saved(quality=quality)
    found = quantisation.compared(jpeg.tables(data, jpeg.walk(data)))
    assert found is not None
    assert found.match == "exact"
    # Several qualities may make one table; it is the same table then.
    assert saved(quality=found.quality) == data


def test_tables_of_two_qualities_are_split_and_others_nearest() -> None:
    held = Image.open(io.BytesIO(saved(quality=80))).quantization
    other = Image.open(io.BytesIO(saved(quality=60))).quantization
    data = saved(qtables=[held[0], other[1]])
    split = quantisation.compared(jpeg.tables(data, jpeg.walk(data)))
    assert split is not None
    assert (split.match, split.quality, split.chroma_quality) == ("split", 80, 60)
    odd = [value + 1 for value in held[0]]
    data = saved(qtables=[odd, other[1]])
    nearest = quantisation.compared(jpeg.tables(data, jpeg.walk(data)))
    assert nearest is not None
    assert (nearest.match, nearest.chroma_quality) == ("nearest", None)
    assert 0 < nearest.error <= 1000


@pytest.mark.parametrize(("sampling", "name"), [(0, "4:4:4"), (1, "4:2:2"), (2, "4:2:0")])
def test_the_frame_says_size_process_and_subsampling(sampling: int, name: str) -> None:
    data = saved(size=(70, 33), subsampling=sampling, progressive=sampling == 2)
    frame = jpeg.frame(data, jpeg.walk(data))
    assert frame is not None
    assert (frame.width, frame.height, frame.bits) == (70, 33, 8)
    assert jpeg.subsampling(frame.sampling) == name
    assert frame.process == ("progressive" if sampling == 2 else "baseline")


def test_huffman_tables_of_the_standard_and_made_ones_are_told_apart() -> None:
    plain, made = saved(), saved(optimize=True)
    assert jpeg.huffman(plain, jpeg.walk(plain)) is True
    assert jpeg.huffman(made, jpeg.walk(made)) is False


def test_restart_markers_do_not_end_a_scan() -> None:
    data = saved(restart_marker_blocks=2)
    found = jpeg.walk(data)
    assert jpeg.restart_interval(data, found) == 2
    assert [part.name for part in found.parts].count("SOS") == 1
    assert found.end == len(data)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_other_formats_are_walked_to_their_end(form: str) -> None:
    walker = {
        "PNG": chunks.walk_png, "WEBP": chunks.walk_riff, "GIF": chunks.walk_gif, "TIFF": chunks.walk_tiff,
        "AVIF": chunks.walk_boxes,
    }[form]  # fmt: skip
    data = saved(form)
    found = walker(data)
    assert found.parts
    assert found.damage == []
    assert found.end == len(data)
    if form not in ("TIFF", "AVIF"):
        assert walker(data + b"behind").end == len(data)


def test_a_wrong_checksum_is_said_with_its_byte() -> None:
    data = bytearray(saved("PNG"))
    data[20] ^= 1
    assert chunks.walk_png(bytes(data)).damage == ["byte 8: the checksum of chunk IHDR does not fit"]


@given(st.sampled_from(HEADS), st.binary(max_size=600), st.sampled_from(WALKERS))
def test_walkers_never_raise(head: bytes, rest: bytes, walker: object) -> None:
    assert callable(walker)
    found = walker(head + rest)
    assert 0 <= found.end <= len(head + rest)
    assert all(part.size >= 0 for part in found.parts)


@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_jpeg_with_any_byte_changed_is_walked(place: int, value: int) -> None:
    data = bytearray(saved())
    data[place % len(data)] = value
    found = jpeg.walk(bytes(data))
    jpeg.frame(bytes(data), found)
    jpeg.huffman(bytes(data), found)
    quantisation.compared(jpeg.tables(bytes(data), found))
    list(embedded.in_jpeg(bytes(data), found))
    list(embedded.behind(bytes(data), found.end, ()))


def test_an_exif_thumbnail_is_found_where_it_lies() -> None:
    small = saved(size=(16, 12))
    directory = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 44, 0x0202, 4, 1, len(small), 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HI", 0, 14) + directory
    tiff = tiff.ljust(44, b"\0") + small
    data = saved(exif=b"Exif\0\0" + tiff)
    (found,) = embedded.in_jpeg(data, jpeg.walk(data))
    assert (found.kind, found.width, found.height, found.note) == ("thumbnail", 16, 12, "EXIF IFD1")
    assert data[found.offset : found.offset + found.size] == small


def test_what_lies_behind_the_end_is_named() -> None:
    base = saved()
    end = len(base)

    def kinds(tail: bytes) -> list[str]:
        return [one.kind for one in embedded.behind(base + tail, end, ())]

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")
    assert kinds(b"") == []
    assert kinds(b"\0" * 300) == ["padding"]
    assert kinds(saved()) == ["second-picture"]
    assert kinds(saved(comment=b"hdrgm: a gain map")) == ["gain-map"]
    assert kinds(b"\0\0\0\x18ftypmp42" + b"x" * 50) == ["motion-photo"]
    assert kinds(packed.getvalue()) == ["archive"]
    assert kinds(b"x" * 40 + b"SEFT") == ["trailer"]
    assert kinds(b"nothing of note") == ["unknown"]
    assert embedded.other_readings(base + packed.getvalue()) == ("a ZIP archive",)
    assert embedded.other_readings(base) == ()


def test_pictures_in_an_index_are_second_pictures() -> None:
    stream = io.BytesIO()
    first, second = (Image.new("RGB", (32, 24), color) for color in ("red", "blue"))
    first.save(stream, "MPO", save_all=True, append_images=[second])
    data = stream.getvalue()
    found = jpeg.walk(data)
    (other,) = embedded.in_jpeg(data, found)
    assert (other.kind, other.width, other.height, other.note) == ("second-picture", 32, 24, "MPF index")
    assert other.offset + other.size == len(data)
    assert list(embedded.behind(data, found.end, (other,))) == []


def test_a_large_scan_is_one_part() -> None:
    body = os.urandom(4_000_000).replace(b"\xff", b"\xff\x00")
    data = saved()
    scan = jpeg.walk(data).named("SOS")[0]
    large = data[: scan.end] + body + b"\xff\xd9"
    found = jpeg.walk(large)
    assert found.end == len(large)
    assert [part.name for part in found.parts].count("SOS") == 1


@pytest.mark.corpus
def test_every_file_of_the_corpus_is_walked() -> None:
    folder = os.environ.get("VERIFYCTL_CORPUS")
    if not folder:
        pytest.skip("VERIFYCTL_CORPUS is not set")
    seen = 0
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and path.stat().st_size < 5_000_000:
            data = path.read_bytes()
            if data.startswith(b"\xff\xd8\xff"):
                found = jpeg.walk(data)
                inside = tuple(embedded.in_jpeg(data, found))
                list(embedded.behind(data, found.end, inside))
                seen += 1
            for walker in WALKERS[1:]:
                walker(data)
    assert seen > 100
