"""Pages of text in Pillow's own letters: large as scans, the same on every machine that has the same Pillow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

FIRST_LINE, LINE_STEP = 240, 44

_WORDS = "order number sends seven trucks north before winter reports count office daily"


def letter(lines: Sequence[str]) -> NDArray[np.uint8]:
    """A page of 1,000 x 1,400 pixels under one letterhead, RGB."""
    image = Image.new("RGB", (1000, 1400), "white")
    pen = ImageDraw.Draw(image)
    pen.text((120, 80), "SPECIMEN OFFICE OF EXAMPLES", fill="black", font_size=44)
    for number, line in enumerate(lines):
        pen.text((120, FIRST_LINE + LINE_STEP * number), line, fill="black", font_size=28)
    return np.asarray(image)


def lines_of(seed: int) -> list[str]:
    """Twenty-two lines of words."""
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(_WORDS.split(), 8)) for _ in range(22)]
