"""The JPEG grid of a picture, and regions that have another: what was pasted may bring its own grid with it.

A-contrario, after ZERO (see `votes`): were the votes of a picture without any grid by chance, each of the 64 grids
would get one in 64. What is reported is how many regions as remarkable chance would give in the whole picture, the
number of false alarms. Votes of one block's pixels hang together, so 64 of them count as one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.forensics.votes import GRIDS, NO_VOTE, SIDE, votes

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_FALSE_ALARMS = -3.0
"""log10 of the number of false alarms below which a region counts."""

LEAST_CELLS = 16
"""Cells of 8 x 8 pixels that a region must have: it is worth a look only if a person can see it."""

LEAST_SIDE = 64
MOST_REGIONS = 8
MOST_PIXELS = 3_000_000
"""Of a larger picture bands are looked at, evenly spread, that come to so many pixels."""

_BAND = 120  # rows of a band, a multiple of SIDE
_AGREE = 0.5  # of a cell's pixels that must vote alike
_APART = 2  # cells: regions nearer than that are one
_PARTS = 4  # the picture is looked at in 4 x 4 parts
_MANY_PARTS = 6
_MOST_BESIDE = 0.035  # of the votes beside the regions; chance gives 0.016


@dataclass(frozen=True)
class Region:
    """A region with a grid of its own, in pixels. `log_nfa` is log10 of the number of false alarms."""

    x: int
    y: int
    width: int
    height: int
    grid: int
    log_nfa: float


@dataclass(frozen=True)
class Grids:
    """The grids of the whole picture, `8 * row + column`, the plainest first, and the regions that have another."""

    whole: tuple[int, ...]
    regions: tuple[Region, ...]
    share: float
    """The share of the rows that was looked at."""


@dataclass(frozen=True)
class _Field:
    """Votes by cell, shape (64, rows, columns), and the picture's row at which each row of cells begins."""

    cells: NDArray[np.int64]
    tops: NDArray[np.int64]


def grids(grey: NDArray[np.uint8], *, own: frozenset[int] = frozenset()) -> Grids:
    """The grids of a grey picture of shape (height, width), dtype uint8. A picture under 64 pixels has none.

    `own` are grids that are known to be the file's own, and never those of a region.
    """
    height, width = grey.shape
    if min(height, width) < LEAST_SIDE:
        return Grids((), (), 0.0)
    bands = _bands(height, width)
    field = _field(grey, bands)
    whole = _whole(field.cells)
    others = [grid for grid in range(GRIDS) if grid not in whole and grid not in own]
    trials = math.log10(GRIDS) + 2 * math.log10(height * width / GRIDS)  # every box of every grid was as good as tried
    regions = [region for grid in others for region in _regions(field, grid, trials)]
    regions.sort(key=lambda region: (region.log_nfa, region.y, region.x))
    return Grids(whole, tuple(regions[:MOST_REGIONS]), sum(bottom - top for top, bottom in bands) / height)


def own_grids(height: int, width: int) -> frozenset[int]:
    """Where the grid of a JPEG file may lie in its upright picture: at the corner that was the first when stored."""
    return frozenset(SIDE * row + column for row in (0, height % SIDE) for column in (0, width % SIDE))


