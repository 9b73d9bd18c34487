"""From an aligned pair to words: how the evidence relates to a known image, and by which transform.

The words name what was measured on the two pictures and nothing about who did it or why. Where two descriptions fit,
the one that claims less is used: a picture with a plain surrounding is `framed`, also where it may be a screenshot of
an app that draws little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.geometry import project
from verifyctl.model.matches import Overlap, Point, Relation, Transform

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHOLE = 0.94
"""The share of a picture from which it counts as all of it: estimated transforms cost a strip at the edges."""

_TILT = 1.0  # degrees; less comes from the estimate
_STRETCH = 1.03
_PERSPECTIVE = 0.035
_ONE_COLOUR = 12  # levels of 255 around the commonest colour of the surroundings
_FRAME_PLAIN = 0.5  # of the surroundings in that colour: a frame, or an app's background
_CHROME_SIDE = 0.02  # of a side in other colours: something is drawn there


@dataclass(frozen=True)
class Placed:
    """Where a known image lies on the evidence: the transform, and what the two share.

    `transform` and `overlap` are in the terms of the model; `known_share` and `evidence_share` are 0 to 1.
    """

    transform: Transform
    overlap: Overlap
    known_share: float
    evidence_share: float


def placed(
    homography: NDArray[np.float64], known_size: tuple[int, int], evidence_size: tuple[int, int]
) -> Placed | None:
    """Read a homography, known to evidence in pixels, sizes as (width, height); None where nothing overlaps."""
    outline = _overlap(homography, known_size, evidence_size)
    if outline is None:
        return None
    evidence, known = outline
    evidence_share = min(1.0, _area(evidence) / (evidence_size[0] * evidence_size[1]))
    known_share = min(1.0, _area(known) / (known_size[0] * known_size[1]))
    return Placed(
        transform=_transform(homography, known, known_size),
        overlap=Overlap(
            evidence=_points(evidence),
            known=_points(known),
            evidence_share=round(evidence_share * 1000),
            known_share=round(known_share * 1000),
        ),
        known_share=known_share,
        evidence_share=evidence_share,
    )


def relations(place: Placed, evidence: NDArray[np.uint8], *, recoloured: bool) -> tuple[Relation, ...]:
    """Every relation of a picture, shape (h, w, 3), to the known image on it; what says most comes first."""
    held = [*_surroundings(place, evidence)]
    if place.known_share < WHOLE:
        held.append(Relation.CROPPED_FROM)
    if place.transform.mirrored:
        held.append(Relation.MIRRORED)
    if abs(place.transform.angle) > _TILT * 10:
        held.append(Relation.ROTATED)
    if recoloured:
        held.append(Relation.RECOLOURED)
    return tuple(held) or (Relation.REENCODED,)


def _surroundings(place: Placed, evidence: NDArray[np.uint8]) -> tuple[Relation, ...]:
    """What the part of the evidence that is not the known image makes of it."""
    if place.transform.perspective > _PERSPECTIVE * 1000:
        return (Relation.PHOTOGRAPH_OF,)
    if place.evidence_share >= WHOLE:
        return ()
    plain, drawn_sides = _rest(place, evidence)
    upright = abs(place.transform.angle) <= _TILT * 10
    if plain < _FRAME_PLAIN:
        return (Relation.CONTAINS,)
    if upright and drawn_sides >= {"above", "below"}:
        return (Relation.SCREENSHOT_OF,)
    return (Relation.FRAMED,)


def _rest(place: Placed, evidence: NDArray[np.uint8]) -> tuple[float, set[str]]:
    """Of the evidence outside the known image: the share in its commonest colour, and the sides with other colours."""
    import cv2

    height, width = evidence.shape[:2]
    scale = min(1.0, 800 / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(evidence, size, interpolation=cv2.INTER_AREA)
    polygon = np.array([[point.x, point.y] for point in place.overlap.evidence], np.float64) * scale
    inside = np.zeros(small.shape[:2], np.uint8)
    cv2.fillPoly(inside, [np.round(polygon).astype(np.int32)], [1])
    outside = cv2.dilate(inside, np.ones((9, 9), np.uint8)) == 0  # the estimate may be off by a few pixels
    if not outside.any():
        return 1.0, set()
    drawn = (np.abs(small.astype(np.int16) - _commonest(small[outside])).max(axis=2) > _ONE_COLOUR) & outside
    left, top = polygon.min(axis=0)
    right, bottom = polygon.max(axis=0)
    sides = {
        "above": drawn[: max(0, int(top))],
        "below": drawn[int(bottom) + 1 :],
        "left": drawn[:, : max(0, int(left))],
        "right": drawn[:, int(right) + 1 :],
    }
    named = {name for name, part in sides.items() if part.size and part.mean() > _CHROME_SIDE}
    return 1 - float(drawn.sum() / outside.sum()), named


def _commonest(colours: NDArray[np.uint8]) -> NDArray[np.int16]:
    """The middle of the sixteenth of each channel's range in which most colours, shape (n, 3), lie together."""
    coarse = (colours >> 4).astype(np.int64) @ (256, 16, 1)
    most = np.bincount(coarse).argmax()
    return np.asarray(np.median(colours[coarse == most], axis=0), np.int16)


