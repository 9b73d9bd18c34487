"""Places where two aligned pages differ: a map of local likeness, and a second look at each suspicious spot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.known import blocks
from verifyctl.known.alignment import BENT, CELL, Aligned, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOOK, CHANGED = 0.12, 0.20
"""Differences, 0 (alike) to 2 (reversed): above the first a spot is worth a person's look, above the second it is changed."""
BENT_LOOK, BENT_CHANGED = 0.34, 0.45
"""The same on bent paper, where the alignment itself differs more."""
CERTAIN = 0.5
"""Difference above which a pixel counts as changed text."""

_WINDOW = (17, 17)
_NOISE = 0.0025
_TEXT = 0.004
_JOIN = 13
_AROUND = 22
_REACH = 12
_LARGEST = 400_000
_TILE = 56
_ANCHOR = 150
_ANCHORED = 0.85
_BLACK, _DARKER, _BRIGHTER = 0.2, 0.88, 1.2
_RIM = 11
_NEAR = 20
_EMPTY = 0.002

Window = tuple[int, int, int, int]
"""Left, top, right, bottom; pixels of the common frame."""


@dataclass(frozen=True)
class Spot:
    """A place that differs, how much at its worst, and whether that is enough to be called changed."""

    box: Window
    difference: float
    changed: bool


@dataclass(frozen=True)
class Spots:
    """What the map shows: places worst first; masks of shape (h, w), bool, of text, of surely changed text, and of what cannot be told."""

    spots: list[Spot]
    text: NDArray[np.bool_]
    changed: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]


def find(
    aligned: Aligned, ours: NDArray[np.float32], theirs: NDArray[np.float32], usable: NDArray[np.bool_]
) -> Spots:
    """The places where two inks of shape (h, w) differ, inside of `usable`.

    A spot that fits after all when its surroundings are laid on each other anew is dropped. One where something lies over the page
    or, on bent paper, whose surroundings do not fit, is doubtful and not a difference.
    """
    difference, text = score(ours, theirs)
    bent = aligned.roughness > BENT
    look, sure = (BENT_LOOK, BENT_CHANGED) if bent else (LOOK, CHANGED)
    suspicious = (difference > look) & text & usable
    calm = text & ~suspicious
    changed, doubtful = (difference > CERTAIN) & text & usable, np.zeros_like(text)
    light = _light(aligned)
    spots = []
    for box, own in _pieces(suspicious):
        window = np.s_[box[1] : box[3], box[0] : box[2]]
        best, anchored = difference[window], True
        for part in _tiles(box) if bent else [box]:
            again, fits = _second_look(ours, theirs, difference, calm, part, bent=bent)
            anchored &= fits
            if again is not None:
                inner = np.s_[part[1] - box[1] : part[3] - box[1], part[0] - box[0] : part[2] - box[0]]
                best = best.copy()
                best[inner] = np.minimum(best[inner], again)
        left = own & (best > look)
        changed[window] &= ~own | (best > CERTAIN)
        if not left.any():
            continue
        if (bent and not anchored) or _covered(aligned, light, box, own):
            doubtful[window] |= own
            changed[window] &= ~own
            continue
        rows, columns = np.nonzero(left)
        x, y = box[0] + columns, box[1] + rows
        worst = float(best[own].max())
        spots.append(Spot((int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1), worst, worst > sure))
    spots = [spot for spot in spots if not _beside(spot, doubtful, changed)]
    spots.sort(key=lambda spot: (-spot.difference, spot.box))
    return Spots(spots, text, changed, doubtful)


def _beside(spot: Spot, doubtful: NDArray[np.bool_], changed: NDArray[np.bool_]) -> bool:
    """Whether a spot lies at the rim of what cannot be told, and so is part of it; then it is marked as such."""
    left, top, right, bottom = spot.box
    near = np.s_[max(0, top - _NEAR) : bottom + _NEAR, max(0, left - _NEAR) : right + _NEAR]
    if not doubtful[near].any():
        return False
    doubtful[top:bottom, left:right] = True
    changed[top:bottom, left:right] = False
    return True


