"""Dates that are set wide: a slash or hyphen stands far from the figures beside it, as on a form that was filled in.

The networks take each group of such figures for a number of its own. So the paper beside a lone separator is taken out
around a year, and what stands there is read again as one strip.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.numbers.cutting import clipped, cut
from verifyctl.reading.numbers.find import ink_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from verifyctl.reading.numbers.readings import Reading, Seen

    Grey = NDArray[np.uint8]

REACH = 30.0
"""How far from a year the other figures of its date are looked for, in letter heights."""

APART, CLOSE = 0.6, 0.25
"""Paper beside a separator that is wider than the one becomes as wide as the other, in letter heights."""

SPECK = 0.12
"""Ink that is neither as high nor as wide as so many letter heights is dirt."""

SLASH_HEIGHT, SLASH_WIDTH, SLANT = (0.6, 2.5), 1.2, 0.12
"""A slash is so high and at most so wide, in letter heights, and its ends stand apart by this share of its height."""

HYPHEN_HEIGHT, HYPHEN_WIDTH, HYPHEN_FLAT = 0.35, (0.2, 1.0), 1.5
"""A hyphen is at most so high and so wide, in letter heights, and so many times as wide as high."""


@dataclass(frozen=True)
class ClosedUp:
    """A strip of the page without the paper beside lone separators; where each of its columns and its top are there."""

    grey: Grey
    columns: NDArray[np.int64]
    top: int

    def on_page(self, seen: Seen) -> Seen:
        """A number that was seen on the strip, as it stands on the page."""
        readings = tuple(self._placed(reading) for reading in seen.readings)
        return replace(seen, readings=readings, witness=self._placed(seen.witness), box=self._back(seen.box))

    def _placed(self, reading: Reading | None) -> Reading | None:
        if reading is None or reading.box is None:
            return reading
        return replace(reading, box=self._back(reading.box))

    def _back(self, box: Box) -> Box:
        left, right = (int(self.columns[column]) for column in (box.x, box.x + box.width - 1))
        return Box(x=left, y=box.y + self.top, width=right + 1 - left, height=box.height)


def closed_up(page: Grey, number: Box, letter: float) -> ClosedUp | None:
    """What stands around a number of a page of shape (height, width), dark on light, closed up; None if nothing is."""
    reach = REACH * letter
    box = clipped(number.x - reach, number.y, number.x + number.width + reach, number.y + number.height, page)
    strip = cut(page, box)
    pieces, apart = _pieces(ink_of(strip), letter), APART * letter
    taken = np.zeros(box.width, dtype=np.bool_)
    for left, piece, right in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece.is_separator(letter):
            for before, after in ((left, piece), (piece, right)):
                if after.start - before.end > apart:
                    kept = round(CLOSE * letter)
                    taken[before.end + kept // 2 : after.start - (kept - kept // 2)] = True
    if not taken.any():
        return None
    # What the sides of the strip may have cut in two is left out as far as the next gap.
    gaps = [(one.end, other.start) for one, other in pairwise(pieces) if other.start - one.end > apart]
    if box.x > 0 and pieces[0].start <= apart:
        taken[: gaps[0][0]] = True
    if box.x + box.width < page.shape[1] and box.width - pieces[-1].end <= apart:
        taken[gaps[-1][1] :] = True
    if taken.all():
        return None
    columns = np.flatnonzero(~taken)
    return ClosedUp(np.ascontiguousarray(strip[:, columns]), columns + box.x, box.y)


@dataclass(frozen=True)
class _Piece:
    """Ink in columns that follow each other, `start` to before `end`, with its height and how far it leans."""

    start: int
    end: int
    height: int
    lean: float

    @property
    def width(self) -> int:
        return self.end - self.start

    def is_separator(self, letter: float) -> bool:
        """Whether it has the shape of a slash of either kind or of a hyphen."""
        low, high = (share * letter for share in SLASH_HEIGHT)
        if low <= self.height <= high and self.width <= SLASH_WIDTH * letter:
            return self.lean >= SLANT * self.height
        low, high = (share * letter for share in HYPHEN_WIDTH)
        flat = self.height <= HYPHEN_HEIGHT * letter and self.width >= HYPHEN_FLAT * self.height
        return flat and low <= self.width <= high


def _pieces(ink: Grey, letter: float) -> Sequence[_Piece]:
    """The ink of a strip from left to right, specks left out."""
    import cv2

    marks, stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[1:3]
    large = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= SPECK * letter
    large[0] = False
    kept = large[marks]
    edges = np.flatnonzero(np.diff(np.r_[False, kept.any(axis=0), False].astype(np.int8)))
    return [_piece(kept[:, start:end], int(start)) for start, end in edges.reshape(-1, 2)]


def _piece(kept: NDArray[np.bool_], start: int) -> _Piece:
    rows = np.flatnonzero(kept.any(axis=1))
    quarter = max(len(rows) // 4, 1)
    top, bottom = (np.nonzero(kept[some])[1].mean() for some in (rows[:quarter], rows[-quarter:]))
    return _Piece(start, start + kept.shape[1], int(rows[-1] - rows[0]) + 1, abs(float(top - bottom)))
