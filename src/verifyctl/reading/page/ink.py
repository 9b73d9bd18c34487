"""Ink on a picture: what is darker than around it, in connected pieces, and how high letters are.

Works before anything is known of light and size, so that both can be measured with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey

    Pieces = NDArray[np.int32]

SURROUNDINGS = 31
DARKER = 12
FEWEST_LETTERS = 12
"""With fewer pieces of ink that could be letters nothing is measured."""

MIDDLE = (0.35, 0.65)
"""The shares of all ink, by width and from low to high pieces, between which its heights are averaged."""

MOST_SPREAD = 2.6
"""How many times higher the last of these may be than the first; on pages it is 1.1 to 2.2, in scenes 5 and more."""

RAISED = 0.6
"""How much of its slant a long piece gains in height; measured on letters turned by 2 to 12 degrees."""


@dataclass(frozen=True)
class Ink:
    """`mask` is 255 on what may be letters; `sizes` are widths and heights of its pieces, shape (n, 2)."""

    mask: Grey
    sizes: Pieces

    def letter(self, slant: float = 0.0) -> float | None:
        """The height of letters in pixels, for lines that run off by `slant` degrees; None where there is no text.

        A middle one by width, so that grain and dots count little. Long pieces measure higher when they are slanted.
        """
        import numpy as np

        if len(self.sizes) < FEWEST_LETTERS:
            return None
        widths, heights = self.sizes.T.astype(np.float64)
        raised = RAISED * np.maximum(widths - heights, 0) * math.sin(math.radians(abs(slant)))
        heights = np.maximum(heights - raised, 1)
        order = np.argsort(heights, kind="stable")
        heights, widths = heights[order], widths[order]
        after = np.cumsum(widths) / widths.sum()
        low, high = (float(heights[np.searchsorted(after, share)]) for share in MIDDLE)
        if high > MOST_SPREAD * low:
            return None
        shares = np.clip(after, *MIDDLE) - np.clip(after - widths / widths.sum(), *MIDDLE)
        return float(heights @ shares / shares.sum())


def pieces_of(grey: Grey) -> tuple[NDArray[np.int32], Pieces, NDArray[np.float64]]:
    """Connected ink as OpenCV has it: labels of the pixels, statistics and middles; the first is the ground."""
    import cv2
    import numpy as np

    smooth = cv2.blur(grey, (3, 3))
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, SURROUNDINGS, DARKER)
    _, labels, pieces, middles = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    return np.asarray(labels, dtype=np.int32), np.asarray(pieces, dtype=np.int32), np.asarray(middles)


def boxes_of(dark: Grey) -> Pieces:
    """x, y, width and height of the connected pieces of what is not 0, shape (n, 4), in no promised order.

    By their outlines: letters have few, and most of a page is paper, which labelling every pixel goes over too.
    """
    import cv2
    import numpy as np

    outlines, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return np.empty((0, 4), np.int32)
    within = np.asarray(tree)[0, :, 3].tolist()
    outer = (outline for outline, other in zip(outlines, within, strict=True) if other < 0)
    return np.array([cv2.boundingRect(outline) for outline in outer], dtype=np.int32)


def ink_of(grey: Grey) -> Ink:
    """Ink that may be letters: rules, frames, specks and pictures are left out by their shape."""
    import cv2
    import numpy as np

    labels, pieces, _ = pieces_of(grey)
    width, height, area = pieces[:, cv2.CC_STAT_WIDTH], pieces[:, cv2.CC_STAT_HEIGHT], pieces[:, cv2.CC_STAT_AREA]
    fitting = (height >= 4) & (height < grey.shape[0] / 2) & (width < 12 * height) & (height < 6 * width)
    fitting &= (area < 0.9 * width * height) & (area > 0.05 * width * height)
    fitting[0] = False
    mask = np.where(fitting, np.uint8(255), np.uint8(0))[labels]
    return Ink(np.asarray(mask, dtype=np.uint8), np.column_stack((width, height))[fitting])
