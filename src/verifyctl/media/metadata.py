"""Reading EXIF with two independent readers, and the blocks around it with Pillow.

Every function takes bytes and gives text; what cannot be decoded is shown as such, nothing is guessed. The two
readers are compared tag by tag on (directory, tag number), with values in one common form.
"""

from __future__ import annotations

import ast
import io
import logging
import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from verifyctl.media.formats import DECODERS, HEIC, JPEG, TIFF
from verifyctl.media.iptc import hexadecimal_profile, in_resources

MAX_TEXT = 2000
MAX_RAW = 2_000_000
_RAW_IPTC = "raw profile type iptc"
_DIRECTORIES = {"Image": "Image", "EXIF": "EXIF", "GPS": "GPS", "Thumbnail": "Thumbnail"}
# Blobs whose bytes say nothing to a reader, and pointers, which only one of the readers reports.
_UNSHOWN = {0x927C, 0x8769, 0x8825, 0xA005, 0x014A, 0xC4A5, 0x02BC, 0x83BB, 0x8773, 0x8649, 0x0201, 0x0202, 0xEA1C}
# Where the strips of pixels lie is structure, not a statement about the picture.
_UNSHOWN |= {0x0111, 0x0117, 0x0144, 0x0145, 0x015B}
_COPYRIGHT = 0x8298  # two texts with a NUL between them: who took the picture, who published it

Tag = tuple[str, int]


@dataclass
class Blocks:
    """What Pillow found around the pixels: raw blocks, and readable texts by where they stood.

    `texts` are (place, key, text) as found, up to MAX_RAW characters each; `comments` are the same for people.
    """

    present: list[str] = field(default_factory=list)
    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""
    icc: bytes = b""
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    software: list[tuple[str, str]] = field(default_factory=list)
    problem: Exception | None = None


def read_blocks(data: bytes, media_type: str) -> tuple[Blocks, dict[Tag, str]]:
    """Pillow's view: the blocks and the EXIF tags. Raises whatever Pillow raises at opening.

    Where it opens the file and cannot read the tags, the blocks are kept and `problem` says why.
    """
    from PIL import Image

    from verifyctl.media.pixels import allow_optional

    allow_optional(media_type)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None
        with Image.open(io.BytesIO(data), formats=DECODERS[media_type]) as image:
            blocks = _blocks(image)
            tags: dict[Tag, str] = {}
            try:
                exif = image.getexif()
                tags = dict(_pillow_tags(exif))
                blocks.texts += _long_tags(exif)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 - a damaged tag does not cost the other blocks
                blocks.problem = error
            return blocks, tags


def read_exif_block(exif: bytes) -> tuple[dict[Tag, str], list[tuple[str, str, str]]]:
    """Pillow's view of an EXIF block by itself, for containers that it cannot open: tags and long texts.

    Raises whatever Pillow raises.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        held = Image.Exif()
        held.load(b"Exif\0\0" + exif)
        return dict(_pillow_tags(held)), list(_long_tags(held))


def _blocks(image: Any) -> Blocks:
    info: Mapping[str, Any] = image.info
    blocks = Blocks()
    if isinstance(exif := info.get("exif"), bytes):
        blocks.exif = exif.removeprefix(b"Exif\0\0")
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp")
    if xmp is None and image.format == "TIFF":
        xmp = image.tag_v2.get(0x02BC)
    if isinstance(xmp, str):
        xmp = xmp.encode("utf-8", "surrogatepass")
    if isinstance(xmp, bytes):
        blocks.xmp = xmp
    if isinstance(info.get("comment"), bytes | str):
        blocks.comments.append(decoded(info["comment"]))
        blocks.texts.append(("comment", "", decoded(info["comment"], longest=MAX_RAW)))
    if image.format == "PNG":
        _png_texts(blocks, getattr(image, "text", {}))
    blocks.iptc = blocks.iptc or _iptc(image)
    if isinstance(profile := info.get("icc_profile"), bytes):
        blocks.icc = profile
    blocks.present = [
        name
        for name, key in (("photoshop", "photoshop"), ("jfif", "jfif"), ("adobe", "adobe"), ("mpf", "mp"))
        if key in info
    ]
    return blocks


def _png_texts(blocks: Blocks, texts: Mapping[str, str]) -> None:
    for key, value in texts.items():
        if key == "XML:com.adobe.xmp":
            continue
        if str(key).lower() == _RAW_IPTC:
            raw = hexadecimal_profile(str(value))
            blocks.iptc = in_resources(raw) or raw
            continue
        blocks.comments.append(f"{clean(str(key))}: {clean(str(value))}"[:MAX_TEXT])
        blocks.texts.append(("PNG text", clean(str(key)), clean(str(value), longest=MAX_RAW)))
        if str(key).lower() == "software":
            blocks.software.append(("PNG text Software", clean(str(value))))


def _iptc(image: Any) -> bytes:
    """The IPTC block among the Photoshop resources of a JPEG or TIFF, or in a TIFF's own tag."""
    resources = image.info.get("photoshop")
    if isinstance(resources, dict) and isinstance(block := resources.get(0x0404), bytes):
        return block
    tags = getattr(image, "tag_v2", None) if image.format == "TIFF" else None
    if tags is None:
        return b""
    block = tags.get(0x83BB)
    if isinstance(block, bytes) and block:
        return block
    held = tags.get(0x8649)
    return in_resources(held) if isinstance(held, bytes) else b""


