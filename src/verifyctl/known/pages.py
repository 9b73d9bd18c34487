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

from verifyctl.known.forms import Forms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.forms import Shown

    Floats = NDArray[np.float32]

WORKING_SIDE = 800
MIN_DENSITY = 50
"""Thousandths; what separates pages from photographs by benchmarks/content.py, on the careful side."""

MOSTLY_BARE = 0.75
"""Share of a picture in one grey, from which it may be a form with hardly anything on it."""

FEATURES = ("constant", "log contrast", "unevenness", "ink", "changes", "thinness", "company", "disparity")
WEIGHTS = np.array([-1.64, 0.25, -44.1, 9.71, 11.16, 4.42, 4.35, -5.37])
"""One weight for each of FEATURES, fitted by training/pages.py."""

_BARE_LEVELS = 10
_STEP = 14  # pixels from cell to cell; a cell is two steps wide, two lines of an A4 letter high
_LEAST_CONTRAST = 10.0
_STROKE = 0.35  # of the local standard deviation: what is further from the local mean is a stroke


def is_page(picture: Shown) -> bool:
    """Whether a picture, or a part of one, is to be treated as a page of text.

    It has shape (height, width, 3), dtype uint8. A picture that is mostly bare ground counts too: it may be a form
    with a few words, and two of those have most in common.
    """
    forms = Forms.of(picture)
    return bare_share(forms) >= MOSTLY_BARE or text_density(forms) >= MIN_DENSITY


def bare_share(picture: Shown) -> float:
    """The share, 0 to 1, of a picture that has its commonest grey, a few levels up or down."""
    grey = np.asarray(cv2.cvtColor(Forms.of(picture).sampled, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    counts = np.bincount(grey.ravel(), minlength=256)
    around = np.convolve(counts, np.ones(2 * _BARE_LEVELS + 1, dtype=np.int64), mode="same")
    return float(around.max() / grey.size)


def text_density(picture: Shown) -> int:
    """How much of the picture looks like lines of text, in thousandths of its area (0 to 1000)."""
    found = 0.0
    for cells in text_cells(picture):
        chances = 1 / (1 + np.exp(-np.clip(cells.features @ WEIGHTS, -30, 30)))
        found = max(found, float(chances.sum()) / max(cells.count, 1))
    return round(found * 1000)


@dataclass(frozen=True)
class Cells:
    """Cells that may be text: `features` has shape (n, len(FEATURES)); `count` is that of all cells of the picture."""

    features: NDArray[np.float64]
    count: int


def text_cells(picture: Shown) -> tuple[Cells, Cells]:
    """The cells by what can be measured of them, for dark text and for light."""
    values = _working_grey(Forms.of(picture)).astype(np.float32)
    squares = values * values
    side = 2 * _STEP + 1
    mean = cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)
    square = cv2.blur(squares, (side, side), borderType=cv2.BORDER_REFLECT)
    beyond = np.maximum(_STROKE * np.sqrt(np.maximum(square - mean * mean, 0)), 4.0)
    sums = _Sums(values, squares, _cells(values), _cells(squares))
    below = mean - values
    return _measured(sums, below > beyond), _measured(sums, -below > beyond)


@dataclass(frozen=True)
class _Sums:
    """Grey values and their squares, by pixel and as means of the cells."""

    values: Floats
    squares: Floats
    mean: Floats
    mean_square: Floats


def _working_grey(forms: Forms) -> NDArray[np.uint8]:
    """Grey, the long side brought to the working size, slightly blurred against noise and the dots of screens."""
    image = forms.luma
    longest = max(image.size)
    factor = longest // (2 * WORKING_SIDE)
    if factor > 1:
        image = image.reduce(factor)
    width, height = (max(2 * _STEP, round(side * WORKING_SIDE / longest)) for side in (forms.width, forms.height))
    scaling = Image.Resampling.BOX if longest > WORKING_SIDE else Image.Resampling.BILINEAR
    small = np.asarray(image.resize((width, height), scaling))
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), dtype=np.uint8)


def _cells(values: Floats) -> Floats:
    """The mean of each cell, shape (rows, columns)."""
    rows, columns = values.shape[0] // _STEP, values.shape[1] // _STEP
    whole = values[: rows * _STEP, : columns * _STEP]
    steps = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)  # the mean of whole blocks
    return np.asarray((steps[:-1, :-1] + steps[1:, :-1] + steps[:-1, 1:] + steps[1:, 1:]) / 4)


def _measured(sums: _Sums, strokes: NDArray[np.bool_]) -> Cells:
    ink = strokes.astype(np.float32)
    share = _cells(ink)
    inside, inside_square = _cells(sums.values * ink), _cells(sums.squares * ink)
    ground = np.maximum(1 - share, 1e-3)
    paper = (sums.mean - inside) / ground
    spread = np.sqrt(np.maximum((sums.mean_square - inside_square) / ground - paper * paper, 0))
    contrast = np.abs(paper - inside / np.maximum(share, 1e-3))
    marks = strokes.view(np.uint8)
    changed = np.zeros_like(marks)
    changed[:, 1:] = marks[:, 1:] ^ marks[:, :-1]
    changed[1:] += marks[1:] ^ marks[:-1]
    changes = _cells(changed.astype(np.float32))
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
