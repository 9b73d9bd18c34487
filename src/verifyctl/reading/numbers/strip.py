"""From a piece of a page to what the network sees: 32 pixels high, stretched, paper at its sides; ink 1, paper 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ink = NDArray[np.float32]

HEIGHT = 32
STEP = 2
"""Columns of the strip for one column of the network's output."""

STRETCH = 1.25
"""How much wider than high a square becomes: narrow digits stand close together."""

MARGIN = 8
"""Columns of paper added at either side."""

LEAST_CONTRAST = 24
LONGEST = 4096


def brought(grey: Grey, wider: float = 1.0) -> Ink:
    """A strip of shape (height, width), dark on light, as ink of shape (32, width'), about 0 to 1.

    Scaled to the height, stretched, `wider` times as much as usual, with margins; the paper is taken to be the 80th
    percentile of the grey values, the ink the darkest hundredth. Raises ValueError if the strip is empty or comes out
    longer than 4096 columns.
    """
    import cv2
    import numpy as np

    height, width = grey.shape
    if not height or not width:
        raise ValueError("an empty strip")
    columns = max(8, round(width * HEIGHT * STRETCH * wider / height))
    if columns > LONGEST:
        raise ValueError(f"a strip of {width} x {height} pixels is too long")
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    image = cv2.resize(grey, (columns, HEIGHT), interpolation=method).astype(np.float32)
    ink = np.zeros((HEIGHT, columns + 2 * MARGIN), np.float32)
    ink[:, MARGIN : MARGIN + columns] = inked(image)
    return ink


def fits(width: int, height: int) -> bool:
    """Whether a strip of so many pixels can be brought at all."""
    return width * HEIGHT * STRETCH <= LONGEST * height


def widest(grey: Grey) -> float:
    """How many times as wide as usual, at least 1, such a strip can be brought."""
    height, width = grey.shape
    return max(1.0, float(LONGEST * height / max(width * HEIGHT * STRETCH, 1)))


def inked(image: NDArray[np.float32]) -> Ink:
    """Grey values 0 to 255 as ink, about 0 (paper) to 1 (the darkest hundredth), clipped to -0.25 … 1.25."""
    import numpy as np

    low, high = image.size // 100, image.size * 4 // 5
    ranked = np.partition(image, (low, high), axis=None)
    paper = float(ranked[high])
    dark = min(float(ranked[low]), paper - LEAST_CONTRAST)
    return np.asarray(np.clip((paper - image) / (paper - dark), -0.25, 1.25), dtype=np.float32)
