"""Grain: how much of it is on paper, and coarse grain, as of a noisy picture that was compressed, smoothed away.

Every blot of it may be a letter to the engine and a line to what looks for lines. Fine grain is left as it is: letters
are read as well with it as without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

BLOCK = 12
"""Pixels: grain is measured within squares so large, of which many lie between lines."""

SQUARES = 4000
"""About so many of them are looked at."""

PLAIN = 0.3
"""The share of squares, by how uneven they are, at which paper without ink is met."""

FINE, SMOOTH = 0.8, 1.1
"""Standard deviations, in pixels, of the filter under which fine grain vanishes, and of the one that is used."""

COARSE = 5.5
"""Unevenness, under the first of them, from which grain is coarse. Fine grain comes to 4, moire to 3, such grain to 7
and more.
"""


def without_grain(grey: Grey) -> Grey | None:
    """An evenly lit page smoothed, None where it has no grain or fine grain."""
    if unevenness(grey) < COARSE or unevenness(_filtered(grey, FINE)) < COARSE:
        return None
    return _filtered(grey, SMOOTH)


def _filtered(grey: Grey, sigma: float) -> Grey:
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma), dtype=np.uint8)


def unevenness(grey: Grey) -> float:
    """How much the paper of an evenly lit page varies within a small square: the standard deviation in grey values."""
    import numpy as np

    height, width = (side // BLOCK for side in grey.shape)
    if not height or not width:
        return 0.0
    squares = grey[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK)
    step = max(1, round((height * width / SQUARES) ** 0.5))
    spread = squares[::step, :, ::step].std(axis=(1, 3), dtype=np.float32)
    return float(np.quantile(spread, PLAIN))
