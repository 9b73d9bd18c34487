"""Ink on a picture: what is darker than around it, in connected pieces, and how high letters are.

Works before anything is known of light and size, so that both can be measured with it.
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class Ink:
    """`mask` is 255 on what may be letters; `letter` their height in pixels, None where there is too little."""

    mask: Grey
    letter: int | None


def ink_of(grey: Grey) -> Ink:
    """Ink that may be letters: rules, frames, specks and pictures are left out by their shape."""
    import cv2
    import numpy as np

    smooth = cv2.blur(grey, (3, 3))
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, SURROUNDINGS, DARKER)
    _, labels, pieces, _ = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    fitting = _like_letters(pieces, grey.shape[0])
    fitting[0] = False
    mask = np.where(fitting, np.uint8(255), np.uint8(0))[labels]
    return Ink(np.asarray(mask, dtype=np.uint8), _height(pieces[fitting]))


def _like_letters(pieces: Pieces, page_height: int) -> NDArray[np.bool_]:
    import cv2
    import numpy as np

    width, height, area = pieces[:, cv2.CC_STAT_WIDTH], pieces[:, cv2.CC_STAT_HEIGHT], pieces[:, cv2.CC_STAT_AREA]
    fitting = (height >= 4) & (height < page_height / 2) & (width < 12 * height) & (height < 6 * width)
    return np.asarray(fitting & (area < 0.9 * width * height) & (area > 0.05 * width * height), dtype=np.bool_)


def _height(pieces: Pieces) -> int | None:
    """Median by width, so that grain and dots count little."""
    import cv2
    import numpy as np

    if len(pieces) < FEWEST_LETTERS:
        return None
    heights, weights = pieces[:, cv2.CC_STAT_HEIGHT], pieces[:, cv2.CC_STAT_WIDTH]
    order = np.argsort(heights, kind="stable")
    running = np.cumsum(weights[order])
    return int(heights[order][np.searchsorted(running, running[-1] / 2)])
