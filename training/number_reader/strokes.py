"""Digits as a hand might write them: bent strokes with a pen of some width, different every time."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

# Points in a field 1 by 1, y downwards, in the order of the pen.
STROKES: dict[str, tuple[tuple[float, float], ...]] = {
    "٠": ((0.3, 0.55), (0.42, 0.5), (0.48, 0.6), (0.38, 0.68), (0.3, 0.58)),
    "١": ((0.42, 0.02), (0.46, 0.4), (0.5, 1.0)),
    "٢": ((0.9, 0.05), (0.74, 0.26), (0.45, 0.26), (0.2, 0.05), (0.3, 0.45), (0.4, 1.0)),
    "٣": (
        (0.98, 0.0), (0.9, 0.22), (0.68, 0.24), (0.6, 0.06), (0.52, 0.25), (0.3, 0.25), (0.12, 0.03), (0.24, 0.5),
        (0.32, 1.0),
    ),
    "٤": ((0.75, 0.08), (0.38, 0.14), (0.28, 0.34), (0.6, 0.44), (0.3, 0.58), (0.2, 0.82), (0.45, 0.95), (0.82, 0.9)),
    "٥": ((0.45, 0.2), (0.2, 0.5), (0.25, 0.85), (0.55, 0.92), (0.78, 0.65), (0.66, 0.34), (0.45, 0.2)),
    "٦": ((0.12, 0.02), (0.18, 0.2), (0.45, 0.2), (0.68, 0.08), (0.64, 0.45), (0.74, 1.0)),
    "٧": ((0.1, 0.03), (0.3, 0.5), (0.48, 0.98), (0.66, 0.5), (0.9, 0.03)),
    "٨": ((0.1, 0.98), (0.34, 0.5), (0.5, 0.04), (0.66, 0.5), (0.9, 0.98)),
    "٩": ((0.68, 0.26), (0.5, 0.05), (0.26, 0.14), (0.26, 0.38), (0.5, 0.44), (0.68, 0.26), (0.7, 0.6), (0.78, 1.0)),
    "/": ((0.8, 0.0), (0.5, 0.5), (0.2, 1.05)),
    "-": ((0.15, 0.55), (0.5, 0.52), (0.85, 0.55)),
}  # fmt: skip
EM = 40


class Hand:
    """One person's hand on one strip: slant, pen, size and the way the strokes are bent."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.slant = rng.normal(0, 0.15)
        self.pen = int(rng.integers(2, 6))
        self.bend = rng.uniform(0.01, 0.05)
        self.wide = rng.uniform(0.45, 0.75)

    def writes(self, text: str) -> bool:
        """True if every sign of the text has strokes."""
        return all(sign in STROKES for sign in text)

    def draw(self, sign: str) -> tuple[NDArray[np.uint8], int, int, float]:
        """Coverage, offset from the pen's place on the baseline, and how far to go on."""
        height = 0.62 * EM * self.rng.uniform(0.9, 1.12)
        points = np.array(STROKES[sign]) + self.rng.normal(0, self.bend, (len(STROKES[sign]), 2))
        width = height * self.wide * self.rng.uniform(0.85, 1.2)
        points = np.stack([points[:, 0] * width + (1 - points[:, 1]) * self.slant * height, points[:, 1] * height], 1)
        curve = smooth(points)
        low = curve.min(axis=0) - 5
        field = np.zeros(np.ceil(curve.max(axis=0) - low + 6).astype(int)[::-1], np.uint8)
        path = np.round((curve - low) * 8).astype(np.int32)[None]
        cv2.polylines(field, path, isClosed=False, color=255, thickness=self.pen, lineType=cv2.LINE_AA, shift=3)
        advance = width * (1.12 if sign != "٠" else 0.8) + self.rng.uniform(0, 3)
        return field, int(low[0]), int(low[1] - height), float(advance)


def smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A curve through the points (Catmull and Rom's), eight steps between two of them."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.arange(8)[:, None] / 8
    parts = [
        0.5
        * (
            2 * start
            + (end - before) * t
            + (2 * before - 5 * start + 4 * end - after) * t**2
            + (3 * start - before - 3 * end + after) * t**3
        )
        for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.concatenate([*parts, points[-1:]])
