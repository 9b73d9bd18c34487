"""Places where two aligned pages differ: a map of local likeness, and a second look at each suspicious spot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.known import blocks, cover
from verifyctl.known.alignment import BENT, Aligned

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
_ALIKE = 0.3

Window = tuple[int, int, int, int]
"""Left, top, right, bottom; pixels of the common frame."""


@dataclass(frozen=True)
class Levels:
    """Differences, 0 (alike) to 2 (reversed): from `doubt` on a spot is looked at again; what is left of it is worth
    a person's look above `look` and changed above `changed`; between `doubt` and `look` it cannot be told.
    """

    doubt: float
    look: float
    changed: float


FLAT_LEVELS, BENT_LEVELS = Levels(0.12, 0.12, 0.20), Levels(0.20, 0.30, 0.40)
"""Set with benchmarks/edits.py on the first half of the fonts. Bent paper differs more all by itself."""


@dataclass(frozen=True)
class Spot:
    """A place that differs, how much at its worst, and whether that is enough to be called changed."""

    box: Window
    difference: float
    changed: bool


@dataclass(frozen=True)
class Spots:
    """What the map shows: places, worst first, and masks of shape (h, w), bool.

    `text` is where there is any on either side, `changed` where it surely differs, `doubtful` where it cannot be told.
    """

    spots: list[Spot]
    text: NDArray[np.bool_]
    changed: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]


def find(aligned: Aligned, ours: NDArray[np.float32], theirs: NDArray[np.float32], usable: NDArray[np.bool_]) -> Spots:
    """The places where two inks of shape (h, w) differ, inside of `usable`.

    A spot that fits after all when its surroundings are laid on each other anew is dropped. One where something lies
    over the page or, on bent paper, whose surroundings do not fit, is doubtful and not a difference.
    """
    difference, text = score(ours, theirs)
    bent = aligned.roughness > BENT
    levels = BENT_LEVELS if bent else FLAT_LEVELS
    suspicious = (difference > levels.doubt) & text & usable
    pair = _Pair(ours, theirs, difference, text & ~suspicious, bent, levels.doubt)
    changed, doubtful, hidden = (difference > CERTAIN) & text & usable, np.zeros_like(text), np.zeros_like(text)
    shares = cover.light(aligned)
    spots = []
    for box, own in _pieces(suspicious):
        window = np.s_[box[1] : box[3], box[0] : box[2]]
        best, anchored = _looked_again(pair, box, own)
        left = own & (best > levels.doubt)
        changed[window] &= ~own | (best > CERTAIN)
        if not left.any():
            continue
        worst = float(best[own].max())
        if cover.covered(shares, box, own):
            hidden[window] |= own
        elif worst <= levels.look or not anchored:
            doubtful[window] |= own
        else:
            spots.append(Spot(_around(left, box), worst, worst > levels.changed))
    spots = [spot for spot in spots if not _at_rim(spot, hidden)]
    doubtful |= hidden
    spots.sort(key=lambda spot: (-spot.difference, spot.box))
    return Spots(spots, text, changed & ~doubtful, doubtful)


def _at_rim(spot: Spot, hidden: NDArray[np.bool_]) -> bool:
    """Whether a spot lies at the rim of what lies over the page, and so is part of it; then it is marked as such."""
    left, top, right, bottom = spot.box
    if not hidden[max(0, top - cover.RIM) : bottom + cover.RIM, max(0, left - cover.RIM) : right + cover.RIM].any():
        return False
    hidden[top:bottom, left:right] = True
    return True


def _around(mask: NDArray[np.bool_], box: Window) -> Window:
    rows, columns = np.nonzero(mask)
    x, y = box[0] + columns, box[1] + rows
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def score(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The difference at every pixel, 0 to 2, and where there is text, from two inks of shape (h, w).

    One minus twice the covariance over the sum of the variances, in a window of 17 pixels: normalised correlation
    that is also less than 1 where one of the two has less ink.
    """
    mean_a, mean_b = _mean(ours), _mean(theirs)
    power = _mean(ours * ours + theirs * theirs) - mean_a * mean_a - mean_b * mean_b
    common = _mean(ours * theirs) - mean_a * mean_b
    return np.asarray(1 - (2 * common + _NOISE) / (power + _NOISE), dtype=np.float32), power > _TEXT


def _mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.boxFilter(values, -1, _WINDOW, borderType=cv2.BORDER_REFLECT), dtype=np.float32)


