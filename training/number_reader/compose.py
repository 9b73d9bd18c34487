"""A clean strip: pieces set side by side on a line, with the neighbours that a crop from a page brings along."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import cv2
import numpy as np
from bending import Bend
from glyphs import EM, Drawn, Face, Shelf, as_typed
from numpy.typing import NDArray
from strokes import Hand
from wording import SPACED_FROM, Piece

from verifyctl.reading.numbers.alphabet import DIGITS, SETS

Field = NDArray[np.uint8]


@dataclass
class Line:
    """Coverage of a drawn line, the row of its baseline, and the height of its digits, in pixels.

    `places` are the symbols of the label with the column of their middle, without W; `spans` the columns of what is W.
    """

    image: Field
    baseline: int
    digit: float
    places: list[tuple[str, float]] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)

    def moved(self, image: Field, by: float) -> Line:
        """With another image, on which everything stands so many columns further right."""
        places = [(symbol, x + by) for symbol, x in self.places]
        spans = [(start + by, end + by) for start, end in self.spans]
        return Line(image, self.baseline, self.digit, places, spans)


class Setter:
    """Sets pieces with one choice of faces, as on one letter."""

    def __init__(
        self, shelf: Shelf, rng: random.Random, name: str, *, printed: bool = False, bend: Bend | None = None
    ) -> None:
        self.rng, self.name, self.bend = rng, name, bend
        self.face = shelf.pick(rng, name)
        self.latin = self.face if name == "western" else shelf.pick(rng, "western")
        self.arabic = self.face if name != "western" else shelf.pick(rng, "arabic-indic")
        self.marks = shelf.with_marks(rng)
        self.unit = float(self.face.height(as_typed(SETS[name], name)))
        manner = rng.random()
        self.hand = (
            Hand(np.random.default_rng(rng.getrandbits(32))) if name == "arabic-indic" and manner < 0.07 else None
        )
        self.jitter = rng.uniform(0.5, 2.5) if 0.07 <= manner < 0.15 else 0.0
        if printed:
            self.hand, self.jitter = None, 0.0
        self.tracking = rng.choice((0.0, 0.0, 0.0, rng.uniform(-1.2, 4.0)))

    def line(self, pieces: list[Piece]) -> Line:
        """The pieces from left to right on one baseline."""
        em = self.unit / 0.65
        ground = np.zeros((int(7 * self.unit), int(self._length(pieces, em) + 4 * self.unit)), np.uint8)
        made, pen, before = Line(ground, int(4 * self.unit), self.unit), self.unit, ""
        for piece in pieces:
            if before and piece.gap >= SPACED_FROM and not before == piece.label == "W":
                made.places.append((" ", pen + piece.gap * em / 2))
            pen = self._piece(made, piece, pen + piece.gap * em)
            before = piece.label
        made.image = ground[:, : int(pen + self.unit)]
        return made

    def _length(self, pieces: list[Piece], em: float) -> float:
        wide = sum(piece.gap * em + 1.6 * em * len(piece.text) for piece in pieces)
        return min(wide + em, 6000.0)

    def _piece(self, line: Line, piece: Piece, pen: float) -> float:
        if piece.kind in ("word", "leader"):
            arabic = any("\u0600" <= sign <= "\u06ff" for sign in piece.text)
            end = _ink_after(line, (self.arabic if arabic else self.latin).word(piece.text), pen)
            line.spans.append((pen, end))
            return end
        if piece.kind == "letter":
            end = _ink_after(line, self.arabic.word(piece.text), pen)
            line.places.append((piece.label, (pen + end) / 2))
            return end
        size, rise = (0.6, 0.45 * self.unit) if piece.raised else (1.0, 0.0)
        for symbol, sign in zip(piece.label, as_typed(piece.text, self.name), strict=True):
            drawn = self._sign(sign, size)
            wobble = self.rng.gauss(0, self.jitter) if self.jitter else 0.0
            put(line.image, drawn, pen, line.baseline - rise + wobble)
            line.places.append((symbol, pen + drawn.x + drawn.image.shape[1] / 2))
            pen += max(drawn.advance + self.tracking * size, 1.0)
        return pen

    def _sign(self, sign: str, size: float) -> Drawn:
        if sign in "٫٬،" and sign not in self.face.marks:
            sign = ","
        if self.hand is not None and self.hand.writes(sign):
            drawn = Drawn(*self.hand.draw(sign))
            size *= self.unit / (0.62 * EM)
        else:
            owner = self._owner(sign)
            drawn = owner.sign(sign)
            if self.bend is not None:
                drawn = self.bend(sign, drawn)
            if owner is self.marks:
                size *= self.unit / owner.height("0123456789")
        if size == 1.0:
            return drawn
        height, width = drawn.image.shape
        small = cv2.resize(
            drawn.image, (max(1, round(width * size)), max(1, round(height * size))), interpolation=cv2.INTER_AREA
        )
        return Drawn(small, round(drawn.x * size), round(drawn.y * size), drawn.advance * size)

    def _owner(self, sign: str) -> Face:
        if sign in DIGITS or "\u06f0" <= sign <= "\u06f9" or sign in self.face.marks:
            return self.face
        return self.marks


def _ink_after(line: Line, drawn: Drawn, pen: float) -> float:
    """Put the ink itself at the pen: gaps are what is seen, not what the font adds."""
    put(line.image, drawn, pen - drawn.x, line.baseline)
    return pen + drawn.image.shape[1]


def put(field: Field, drawn: Drawn, pen: float, baseline: float) -> None:
    """Lay the ink on the field; what reaches over its edge is lost."""
    top, left = round(baseline + drawn.y), round(pen + drawn.x)
    image = drawn.image
    if top < 0:
        image, top = image[-top:], 0
    if left < 0:
        image, left = image[:, -left:], 0
    part = field[top : top + image.shape[0], left : left + image.shape[1]]
    np.maximum(part, image[: part.shape[0], : part.shape[1]], out=part)


def trimmed(line: Line, rng: random.Random) -> Line:
    """The line cut to its ink, with a margin at its sides that is at times none."""
    columns = np.flatnonzero(line.image.max(axis=0) > 40)
    if not len(columns):
        return line.moved(line.image[:, :60], 0)
    left, right = (rng.choice((0.0, 0.05, rng.uniform(0.1, 1.5))) * line.digit for _ in range(2))
    start, end = int(max(columns[0] - left, 0)), int(columns[-1] + 1 + right)
    image = line.image[:, start : min(end, line.image.shape[1])]
    short = end - line.image.shape[1]
    if short > 0:
        image = np.pad(image, ((0, 0), (0, short)))
    return line.moved(image, -start)


def with_slivers(line: Line, rng: random.Random, other: Line) -> Line:
    """At the sides, slivers of what stood next to it where the crop was cut: too little to be read, and in no label."""
    image, by = line.image, 0
    for side in rng.sample((0, 1), rng.choice((1, 1, 2))):
        columns = np.flatnonzero(other.image.max(axis=0) > 128)
        width = max(1, int(rng.uniform(0.05, 0.22) * line.digit))
        if len(columns) < 4 * width or other.image.shape[0] != image.shape[0]:
            continue
        gap = np.zeros((image.shape[0], int(rng.uniform(0.25, 0.8) * line.digit)), np.uint8)
        start = int(rng.choice(columns[: -2 * width]))
        piece = other.image[:, start : start + width]
        image = np.concatenate([image, gap, piece] if side else [piece, gap, image], axis=1)
        by += 0 if side else width + gap.shape[1]
    return line.moved(image, by)


def framed(line: Line, rng: random.Random, others: list[Line], *, alone: bool = False) -> tuple[Field, float]:
    """The crop: digits at some height in it, parts of the lines above and below, rules. Also the digits' share of it.

    The digits fill 0.36 to 0.72 of the height, the whole of them inside but for a sliver. `alone` draws no
    rules and cuts nothing off.
    """
    share = min(max(rng.gauss(0.5, 0.08), 0.36), 0.72)
    height = int(line.digit / share)
    spare = height - line.digit
    above = spare * min(max(rng.gauss(0.5, 0.2), 0.08 if alone else -0.04), 0.92 if alone else 1.04)
    top = int(line.baseline - line.digit - above)
    field = line.image.copy()
    for other, side in zip(others, rng.sample((-1, 1), 2), strict=False):
        distance = rng.uniform(1.5, 2.6) * line.digit / 0.75
        lay(field, other, line.baseline + side * distance, rng.uniform(-2, 1) * line.digit)
    crop = field[max(top, 0) : top + height]
    if top < 0:
        crop = np.pad(crop, ((-top, 0), (0, 0)))
    if len(crop) < height:
        crop = np.pad(crop, ((0, height - len(crop)), (0, 0)))
    return crop if alone else ruled(crop.copy(), rng, line.digit), share


def lay(field: Field, other: Line, baseline: float, x: float) -> None:
    """Another line's ink with its baseline there."""
    put(field, Drawn(other.image, 0, -other.baseline, 0), x, baseline)


