"""Making a picture ready for the engine, and finding the way back from its boxes to the picture.

Little is done on purpose. Binarising, sharpening and contrast stretching made readings worse on the letters
they were tried on, and so did enlarging pages; evening out the light made shadowed pages readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifyctl.model.base import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

PAGE_SIDE = 900
"""Pixels of the short side at which a whole page of ordinary print is read best."""

LETTER_HEIGHTS = (9, 18)
LETTER_HEIGHT = 14
"""Height in pixels of joined letters on pages of that size; outside these bounds it is brought to the second figure.

With larger letters the sparse mode of the engine was seen to leave out whole Arabic lines.
"""

LEAST_BY_LETTERS, MOST_BY_LETTERS = 0.4, 2.0
"""How far letters may change the scale of a page; what was measured may be shapes in a photograph."""

FEWEST_COMPONENTS = 12

ORIENTATION_SIDE = 1300
LARGEST_ENLARGEMENT = 2.0
LONGEST_ENLARGED = 1600
"""Small crops are enlarged at most so far, and strips only up to this length in pixels."""

_DARK = 96
_BACKGROUND_SIDE = 200


@dataclass(frozen=True)
class View:
    """How a prepared picture came from one of `width` x `height` pixels: turned clockwise, then scaled."""

    width: int
    height: int
    turned: int
    scale_x: float
    scale_y: float

    def original(self, box: Box) -> Box:
        """A box on the prepared picture as a box on the picture it came from, rounded outwards, clipped."""
        turned_width, turned_height = turned_size(self.width, self.height, self.turned)
        left = _clip(box.x / self.scale_x, turned_width)
        top = _clip(box.y / self.scale_y, turned_height)
        right = _clip(-((-box.x - box.width) // self.scale_x), turned_width)
        bottom = _clip(-((-box.y - box.height) // self.scale_y), turned_height)
        upright = Box(x=left, y=top, width=max(right - left, 0), height=max(bottom - top, 0))
        return turn_back(upright, self.width, self.height, self.turned)


def _clip(value: float, limit: int) -> int:
    return min(max(int(value), 0), limit)


def turned_size(width: int, height: int, turned: int) -> tuple[int, int]:
    """Width and height after turning clockwise by 0, 90, 180 or 270 degrees."""
    return (height, width) if turned in (90, 270) else (width, height)


def turn_back(box: Box, width: int, height: int, turned: int) -> Box:
    """A box on a `width` x `height` picture turned clockwise by `turned`, as a box on the unturned picture."""
    match turned:
        case 90:
            return Box(x=box.y, y=height - box.x - box.width, width=box.height, height=box.width)
        case 180:
            return Box(x=width - box.x - box.width, y=height - box.y - box.height, width=box.width, height=box.height)
        case 270:
            return Box(x=width - box.y - box.height, y=box.x, width=box.height, height=box.width)
        case _:
            return box


def to_grey(rgb: NDArray[np.uint8]) -> Grey:
    """Grey values 0 to 255, shape (height, width), from RGB of shape (height, width, 3)."""
    import cv2
    import numpy as np

    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def turn(grey: Grey, turned: int) -> Grey:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(grey, -(turned // 90)))


def reading_scale(width: int, height: int, side: int = PAGE_SIDE) -> float:
    """The factor that brings the short side to `side` pixels; small crops and strips are not blown up."""
    factor = side / min(width, height)
    if factor <= 1:
        return factor
    return max(1.0, min(factor, LARGEST_ENLARGEMENT, LONGEST_ENLARGED / max(width, height)))


def scaled(grey: Grey, factor: float) -> Grey:
    """Resized by `factor`, averaging where it gets smaller; at least one pixel each way."""
    import cv2
    import numpy as np

    if factor == 1:
        return grey
    height, width = grey.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=method), dtype=np.uint8)


def flattened(grey: Grey) -> Grey:
    """Light evened out: divided by the paper's brightness, a median over a small copy without its ink.

    Pictures that are dark for the most part (light text on dark) are left alone: there the method has no paper
    to measure.
    """
    import cv2
    import numpy as np

    if float(np.median(grey)) < _DARK:
        return grey
    height, width = grey.shape
    factor = min(1.0, _BACKGROUND_SIDE / min(width, height))
    small = scaled(grey, factor)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(background, 1), scale=255), dtype=np.uint8)


def letter_height(page: Grey) -> int | None:
    """Height in pixels of the connected ink on a prepared page, median by width; None where there is too little.

    Dots, rules, frames and pictures are left out by their shape.
    """
    import cv2
    import numpy as np

    _, ink = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    width, height, area = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    letters = (
        (height >= 4)
        & (height < page.shape[0] / 2)
        & (width < 12 * height)
        & (height < 6 * width)
        & (area < 0.9 * width * height)
    )
    heights, weights = height[letters], width[letters]
    if len(heights) < FEWEST_COMPONENTS:
        return None
    order = np.argsort(heights, kind="stable")
    running = np.cumsum(weights[order])
    return int(heights[order][np.searchsorted(running, running[-1] / 2)])


def by_letters(factor: float, height: int | None) -> float:
    """The factor of scale corrected for letters that came out `height` pixels high at `factor`."""
    low, high = LETTER_HEIGHTS
    if height is None or low <= height <= high:
        return factor
    change = min(max(LETTER_HEIGHT / height, LEAST_BY_LETTERS), MOST_BY_LETTERS)
    return min(factor * change, max(factor, LARGEST_ENLARGEMENT))


def prepared(grey: Grey, turned: int) -> tuple[Grey, View]:
    """The picture as the engine gets it for reading: turned, scaled, evened; and the way back."""
    height, width = grey.shape
    upright = turn(grey, turned)
    factor = reading_scale(width, height)
    page = flattened(scaled(upright, factor))
    fitted = by_letters(factor, letter_height(page))
    if fitted != factor:
        page = flattened(scaled(upright, fitted))
    view = View(
        width=width,
        height=height,
        turned=turned,
        scale_x=page.shape[1] / upright.shape[1],
        scale_y=page.shape[0] / upright.shape[0],
    )
    return page, view