def _pieces(mask: NDArray[np.bool_]) -> list[tuple[Window, NDArray[np.bool_]]]:
    """What hangs together in a mask, over gaps of some pixels: a window and the mask of the piece inside it."""
    if not mask.any():
        return []
    joined = cv2.dilate(mask.astype(np.uint8), np.ones((_JOIN, _JOIN), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        left, top, wide, high = (int(value) for value in stats[number, :4])
        window = np.s_[top : top + high, left : left + wide]
        found.append(((left, top, left + wide, top + high), (labels[window] == number) & mask[window]))
    return found


def _tiles(box: Window, size: int) -> list[Window]:
    """A window in tiles of about `size` pixels: on bent paper only a small piece can be laid anew by shifting it."""
    left, top, right, bottom = box
    across, down = max(1, round((right - left) / size)), max(1, round((bottom - top) / size))
    x = np.linspace(left, right, across + 1).round().astype(int).tolist()
    y = np.linspace(top, bottom, down + 1).round().astype(int).tolist()
    return [(x[i], y[j], x[i + 1], y[j + 1]) for j in range(down) for i in range(across)]


@dataclass(frozen=True)
class _Pair:
    """Two inks of shape (h, w), their difference, the text that has nothing suspicious, and how to look at them
    again.
    """

    ours: NDArray[np.float32]
    theirs: NDArray[np.float32]
    difference: NDArray[np.float32]
    calm: NDArray[np.bool_]
    bent: bool
    doubt: float


def _looked_again(pair: _Pair, box: Window, own: NDArray[np.bool_]) -> tuple[NDArray[np.float32], bool]:
    """The least difference in a box that a second look leaves, and whether the surroundings fit wherever it looked.

    Flat paper is looked at as a whole, bent paper in pieces, and what is left then in smaller ones.
    """
    best, anchored = pair.difference[box[1] : box[3], box[0] : box[2]].copy(), True
    for size in (_TILE, _TILE // 2) if pair.bent else (max(pair.ours.shape),):
        for part in _tiles(box, size):
            inner = np.s_[part[1] - box[1] : part[3] - box[1], part[0] - box[0] : part[2] - box[0]]
            if not (own[inner] & (best[inner] > pair.doubt)).any():
                continue
            again, fits = _second_look(pair, part)
            anchored &= fits or not pair.bent
            if again is not None:
                best[inner] = np.minimum(best[inner], again)
    return best, anchored


def _second_look(pair: _Pair, box: Window) -> tuple[NDArray[np.float32] | None, bool]:
    """The difference inside the box when its surroundings are laid on each other anew, and whether these fit.

    The patch is looked for with its surroundings, which pin it down: a changed digit cannot be matched away. On bent
    paper it is sheared and stretched besides. None where nothing had to be moved.
    """
    left, top, right, bottom = box
    high, wide = pair.ours.shape
    x0, y0 = max(0, left - _AROUND), max(0, top - _AROUND)
    x1, y1 = min(wide, right + _AROUND), min(high, bottom + _AROUND)
    before, calm = pair.difference[y0:y1, x0:x1], pair.calm[y0:y1, x0:x1]
    patch = np.ascontiguousarray(pair.ours[y0:y1, x0:x1])
    if patch.size > _LARGEST or patch.std() < 0.02:
        return None, False
    window = cv2.copyMakeBorder(
        pair.theirs[max(0, y0 - _REACH) : y1 + _REACH, max(0, x0 - _REACH) : x1 + _REACH],
        max(0, _REACH - y0),
        max(0, y1 + _REACH - high),
        max(0, _REACH - x0),
        max(0, x1 + _REACH - wide),
        cv2.BORDER_REPLICATE,
    ).astype(np.float32, copy=False)
    x, y = blocks.peak(cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED))
    if not pair.bent and max(abs(x - _REACH), abs(y - _REACH)) < 0.05:
        return None, True
    matrix = np.array([[1, 0, x], [0, 1, y]], dtype=np.float64)
    if pair.bent:
        matrix = blocks.sheared(patch, window, matrix)
    again, _ = score(patch, blocks.moved(window, matrix, patch.shape))
    text = np.minimum(again, before)[calm]
    fits = text.size >= _ANCHOR and bool(np.mean(text < _ALIKE) >= _ANCHORED)
    return again[top - y0 : bottom - y0, left - x0 : right - x0], fits