def _pillow_tags(exif: Any) -> Iterator[tuple[Tag, str]]:
    from PIL import ExifTags

    directories = {
        "Image": exif,
        "EXIF": exif.get_ifd(ExifTags.IFD.Exif),
        "GPS": exif.get_ifd(ExifTags.IFD.GPSInfo),
        "Thumbnail": exif.get_ifd(ExifTags.IFD.IFD1),
    }
    for directory, tags in directories.items():
        for number, value in tags.items():
            if isinstance(number, int) and number not in _UNSHOWN:
                if isinstance(value, str) and number != _COPYRIGHT:
                    value = value.split("\0")[0]  # noqa: PLW2901 - EXIF ends a text at the first NUL
                yield (directory, number), common_form(value)


_LONG_TAGS = {0x010E: "ImageDescription", 0x9286: "UserComment", 0x9C9C: "XPComment", 0x9C9B: "XPTitle"}


def _long_tags(exif: Any) -> Iterator[tuple[str, str, str]]:
    """The EXIF tags in which programs leave long texts, whole."""
    from PIL import ExifTags

    for directory in (exif, exif.get_ifd(ExifTags.IFD.Exif)):
        for number, name in _LONG_TAGS.items():
            value = directory.get(number)
            if isinstance(value, bytes) and name.startswith("XP"):
                value = value.decode("utf-16-le", "replace")
            if isinstance(value, bytes | str) and value:
                yield "EXIF", name, decoded(value, longest=MAX_RAW)


def read_exifread(data: bytes, media_type: str, exif: bytes) -> tuple[dict[Tag, str], bytes]:
    """exifread's view, without maker notes: the tags and the embedded JPEG thumbnail (may be empty).

    exifread is at home in JPEG, TIFF and HEIC; for other containers it is given the EXIF block alone, which
    has the form of a TIFF file. Raises whatever exifread raises.
    """
    import exifread

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    source = data if media_type in (JPEG, TIFF, HEIC) else exif
    if not source:
        return {}, b""
    found = exifread.process_file(io.BytesIO(source), details=False, strict=False)
    tags: dict[Tag, str] = {}
    for name, tag in found.items():
        directory, _, _ = name.partition(" ")
        number = getattr(tag, "tag", None)
        if directory not in _DIRECTORIES or not isinstance(number, int) or number in _UNSHOWN:
            continue
        tags[directory, number] = common_form(_exifread_value(tag))
    thumbnail = found.get("JPEGThumbnail", b"")
    return tags, thumbnail if isinstance(thumbnail, bytes) else b""


def exifread_notes(exif: bytes) -> set[tuple[int, str]]:
    """exifread's view of the maker note in an EXIF block: (tag number, value in common form). Raises what it raises."""
    import exifread

    found = exifread.process_file(io.BytesIO(exif), details=True, strict=False, extract_thumbnail=False)
    return {
        (tag.tag, common_form(_exifread_value(tag)).strip())
        for name, tag in found.items()
        if name.startswith("MakerNote ") and isinstance(getattr(tag, "tag", None), int)
    }


