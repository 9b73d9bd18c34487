"""Signs that platforms leave in files, as data. Only a sign that one platform alone writes says that a file went
through it; anything else is merely compatible, and its absence means nothing.

Sizes and qualities are those that a platform's own programs state in public; other programs use the same.

Sources: FBMD in IPTC's SpecialInstructions (seen in files from Facebook and Instagram since November 2014, described
publicly), Facebook's profile `c2`, Instagram's and Twitter's fields in XMP and IPTC as their exports show; Telegram's
sizes and quality in telegramdesktop/tdesktop issue 6520 and LonamiWebs/Telethon pull request 4158.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from verifyctl.model.metadata import PlatformMark


@dataclass(frozen=True)
class Sign:
    """A field whose text matches, the platform that it points to, and how strongly."""

    field: str
    pattern: re.Pattern[str]
    platform: str
    words: str
    only_there: bool


SIGNS: tuple[Sign, ...] = (
    Sign(
        "IPTC SpecialInstructions",
        re.compile(r"^FBMD[0-9a-f]{2,}"),
        "Facebook or Instagram",
        "SpecialInstructions beginning FBMD",
        only_there=True,
    ),
    Sign(
        "ICC ProfileCopyright", re.compile(r"^FB$"), "Facebook or Instagram", "a colour profile by FB", only_there=False
    ),
    Sign(
        "EXIF UserComment",
        re.compile(r"^Screenshot$"),
        "an Apple device",
        "a comment saying Screenshot",
        only_there=False,
    ),
)


@dataclass(frozen=True)
class Size:
    """What a platform's programs make of a picture: its long side in pixels and the quality of its tables."""

    platform: str
    long_side: int
    quality: int

    @property
    def words(self) -> str:
        """The size and quality in words."""
        return f"long side {self.long_side}, quality {self.quality}"


SIZES: tuple[Size, ...] = (Size("Telegram", 1280, 87), Size("Telegram", 2560, 87))


def sizes(long_side: int, quality: int) -> tuple[Size, ...]:
    """The rows that a picture's long side and exact quality fit."""
    return tuple(row for row in SIZES if (row.long_side, row.quality) == (long_side, quality))


def marks(fields: Iterable[tuple[str, str]]) -> tuple[PlatformMark, ...]:
    """The signs among (field, text), each once."""
    found: dict[tuple[str, str], PlatformMark] = {}
    for name, text in fields:
        for sign in SIGNS:
            if sign.field == name and sign.pattern.search(text):
                mark = PlatformMark(
                    platform=sign.platform,
                    sign=sign.words,
                    strength="passed_through" if sign.only_there else "compatible_with",
                    text=text[:200],
                )
                found.setdefault((sign.platform, sign.words), mark)
    return tuple(found.values())
