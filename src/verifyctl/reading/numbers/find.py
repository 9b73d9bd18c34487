"""Where lines of print are on a page, without asking the text engine.

Ink is what is darker than its surroundings; rules and specks are taken out; what stands near each other at one height
becomes a line. Stamps and emblems give boxes too; the network finds no numbers in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.page.grain import unevenness
from verifyctl.reading.page.margin import A_LINE_WITH_MARGIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Boxes = NDArray[np.int64]

SIDE = 1000
"""Pixels of the short side at which ink is looked for; smaller pages are taken as they are."""

SURROUNDINGS = 31
DARKER = 14
ABOVE_GRAIN = 3.3
"""Ink is darker than around it by so many grey values, and by so many times the unevenness of grainy paper."""

LONG_RULE = 12
"""Runs of ink longer than this many letter heights are rules."""

JOINED = 2.2
"""Letters nearer to each other than this many letter heights are parts of one line."""

LETTER_SHARE = 0.85
"""Joined letters are higher than single ones by about so much."""

FEWEST = 3
"""With fewer pieces of ink that could be letters there is no print. On a line that was cut out one will do: figures of
old print touch.
"""

MOST_LINES = 150
"""The widest are kept: grain beside a photographed page gives short ones."""

MOST_LETTERS = 20_000


@dataclass(frozen=True)
class Found:
    """Lines as boxes on the page, top to bottom, and the height of letters in pixels of the page."""

    lines: tuple[Box, ...]
    letter: float


def ink_of(page: Grey) -> Grey:
    """255 where the page, dark on light, is darker than around it, 0 elsewhere."""
    return _darker(_smooth(page), DARKER)


def _smooth(page: Grey) -> Grey:
    import cv2

    return np.asarray(cv2.GaussianBlur(page, (3, 3), 0), dtype=np.uint8)


def _darker(smooth: Grey, by: float) -> Grey:
    import cv2

    mask = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, SURROUNDINGS, by)
    return np.asarray(mask, dtype=np.uint8)


def find_lines(page: Grey) -> Found:
    """Lines on an upright page of shape (height, width), 8-bit grey, dark on light."""
    import cv2

    scale = min(1.0, SIDE / min(page.shape))
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA) if scale < 1 else page
    smooth = _smooth(np.asarray(small, dtype=np.uint8))
    ink = _darker(smooth, max(DARKER, ABOVE_GRAIN * unevenness(smooth)))
    letter = _letter(_components(ink), FEWEST if min(page.shape) > A_LINE_WITH_MARGIN else 1)
    if letter is None:
        return Found((), 0.0)
    ink = _without_rules(ink, letter)
    parts = _components(ink)
    parts = parts[(parts[:, 3] >= 0.25 * letter) & (parts[:, 3] <= 4 * letter)]
    kept = np.zeros_like(ink)
    for x, y, width, height in parts[:MOST_LETTERS]:
        kept[y : y + height, x : x + width] = ink[y : y + height, x : x + width]
    rows = _merged(_joined(kept, letter), letter)
    boxes = [_as_box(row, scale, page) for row in rows if row[3] >= 0.5 * letter and row[2] >= 0.3 * letter]
    widest = sorted(boxes, key=lambda box: -box.width)[:MOST_LINES]
    return Found(tuple(sorted(widest, key=lambda box: (box.y, box.x))), letter / scale)


def _components(ink: Grey) -> Boxes:
    """x, y, width, height of connected ink, without specks of a few pixels."""
    import cv2

    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    return np.asarray(stats[stats[:, cv2.CC_STAT_AREA] >= 4][:, :4], dtype=np.int64)


def _letter(parts: Boxes, fewest: int) -> float | None:
    """The height of what may be letters, median by width so that grain counts little; None with fewer than so many."""
    width, height = parts[:, 2], parts[:, 3]
    fitting = (height >= 5) & (width < 12 * height) & (height < 5 * width) & (height < 120)
    if np.count_nonzero(fitting) < fewest:
        return None
    heights, weights = height[fitting], width[fitting]
    order = np.argsort(heights, kind="stable")
    running = np.cumsum(weights[order])
    return LETTER_SHARE * float(heights[order][np.searchsorted(running, running[-1] / 2)])


def _without_rules(ink: Grey, letter: float) -> Grey:
    import cv2

    long = max(15, round(LONG_RULE * letter))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(15, round(4 * letter)), 1), np.uint8))
    return np.asarray(cv2.subtract(ink, cv2.max(across, down)), dtype=np.uint8)


def _joined(ink: Grey, letter: float) -> Boxes:
    import cv2

    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(3, round(JOINED * letter))), np.uint8))
    return _components(np.asarray(closed, dtype=np.uint8))


def _merged(parts: Boxes, letter: float) -> list[list[int]]:
    """Boxes at one height with little between them become one; dots and marks join the line they stand over."""
    rows: list[list[int]] = []
    for x, y, width, height in sorted(parts.tolist(), key=lambda part: -part[2]):
        for row in rows:
            low, high = max(y, row[1]), min(y + height, row[1] + row[3])
            apart = max(x - row[0] - row[2], row[0] - x - width)
            if high - low >= 0.5 * min(height, row[3]) and apart <= 2.6 * letter and max(height, row[3]) < 5 * letter:
                right, bottom = max(x + width, row[0] + row[2]), max(y + height, row[1] + row[3])
                row[0], row[1] = min(x, row[0]), min(y, row[1])
                row[2], row[3] = right - row[0], bottom - row[1]
                break
        else:
            rows.append([x, y, width, height])
    return rows


def _as_box(row: list[int], scale: float, page: Grey) -> Box:
    left, top = int(row[0] / scale), int(row[1] / scale)
    right = min(round((row[0] + row[2]) / scale) + 1, page.shape[1])
    bottom = min(round((row[1] + row[3]) / scale) + 1, page.shape[0])
    return Box(x=left, y=top, width=right - left, height=bottom - top)
