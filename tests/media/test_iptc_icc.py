"""IPTC fields and colour profiles: what they say, in any encoding, and nothing raised by what they hold."""

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from verifyctl.media import icc, iptc


def dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def test_named_fields_are_read_in_order_and_repeats_kept() -> None:
    block = dataset(2, 0, b"\0\2") + dataset(2, 40, b"FBMD01000a") + dataset(2, 25, b"one") + dataset(2, 25, b"two")
    assert iptc.read(block) == (("SpecialInstructions", "FBMD01000a"), ("Keywords", "one"), ("Keywords", "two"))


def test_text_is_utf8_where_said_or_valid_and_latin1_otherwise() -> None:
    arabic = "كركوك".encode()
    assert iptc.read(dataset(1, 90, b"\x1b%G") + dataset(2, 90, arabic)) == (("City", "كركوك"),)
    assert iptc.read(dataset(2, 90, arabic)) == (("City", "كركوك"),)
    assert iptc.read(dataset(2, 90, b"Z\xfcrich")) == (("City", "Zürich"),)


def test_long_fields_and_cut_ones() -> None:
    long = bytes((0x1C, 2, 120, 0x80, 4)) + (40_000).to_bytes(4, "big") + b"x" * 40_000
    assert len(iptc.read(long)[0][1]) == 40_000
    assert iptc.read(long[:-1]) == ()
    assert iptc.read(dataset(2, 80, b"by") + b"\x1c\x02") == (("By-line", "by"),)


def test_the_block_is_found_among_photoshop_resources() -> None:
    block = dataset(2, 80, b"by")
    other = b"8BIM\x03\xed\0\0" + (3).to_bytes(4, "big") + b"abc\0"
    assert iptc.in_resources(other + b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block) == block
    assert iptc.in_resources(other) == b""
    assert iptc.hexadecimal_profile("\niptc\n       4\n01020304\n") == b"\1\2\3\4"


def test_a_profile_says_its_description_and_when_it_was_made() -> None:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = dict(icc.read(data))
    assert "sRGB" in found["ProfileDescription"]
    assert found["ProfileDateTime"][:2] == "20"
    assert icc.read(data[:100]) == ()


@given(st.binary(max_size=400))
def test_neither_raises(data: bytes) -> None:
    iptc.read(data)
    iptc.in_resources(b"8BIM\x04\x04" + data)
    icc.read(data)
    icc.read(b"\0" * 36 + b"acsp" + data * 3)