def score(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The difference at every pixel, 0 to 2, and where there is text, from two inks of shape (h, w).

    One minus twice the covariance over the sum of the variances, in a window of 17 pixels: normalised correlation that is
    also less than 1 where one of the two has less ink.
    """
    mean_a, mean_b = _mean(ours), _mean(theirs)
    power = _mean(ours * ours + theirs * theirs) - mean_a * mean_a - mean_b * mean_b
    common = _mean(ours * theirs) - mean_a * mean_b
    return np.asarray(1 - (2 * common + _NOISE) / (power + _NOISE), dtype=np.float32), power > _TEXT


def _mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.boxFilter(values, -1, _WINDOW, borderType=cv2.BORDER_REFLECT), dtype=np.float32)


def _pieces(mask: NDArray[np.bool_]) -> list[tuple[Window, NDArray[np.bool_]]]:
    """What hangs together in a mask, over gaps of some pixels: a window and the mask of the piece inside it."""
    joined = cv2.dilate(mask.astype(np.uint8), np.ones((_JOIN, _JOIN), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        left, top, wide, high = (int(value) for value in stats[number, :4])
        window = np.s_[top : top + high, left : left + wide]
        found.append(((left, top, left + wide, top + high), (labels[window] == number) & mask[window]))
    return found


def _tiles(box: Window) -> list[Window]:
    """A window in tiles: on bent paper only a small piece can be laid anew by shifting it."""
    left, top, right, bottom = box
    across, down = max(1, round((right - left) / _TILE)), max(1, round((bottom - top) / _TILE))
    x = np.linspace(left, right, across + 1).round().astype(int).tolist()
    y = np.linspace(top, bottom, down + 1).round().astype(int).tolist()
    return [(x[i], y[j], x[i + 1], y[j + 1]) for j in range(down) for i in range(across)]


def _second_look(
    ours: NDArray[np.float32],
    theirs: NDArray[np.float32],
    difference: NDArray[np.float32],
    calm: NDArray[np.bool_],
    box: Window,
    *,
    bent: bool,
) -> tuple[NDArray[np.float32] | None, bool]:
    """The difference inside the box when its surroundings are laid on each other anew, and whether these fit.

    The patch is looked for with its surroundings, which pin it down: a changed digit cannot be matched away. On bent paper it
    is sheared and stretched besides. None where nothing had to be moved. `calm` are pixels of text that had nothing suspicious.
    """
    left, top, right, bottom = box
    high, wide = ours.shape
    x0, y0, x1, y1 = max(0, left - _AROUND), max(0, top - _AROUND), min(wide, right + _AROUND), min(high, bottom + _AROUND)
    around = calm[y0:y1, x0:x1]
    patch = np.ascontiguousarray(ours[y0:y1, x0:x1])
    if patch.size > _LARGEST or patch.std() < 0.02:
        return None, False
    window = cv2.copyMakeBorder(
        theirs[max(0, y0 - _REACH) : y1 + _REACH, max(0, x0 - _REACH) : x1 + _REACH],
        max(0, _REACH - y0),
        max(0, y1 + _REACH - high),
        max(0, _REACH - x0),
        max(0, x1 + _REACH - wide),
        cv2.BORDER_REPLICATE,
    )
    x, y = blocks.peak(cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED))
    if not bent and max(abs(x - _REACH), abs(y - _REACH)) < 0.05:
        return None, True
    matrix = np.array([[1, 0, x], [0, 1, y]], dtype=np.float64)
    if bent:
        matrix = blocks.sheared(patch, window, matrix)
    again, _ = score(patch, blocks.moved(window, matrix, patch.shape))
    best = np.minimum(again, difference[y0:y1, x0:x1])
    return again[top - y0 : bottom - y0, left - x0 : right - x0], _fits(best, around)


def _fits(difference: NDArray[np.float32], around: NDArray[np.bool_]) -> bool:
    text = difference[around]
    return text.size >= _ANCHOR and bool(np.mean(text < BENT_LOOK) >= _ANCHORED)


def _light(aligned: Aligned) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The brightness of bare paper, for every pixel: of the known picture and of the evidence."""
    return _paper(aligned.known), _paper(aligned.evidence)


def _paper(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """The brightest part of each cell, as most of the cells around have it: what lies over the paper does not count."""
    rows, columns = -(-grey.shape[0] // CELL), -(-grey.shape[1] // CELL)
    small = cv2.resize(grey, (columns * 8, rows * 8), interpolation=cv2.INTER_AREA)
    brightest = np.percentile(small.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).reshape(rows, columns, 64), 85, axis=2)
    steady = cv2.medianBlur(np.clip(brightest, 0, 255).astype(np.uint8), 11)
    return spread(np.maximum(steady, 16).astype(np.float64), (grey.shape[0], grey.shape[1]))


def _covered(
    aligned: Aligned, light: tuple[NDArray[np.float32], NDArray[np.float32]], box: Window, own: NDArray[np.bool_]
) -> bool:
    """Whether something else than paper or ink lies there, and nothing is to be read on it: a thumb, a clip, glare.

    Bare paper where there was text was emptied, and a place that is blackened was blackened by someone: both are changes.
    """
    window = np.s_[box[1] : box[3], box[0] : box[2]]
    before, after = aligned.known[window] / light[0][window], aligned.evidence[window] / light[1][window]
    was, now = float(np.median(before[own])), float(np.median(after[own]))
    if now < _BLACK or _DARKER < now / max(was, 0.05) < _BRIGHTER:
        return False
    # Its own outline has contrast; what counts is what could be read on it.
    wider = np.s_[max(0, box[1] - _NEAR) : box[3] + _NEAR, max(0, box[0] - _NEAR) : box[2] + _NEAR]
    around = aligned.evidence[wider] / light[1][wider]
    on_it = (around < _DARKER * was) if now < was else (around > _BRIGHTER * was)
    core = cv2.erode(on_it.astype(np.uint8), np.ones((_RIM, _RIM), np.uint8)) > 0
    return bool(core.any()) and float((around - _mean(around))[core].var()) < _EMPTY
