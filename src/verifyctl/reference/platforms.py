"""Signs that platforms leave in files, as data. Only a sign that one platform alone writes says that a file went
through it; anything else is merely compatible, and its absence means nothing.

Sources: FBMD in IPTC's SpecialInstructions (seen in files from Facebook and Instagram since November 2014, described
publicly), Facebook's profile `c2`, Instagram's and Twitter's fields in XMP and IPTC as their exports show.
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
