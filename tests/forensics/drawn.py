"""Small pictures for tests of the pixels: textured scenes from a seed, saved and pasted as a test needs it."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]


def scene(seed: int, height: int = 256, width: int = 320) -> Grey:
    """Soft shapes with grain, shape (height, width): a photograph as far as these tests can tell."""
    rng = np.random.default_rng(seed)
    coarse = cv2.resize(rng.normal(0, 1, (9, 11)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 3.0)
    values = 128 + 38 * coarse + 60 * fine / fine.std() * 0.4 + rng.normal(0, 3, (height, width))
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def jpeg_bytes(grey: Grey, quality: int) -> bytes:
    held = io.BytesIO()
    Image.fromarray(grey).save(held, "JPEG", quality=quality)
    return held.getvalue()


def jpeg(grey: Grey, quality: int) -> Grey:
    """Through JPEG and back."""
    with Image.open(io.BytesIO(jpeg_bytes(grey, quality))) as image:
        return np.asarray(image.convert("L"))


def pasted(base: Grey, piece: Grey, x: int, y: int) -> Grey:
    made = base.copy()
    made[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
    return made


def page(seed: int = 1, lines: int = 14) -> Grey:
    """A page of made-up words in dark grey on light paper, with the grain and the soft edges of a photograph."""
    rng = np.random.default_rng(seed)
    sheet = np.full((900, 700), 226, dtype=np.uint8)
    for line in range(lines):
        left, base = 60, 90 + 54 * line
        while left < 600:
            word = "".join(chr(97 + int(rng.integers(0, 26))) for _ in range(int(rng.integers(3, 8))))
            cv2.putText(sheet, word, (left, base), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2, cv2.LINE_AA)
            left += 22 * len(word) + 24
    soft = cv2.GaussianBlur(sheet, (0, 0), 0.8) + rng.normal(0, 2.5, sheet.shape)
    return np.clip(np.rint(soft), 0, 255).astype(np.uint8)
