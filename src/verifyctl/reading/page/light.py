"""Light evened out, and light text on dark made dark on light."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

SMALL_LETTER = 6
"""The background is measured on a copy on which letters are so high; then its filters take out all ink."""

USUAL_LETTER = 14
DARK = 96


def dark_on_light(grey: Grey) -> tuple[Grey, bool]:
    """The picture with dark text on light, and whether it had to be inverted for that."""
    import cv2
    import numpy as np

    if float(np.median(grey)) >= DARK:
        return grey, False
    kernel = np.ones((9, 9), np.uint8)
    bright = cv2.morphologyEx(grey, cv2.MORPH_TOPHAT, kernel)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel)
    if int(np.count_nonzero(bright > 60)) > 2 * int(np.count_nonzero(dark > 60)):
        return np.asarray(cv2.bitwise_not(grey), dtype=np.uint8), True
    return grey, False


def flattened(grey: Grey, letter: int | None) -> Grey:
    """Light evened out: divided by the paper's brightness, a median over a small copy without its ink.

    `letter` is the height of letters in pixels of `grey`.
    """
    import cv2
    import numpy as np

    height, width = grey.shape
    factor = min(1.0, SMALL_LETTER / max(letter or USUAL_LETTER, 1))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(background, 1), scale=255), dtype=np.uint8)
