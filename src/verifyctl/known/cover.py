"""What lies over a page when it is photographed: a thumb, a clip, a gleam of light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.known.alignment import CELL, Aligned, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIM = 32
"""Pixels: differences so near to what lies over the page are its rim or its shadow."""

_BLACK, _DARKER, _BRIGHTER = 0.2, 0.88, 1.2
_BARE = 0.92
_CORE = 11
_EMPTY = 0.002

Window = tuple[int, int, int, int]


@dataclass(frozen=True)
class Light:
    """Both pictures of shape (h, w) as shares of the brightness of bare paper there; `page`: whether the known one is
    mostly paper.
    """

    known: NDArray[np.float32]
    evidence: NDArray[np.float32]
    page: bool


def light(aligned: Aligned) -> Light:
    """Both pictures with the light on the paper divided out."""
    known = np.asarray(aligned.known / _paper(aligned.known), dtype=np.float32)
    evidence = np.asarray(aligned.evidence / _paper(aligned.evidence), dtype=np.float32)
    return Light(known, evidence, float(np.median(known)) > _BARE)


def covered(shares: Light, box: Window, own: NDArray[np.bool_]) -> bool:
    """Whether something else than paper or ink lies on the pixels `own` of a box, and nothing is to be read on it.

    Bare paper where there was text was emptied, and a place that is blackened was blackened by someone: both are
    changes. Only pages are looked at this way; in a photograph an object is an object.
    """
    window = np.s_[box[1] : box[3], box[0] : box[2]]
    was, now = float(np.median(shares.known[window][own])), float(np.median(shares.evidence[window][own]))
    if not shares.page or now < _BLACK or _DARKER < now / max(was, 0.05) < _BRIGHTER:
        return False
    # Its own outline has contrast; what counts is what could be read on it.
    around = shares.evidence[max(0, box[1] - RIM) : box[3] + RIM, max(0, box[0] - RIM) : box[2] + RIM]
    on_it = (around < _DARKER * was) if now < was else (around > _BRIGHTER * was)
    core = cv2.erode(on_it.astype(np.uint8), np.ones((_CORE, _CORE), np.uint8)) > 0
    even = cv2.boxFilter(around, -1, (17, 17), borderType=cv2.BORDER_REFLECT)
    return bool(core.any()) and float((around - even)[core].var()) < _EMPTY


def _paper(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """The brightest part of each cell, as most of the cells around have it: what lies over the paper does not count."""
    rows, columns = -(-grey.shape[0] // CELL), -(-grey.shape[1] // CELL)
    small = cv2.resize(grey, (columns * 8, rows * 8), interpolation=cv2.INTER_AREA)
    brightest = np.percentile(
        small.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).reshape(rows, columns, 64), 85, axis=2
    )
    steady = cv2.medianBlur(np.clip(brightest, 0, 255).astype(np.uint8), 11)
    return spread(np.maximum(steady, 16).astype(np.float64), (grey.shape[0], grey.shape[1]))
