"""Writing of files: JPEG and PNG with fixed parameters, text, and the post ids of the claims."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from pathlib import Path

from PIL import Image, PngImagePlugin

# Snowflake ids: milliseconds since this moment, shifted left by 22 bits (announced by Twitter in 2010).
TWITTER_EPOCH_MS = 1_288_834_974_657


def jpeg(path: Path, picture: Image.Image, quality: int, *, exif: bytes = b"", dpi: int | None = None) -> None:
    """4:2:0 JPEG; nothing but the picture unless `exif` or `dpi` is given."""
    extra = {"dpi": (dpi, dpi)} if dpi else {}
    picture.save(path, "JPEG", quality=quality, optimize=True, exif=exif, **extra)


def through_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The picture as it comes back out of a JPEG of this quality."""
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return Image.open(held).convert("RGB")


def png(path: Path, picture: Image.Image, *, software: str | None = None, parameters: str | None = None) -> None:
    """PNG, with a Software text chunk if a program is named, and one with the settings of a generator."""
    info = PngImagePlugin.PngInfo()
    if software:
        info.add_text("Software", software)
    if parameters:
        info.add_text("parameters", parameters)
    picture.save(path, "PNG", optimize=True, pnginfo=info)


def fitted(picture: Image.Image, long_side: int) -> Image.Image:
    """The picture reduced so that its long side is `long_side` pixels."""
    copy = picture.copy()
    copy.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    return copy


def text(path: Path, words: str) -> None:
    """UTF-8 with plain line ends on every system."""
    path.write_bytes(words.encode("utf-8"))


def sha256(path: Path) -> str:
    """Lower-case hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def post_id(moment: str) -> str:
    """A post id that decodes to this moment, ISO 8601 with a zone; the low 22 bits are arbitrary."""
    milliseconds = round(datetime.fromisoformat(moment).timestamp() * 1000)
    return str((milliseconds - TWITTER_EPOCH_MS) << 22 | 0x0A5001)