def _transform(homography: NDArray[np.float64], shared: NDArray[np.float64], size: tuple[int, int]) -> Transform:
    """The similarity nearest to a homography in the middle of what is shared, and how far it is from one."""
    derivative = _derivative(homography, shared.mean(axis=0))
    flipped = bool(np.linalg.det(derivative) < 0)
    if flipped:
        derivative = derivative @ np.diag([-1.0, 1.0])
    stretched = np.linalg.svd(derivative, compute_uv=False)
    angle = math.degrees(math.atan2(derivative[1, 0] - derivative[0, 1], derivative[0, 0] + derivative[1, 1]))
    tenths = round(angle * 10)
    return Transform(
        scale=round(1000 * math.sqrt(float(stretched[0] * stretched[1]))),
        angle=1800 if tenths == -1800 else tenths,
        mirrored=flipped,
        stretch=round(1000 * float(stretched[0] / max(stretched[1], 1e-9))),
        perspective=_perspective(homography, size),
    )


def _perspective(homography: NDArray[np.float64], size: tuple[int, int]) -> int:
    """How much larger the known image is drawn at one corner than at another, in thousandths."""
    width, height = size
    corners = np.array([(0, 0, 1), (width, 0, 1), (width, height, 1), (0, height, 1)], np.float64)
    depth = np.abs(corners @ homography[2])
    return min(round(1000 * float(depth.max() / max(depth.min(), 1e-9) - 1)), 1_000_000)


def _derivative(homography: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The 2 x 2 matrix by which a homography moves small steps at a point."""
    x, y, w = homography @ (at[0], at[1], 1.0)
    return np.asarray((homography[:2, :2] * w - np.outer((x, y), homography[2, :2])) / w**2)


def _overlap(
    homography: NDArray[np.float64], known_size: tuple[int, int], evidence_size: tuple[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The shared polygon in the evidence and in the known image, each of shape (n, 2)."""
    import cv2

    outline = _corners(*known_size)
    depth = np.c_[outline, np.ones(len(outline))] @ homography[2]
    if (depth <= 0).any() and (depth >= 0).any():  # the horizon crosses the picture
        return None
    try:
        back = np.linalg.inv(homography)
    except np.linalg.LinAlgError:
        return None
    area, shared = cv2.intersectConvexConvex(
        project(homography, outline).astype(np.float32), _corners(*evidence_size).astype(np.float32)
    )
    if area < 1 or shared is None or len(shared) < 3:
        return None
    evidence = np.asarray(shared, np.float64).reshape(-1, 2)
    return evidence, project(np.asarray(back, np.float64), evidence)


def _corners(width: int, height: int) -> NDArray[np.float64]:
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)


def _area(polygon: NDArray[np.float64]) -> float:
    x, y = polygon.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def _points(polygon: NDArray[np.float64]) -> tuple[Point, ...]:
    return tuple(Point(x=round(float(x)), y=round(float(y))) for x, y in polygon)
