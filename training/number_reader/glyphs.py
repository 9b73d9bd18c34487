"""Faces as drawn signs: coverage images with their place on the baseline, kept once drawn."""

from __future__ import annotations

import json
import random
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifyctl.reading.numbers.alphabet import SEPARATORS

EM = 40
CODES = {"arabic-indic": "ar", "persian": "fa", "western": "la"}
_PERSIAN = str.maketrans("٠١٢٣۴۵۶٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
MOST_FACES, MOST_WORDS = 900, 160


@dataclass(frozen=True)
class Drawn:
    """Coverage 0 to 255, where its corner lies from the pen on the baseline, and how far the pen goes."""

    image: NDArray[np.uint8]
    x: int
    y: int
    advance: float


class Face:
    """A font at one size. Digits and marks are drawn sign by sign as they are seen, words are shaped."""

    def __init__(self, path: Path, marks: str, size: int = EM) -> None:
        self.plain = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        self.path, self.size = str(path), size
        self.shaped: ImageFont.FreeTypeFont | None = None
        self.marks = marks
        self.signs: dict[str, Drawn] = {}
        self.words: OrderedDict[str, Drawn] = OrderedDict()

    def sign(self, sign: str) -> Drawn:
        """A single digit or mark."""
        if sign not in self.signs:
            self.signs[sign] = _drawn(self.plain, sign, None)
        return self.signs[sign]

    def word(self, text: str) -> Drawn:
        """A run of words as it is shaped in its own direction."""
        if text not in self.words:
            if self.shaped is None:
                self.shaped = ImageFont.truetype(self.path, self.size, layout_engine=ImageFont.Layout.RAQM)
            arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
            self.words[text] = _drawn(self.shaped, text, "rtl" if arabic else "ltr")
            if len(self.words) > MOST_WORDS:
                self.words.popitem(last=False)
        return self.words[text]

    def height(self, digits: str) -> int:
        """Pixels of the tallest of the digits."""
        return max(self.sign(digit).image.shape[0] for digit in digits)


def _drawn(font: ImageFont.FreeTypeFont, text: str, direction: str | None) -> Drawn:
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text, mode="L", anchor="ls", direction=direction))
    picture = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(picture).text((-left, -top), text, fill=255, font=font, anchor="ls", direction=direction)
    advance = font.getlength(text) if direction is None else right - left
    return Drawn(np.asarray(picture), left, top, advance)


class Shelf:
    """The faces of one split. Families are drawn from evenly, whatever number of weights they have."""

    def __init__(self, listing: Path, folder: Path, split: str) -> None:
        table = json.loads(listing.read_text(encoding="utf-8"))["faces"]
        self.folder = folder
        self.rows: dict[str, dict[str, list[dict[str, str]]]] = {}
        for name, code in CODES.items():
            families: dict[str, list[dict[str, str]]] = {}
            for row in table[code][split]:
                families.setdefault(row["family"], []).append(row)
            self.rows[name] = families
        self.open: OrderedDict[str, Face] = OrderedDict()

    def pick(self, rng: random.Random, name: str, marks: Iterable[str] = ()) -> Face:
        """A face that draws the digits of the set, and all these marks."""
        families, wanted = self.rows[name], set(marks)
        while True:
            face = self._face(rng.choice(families[rng.choice(list(families))]))
            if wanted <= set(face.marks):
                return face

    def with_marks(self, rng: random.Random) -> Face:
        """A face that draws all marks."""
        return self.pick(rng, "western", SEPARATORS)

    def _face(self, row: dict[str, str]) -> Face:
        face = self.open.get(row["path"])
        if face is None:
            face = Face(self.folder / row["path"], row["marks"])
            self.open[row["path"]] = face
            if len(self.open) > MOST_FACES:
                self.open.popitem(last=False)
        return face


def as_typed(text: str, name: str) -> str:
    """The text with the code points under which faces keep the digits of the set."""
    return text.translate(_PERSIAN) if name == "persian" else text
