"""Local features: ORB keypoints spread on a grid over scales, at a fixed long side.

ORB: Rublee et al., "ORB: an efficient alternative to SIFT or SURF", ICCV 2011; detector and descriptor are OpenCV's.
What OpenCV keeps by itself are the strongest corners, which in a screenshot or under a caption are all letters. Here
every cell of a grid gives its strongest few in each of four ranges of size, so that captions and app chrome cannot take
the places of the picture. Pictures are scaled to one long side, up as well as down: ORB bridges a factor of three.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.forms import Forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    import cv2
    from numpy.typing import NDArray

    from verifyctl.known.forms import Shown


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
_IN_CELL = 4
_DETECTED_FOR_EACH = 16  # where there are letters, the strongest corners of a picture beside them come late
_QUERY = ((1280, 1200, 20), (320, 300, 8))  # long side, most features, grid
_FAST_THRESHOLD = 7
_EDGE = 20
_MIN_SIDE = 16
_UNIT = 16  # points are kept in sixteenths of a pixel
_HEADER = struct.Struct("<4sHHHxx")
_MAGIC = b"vcF1"
_PACKED = np.dtype(
    [("x", "<u2"), ("y", "<u2"), ("size", "u1"), ("angle", "u1"), ("word", "<u2"), ("descriptor", "u1", (32,))]
)

_NO_POINTS = np.empty((0, 4), dtype=np.float32)
_NO_DESCRIPTORS = np.empty((0, 32), dtype=np.uint8)


@dataclass(frozen=True)
class Features:
    """The features of one picture in a frame of `width` x `height` pixels.

    `points` has shape (n, 4), float32: x, y and size in frame pixels, angle in degrees (0 to 360). `descriptors` has
    shape (n, 32), dtype uint8: 256 bits each. `words` has shape (n,), dtype uint16: the vocabulary's word for each, or
    is empty where nothing is to be filed or looked up under it.

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


def extract(picture: Shown, fineness: Fineness = Fineness.COARSE) -> Features:
    """The features of a picture of shape (height, width, 3), dtype uint8, upright, any size.

    ORB does not know a mirrored picture again: to search for one, extract from `rgb[:, ::-1]`. Pictures with nothing on
    them have no features.
    """
    return extract_in_frame(framed(picture, LONG_SIDE[fineness]), MOST[fineness], GRID[fineness])


def framed(picture: Shown, long_side: int) -> NDArray[np.uint8]:
    """The picture in grey, scaled to a long side; shape (height, width), dtype uint8."""
    import cv2

    forms = Forms.of(picture)
    size = framed_size(forms, long_side)
    if size == (forms.width, forms.height):
        return forms.grey
    how = cv2.INTER_AREA if max(forms.width, forms.height) > long_side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(forms.grey, size, interpolation=how), dtype=np.uint8)


