"""The stage `metadata`: both readers, where they disagree, times without a zone, XMP read safely, thumbnails."""

import io
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import encoded
from verifyctl.media import xmp
from verifyctl.media.metadata import common_form
from verifyctl.media.read import identify
from verifyctl.model.metadata import MetadataFacts, TimeMeaning
from verifyctl.stages.base import Evidence, FailedError, Job
from verifyctl.stages.metadata import collect


def facts(data: bytes, scratch: Path, name: str = "a.jpg") -> MetadataFacts:
    file = identify(data, name, where=name)
    found = collect(Job(source=Evidence(file, data, max_pixels=10**7), params={}, scratch=scratch)).facts
    assert isinstance(found, MetadataFacts)
    return found


def exif(**tags: object) -> Image.Exif:
    found = Image.Exif()
    numbers = {"make": 0x010F, "model": 0x0110, "software": 0x0131, "modified": 0x0132, "artist": 0x013B}
    for name, number in numbers.items():
        if name in tags:
            found[number] = tags[name]
    inner = found.get_ifd(0x8769)
    for name, number in {"captured": 0x9003, "offset": 0x9011, "serial": 0xA431}.items():
        if name in tags:
            inner[number] = tags[name]
    return found


def test_a_plain_file_has_no_statements(jpeg: bytes, tmp_path: Path) -> None:
    found = facts(jpeg, tmp_path)
    assert found.fields == ()
    assert found.times == ()
    assert found.thumbnail is None
    assert [reader.problem for reader in found.readers] == [None, None]


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("TIFF", "a.tif")])
def test_both_readers_agree_in_every_container(picture: Image.Image, tmp_path: Path, kind: str, name: str) -> None:
    data = encoded(picture, kind, exif=exif(make="Maker", model="Model", captured="2015:04:27 21:14:05"))
    found = facts(data, tmp_path, name)
    expected = {"Image Make": "Maker", "EXIF DateTimeOriginal": "2015:04:27 21:14:05"}
    if kind == "TIFF":  # Pillow writes no EXIF directory into a TIFF
        del expected["EXIF DateTimeOriginal"]
    for tag, text in expected.items():
        field = found.field(tag)
        assert field is not None
        assert {reading.reader: reading.text for reading in field.readings} == {"Pillow": text, "exifread": text}
        assert field.agree is True


