"""Text in two directions: fonts, shaping through raqm, lines laid out from the right or from the left."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageDraw, ImageFont, features

NOTO = "fonts-noto-core"
AMIRI = "fonts-hosny-amiri"
FONTS: dict[str, tuple[str, str]] = {
    "naskh": ("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf", NOTO),
    "naskh-bold": ("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Bold.ttf", NOTO),
    "kufi-bold": ("/usr/share/fonts/truetype/noto/NotoKufiArabic-Bold.ttf", NOTO),
    "sans": ("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", NOTO),
    "sans-bold": ("/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf", NOTO),
    "serif": ("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf", NOTO),
    "serif-bold": ("/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf", NOTO),
    "amiri": ("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf", AMIRI),
    "amiri-bold": ("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Bold.ttf", AMIRI),
}
ARABIC = frozenset({"naskh", "naskh-bold", "kufi-bold", "amiri", "amiri-bold"})
BORROWING = frozenset({"naskh", "naskh-bold", "kufi-bold"})
_SIGNS = re.compile(r"([()/-]+)")


def problems() -> list[str]:
    """What this machine lacks to draw the specimens, in words that say what to install."""
    found = []
    if not features.check("raqm"):
        found.append("Pillow has no raqm here, so Arabic would be drawn unshaped: install Pillow's own wheel")
    packages = sorted({package for path, package in FONTS.values() if not Path(path).is_file()})
    if packages:
        found.append(f"fonts are missing: sudo apt-get install {' '.join(packages)}")
    return found


def tools() -> str:
    """What the bytes of the samples depend on, in one line."""
    held = hashlib.sha256()
    for path, _ in FONTS.values():
        held.update(Path(path).read_bytes())
    libraries = " ".join(f"{name} {features.version(name)}" for name in ("libjpeg_turbo", "zlib", "raqm", "harfbuzz"))
    return (
        f"Pillow {PIL.__version__} {libraries} freetype {features.version('freetype2')} numpy {np.__version__} "
        f"sqlite {sqlite3.sqlite_version} fonts {held.hexdigest()[:12]}"
    )


def require() -> None:
    """End with the list of what is missing, if anything is."""
    if found := problems():
        sys.exit("make.py: " + "\n         ".join(found))


@lru_cache(maxsize=64)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font by its name in `FONTS`, shaped through raqm; `size` in pixels."""
    return ImageFont.truetype(FONTS[name][0], size, layout_engine=ImageFont.Layout.RAQM)


def _direction(name: str) -> tuple[str, str]:
    return ("rtl", "ar") if name in ARABIC else ("ltr", "en")


def _runs(text: str, name: str) -> list[tuple[str, str]]:
    """The text in reading order, cut where a sign must be borrowed: Noto's Arabic faces have no brackets or slash."""
    if name not in BORROWING:
        return [(text, name)]
    return [(run, "sans" if _SIGNS.fullmatch(run) else name) for run in _SIGNS.split(text) if run]


def _length(run: str, name: str, size: int, direction: tuple[str, str]) -> float:
    return font(name, size).getlength(run, direction=direction[0], language=direction[1])


def width(text: str, name: str, size: int) -> float:
    """How wide the shaped text is, in pixels."""
    return sum(_length(run, face, size, _direction(name)) for run, face in _runs(text, name))


def write(
    image: Image.Image,
    text: str,
    at: tuple[float, float],
    name: str,
    size: int,
    *,
    fill: tuple[int, int, int] = (28, 28, 36),
    align: str = "middle",
) -> None:
    """One line with its baseline at `at`; `align` (left, middle, right) says which end `at` is."""
    draw, direction = ImageDraw.Draw(image), _direction(name)
    right_to_left = name in ARABIC
    x, y = at
    before = {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
    x += width(text, name, size) * (1.0 - before if right_to_left else -before)
    for run, face in _runs(text, name):
        step = _length(run, face, size, direction)
        left = x - step if right_to_left else x
        draw.text(
            (left, y),
            run,
            font=font(face, size),
            fill=fill,
            anchor="ls",
            direction=direction[0],
            language=direction[1],
        )
        x += -step if right_to_left else step


def wrapped(text: str, name: str, size: int, limit: float) -> list[str]:
    """The text in lines no wider than `limit` pixels, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, name, size) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
