"""Whether a picture shows mainly a page of text: a scan, a photographed letter, a receipt, a screenshot of words.

At a fixed working size the picture is cut into overlapping cells. A cell looks like text where thin strokes of one
tone, clearly apart from an even ground, change often, and where its neighbours look alike: paper is even; leaves,
brick and cloth are not. Dark on light and light on dark are tried. No direction is preferred: the page may lie in any
way.

Few photographs look so. The reverse must hardly ever happen: two letters on one letterhead, taken for photographs,
would be called one picture because their letterheads agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORKING_SIDE = 800
MIN_DENSITY = 50
"""Thousandths; what separates pages from photographs by benchmarks/content.py, on the careful side."""

MOSTLY_BARE = 0.75
"""Share of a picture in one grey, from which it may be a form with hardly anything on it."""

FEATURES = ("constant", "log contrast", "unevenness", "ink", "changes", "thinness", "company", "disparity")
WEIGHTS = np.array([-1.64, 0.25, -44.1, 9.71, 11.16, 4.42, 4.35, -5.37])
"""One weight for each of FEATURES, fitted by training/pages.py."""

_BARE_SIDE = 256
_BARE_LEVELS = 10
_STEP = 14  # pixels from cell to cell; a cell is two steps wide, two lines of an A4 letter high
_LEAST_CONTRAST = 10.0
_STROKE = 0.35  # of the local standard deviation: what is further from the local mean is a stroke


def is_page(rgb: NDArray[np.uint8]) -> bool:
    """Whether a picture, or a part of one, is to be treated as a page of text.

    `rgb` has shape (height, width, 3), dtype uint8. A picture that is mostly bare ground counts too: it may be a form
    with a few words, and two of those have most in common.
    """
    return bare_share(rgb) >= MOSTLY_BARE or text_density(rgb) >= MIN_DENSITY


def bare_share(rgb: NDArray[np.uint8]) -> float:
    """The share, 0 to 1, of a picture that has its commonest grey, a few levels up or down."""
    small = cv2.resize(rgb, (_BARE_SIDE, _BARE_SIDE), interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    counts = np.bincount(grey.ravel(), minlength=256)
    around = np.convolve(counts, np.ones(2 * _BARE_LEVELS + 1, dtype=np.int64), mode="same")
    return float(around.max() / grey.size)


def text_density(rgb: NDArray[np.uint8]) -> int:
    """How much of the picture looks like lines of text, in thousandths of its area (0 to 1000)."""
    found = 0.0
    for cells in text_cells(rgb):
        chances = 1 / (1 + np.exp(-np.clip(cells.features @ WEIGHTS, -30, 30)))
        found = max(found, float(chances.sum()) / max(cells.count, 1))
    return round(found * 1000)


@dataclass(frozen=True)
class Cells:
    """Cells that may be text: `features` has shape (n, len(FEATURES)); `count` is that of all cells of the picture."""

    features: NDArray[np.float64]
    count: int


def text_cells(rgb: NDArray[np.uint8]) -> tuple[Cells, Cells]:
    """The cells by what can be measured of them, for dark text and for light."""
    grey = _working_grey(rgb)
    side = 2 * _STEP + 1
    values = grey.astype(np.float32)
    mean = cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)
    square = cv2.blur(values * values, (side, side), borderType=cv2.BORDER_REFLECT)
    beyond = np.maximum(_STROKE * np.sqrt(np.maximum(square - mean * mean, 0)), 4.0)
    sums = (_cells(values), _cells(values * values))
    below = mean - values
    return _measured(values, below > beyond, sums), _measured(values, -below > beyond, sums)


def _working_grey(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey, the long side brought to the working size, slightly blurred against noise and the dots of screens."""
    image = Image.fromarray(np.ascontiguousarray(rgb)).convert("L")
    longest = max(image.size)
    factor = longest // (2 * WORKING_SIDE)
    if factor > 1:
        image = image.reduce(factor)
    width, height = (max(2 * _STEP, round(side * WORKING_SIDE / longest)) for side in (rgb.shape[1], rgb.shape[0]))
    scaling = Image.Resampling.BOX if longest > WORKING_SIDE else Image.Resampling.BILINEAR
    small = np.asarray(image.resize((width, height), scaling))
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), dtype=np.uint8)


def _cells(values: Floats) -> Floats:
    """The mean of each cell, shape (rows, columns)."""
    rows, columns = values.shape[0] // _STEP, values.shape[1] // _STEP
    whole = values[: rows * _STEP, : columns * _STEP]
    steps = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)  # the mean of whole blocks
    return np.asarray((steps[:-1, :-1] + steps[1:, :-1] + steps[:-1, 1:] + steps[1:, 1:]) / 4)


def _measured(values: Floats, strokes: NDArray[np.bool_], sums: tuple[Floats, Floats]) -> Cells:
    ink = strokes.astype(np.float32)
    share = _cells(ink)
    inside, inside_square = _cells(values * ink), _cells(values * values * ink)
    ground = np.maximum(1 - share, 1e-3)
    paper = (sums[0] - inside) / ground
    spread = np.sqrt(np.maximum((sums[1] - inside_square) / ground - paper * paper, 0))
    contrast = np.abs(paper - inside / np.maximum(share, 1e-3))
    changed = np.zeros_like(ink)
    changed[:, 1:] += strokes[:, 1:] != strokes[:, :-1]
    changed[1:] += strokes[1:] != strokes[:-1]
    changes = _cells(changed)
    # Most of a photograph is left out here, cheaply: no contrast, no even ground, nothing thin.
    maybe = (contrast > _LEAST_CONTRAST) & (spread < 0.3 * contrast) & (share > 0.02) & (share < 0.5) & (changes > 0.05)
    company, disparity = _neighbours(maybe, contrast)
    measures = (
        np.ones_like(share),
        np.log(np.maximum(contrast, 1)),
        spread / np.maximum(contrast, 1),
        share,
        changes,
        changes / np.maximum(share, 1e-3),
        company,
        disparity,
    )
    return Cells(np.stack([each[maybe] for each in measures], axis=-1).astype(np.float64), maybe.size)


def _neighbours(maybe: NDArray[np.bool_], contrast: Floats) -> tuple[Floats, Floats]:
    """For the 5 x 5 cells around each: the share that may be text, and how far their contrasts (logarithms) scatter."""
    present = maybe.astype(np.float32)
    logs = np.log(np.maximum(contrast, 1)) * present

    def around(of: Floats) -> Floats:
        return np.asarray(cv2.blur(of, (5, 5), borderType=cv2.BORDER_REFLECT), dtype=np.float32)

    company = around(present)
    some = np.maximum(company, 1e-3)
    mean = around(logs) / some
    return company, np.sqrt(np.maximum(around(logs * logs) / some - mean * mean, 0))
