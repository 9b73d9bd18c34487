"""PDQ, the 256-bit perceptual hash, in numpy, for a picture in all eight orientations.

After the published description and reference implementation (Meta, "The TMK+PDQF Video-Hashing Algorithm and the
PDQ Image-Hashing Algorithm", 2019; ThreatExchange, pdq/cpp): luma, two passes of a box filter along rows and
columns (Jarosz), 64 x 64 decimation, the lowest 16 x 16 frequencies of the discrete cosine transform without the
constant ones, one bit for each that exceeds the median. For a picture of up to 512 pixels, upright, the bits are those
of the reference. What is different:

- pictures are first brought to a long side of at most 512 pixels;
- the filter and the decimation are linear, so they are applied as one small matrix an axis. Reversing a matrix gives
  the hash of the mirrored picture as if its pixels had been mirrored; the reference negates coefficients instead,
  which is off by the asymmetry of its filter: 13 bits on average, 100 at worst (benchmarks/pdq_agreement.py);
- coefficients are rounded, so that the zeros of symmetrical pictures do not depend on the processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.forms import Forms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.forms import Shown

LONG_SIDE = 512
BITS = 256
BYTES = BITS // 8
MIN_QUALITY = 50  # the PDQ authors' own limit for hashes that are worth comparing
MIN_SIGMA = 4.0  # grey levels; near-empty pages hash alike whatever stands on them
MIN_SIDE = 5  # the reference gives no hash for less

ORIENTATIONS = (
    "upright",
    "rotated_90",
    "rotated_180",
    "rotated_270",
    "mirrored",
    "mirrored_rotated_90",
    "mirrored_rotated_180",
    "mirrored_rotated_270",
)
"""How a picture is turned: mirrored left to right first where it says so, then rotated clockwise."""

_SAMPLES = 64
_FREQUENCIES = 16
_DECIMALS = 6


@dataclass(frozen=True)
class Pdq:
    """The hashes of one picture.

    `turned` has shape (8, 32), dtype uint8: the picture turned in each of `ORIENTATIONS`, most significant bit
    first. `quality` is 0 to 100; `flat` says that there is too little detail for the hashes to mean anything.
    """

    turned: NDArray[np.uint8]
    quality: int
    flat: bool

    @property
    def hexes(self) -> tuple[str, ...]:
        """The eight hashes as 64 hexadecimal digits each, as the reference writes them; the first is upright."""
        return tuple(row.tobytes().hex() for row in self.turned)


def pdq(rgb: NDArray[np.uint8]) -> Pdq:
    """Hash a picture of shape (height, width, 3), dtype uint8, upright."""
    luma = _luma(prescaled(rgb))
    height, width = luma.shape
    if min(height, width) < MIN_SIDE:
        return Pdq(np.zeros((len(ORIENTATIONS), BYTES), dtype=np.uint8), 0, flat=True)
    rows, columns = _decimation(height), _decimation(width)
    upright = rows @ luma @ columns.T
    mirrored = rows @ luma @ columns[:, ::-1].T
    upside_down = rows[:, ::-1] @ luma @ columns.T
    half_turned = rows[:, ::-1] @ luma @ columns[:, ::-1].T
    turned = (upright, upside_down.T, half_turned, mirrored.T, mirrored, half_turned.T, upside_down, upright.T)
    quality = _quality(upright)
    flat = quality < MIN_QUALITY or float(luma.std()) < MIN_SIGMA
    return Pdq(np.stack([_bits(small) for small in turned]), quality, flat)


def prescaled(picture: Shown) -> NDArray[np.uint8]:
    """The picture averaged down to a long side of 512 pixels (Pillow's box filter); smaller ones as they are."""
    forms = Forms.of(picture)
    longest = max(forms.height, forms.width)
    if longest <= LONG_SIDE:
        return forms.rgb
    from PIL.Image import Resampling

    width, height = (max(1, (side * LONG_SIDE + longest // 2) // longest) for side in (forms.width, forms.height))
    return np.asarray(forms.image.resize((width, height), Resampling.BOX))


def distances(queries: NDArray[np.uint8], matrix: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Differing bits (0 to 256) of each query, shape (q, 32), to each row of a matrix, shape (n, 32); (q, n)."""
    words = np.ascontiguousarray(matrix).view(np.uint64)
    found = np.empty((len(queries), len(matrix)), dtype=np.uint16)
    for row, query in enumerate(np.ascontiguousarray(queries).view(np.uint64)):
        found[row] = np.bitwise_count(words ^ query).sum(axis=1, dtype=np.uint16)
    return found


def from_hex(text: str) -> NDArray[np.uint8]:
    """The 32 bytes of a hash written as 64 hexadecimal digits. Raises ValueError for anything else."""
    raw = bytes.fromhex(text)
    if len(raw) != BYTES:
        raise ValueError(f"a PDQ hash has {BYTES * 2} hexadecimal digits, not {len(text)}")
    return np.frombuffer(raw, dtype=np.uint8)


def _luma(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    return np.asarray(rgb @ np.array([0.299, 0.587, 0.114]), dtype=np.float64)


@lru_cache(maxsize=32)
def _decimation(side: int) -> NDArray[np.float64]:
    """Both filter passes and the decimation along one axis, as a matrix of shape (64, side).

    A pass is the mean of a window of one 128th of the side, cut off at the edges; even windows reach one further ahead.
    """
    window = -(-side // (2 * _SAMPLES))
    ahead = (window + 2) // 2
    offset = np.arange(side)[None, :] - np.arange(side)[:, None]
    inside = (offset < ahead) & (offset >= ahead - window)
    mean = inside / inside.sum(axis=1, keepdims=True)
    centres = (((np.arange(_SAMPLES) + 0.5) * side) / _SAMPLES).astype(np.intp)
    return np.asarray(mean[centres] @ mean)


def _quality(small: NDArray[np.float64]) -> int:
    # Steps are cut to whole hundredths of the range before they are summed, so that only clear gradients count.
    steps = [np.abs(np.trunc(np.diff(small, axis=axis) * 100 / 255)).sum() for axis in (0, 1)]
    return min(int(sum(steps)) // 90, 100)


@lru_cache(maxsize=1)
def _basis() -> NDArray[np.float64]:
    frequency = np.arange(1, _FREQUENCIES + 1)[:, None]
    sample = 2 * np.arange(_SAMPLES)[None, :] + 1
    return np.asarray(np.sqrt(2 / _SAMPLES) * np.cos(np.pi / (2 * _SAMPLES) * frequency * sample))


def _bits(small: NDArray[np.float64]) -> NDArray[np.uint8]:
    coefficients = np.round(_basis() @ small @ _basis().T, _DECIMALS).ravel()
    median = np.partition(coefficients, BITS // 2 - 1)[BITS // 2 - 1]  # the lower of the two in the middle, as Torben's
    return np.packbits((coefficients > median)[::-1])  # bit 0 is written last
