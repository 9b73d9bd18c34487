"""The position and the clock times in a file's EXIF block, read by Pillow, for the zone that they lie in."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verifyctl.media.formats import DECODERS

_CLOCKS = (("EXIF DateTimeOriginal", 0x9003, 0x9011), ("EXIF DateTimeDigitized", 0x9004, 0x9012))
_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d", re.ASCII)


@dataclass(frozen=True)
class Clock:
    """A time tag: what the clock showed, and the offset that stands beside it in the file."""

    tag: str
    shown: datetime
    offset: str | None


@dataclass(frozen=True)
class Stated:
    """Degrees, north and east positive, and the clocks of the file."""

    latitude: float
    longitude: float
    clocks: tuple[Clock, ...]


def stated(data: bytes, media_type: str) -> Stated | None:
    """The position that the file states; None where it states none, or what is no place. Raises what Pillow raises."""
    from PIL import ExifTags, Image

    from verifyctl.media.pixels import allow_optional

    allow_optional(media_type)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=DECODERS[media_type]) as image:
            exif = image.getexif()
            gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
            inner = exif.get_ifd(ExifTags.IFD.Exif)
    latitude = _degrees(gps.get(2), gps.get(1), "S", 90)
    longitude = _degrees(gps.get(4), gps.get(3), "W", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    return Stated(latitude, longitude, tuple(clock for entry in _CLOCKS if (clock := _clock(inner, *entry))))


def _degrees(value: Any, side: Any, negative: str, most: int) -> float | None:
    if not isinstance(value, (tuple, list)) or not 1 <= len(value) <= 3 or not isinstance(side, str):
        return None
    try:
        degrees = sum(float(part) / 60.0**place for place, part in enumerate(value))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not 0 <= degrees <= most:
        return None
    return -degrees if side.strip().upper().startswith(negative) else degrees


def _clock(tags: Mapping[int, Any], name: str, number: int, offset_number: int) -> Clock | None:
    text, offset = tags.get(number), tags.get(offset_number)
    if not isinstance(text, str):
        return None
    try:
        shown = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - EXIF times carry no zone
    except ValueError:
        return None
    if not 1826 <= shown.year < 9999:
        return None
    given = offset.strip("\0 ") if isinstance(offset, str) else ""
    return Clock(name, shown, given if _OFFSET.fullmatch(given) else None)
