"""Paper around a tight crop: letters and figures at the very edge of a picture are read badly, or taken for others.

A line cut out of a page has none, nor has a screenshot of a part of one. Pictures of which an edge shows anything but
paper and a little ink are left as they are: white beside a table's wood would be an edge that is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.reading.page.grain import unevenness

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

RIM, NEAR = 2, 8
"""Pixels at each edge of which most should be paper, and in which there should be no ink."""

PAPER = 80
"""The percentile of a picture's greys that is taken for paper."""

GRAIN = 5
"""Pixels within which greys are averaged where ink is looked for."""

DARKER, ABOVE_GRAIN = 40, 4
"""Ink is darker than paper by so many grey values, and by so many times its unevenness."""

FEWEST = 20
"""Pixels of ink from which it reaches the edge."""

A_LINE = 160
"""Pictures with a short side of so few pixels are lines that were cut out, and get a margin in any case."""

LEAST_MARGIN, SHARE_OF_SIDE, MOST_MARGIN = 8, 0.5, 32
"""Pixels of paper that are added: a share of the short side, within bounds."""

A_LINE_WITH_MARGIN = A_LINE + 2 * MOST_MARGIN
"""The most pixels of the short side of such a line with its margin."""


def with_margin(grey: Grey) -> tuple[Grey, int]:
    """The picture, shape (height, width), dark on light, with paper around it, and that margin in pixels.

    The same array and 0 where nothing is missing or an edge is not of paper.
    """
    import cv2
    import numpy as np

    height, width = grey.shape
    short = min(height, width)
    if short <= 2 * RIM:
        return grey, 0
    paper = float(np.percentile(grey[:: max(1, height // 500)], PAPER))
    light = paper - max(DARKER, ABOVE_GRAIN * unevenness(grey))
    above, below, left, right = _sides(grey, RIM)
    along = (above, below) if width >= height else (left, right)
    rims = along if short <= A_LINE else (above, below, left, right)  # a letter may fill the end of a line
    if any(np.median(rim) < light for rim in rims):
        return grey, 0
    near = (cv2.blur(side, (GRAIN, GRAIN)) for side in _sides(grey, NEAR))
    if short > A_LINE and sum(np.count_nonzero(side < light) for side in near) < FEWEST:
        return grey, 0
    margin = round(min(max(SHARE_OF_SIDE * short, LEAST_MARGIN), MOST_MARGIN))
    added = cv2.copyMakeBorder(grey, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(added, dtype=np.uint8), margin


def _sides(grey: Grey, width: int) -> tuple[Grey, Grey, Grey, Grey]:
    return grey[:width], grey[-width:], grey[:, :width], grey[:, -width:]
