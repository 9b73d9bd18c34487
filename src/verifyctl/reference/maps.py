"""Maps of error levels and noise: their names, their size, what each is worth, and what else makes them bright.

Nothing is counted on a map and no conclusion rests on one; the words here stand below it wherever it is shown.
Error level analysis: Krawetz, "A picture's worth...", Black Hat USA 2007. What both are worth after a picture was sent
on: measured for `docs/explanation/what-pixels-can-tell.md` and the studies that it names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONG_SIDE = 1600
"""Pixels of a map's longer side at most."""

ROOM = 480
"""Pixels across that a map's sheet has at least, so that its caption can be read."""


@dataclass(frozen=True)
class MapWords:
    """A map's title, its caption, which says what it is worth, and the innocent explanations of what shows on it."""

    title: str
    caption: str
    innocent: tuple[str, ...]

    @property
    def below(self) -> str:
        """What is drawn below the map itself."""
        return f"{self.title}: {self.caption}"


_ADDED = "A logo, a caption, a frame or a marking was added, openly."

ERROR_LEVELS, NOISE = "error-levels", "noise"
MAPS: dict[str, MapWords] = {
    ERROR_LEVELS: MapWords(
        "Error levels",
        "What saving once more as JPEG would change. An aid for the eye, no evidence. Edges, text and texture are "
        "bright in every picture. Once a picture was saved again or sent on, such maps told changed pictures from "
        "untouched ones hardly better than a coin.",
        (
            "Edges, letters and fine texture keep more of what a save takes away than sky, walls or blank paper.",
            "Strong colours beside grey ones are stored more coarsely.",
            "The picture was scaled, sharpened or brightened as a whole.",
            _ADDED,
        ),
    ),
    NOISE: MapWords(
        "Noise",
        "The fine structure of the picture. An aid for the eye, no evidence. Texture is bright and sharp edges show in "
        "every picture; smooth and bright areas are dark. Once a picture was sent on, such maps told changed pictures "
        "from untouched ones hardly better than a coin.",
        (
            "What is out of focus, smooth, very bright or very dark has little fine structure.",
            "Cameras take noise away more strongly in some places than in others.",
            "JPEG leaves blocks of their own where little happens.",
            _ADDED,
        ),
    ),
}
_OUTSIDE = (
    "What it learned on other pictures need not hold for this kind of picture.",
    "Compression, scaling, text and texture are what such detectors take for changes most often.",
    _ADDED,
)


def words_of_detector(name: str, version: str, weights: str) -> MapWords:
    """The words of an outside detector's map; `weights` says where its weights come from."""
    caption = f"verifyctl gives it no weight. Origin of its weights: {weights}"
    return MapWords(f"Map of the outside detector {name} {version}", caption, _OUTSIDE)


def of_detector(name: str) -> str:
    """The name of an outside detector's map, fit to be a part of a file's name."""
    return "detector-" + re.sub(r"[^A-Za-z0-9_-]", "_", name)[:60]


def size_of(width: int, height: int) -> tuple[int, int]:
    """Width and height of the map of a picture of this size, in pixels, without the caption below it."""
    factor = min(1.0, LONG_SIDE / max(width, height))
    return max(1, round(width * factor)), max(1, round(height * factor))
