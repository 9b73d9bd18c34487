"""Local features: ORB keypoints spread on a grid over scales, at a fixed long side.

ORB: Rublee et al., "ORB: an efficient alternative to SIFT or SURF", ICCV 2011; detector and descriptor are OpenCV's. What
OpenCV keeps by itself are the strongest corners, which in a screenshot or under a caption are all letters. Here every
cell of a grid gives its strongest few in each of three ranges of size, so that captions and app chrome cannot take
the places of the picture. Pictures are scaled to one long side, up as well as down: ORB bridges a factor of three at most.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import cv2
    from numpy.typing import NDArray


class Fineness(StrEnum):
    """The two sets of features: `COARSE` for every picture, `FINE` for pages of text, where a letter is a feature."""

    COARSE = "coarse"
    FINE = "fine"


LONG_SIDE = {Fineness.COARSE: 640, Fineness.FINE: 1280}
"""Pixels to which the long side is brought, up as well as down."""

GRID = {Fineness.COARSE: 12, Fineness.FINE: 18}
MOST = {Fineness.COARSE: 700, Fineness.FINE: 2000}
"""The most features that are kept of a picture."""

SIZE_STEP = 1.2
LEVELS = 8
PATCH = 31
_LEVELS_IN_GROUP = 3
_IN_CELL = 4
_DETECTED = {Fineness.COARSE: 5000, Fineness.FINE: 14000}
_FAST_THRESHOLD = 7
_EDGE = 20
_MIN_SIDE = 16
_UNIT = 16  # points are kept in sixteenths of a pixel
_HEADER = struct.Struct("<4sHHHxx")
_MAGIC = b"vcF1"
_PACKED = np.dtype(
    [("x", "<u2"), ("y", "<u2"), ("size", "u1"), ("angle", "u1"), ("word", "<u2"), ("descriptor", "u1", (32,))]
)


@dataclass(frozen=True)
class Features:
    """The features of one picture in a frame of `width` x `height` pixels.

    `points` has shape (n, 4), float32: x, y and size in frame pixels, angle in degrees (0 to 360). `descriptors` has shape (n, 32),
    dtype uint8: 256 bits each. `words` has shape (n,), dtype uint16: the vocabulary's word for each descriptor.

    They are in order of spread: the first n of them are the n that cover the picture best. Points are rounded to what
    `pack` keeps (a sixteenth of a pixel, an eighth of an octave, 1.4 degrees), so that packing loses nothing.
    """

    width: int
    height: int
    points: NDArray[np.float32]
    descriptors: NDArray[np.uint8]
    words: NDArray[np.uint16]

    def __len__(self) -> int:
        """The number of features."""
        return len(self.points)

    @property
    def fineness(self) -> Fineness:
        """Which of the two sets this is; the frame tells."""
        return Fineness.FINE if max(self.width, self.height) > LONG_SIDE[Fineness.COARSE] else Fineness.COARSE


def extract(rgb: NDArray[np.uint8], fineness: Fineness = Fineness.COARSE) -> Features:
    """The features of a picture of shape (height, width, 3), dtype uint8, upright, any size.

    ORB does not know a mirrored picture again: to search for one, extract from `rgb[:, ::-1]`. Pictures with nothing on them
    have no features.
    """
    return extract_in_frame(framed(rgb, LONG_SIDE[fineness]), fineness)


def framed(rgb: NDArray[np.uint8], long_side: int) -> NDArray[np.uint8]:
    """The picture in grey, scaled to a long side; shape (height, width), dtype uint8."""
    import cv2

    grey = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    longest = max(height, width)
    size = tuple(max(1, (side * long_side + longest // 2) // longest) for side in (width, height))
    if size == (width, height):
        return np.asarray(grey, dtype=np.uint8)
    how = cv2.INTER_AREA if longest > long_side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=how), dtype=np.uint8)


def extract_in_frame(grey: NDArray[np.uint8], fineness: Fineness = Fineness.COARSE) -> Features:
    """The features of a grey picture of shape (height, width), dtype uint8, as it is, without scaling."""
    import cv2

    from verifyctl.known.vocabulary import words

    height, width = grey.shape
    orb = cv2.ORB.create(
        nfeatures=_DETECTED[fineness],
        scaleFactor=SIZE_STEP,
        nlevels=LEVELS,
        edgeThreshold=_EDGE,
        patchSize=PATCH,
        fastThreshold=_FAST_THRESHOLD,
    )
    if min(height, width) < _MIN_SIDE:
        return _none(width, height)
    found = orb.detect(np.ascontiguousarray(grey), None)
    if not found:
        return _none(width, height)
    chosen = _spread(found, width, height, GRID[fineness])[: MOST[fineness]]
    kept, descriptors = orb.compute(grey, [found[index] for index in chosen])
    if descriptors is None or not len(kept):
        return _none(width, height)
    return Features(width, height, _rounded(_points(kept)), descriptors, words(descriptors))


def pack(features: Features) -> bytes:
    """The features as bytes: a header of 12 and 40 for each feature, little endian."""
    table = np.empty(len(features), dtype=_PACKED)
    whole = whole_points(features.points)
    for column, name in enumerate(("x", "y", "size", "angle")):
        table[name] = whole[:, column]
    table["word"] = features.words
    table["descriptor"] = features.descriptors
    return _HEADER.pack(_MAGIC, features.width, features.height, len(features)) + table.tobytes()


def unpack(data: bytes) -> Features:
    """The features that `pack` wrote. Raises ValueError for anything else."""
    if len(data) < _HEADER.size:
        raise ValueError("packed features: cut off")
    magic, width, height, count = _HEADER.unpack_from(data)
    if magic != _MAGIC or len(data) != _HEADER.size + count * _PACKED.itemsize:
        raise ValueError("packed features: not of this form")
    table = np.frombuffer(data, dtype=_PACKED, offset=_HEADER.size)
    whole = np.stack([table[name].astype(np.int64) for name in ("x", "y", "size", "angle")], axis=1)
    return Features(width, height, points_from(whole), table["descriptor"].copy(), table["word"].copy())


def points_from(whole: NDArray[np.int64]) -> NDArray[np.float32]:
    """Points as `Features` holds them from the whole numbers that are kept: x, y, size, angle; both of shape (n, 4)."""
    points = np.empty((len(whole), 4), dtype=np.float32)
    points[:, :2] = whole[:, :2] / _UNIT
    points[:, 2] = np.exp2(whole[:, 2] / 8)
    points[:, 3] = whole[:, 3] * (360 / 256)
    return points


def whole_points(points: NDArray[np.float32]) -> NDArray[np.int64]:
    """The whole numbers that are kept of points: sixteenths of a pixel, eighths of an octave, 256ths of a turn."""
    whole = np.empty((len(points), 4), dtype=np.int64)
    whole[:, :2] = np.clip(np.rint(points[:, :2] * _UNIT), 0, 65535)
    whole[:, 2] = np.clip(np.rint(np.log2(np.maximum(points[:, 2], 1)) * 8), 0, 255)
    whole[:, 3] = np.rint(points[:, 3] * (256 / 360)).astype(np.int64) % 256
    return whole


def _rounded(points: NDArray[np.float32]) -> NDArray[np.float32]:
    return points_from(whole_points(points))


def _none(width: int, height: int) -> Features:
    return Features(
        width,
        height,
        np.empty((0, 4), dtype=np.float32),
        np.empty((0, 32), dtype=np.uint8),
        np.empty(0, dtype=np.uint16),
    )


def _points(found: Sequence[cv2.KeyPoint]) -> NDArray[np.float32]:
    points = np.array([(*point.pt, point.size, point.angle) for point in found], dtype=np.float32)
    # OpenCV multiplies a level's coordinates by its factor, which leaves out the half pixel at which a pixel's centre lies.
    points[:, :2] += (points[:, 2:3] / PATCH - 1) / 2
    return points


def _spread(found: Sequence[cv2.KeyPoint], width: int, height: int, grid: int) -> NDArray[np.intp]:
    """Which to keep, in order of spread: the strongest of every cell and range of size, then the second ones, ..."""
    table = np.array([(*point.pt, point.response, point.octave) for point in found], dtype=np.float64)
    x, y, strength, level = table.T
    column = np.minimum((x * grid / width).astype(np.intp), grid - 1)
    row = np.minimum((y * grid / height).astype(np.intp), grid - 1)
    group = np.minimum(level.astype(np.intp) // _LEVELS_IN_GROUP, 2)
    cell = (group * grid + row) * grid + column
    order = np.lexsort((x, y, level, -strength, cell))
    sorted_cell = cell[order]
    first = np.flatnonzero(np.r_[True, sorted_cell[1:] != sorted_cell[:-1]])
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)]))
    kept = rank < _IN_CELL
    order, rank = order[kept], rank[kept]
    return order[np.lexsort((x[order], y[order], level[order], -strength[order], rank))]