def ruled(crop: Field, rng: random.Random, digit: float) -> Field:
    """With an underline, a box's sides or a stamp's arc at times, lighter or as dark as the ink."""
    height, width = crop.shape
    extra = np.zeros_like(crop)
    thick = max(1, round(digit * rng.uniform(0.03, 0.1)))
    chance = rng.random()
    if chance < 0.06:
        y = rng.choice((rng.uniform(0.86, 1.0), rng.uniform(0.0, 0.12))) * height
        cv2.line(extra, (0, int(y)), (width, int(y + rng.uniform(-3, 3))), 255, thick)
    elif chance < 0.10:
        for x in rng.sample((1, width - 2), rng.choice((1, 2))):
            cv2.line(extra, (x, 0), (x, height), 255, thick)
    elif chance < 0.14:
        radius = int(rng.uniform(1.0, 6.0) * height)
        centre = (
            rng.randint(-height, width + height),
            int(height / 2 + rng.choice((-1, 1)) * radius * rng.uniform(0.7, 1)),
        )
        cv2.circle(extra, centre, radius, 255, thick, cv2.LINE_AA)
    else:
        return crop
    shade = rng.choice((1.0, rng.uniform(0.3, 0.8)))
    return np.maximum(crop, (extra * shade).astype(np.uint8))
