"""Traces of what was done to a picture before its last save: an earlier save as JPEG, a change of size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.forensics.votes import SIDE, cosines

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAMPLE = 768  # pixels, the side of the middle of the picture that is looked at
_FREQUENCIES = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1))
_STEPS = np.arange(2, 41)
_LEAST_VALUES = 200
_REGULAR = 0.45  # mean cosine of the coefficients' phase within a step, from which it is a step
_NEEDED = 4  # frequencies that show a step
_PEAK = 16.0  # times the median of the spectrum around it
_LINES = 400


@dataclass(frozen=True)
class Steps:
    """The quantisation steps of an earlier save: (row, column) of the frequency to the step."""

    steps: dict[tuple[int, int], int]


def middle(grey: NDArray[np.uint8], grid: int = 0) -> NDArray[np.uint8]:
    """The middle of a grey picture, at most 768 pixels a side, its corner on the grid `8 * row + column`."""
    height, width = grey.shape
    top = max(0, (height - _SAMPLE) // 2) // SIDE * SIDE + grid // SIDE
    left = max(0, (width - _SAMPLE) // 2) // SIDE * SIDE + grid % SIDE
    return grey[top : top + _SAMPLE, left : left + _SAMPLE]


def earlier_steps(grey: NDArray[np.uint8], grid: int, table: tuple[int, ...] | None = None) -> Steps | None:
    """The quantisation steps that coefficients on a grid still show; None where they show none.

    `grey` has shape (height, width), dtype uint8. `table` are the 64 steps of the last save in natural order, or None
    for a lossless file: only steps coarser than these are of an earlier save. A coefficient that was rounded to
    multiples of a step stays near to them as long as nothing coarser happened since (Lukas and Fridrich, "Estimation of
    primary quantization matrix in double compressed JPEG images", DFRWS 2003).
    """
    part = middle(grey, grid)
    rows, columns = part.shape[0] // SIDE, part.shape[1] // SIDE
    if rows * columns < _LEAST_VALUES:
        return None
    blocks = part[: rows * SIDE, : columns * SIDE].reshape(rows, SIDE, columns, SIDE).astype(np.float32)
    weights = cosines()
    found: dict[tuple[int, int], int] = {}
    for down, across in _FREQUENCIES:
        values = np.abs(np.einsum("rycx,y,x->rc", blocks, weights[down], weights[across], optimize=True)).ravel()
        step = _step(values)
        least = table[down * SIDE + across] if table else 1
        if step is not None and step > least + 1:
            found[down, across] = step
    return Steps(found) if len(found) >= _NEEDED else None


def _step(values: NDArray[np.float32]) -> int | None:
    """The largest step of whose multiples the values are, those near to zero left out."""
    best = None
    for step in _STEPS:
        large = values[values > 0.6 * step]
        if len(large) < _LEAST_VALUES // 2:
            break
        if float(np.cos(2 * np.pi * large / step).mean()) >= _REGULAR:
            best = int(step)
    return best


def resized(grey: NDArray[np.uint8]) -> bool:
    """Whether neighbouring pixels depend on each other by turns, as after enlarging.

    The second differences of an enlarged picture vary with a period (Gallagher, "Detection of linear and cubic
    interpolation in JPEG compressed images", CRV 2005). Periods that JPEG's blocks and colour filters make are
    passed over, so enlarging by those factors is not seen, nor is most reducing.
    """
    part = middle(grey)
    return any(_periodic(one) for one in (part, part.T))


def _periodic(grey: NDArray[np.uint8]) -> bool:
    if grey.shape[1] < _LINES // 2 or grey.shape[0] < SIDE * SIDE:
        return False
    values = grey.astype(np.float32)
    second = np.abs(2 * values[:, 1:-1] - values[:, 2:] - values[:, :-2])
    means = np.minimum(second, 20).mean(axis=0)
    means = means - np.asarray(cv2.blur(means[None, :], (15, 1))).ravel()
    spectrum = np.abs(np.fft.rfft(means * np.hanning(len(means))))
    frequency = np.fft.rfftfreq(len(means))
    usable = (frequency > 0.07) & (frequency < 0.49)
    for eighth in range(1, 5):
        usable &= np.abs(frequency - eighth / 8) > 0.012
    level = float(np.median(spectrum[usable]))
    return level > 0 and float(spectrum[usable].max()) > _PEAK * level
