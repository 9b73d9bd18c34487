"""Faces that nobody has drawn: the signs of a face bent, made bolder, wider or slanted, alike wherever they stand.

Shapes that a network has not seen are what it misreads surely. There are only so many fonts; this makes more of each.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from glyphs import EM, Drawn
from numpy.typing import NDArray

ROOM = 12
KNOTS = 4


class Bend:
    """One way of bending a face, for one strip: the same sign comes out the same each time."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = np.random.default_rng(rng.getrandbits(32))
        self.wide = float(np.exp(self.rng.normal(0, 0.12)))
        self.high = float(np.exp(self.rng.normal(0, 0.05)))
        self.slant = float(self.rng.normal(0, 0.1))
        self.far = float(self.rng.uniform(0, 0.07)) * EM
        self.pen = float(self.rng.uniform(-0.8, 1.0))
        self.made: dict[str, Drawn] = {}

    def __call__(self, sign: str, drawn: Drawn) -> Drawn:
        """The sign as this face has it."""
        if sign not in self.made:
            self.made[sign] = self._bent(drawn)
        return self.made[sign]

    def _bent(self, drawn: Drawn) -> Drawn:
        high, wide = drawn.image.shape
        size = (round(wide * self.wide) + 2 * ROOM, round(high * self.high) + 2 * ROOM)
        x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
        foot = -drawn.y * self.high
        x = x - ROOM + self.slant * (y - ROOM - foot)
        moved = [x + self._field(size), y - ROOM + self._field(size)]
        image = cv2.remap(drawn.image, moved[0] / self.wide, moved[1] / self.high, cv2.INTER_LINEAR)
        image = self._inked(image)
        return Drawn(
            image, round(drawn.x * self.wide) - ROOM, round(drawn.y * self.high) - ROOM, drawn.advance * self.wide
        )

    def _field(self, size: tuple[int, int]) -> NDArray[np.float32]:
        """How far each place moves in one direction, in pixels: smooth, and less for what is small."""
        small = min(1.0, min(size[0], size[1]) / (0.6 * EM))
        knots = self.rng.normal(0, self.far * small, (KNOTS, KNOTS)).astype(np.float32)
        return cv2.resize(knots, size, interpolation=cv2.INTER_CUBIC)

    def _inked(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """With a broader pen, or a finer one, though never so fine that the stroke is lost."""
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
        if self.pen > 0:
            return cv2.addWeighted(cv2.dilate(image, kernel), self.pen, image, 1 - self.pen, 0)
        finer = cv2.addWeighted(cv2.erode(image, kernel), -self.pen, image, 1 + self.pen, 0)
        return finer if finer.max() > 200 else image