def framed_size(picture: Shown, long_side: int) -> tuple[int, int]:
    """Width and height of the picture scaled to a long side; neither is ever 0."""
    forms = Forms.of(picture)
    longest = max(forms.width, forms.height)
    width, height = (max(1, (side * long_side + longest // 2) // longest) for side in (forms.width, forms.height))
    return width, height


def extract_query(picture: Shown, fineness: Fineness = Fineness.COARSE) -> Features:
    """The features to search with, where the known image may be a small part of the picture or the other way round.

    For `COARSE`, those of the picture at twice and at half the frame's size, in the coordinates of the frame. Known
    images have features at sizes that differ by a factor of 3.6; together these span 14. For `FINE` as `extract`.
    """
    forms = Forms.of(picture)
    if fineness is Fineness.FINE:
        return extract(forms, fineness)
    frame = framed_size(forms, LONG_SIDE[fineness])
    near, far = (extract_in_frame(framed(forms, side), most, grid) for side, most, grid in _QUERY)
    turn = np.r_[np.arange(len(near)) / _QUERY[0][1], np.arange(len(far)) / _QUERY[1][1]]
    order = np.argsort(turn, kind="stable")
    points = np.concatenate([_scaled(near, frame), _scaled(far, frame)])[order]
    return Features(
        *frame,
        _rounded(points),
        np.concatenate([near.descriptors, far.descriptors])[order],
        np.concatenate([near.words, far.words])[order],
    )


def _scaled(features: Features, frame: tuple[int, int]) -> NDArray[np.float32]:
    x, y = frame[0] / features.width, frame[1] / features.height
    points = features.points.copy()
    points[:, 0] = (points[:, 0] + 0.5) * x - 0.5
    points[:, 1] = (points[:, 1] + 0.5) * y - 0.5
    points[:, 2] *= (x * y) ** 0.5
    return points


def extract_in_frame(picture: NDArray[np.uint8], most: int, grid: int, *, filed: bool = True) -> Features:
    """At most so many features of a grey picture of shape (height, width), dtype uint8, as it is, without scaling.

    Without `filed` they have no words: such are only matched.
    """
    from verifyctl.known.vocabulary import words

    points, descriptors = descriptors_of(picture, most, grid)
    found = words(descriptors if filed else _NO_DESCRIPTORS)
    return Features(picture.shape[1], picture.shape[0], _rounded(points), descriptors, found)


def descriptors_of(picture: NDArray[np.uint8], most: int, grid: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """The points and descriptors that `extract_in_frame` files under words; shapes (n, 4) and (n, 32)."""
    import cv2

    height, width = picture.shape
    orb = cv2.ORB.create(
        nfeatures=_DETECTED_FOR_EACH * most,
        scaleFactor=SIZE_STEP,
        nlevels=LEVELS,
        edgeThreshold=_EDGE,
        patchSize=PATCH,
        fastThreshold=_FAST_THRESHOLD,
    )
    picture = np.ascontiguousarray(picture)
    found = orb.detect(picture, None) if min(height, width) >= _MIN_SIDE else ()
    if not found:
        return _NO_POINTS, _NO_DESCRIPTORS
    chosen = _spread(found, width, height, grid)[:most]
    for place, index in enumerate(chosen):
        found[index].class_id = place
    kept, descriptors = orb.compute(picture, [found[index] for index in chosen])
    if not kept:
        return _NO_POINTS, _NO_DESCRIPTORS
    order = np.argsort([point.class_id for point in kept])  # OpenCV returns them sorted by level
    return _points(kept)[order], np.asarray(descriptors, dtype=np.uint8)[order]


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


def _points(found: Sequence[cv2.KeyPoint]) -> NDArray[np.float32]:
    points = np.array([(*point.pt, point.size, point.angle) for point in found], dtype=np.float32)
    # OpenCV multiplies a level's coordinates by its factor and forgets that pixels have their centres at the half.
    points[:, :2] += (points[:, 2:3] / PATCH - 1) / 2
    return points


def _spread(found: Sequence[cv2.KeyPoint], width: int, height: int, grid: int) -> NDArray[np.intp]:
    """Which to keep, in order of spread.

    Every cell gives its strongest few of each pair of levels. Then larger cells take turns, and in each the levels, the
    coarse ones more often: large features survive blur, noise and scaling, but left to strength alone small
    ones, and letters wherever there are any, would fill every place.
    """
    import cv2

    x, y = np.asarray(cv2.KeyPoint.convert(found), dtype=np.float64).T
    strength = np.fromiter(map(attrgetter("response"), found), np.float64, len(found))
    level = np.fromiter(map(attrgetter("octave"), found), np.intp, len(found))
    order, rank = _ranked(level // 2 * grid * grid + _cell(x, y, width, height, grid), (x, y, level, -strength))
    chosen = order[rank < _IN_CELL]
    x, y, level, strength = x[chosen], y[chosen], level[chosen], strength[chosen]
    large = grid // 2
    order, rank = _ranked(level * large * large + _cell(x, y, width, height, large), (x, y, -strength))
    turn = (rank + 0.5) / (1 + level[order])
    return chosen[order[np.lexsort((-strength[order], turn))]]


def _cell(x: NDArray[np.float64], y: NDArray[np.float64], width: int, height: int, grid: int) -> NDArray[np.intp]:
    column = np.minimum((x * grid / width).astype(np.intp), grid - 1)
    row = np.minimum((y * grid / height).astype(np.intp), grid - 1)
    return row * grid + column


def _ranked(
    group: NDArray[np.intp], keys: tuple[NDArray[np.float64] | NDArray[np.intp], ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The order by group and then by keys, the last key first, and each one's place in its group from 0."""
    order = np.lexsort((*keys, group))
    sorted_group = group[order]
    first = np.flatnonzero(np.r_[True, sorted_group[1:] != sorted_group[:-1]])
    return order, np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)]))
