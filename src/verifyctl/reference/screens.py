"""Sizes of screens in pixels, for recognising screenshots. A size alone says nothing: wallpapers are made in them too.

Sources: Apple, Human Interface Guidelines, "Layout", table of device screen dimensions (telephones and tablets); the
common panels of Android telephones and of computer monitors as their makers state them.
"""

from __future__ import annotations

_TELEPHONES = frozenset(
    {
        (640, 960), (640, 1136), (750, 1334), (828, 1792), (1080, 1920), (1125, 2436), (1170, 2532), (1179, 2556),
        (1206, 2622), (1242, 2208), (1242, 2688), (1284, 2778), (1290, 2796), (1320, 2868),
        (480, 800), (540, 960), (720, 1280), (720, 1520), (720, 1560), (720, 1600), (1080, 2160), (1080, 2220),
        (1080, 2280), (1080, 2340), (1080, 2400), (1440, 2560), (1440, 2960), (1440, 3040), (1440, 3120), (1440, 3200),
    }
)  # fmt: skip
_TABLETS = frozenset(
    {
        (768, 1024), (800, 1280), (1200, 1920), (1536, 2048), (1620, 2160), (1640, 2360), (1668, 2224), (1668, 2388),
        (2048, 2732),
    }
)  # fmt: skip
_MONITORS = frozenset(
    {
        (1280, 720), (1280, 800), (1280, 1024), (1366, 768), (1440, 900), (1600, 900), (1680, 1050), (1920, 1080),
        (1920, 1200), (2560, 1440), (2560, 1600), (2880, 1800), (3840, 2160),
    }
)  # fmt: skip


def named(width: int, height: int) -> str | None:
    """The kind of screen that has this size in pixels, held either way where it can be turned, or None."""
    if (width, height) in _MONITORS:
        return "a monitor"
    upright = (min(width, height), max(width, height))
    if upright in _TELEPHONES:
        return "a telephone's screen"
    return "a tablet's screen" if upright in _TABLETS else None
