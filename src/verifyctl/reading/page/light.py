"""Light evened out, and light text on dark made dark on light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.reading.page.margin import A_LINE_WITH_MARGIN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey

DARK = 110
LEAST_SHARE = 0.01
LIGHTER, DARKER = 45, 0.2
MORE_OFTEN = 4
LEAST_DETAIL = 0.004
"""A dark part of the picture, of no less than this share of it, holds light text if what is lighter than its ground by
so many grey values covers this share of it, and is so many times more frequent than what is darker than its ground by
this share of it: a shadow holds dark text.
"""

FILLED, FEWEST_LIGHT, LEAST_PIECE = 0.85, 12, 4
"""A dark part that does not fill so much of its box, as a bar on a screen does, must hold so many pieces of what is
lighter, each of no fewer than so many pixels: a large letter is dark as well, and has holes and corners.
"""

MOST_OF_A_LINE = 0.5
"""On a line that was cut out figures are dark parts with light holes: there so large a share must be dark."""

SMALL_LETTER = 6
"""Paper is measured on a copy on which letters are about so high; then its filters take out all ink."""

USUAL_LETTER = 20


def light_on_dark(small: Grey) -> Grey | None:
    """255 on dark parts of a picture that hold light text, 0 elsewhere; None where there are no such parts.

    A table under a letter and a shadow across it are dark too, but what is written there is darker still. The picture
    is best given with a short side of some 360 pixels.
    """
    import cv2
    import numpy as np

    ground = cv2.medianBlur(small, 15)
    dark = np.asarray(ground < DARK, dtype=np.uint8)
    least = LEAST_SHARE if min(small.shape) > A_LINE_WITH_MARGIN else MOST_OF_A_LINE
    if dark.mean() < least:
        return None
    lighter = cv2.subtract(small, ground) > LIGHTER
    darker = cv2.subtract(ground, small) > np.maximum(DARKER * ground.astype(np.float32), 6)
    parts, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    inner = cv2.erode(dark, np.ones((9, 9), np.uint8), borderValue=1)
    within = np.where(inner > 0, np.asarray(labels, dtype=np.int32), 0)
    areas = boxes[:, cv2.CC_STAT_AREA]
    filled = areas >= FILLED * boxes[:, cv2.CC_STAT_WIDTH] * boxes[:, cv2.CC_STAT_HEIGHT]
    lit = np.bincount(within[lighter], minlength=parts)
    inked = np.bincount(within[darker], minlength=parts)
    found = (areas >= least * dark.size) & (lit >= LEAST_DETAIL * areas) & (lit > MORE_OFTEN * inked)
    found &= filled | (_pieces(np.asarray(lighter, dtype=np.uint8), within, parts) >= FEWEST_LIGHT)
    found[0] = False
    return np.where(found, np.uint8(255), np.uint8(0))[labels] if found.any() else None


def _pieces(lighter: Grey, within: NDArray[np.int32], parts: int) -> NDArray[np.int64]:
    """How many connected pieces of what is lighter each part holds, `within` telling the part of each pixel."""
    import cv2
    import numpy as np

    _, labels = cv2.connectedComponents(np.where(within > 0, lighter, 0), connectivity=8)
    held, areas = np.unique(np.column_stack((within[labels > 0], labels[labels > 0])), axis=0, return_counts=True)
    return np.bincount(held[areas >= LEAST_PIECE, 0], minlength=parts)


def inverted(grey: Grey, parts: Grey) -> Grey:
    """The picture with the marked parts inverted; `parts` may be of another size."""
    import cv2
    import numpy as np

    mask = cv2.resize(parts, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.bitwise_xor(grey, mask), dtype=np.uint8)


def flattened(grey: Grey, letter: float | None) -> Grey:
    """Light evened out: divided by the paper's brightness, a median over a small copy without its ink.

    `letter` is the height of letters in pixels of `grey`.
    """
    import cv2
    import numpy as np

    height, width = grey.shape
    factor = min(1.0, SMALL_LETTER / max(letter or USUAL_LETTER, 1.0))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    background = cv2.resize(np.maximum(paper, 1), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, background, scale=255), dtype=np.uint8)
