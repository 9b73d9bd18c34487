"""What a colour profile says of itself (ICC.1:2022), read by LittleCMS through Pillow."""

from __future__ import annotations

import io
import struct
from datetime import datetime

FIELDS = (
    ("profile_description", "ProfileDescription"),
    ("manufacturer", "DeviceManufacturer"),
    ("model", "DeviceModel"),
    ("copyright", "ProfileCopyright"),
    ("target", "CharacterisationTarget"),
)
MAX_PROFILE = 8 * 1024 * 1024
_HEAD = 128
_CREATOR = 80


def read(profile: bytes) -> tuple[tuple[str, str], ...]:
    """(name, text) of what the profile says, its creator's signature and its date of creation. Never raises."""
    if len(profile) < _HEAD or len(profile) > MAX_PROFILE:
        return ()
    found: list[tuple[str, str]] = []
    for name, value in _described(profile):
        if value and value.strip():
            found.append((name, value.strip()))
    creator = profile[_CREATOR : _CREATOR + 4].rstrip(b"\0 ")
    if creator and creator.isalnum():
        found.append(("ProfileCreator", creator.decode("ascii")))
    if (created := creation(profile)) is not None:
        found.append(("ProfileDateTime", created.strftime("%Y:%m:%d %H:%M:%S")))
    return tuple(found)


def _described(profile: bytes) -> list[tuple[str, str | None]]:
    from PIL import ImageCms

    try:
        core = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
        return [(name, getattr(core, attribute)) for attribute, name in FIELDS]
    except (OSError, ValueError, TypeError, AttributeError, UnicodeDecodeError):
        return []


def creation(profile: bytes) -> datetime | None:
    """The date in the profile's head, which says when the profile was made; the standard means UTC, few programs do."""
    try:
        return datetime(*struct.unpack(">6H", profile[24:36]))  # noqa: DTZ001 - whose clock it was is not known
    except (ValueError, struct.error):
        return None
