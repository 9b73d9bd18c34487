"""Which formats are opened at all: an allow-list, decided by the first bytes, never by the file's name.

Signatures: JPEG (ITU-T T.81), PNG (ISO/IEC 15948), GIF89a, TIFF 6.0, WebP (RFC 9649), BMP (BITMAPFILEHEADER),
ISO base media brands for AVIF (AV1 Image File Format) and HEIC (ISO/IEC 23008-12).
"""

from __future__ import annotations

JPEG = "image/jpeg"
PNG = "image/png"
GIF = "image/gif"
TIFF = "image/tiff"
WEBP = "image/webp"
BMP = "image/bmp"
AVIF = "image/avif"
HEIC = "image/heic"

# The decoder that Pillow may try for a type. Its JPEG decoder opens MPO too, a JPEG with more pictures behind it.
DECODERS: dict[str, tuple[str, ...]] = {
    JPEG: ("JPEG",),
    PNG: ("PNG",),
    GIF: ("GIF",),
    TIFF: ("TIFF",),
    WEBP: ("WEBP",),
    BMP: ("BMP",),
    AVIF: ("AVIF",),
    HEIC: ("HEIF",),
}

EXTENSIONS: dict[str, str] = {
    "jpg": JPEG,
    "jpeg": JPEG,
    "jpe": JPEG,
    "jfif": JPEG,
    "mpo": JPEG,
    "png": PNG,
    "apng": PNG,
    "gif": GIF,
    "tif": TIFF,
    "tiff": TIFF,
    "webp": WEBP,
    "bmp": BMP,
    "dib": BMP,
    "avif": AVIF,
    "heic": HEIC,
    "heif": HEIC,
}

_TIFF_HEADS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

# What else a file may turn out to be, for the error message only.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "an EPS file"),
    (b"8BPS", "a Photoshop file"),
    (b"PK\x03\x04", "a ZIP archive (an office document, perhaps)"),
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an XML file"),
    (b"<!DOCTYPE", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 codestream"),
)


def sniff(head: bytes) -> str | None:  # noqa: PLR0911 - one return a signature reads best
    """The media type that the first bytes (32 are enough) announce, or None if it is not on the allow-list."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(_TIFF_HEADS):
        return TIFF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"BM"):
        return BMP
    return _iso_brand(head)


def _iso_brand(head: bytes) -> str | None:
    if head[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, size - 3, 4)}
    if brands & _AVIF_BRANDS:
        return AVIF
    return HEIC if brands & _HEIC_BRANDS else None


def describe(head: bytes) -> str:
    """What the first bytes look like, in words, for an error message."""
    if not head:
        return "an empty file"
    stripped = head.lstrip()
    for signature, words in _OTHERS:
        if stripped[: len(signature)].lower() == signature.lower():
            return words
    if head[4:8] == b"ftyp":
        return "a video or another ISO media file"
    return "no known kind of picture"


def by_extension(name: str) -> str | None:
    """The media type that a file name's extension announces, or None."""
    return EXTENSIONS.get(name.rpartition(".")[2].lower()) if "." in name else None
