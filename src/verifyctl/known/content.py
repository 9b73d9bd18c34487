"""The content rectangle: the picture inside frames, letterbox bars, captions and an app's own drawing.

Surroundings are mostly of one colour, which is the commonest along the edge. Rows in which hardly anything differs from
it separate lines of text, buttons and the picture; the longest run of rows without such a gap is the picture, and the
columns likewise. What remains may have surroundings of its own (a picture on a page in a browser), so the step is
repeated. A rectangle that is wrong costs a hash that finds nothing; it never makes a match, for that needs near hashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.pdq import prescaled
from verifyctl.model.base import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.int16]

MAX_STEPS = 3
_TONES = 16  # levels of red, green and blue that count as different colours along the edge
_LEAST_OF_EDGE = 0.15  # how much of the edge must be of one colour to be called surroundings
_UNLIKE = 20  # grey levels in any channel: above what JPEG does to an even ground
_LEAST_OF_LINE = 0.12  # how much of a row or column must differ from the surroundings to be part of the picture
_LEAST_OF_AREA = 0.06  # smaller than an icon among its surroundings is no content
_LEAST_SIDE = 32


@dataclass(frozen=True)
class _Span:
    """Rows and columns of the pre-scaled picture; the ends lie outside."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def area(self) -> int:
        return (self.bottom - self.top) * (self.right - self.left)


def content_rectangle(rgb: NDArray[np.uint8]) -> Box | None:
    """The box that is left when the surroundings are taken off, in pixels of the picture; None where nothing is.

    `rgb` has shape (height, width, 3), dtype uint8.
    """
    return rectangle_in(prescaled(rgb), rgb.shape[0], rgb.shape[1])


def rectangle_in(scaled: NDArray[np.uint8], height: int, width: int) -> Box | None:
    """The same, from the picture as `pdq.prescaled` gives it and its own size."""
    small: Pixels = scaled.astype(np.int16)
    whole = span = _Span(0, small.shape[0], 0, small.shape[1])
    for _ in range(MAX_STEPS):
        inner = _inside(small, span)
        if inner is None:
            break
        span = inner
    if span == whole:
        return None
    down, across = height / small.shape[0], width / small.shape[1]
    x, y = round(span.left * across), round(span.top * down)
    return Box(x=x, y=y, width=round(span.right * across) - x, height=round(span.bottom * down) - y)


def _inside(picture: Pixels, span: _Span) -> _Span | None:
    """One step inwards; None where the edge is of many colours, or nothing inside is large enough."""
    part = picture[span.top : span.bottom, span.left : span.right]
    if min(part.shape[:2]) < _LEAST_SIDE:
        return None
    ground = _surroundings(part)
    if ground is None:
        return None
    unlike = np.abs(part - ground) > _UNLIKE
    other = unlike[:, :, 0] | unlike[:, :, 1] | unlike[:, :, 2]
    rows = _longest(other)
    columns = _longest(other[rows].T)
    rows = _narrowed(rows, _longest(other[rows, columns]))
    inner = _Span(span.top + rows.start, span.top + rows.stop, span.left + columns.start, span.left + columns.stop)
    return None if inner == span or inner.area < _LEAST_OF_AREA * span.area else inner


def _surroundings(part: Pixels) -> NDArray[np.float32] | None:
    """The commonest colour along the edge, if it is common enough."""
    edge = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    tone = (edge * _TONES // 256).astype(np.intp) @ np.array([1, _TONES, _TONES * _TONES])
    counts = np.bincount(tone, minlength=_TONES**3)
    most = int(counts.argmax())
    if counts[most] < _LEAST_OF_EDGE * len(edge):
        return None
    return np.asarray(np.median(edge[tone == most], axis=0), dtype=np.float32)


def _longest(other: NDArray[np.bool_]) -> slice:
    """The longest run of rows of which enough differs from the surroundings; empty where there is none."""
    differs = other.mean(axis=1) > _LEAST_OF_LINE if other.size else np.zeros(len(other), dtype=bool)
    ends = np.flatnonzero(np.diff(np.concatenate([[False], differs, [False]]))).reshape(-1, 2)
    if not len(ends):
        return slice(0, 0)
    start, stop = ends[(ends[:, 1] - ends[:, 0]).argmax()]
    return slice(int(start), int(stop))


def _narrowed(outer: slice, inner: slice) -> slice:
    return slice(outer.start + inner.start, outer.start + inner.stop)
