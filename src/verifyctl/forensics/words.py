"""The words of a page that differ most from the others: an order in which to look at them, and nothing more.

Words are found by their ink alone, without reading: pieces of ink that lie close together on a line. What is measured
of each: how dark its ink is against the paper, how wide its strokes are, how sharp its edges, how rough and how light
the paper around it, and where it stands on its line. Every page has words that differ most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]

LONG_SIDE = 2400
"""Pixels to which a larger picture is reduced."""

LEAST_WORDS = 24
"""Words that a page must have: among fewer, none can be told to differ."""

SIGNS = ("ink", "stroke width", "sharpness", "paper roughness", "paper tone", "baseline")
MOST_WORDS = 2000

_LEAST_LETTER = 5  # pixels: lower letters show nothing
_SHOWN = 2.5  # robust standard deviations from which a sign is named
_CLIPPED = 8.0
_NEIGHBOURS = 8
_ACROSS_LINES = 5.0  # times as far as the same distance along a line


@dataclass(frozen=True)
class Odd:
    """A word in pixels of the picture, and the signs by which it differs, the strongest first."""

    x: int
    y: int
    width: int
    height: int
    signs: tuple[str, ...]


@dataclass(frozen=True)
class _Page:
    """A page in grey at the size that is worked on; its paper, its ink, and the height of its letters."""

    grey: Grey
    paper: Floats
    ink: NDArray[np.bool_]
    letter: float


def odd_words(grey: Grey, most: int = 3) -> tuple[Odd, ...]:
    """The words that differ most, the oddest first; none where the page has too few.

    `grey` has shape (height, width), dtype uint8.
    """
    scale = min(1.0, LONG_SIDE / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8) if scale < 1 else grey
    page = _page(small)
    if page is None:
        return ()
    boxes = _boxes(page)
    if len(boxes) < LEAST_WORDS:
        return ()
    apart = _apart(np.array([_measured(page, box) for box in boxes]), boxes, page.letter)
    order = np.argsort(-np.sqrt((apart**2).sum(axis=1)), kind="stable")[:most]
    return tuple(_odd(boxes[place], apart[place], 1 / scale) for place in order)


def _odd(box: NDArray[np.int64], apart: NDArray[np.float64], factor: float) -> Odd:
    signs = tuple(SIGNS[sign] for sign in np.argsort(-apart, kind="stable") if apart[sign] >= _SHOWN)
    left, top, wide, high = (round(float(value) * factor) for value in box)
    return Odd(left, top, wide, high, signs)


def _page(grey: Grey) -> _Page | None:
    """The page, or None where no letters are found on it."""
    around = max(31, max(grey.shape) // 40) | 1
    paper = cv2.GaussianBlur(cv2.dilate(grey, np.ones((9, 9), dtype=np.uint8)), (0, 0), around / 4).astype(np.float32)
    flat = np.clip(grey * (235.0 / np.maximum(paper, 1)), 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = flat < min(level, 200)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    usable = (heights >= _LEAST_LETTER) & (heights < grey.shape[0] / 12) & (stats[1:, cv2.CC_STAT_AREA] > 8)
    if int(usable.sum()) < LEAST_WORDS:
        return None
    return _Page(grey, paper, ink, float(np.median(heights[usable])))


def _boxes(page: _Page) -> list[NDArray[np.int64]]:
    """The pieces of ink that lie close together, of the size of words: x, y, width, height."""
    reach = max(3, round(0.4 * page.letter)) | 1
    high = max(1, round(0.25 * page.letter)) | 1
    joined = cv2.morphologyEx(page.ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((high, reach), dtype=np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    letter = page.letter
    found = []
    for left, top, wide, tall, area in stats[1:]:
        whole = left > 1 and top > 1 and left + wide < page.ink.shape[1] - 1 and top + tall < page.ink.shape[0] - 1
        if (
            whole
            and 0.7 * letter <= tall <= 3.2 * letter
            and letter <= wide <= 16 * letter
            and area > letter * letter / 2
        ):
            found.append(np.array([left, top, wide, tall], dtype=np.int64))
    return found[:MOST_WORDS]


def _measured(page: _Page, box: NDArray[np.int64]) -> list[float]:
    """The measures of one word, in the order of SIGNS, the last its baseline in pixels."""
    left, top, wide, tall = (int(value) for value in box)
    margin = max(2, round(page.letter / 4))
    outer = np.s_[max(top - margin, 0) : top + tall + margin, max(left - margin, 0) : left + wide + margin]
    grey, ink = page.grey[outer].astype(np.float32), page.ink[outer]
    bare = ~cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), dtype=np.uint8)).astype(bool)
    depth = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 3)
    core = np.percentile(grey[ink], 20) if ink.any() else 0.0
    paper = float(np.median(grey[bare])) if bare.sum() > 12 else float(np.median(page.paper[outer]))
    contrast = max(paper - float(core), 4.0)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    slope = float(np.percentile(np.hypot(across, down), 92)) / contrast
    rough = grey - cv2.GaussianBlur(grey, (0, 0), 1.0)
    rows = ink[:, :].sum(axis=1)
    return [
        float(np.log(contrast / max(paper, 8.0))),
        float(np.log(max(float(depth[ink].mean()) if ink.any() else 0.5, 0.3))),
        float(np.log(max(slope, 0.05))),
        float(np.log(max(float(rough[bare].std()) if bare.sum() > 12 else 0.5, 0.2))),
        paper / max(float(np.median(page.paper[outer])), 8.0),
        float(max(top - margin, 0) + int(rows.argmax())),
    ]


def _apart(measures: NDArray[np.float64], boxes: list[NDArray[np.int64]], letter: float) -> NDArray[np.float64]:
    """How far each word is from those around it by each sign, in robust standard deviations, at most `_CLIPPED`.

    Those around it, not all of the page: a heading differs from the text, but not from itself.
    """
    values = measures.copy()
    values[:, -1] = _off_line(measures[:, -1], np.array(boxes), letter)
    values[:, :-1] -= np.median(values[:, :-1][_around(np.array(boxes))], axis=1)
    centre = np.median(values, axis=0)
    spread = 1.4826 * np.median(np.abs(values - centre), axis=0)
    floors = np.array([0.02, 0.03, 0.03, 0.05, 0.004, 0.05])
    return np.asarray(np.minimum(np.abs(values - centre) / np.maximum(spread, floors), _CLIPPED))


def _around(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The words nearest to each, those of its own line before those of others; shape (words, _NEIGHBOURS)."""
    middle = boxes[:, :2] + boxes[:, 2:] / 2
    away = np.abs(middle[:, None, :] - middle[None, :, :]) @ np.array([1.0, _ACROSS_LINES])
    np.fill_diagonal(away, np.inf)
    return np.argsort(away, axis=1, kind="stable")[:, :_NEIGHBOURS]


def _off_line(baselines: NDArray[np.float64], boxes: NDArray[np.int64], letter: float) -> NDArray[np.float64]:
    """How far each word stands from the line through its neighbours, in heights of a letter; 0 without neighbours."""
    middle = boxes[:, 0] + boxes[:, 2] / 2
    height = boxes[:, 1] + boxes[:, 3] / 2
    result = np.zeros(len(boxes))
    for place in range(len(boxes)):
        away = np.abs(middle - middle[place])
        same = np.flatnonzero((np.abs(height - height[place]) < 0.8 * letter) & (away > 0))
        near = same[np.argsort(away[same], kind="stable")[:_NEIGHBOURS]]
        if len(near) < 3:
            continue
        slope, start = np.polyfit(middle[near], baselines[near], 1) if np.ptp(middle[near]) > letter else (0.0, 0.0)
        expected = slope * middle[place] + start if slope or start else float(np.median(baselines[near]))
        result[place] = (baselines[place] - expected) / letter
    return result