def _bands(height: int, width: int) -> list[tuple[int, int]]:
    """Where bands begin and end, the first rows of each a multiple of SIDE; one for a picture that is not too large."""
    if height * width <= MOST_PIXELS:
        return [(0, height)]
    count = max(1, MOST_PIXELS // (width * _BAND))
    step = max(_BAND, height // count // SIDE * SIDE)
    return [(top, min(top + _BAND, height)) for top in range(0, height - SIDE * 4, step)]


def _field(grey: NDArray[np.uint8], bands: list[tuple[int, int]]) -> _Field:
    """The votes of all bands, one below the other, with rows of no votes between them."""
    cells: list[NDArray[np.int64]] = []
    tops: list[NDArray[np.int64]] = []
    for top, bottom in bands:
        found = _by_cell(votes(grey[top:bottom]))
        cells += [found, np.zeros((GRIDS, _APART + 1, found.shape[2]), dtype=np.int64)]
        tops += [top + SIDE * np.arange(found.shape[1]), np.full(_APART + 1, -1)]
    return _Field(np.concatenate(cells, axis=1), np.concatenate(tops))


def _by_cell(voted: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How many pixels of each cell of 8 x 8 vote for each grid; shape (64, rows, columns) of whole cells."""
    rows, columns = voted.shape[0] // SIDE, voted.shape[1] // SIDE
    whole = voted[: rows * SIDE, : columns * SIDE].reshape(rows, SIDE, columns, SIDE)
    number = (np.arange(rows)[:, None] * columns + np.arange(columns)[None, :]).astype(np.int64)
    code = number[:, None, :, None] * (GRIDS + 1) + whole
    counts = np.bincount(code.ravel(), minlength=rows * columns * (GRIDS + 1))
    return counts.reshape(rows, columns, GRIDS + 1)[:, :, :NO_VOTE].transpose(2, 0, 1)


def log_tail(trials: int, hits: int, chance: float) -> float:
    """log10 of a bound on the chance of so many hits or more (Hoeffding 1963, theorem 1); 0 without an excess."""
    share = hits / trials if trials else 0.0
    if share <= chance:
        return 0.0
    divergence = share * math.log(share / chance)
    if share < 1.0:
        divergence += (1 - share) * math.log((1 - share) / (1 - chance))
    return -trials * divergence / math.log(10)


def _whole(cells: NDArray[np.int64]) -> tuple[int, ...]:
    """The grids that are plain in many parts of the picture: its own, and that of an earlier save before a crop."""
    parts = [part for rows in np.array_split(cells, _PARTS, axis=1) for part in np.array_split(rows, _PARTS, axis=2)]
    counts = np.array([part.sum(axis=(1, 2)) for part in parts])
    plain = [
        sum(
            math.log10(GRIDS) + log_tail(int(part.sum()) // GRIDS, int(part[grid]) // GRIDS, 1 / GRIDS)
            < MOST_FALSE_ALARMS
            for part in counts
        )
        for grid in range(GRIDS)
    ]
    found = [grid for grid in range(GRIDS) if plain[grid] >= _MANY_PARTS]
    total = counts.sum(axis=0)
    return tuple(sorted(found, key=lambda grid: (-int(total[grid]), grid)))


def _regions(field: _Field, grid: int, trials: float) -> list[Region]:
    """The regions whose votes agree on this grid, if hardly anything votes for it elsewhere.

    A grid that is there beside the regions too is that of an earlier save of the whole picture, which shows through
    where the last one left it.
    """
    votes_of = field.cells[grid]
    strong = (votes_of > _AGREE * GRIDS).astype(np.uint8)
    if int(strong.sum()) < LEAST_CELLS:
        return []
    joined = cv2.dilate(strong, np.ones((_APART + 1, _APART + 1), dtype=np.uint8))
    _, labels = cv2.connectedComponents(joined, connectivity=8)
    labels = np.where(strong > 0, labels, 0)
    outside = np.ones(votes_of.shape, dtype=bool)
    found = []
    for label in np.flatnonzero(np.bincount(labels.ravel())[1:] >= LEAST_CELLS) + 1:
        inside = np.argwhere(labels == label)
        (first, left), (last, right) = inside.min(axis=0), inside.max(axis=0) + 1
        outside[max(first - _APART, 0) : last + _APART, max(left - _APART, 0) : right + _APART] = False
        size = int((last - first) * (right - left))
        held = int(votes_of[first:last, left:right].sum()) // GRIDS
        log_nfa = trials + log_tail(size, held, 1 / GRIDS)
        if log_nfa < MOST_FALSE_ALARMS:
            place = (int(left) * SIDE, int(field.tops[first]), int(right - left) * SIDE, int(last - first) * SIDE)
            found.append(Region(*place, grid=grid, log_nfa=log_nfa))
    beside = int(field.cells.sum(axis=0)[outside].sum())
    if beside and int(votes_of[outside].sum()) / beside > _MOST_BESIDE:
        return []
    return found
