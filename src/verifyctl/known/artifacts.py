"""Evidence pictures of a match: the two side by side, one laid over the other, and every place where they differ.

Pure functions of the two pictures and the match as the verdict file holds it, so that they can be drawn again from an
old verdict. Nothing of a file's metadata goes into them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from verifyctl.known.drawings import CHANGED, OVERLAY, SIDE_BY_SIDE
from verifyctl.model.base import Box
from verifyctl.model.matches import Level, Match, Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEIGHT = 1200  # pixels of each of the two pictures
_GAP = 24
_STRIP = 900  # pixels: the width to which a place that differs is enlarged
_MAX_STRIPS = 24
_SURROUNDING = 1.0  # of a box's height, left around it

# The palette of Okabe and Ito: every eye can tell its colours apart.
_SHARED = (0, 114, 178)
_LEVELS = {Level.CHANGED: (213, 94, 0), Level.LOOK: (230, 159, 0)}


@dataclass(frozen=True)
class _Shown:
    """A picture brought to a size for showing; `scale` is shown pixels for a pixel of the match's coordinates."""

    pixels: NDArray[np.uint8]
    scale: float


def draw(match: Match, evidence: NDArray[np.uint8], known: NDArray[np.uint8]) -> dict[str, bytes]:
    """PNG files by name: the two side by side; an overlay where they are aligned; the places that differ, if any.

    Pictures are RGB of shape (height, width, 3). `known` may be smaller than the image was when it was added to its
    store, as long as its proportions are the same. In the overlay the evidence is red and the known image cyan,
    so that what agrees is grey.
    """
    known_scale = known.shape[1] / (match.image.width or known.shape[1])
    files = {SIDE_BY_SIDE: _beside(match, _shown(evidence, 1.0), _shown(known, known_scale))}
    homography = transform_of(match)
    if homography is not None:
        files[OVERLAY] = _overlay(evidence, known, homography @ np.diag([1 / known_scale, 1 / known_scale, 1.0]))
    if match.comparison is not None and match.comparison.regions:
        files[CHANGED] = _strips(match, evidence, known, known_scale)
    return {name: _png(picture) for name, picture in files.items()}


def transform_of(match: Match) -> NDArray[np.float64] | None:
    """The homography, known to evidence in pixels, that the match's overlap polygons stand for; None without them."""
    import cv2

    if match.overlap is None or len(match.overlap.known) < 4:
        return None
    found, _ = cv2.findHomography(_array(match.overlap.known), _array(match.overlap.evidence))
    return None if found is None else np.asarray(found, np.float64)


def _beside(match: Match, evidence: _Shown, known: _Shown) -> NDArray[np.uint8]:
    """Evidence left, known image right, with what they share outlined and the differing regions boxed."""
    left, right = evidence.pixels.copy(), known.pixels.copy()
    if match.overlap is not None:
        _outline(left, match.overlap.evidence, evidence.scale)
        _outline(right, match.overlap.known, known.scale)
    if match.comparison is not None:
        for region in match.comparison.regions:
            _box(left, region.evidence, evidence.scale, _LEVELS[region.level])
            _box(right, region.known, known.scale, _LEVELS[region.level])
    canvas = np.full((max(len(left), len(right)), left.shape[1] + _GAP + right.shape[1], 3), 255, np.uint8)
    canvas[: len(left), : left.shape[1]] = left
    canvas[: len(right), left.shape[1] + _GAP :] = right
    return canvas


def _overlay(
    evidence: NDArray[np.uint8], known: NDArray[np.uint8], homography: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Both in the evidence's frame: the evidence in the red channel, the known image in green and blue."""
    import cv2

    shown = _shown(evidence, 1.0)
    height, width = shown.pixels.shape[:2]
    forward = np.diag([shown.scale, shown.scale, 1.0]) @ homography
    grey = cv2.cvtColor(known, cv2.COLOR_RGB2GRAY)
    laid = cv2.warpPerspective(grey, forward, (width, height), flags=cv2.INTER_AREA, borderValue=255)
    return np.dstack([cv2.cvtColor(shown.pixels, cv2.COLOR_RGB2GRAY), laid, laid])


def _strips(
    match: Match, evidence: NDArray[np.uint8], known: NDArray[np.uint8], known_scale: float
) -> NDArray[np.uint8]:
    """Every region that differs, enlarged: the evidence's above the known image's."""
    rows: list[NDArray[np.uint8]] = []
    regions = match.comparison.regions if match.comparison else ()
    for region in regions[:_MAX_STRIPS]:
        colour = _LEVELS[region.level]
        rows += [
            _enlarged(evidence, region.evidence, 1.0, colour),
            np.full((_GAP // 4, _STRIP, 3), 255, np.uint8),
            _enlarged(known, region.known, known_scale, colour),
            np.full((_GAP, _STRIP, 3), 255, np.uint8),
        ]
    return np.concatenate(rows[:-1])


def _enlarged(picture: NDArray[np.uint8], box: Box, scale: float, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    import cv2

    height, width = picture.shape[:2]
    around = _SURROUNDING * box.height
    left, top = max(0, round((box.x - around) * scale)), max(0, round((box.y - around) * scale))
    right = min(width, round((box.x + box.width + around) * scale))
    bottom = min(height, round((box.y + box.height + around) * scale))
    if right - left < 2 or bottom - top < 2:
        return np.full((_GAP, _STRIP, 3), 255, np.uint8)
    enlarge = min(_STRIP / (right - left), 6.0)
    size = (max(1, round((right - left) * enlarge)), max(1, round((bottom - top) * enlarge)))
    part = np.asarray(cv2.resize(picture[top:bottom, left:right], size, interpolation=cv2.INTER_CUBIC), np.uint8)
    inner = Box(
        x=round((box.x * scale - left) * enlarge),
        y=round((box.y * scale - top) * enlarge),
        width=round(box.width * scale * enlarge),
        height=round(box.height * scale * enlarge),
    )
    _box(part, inner, 1.0, colour)
    strip = np.full((len(part), _STRIP, 3), 255, np.uint8)
    strip[:, : part.shape[1]] = part[:, :_STRIP]
    return strip


def _shown(picture: NDArray[np.uint8], scale: float) -> _Shown:
    """A picture at the height for showing; `scale` is its pixels for a pixel of the match's coordinates."""
    import cv2

    height, width = picture.shape[:2]
    factor = _HEIGHT / height
    interpolation = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (max(1, min(round(width * factor), 4 * _HEIGHT)), _HEIGHT)
    return _Shown(np.asarray(cv2.resize(picture, size, interpolation=interpolation), np.uint8), factor / scale)


def _outline(picture: NDArray[np.uint8], polygon: tuple[Point, ...], scale: float) -> None:
    import cv2

    points = np.round(_array(polygon) * scale).astype(np.int32)
    cv2.polylines(picture, [points], True, _SHARED, 3, cv2.LINE_AA)


def _box(picture: NDArray[np.uint8], box: Box, scale: float, colour: tuple[int, int, int]) -> None:
    import cv2

    start = (round(box.x * scale) - 3, round(box.y * scale) - 3)
    end = (round((box.x + box.width) * scale) + 3, round((box.y + box.height) * scale) + 3)
    cv2.rectangle(picture, start, end, colour, 3, cv2.LINE_AA)


def _array(points: tuple[Point, ...]) -> NDArray[Any]:
    return np.array([(point.x, point.y) for point in points], np.float64)


def _png(picture: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()