def test_a_time_without_offset_can_be_anywhere_on_earth(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", exif=exif(captured="2015:04:27 21:14:05")), tmp_path)
    (time,) = found.times
    assert (time.meaning, time.offset) == (TimeMeaning.CAPTURED, None)
    assert time.span.earliest == "2015-04-27T07:14:05Z"
    assert time.span.latest == "2015-04-28T09:14:05.999Z"


def test_a_time_with_offset_is_a_second_long(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", exif=exif(captured="2015:04:27 21:14:05", offset="+03:00")), tmp_path)
    (time,) = found.times
    assert time.offset == "+03:00"
    assert time.span.earliest == "2015-04-27T18:14:05Z"
    assert time.span.latest == "2015-04-27T18:14:05.999Z"


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2015:02:30 10:00:00", "yesterday", ""])
def test_placeholders_are_no_times(picture: Image.Image, tmp_path: Path, text: str) -> None:
    assert facts(encoded(picture, "JPEG", exif=exif(captured=text)), tmp_path).times == ()


def test_a_serial_number_is_shown_only_where_both_agree(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", exif=exif(serial="12345")), tmp_path)
    field = found.field("EXIF BodySerialNumber")
    assert field is not None
    assert field.agree is True


def test_software_is_collected_from_exif_xmp_and_png_text(picture: Image.Image, tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", "GIMP 2.10")
    found = facts(encoded(picture, "PNG", pnginfo=info, exif=exif(software="Camera 1.0")), tmp_path, "a.png")
    assert {(item.reader, item.text) for item in found.software} == {
        ("Image Software", "Camera 1.0"),
        ("PNG text Software", "GIMP 2.10"),
    }


PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Adobe Photoshop 21.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq>
</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_xmp_is_flattened_to_paths(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", xmp=PACKET.encode()), tmp_path)
    assert [(item.path, item.text) for item in found.xmp] == [
        ("xmp:CreatorTool", "Adobe Photoshop 21.0"),
        ("dc:creator[1]", "A"),
        ("dc:creator[2]", "B"),
    ]
    assert [item.text for item in found.software] == ["Adobe Photoshop 21.0"]


def test_a_value_given_as_a_resource_is_the_property_s_own() -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    packet = f"""<rdf:RDF xmlns:rdf="{rdf}"><rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
    <xmpMM:DocumentID rdf:resource="uuid:1"/></rdf:Description></rdf:RDF>"""
    assert xmp.parse(packet.encode()) == (("xmpMM:DocumentID", "uuid:1"),)


def test_a_serial_number_in_xmp_is_shown_only_where_exif_has_the_same(picture: Image.Image, tmp_path: Path) -> None:
    packet = PACKET.replace("xmp:CreatorTool=", 'xmlns:aux="urn:a" aux:SerialNumber="123" xmp:CreatorTool=').encode()
    alone = facts(encoded(picture, "JPEG", xmp=packet), tmp_path)
    assert not [item for item in alone.xmp if item.text == "123"]
    both = facts(encoded(picture, "JPEG", xmp=packet, exif=exif(serial="123")), tmp_path)
    assert [item.path for item in both.xmp if item.text == "123"] == ["{urn:a}SerialNumber"]


def test_a_text_ends_at_its_first_nul(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", exif=exif(model="Model\0leftover")), tmp_path)
    field = found.field("Image Model")
    assert field is not None
    assert (field.text, field.agree) == ("Model", True)


def asked(data: bytes, scratch: Path, program: str | None) -> MetadataFacts:
    """Facts with exiftool asked, at a path or wherever it is."""
    source = Evidence(identify(data, "a.jpg", where="a.jpg"), data, max_pixels=10**7)
    found = collect(Job(source=source, params={"exiftool": program}, scratch=scratch)).facts
    assert isinstance(found, MetadataFacts)
    return found


def test_a_third_reader_that_is_not_there_is_said_and_costs_nothing(picture: Image.Image, tmp_path: Path) -> None:
    data = encoded(picture, "JPEG", exif=exif(make="Maker"))
    found = asked(data, tmp_path, str(tmp_path / "nothing"))
    assert [(one.name, one.problem) for one in found.readers][2:] == [("exiftool", "the program is not installed")]
    assert found.fields == facts(data, tmp_path).fields


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="the exiftool program is not installed")
def test_a_third_reader_adds_its_values(picture: Image.Image, tmp_path: Path) -> None:
    found = asked(encoded(picture, "JPEG", exif=exif(make="Maker", captured="2015:04:27 21:14:05")), tmp_path, None)
    field = found.field("EXIF DateTimeOriginal")
    assert field is not None
    assert [reading.reader for reading in field.readings] == ["Pillow", "exifread", "exiftool"]
    assert field.agree is True
    assert found.times[0].text == "2015:04:27 21:14:05"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_says_nothing_is_not_handed_to_a_third_reader(tmp_path: Path) -> None:
    data = encoded(Image.new("RGB", (8, 8)), "PNG")
    found = asked(data, tmp_path, None)
    assert [one.name for one in found.readers if one.name == "exiftool" and one.problem is None] == []


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
THIEF = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize("packet", [BOMB, THIEF, "<x>", "<" * 10_000, "<a>" * 50_000, "\ud800", "<?xml encoding='x'?>"])
def test_hostile_xmp_is_refused_with_a_reason(packet: str) -> None:
    with pytest.raises(xmp.XmpError) as caught:
        xmp.parse(packet.encode("utf-8", "surrogatepass"))
    assert "root:" not in str(caught.value)


def test_refused_xmp_does_not_cost_the_rest(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", xmp=BOMB.encode(), exif=exif(make="Maker")), tmp_path)
    assert found.xmp_problem is not None
    assert found.field("Image Make") is not None


def test_undecodable_text_is_shown_as_bytes() -> None:
    assert common_form(b"\xff\xfe\x80\x81\x82") == "0xfffe808182"
    assert common_form("b'caf\\xc3\\xa9'") == "café"
    assert common_form(b"ASCII\0\0\0words") == "words"
    assert common_form("a\0b\0") == "a b"


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200), st.integers(), st.floats(), st.lists(st.integers())))
def test_common_form_takes_anything_and_gives_text_that_can_be_stored(value: object) -> None:
    common_form(value).encode()


def thumbnail_exif(thumbnail: Image.Image) -> bytes:
    """An EXIF block with a thumbnail, written by hand since Pillow writes none."""
    data = encoded(thumbnail, "JPEG")
    first = (0).to_bytes(2, "little") + (14).to_bytes(4, "little")
    entries = (0x0201, 4, 14 + 2 + 2 * 12 + 4), (0x0202, 4, len(data))
    second = len(entries).to_bytes(2, "little")
    for tag, kind, value in entries:
        second += tag.to_bytes(2, "little") + kind.to_bytes(2, "little")
        second += (1).to_bytes(4, "little") + value.to_bytes(4, "little")
    return b"Exif\0\0II*\0" + (8).to_bytes(4, "little") + first + second + (0).to_bytes(4, "little") + data


@pytest.mark.parametrize("turns", range(4))
def test_a_turned_thumbnail_is_like_its_picture(picture: Image.Image, tmp_path: Path, turns: int) -> None:
    small = picture.resize((48, 32)).rotate(90 * turns, expand=True)
    found = facts(encoded(picture, "JPEG", exif=thumbnail_exif(small)), tmp_path)
    assert found.thumbnail is not None
    assert found.thumbnail.likeness is not None
    assert found.thumbnail.likeness > 900


def test_a_letterboxed_thumbnail_is_like_its_picture(picture: Image.Image, tmp_path: Path) -> None:
    boxed = Image.new("RGB", (48, 48))
    boxed.paste(picture.resize((48, 32)), (0, 8))
    found = facts(encoded(picture, "JPEG", exif=thumbnail_exif(boxed)), tmp_path)
    assert found.thumbnail is not None
    assert found.thumbnail.likeness is not None
    assert found.thumbnail.likeness > 900


def test_another_thumbnail_is_unlike(tmp_path: Path) -> None:
    left = Image.linear_gradient("L").convert("RGB").resize((96, 64))
    other = Image.radial_gradient("L").convert("RGB").resize((48, 32))
    found = facts(encoded(left, "JPEG", exif=thumbnail_exif(other)), tmp_path)
    assert found.thumbnail is not None
    assert found.thumbnail.likeness is not None
    assert found.thumbnail.likeness < 400


def test_a_flat_thumbnail_cannot_be_compared(picture: Image.Image, tmp_path: Path) -> None:
    found = facts(encoded(picture, "JPEG", exif=thumbnail_exif(Image.new("RGB", (48, 32), "grey"))), tmp_path)
    assert found.thumbnail is not None
    assert found.thumbnail.likeness is None


def test_a_damaged_thumbnail_is_passed_over(picture: Image.Image, tmp_path: Path) -> None:
    block = bytearray(thumbnail_exif(picture.resize((48, 32))))
    block[80:200] = b"\0" * 120
    assert facts(encoded(picture, "JPEG", exif=bytes(block)), tmp_path).thumbnail is None


@settings(max_examples=100, deadline=None)
@given(flips=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_metadata_gives_facts_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]]
) -> None:
    image = Image.linear_gradient("L").resize((32, 32)).convert("RGB")
    block = exif(make="Maker", software="Soft", captured="2015:04:27 21:14:05", artist="ا")
    data = bytearray(encoded(image, "JPEG", exif=block, xmp=PACKET.encode()))
    for place, value in flips:
        data[4 + place % (len(data) - 4)] = value
    try:
        found = facts(bytes(data), tmp_path_factory.mktemp("scratch"))
    except FailedError as error:
        assert str(error)
    else:
        io.BytesIO(found.model_dump_json().encode())