def _exifread_value(tag: Any) -> Any:
    """A tag's value with bytes as bytes: exifread gives the types BYTE and UNDEFINED as lists of numbers."""
    values = tag.values
    is_bytes = getattr(tag.field_type, "value", tag.field_type) in (1, 7) and isinstance(values, list)
    if is_bytes and all(isinstance(item, int) and 0 <= item < 256 for item in values):
        return bytes(values)
    return values


def tag_name(tag: Tag) -> str:
    """The usual name, such as `EXIF DateTimeOriginal`; unknown tags by number."""
    from PIL import ExifTags

    directory, number = tag
    table: Mapping[int, str] = ExifTags.GPSTAGS if directory == "GPS" else ExifTags.TAGS
    return f"{directory} {table.get(number, f'0x{number:04X}')}"


def common_form(value: Any) -> str:
    """A tag's value as text in one form for both readers: fractions reduced, lists by commas, bytes in hexadecimal."""
    if isinstance(value, str):
        return clean(_unwrapped(value))
    if isinstance(value, bytes):
        return decoded(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(common_form(item) for item in value[:64])[:MAX_TEXT]
    if isinstance(value, int):
        return str(value)
    return _number(value)


def _number(value: Any) -> str:
    numerator = getattr(value, "numerator", getattr(value, "num", None))
    denominator = getattr(value, "denominator", getattr(value, "den", None))
    if isinstance(numerator, int) and isinstance(denominator, int):
        if denominator == 0:
            return f"{numerator}/0"
        fraction = Fraction(numerator, denominator)
        return str(fraction)
    if isinstance(value, float) and math.isfinite(value) and abs(value) < 1e15:
        return str(Fraction(value).limit_denominator(10**6))
    return clean(str(value))


def _unwrapped(text: str) -> str:
    """exifread gives undecodable bytes as the *text* of a Python literal, `b'…'`; undo that."""
    if text[:2] in ("b'", 'b"') and text[-1:] in ("'", '"'):
        try:
            literal = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            return text
        if isinstance(literal, bytes):
            return decoded(literal)
    return text


def decoded(raw: bytes | str, *, longest: int = MAX_TEXT) -> str:
    """Text of bytes in the encoding that they name, as UTF-8, or as hexadecimal digits."""
    if isinstance(raw, str):
        return clean(raw, longest=longest)
    for prefix, encoding in ((b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", None), (b"\0" * 8, "utf-8")):
        if raw.startswith(prefix) and len(raw) > len(prefix):
            rest = raw[len(prefix) :]
            return clean(rest.decode(encoding or _utf16(rest), "replace"), longest=longest)
    try:
        text = raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return f"0x{raw[:64].hex()}" + (f"… ({len(raw)} bytes)" if len(raw) > 64 else "")
    if text and sum(char.isprintable() or char in "\t\r\n" for char in text) >= 0.9 * len(text):
        return clean(text, longest=longest)
    return f"0x{raw[:64].hex()}" + (f"… ({len(raw)} bytes)" if len(raw) > 64 else "")


def comment_text(raw: bytes, *, longest: int = MAX_TEXT) -> str:
    """A JPEG's comment, which is text whatever it holds: UTF-8 where it is valid, else Latin-1."""
    try:
        return clean(raw.decode("utf-8"), longest=longest)
    except UnicodeDecodeError:
        return clean(raw.decode("latin-1"), longest=longest)


def _utf16(text: bytes) -> str:
    """The byte order of text of two bytes a character: by its mark, else the one in which more high bytes are zero."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "utf-16-be" if text[0::2].count(0) > text[1::2].count(0) else "utf-16-le"


def clean(text: str, *, longest: int = MAX_TEXT) -> str:
    """Without NULs and blanks at the ends, encodable, and of bounded length."""
    bounded = text[: longest * 2].replace("\0", " ").strip()[:longest]
    return bounded.encode("utf-8", "replace").decode("utf-8")
