"""Two pictures of a page held against each other: unchanged, edited, other text, or not to be told, with boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.known import ink, spots
from verifyctl.known.alignment import CELL, Aligned, align, to_evidence
from verifyctl.known.geometry import project
from verifyctl.model.base import Box
from verifyctl.model.matches import Compared, Comparison, Level, Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARGIN = 16
"""Pixels of the frame at the border of the overlap that are not compared."""
EDITED_AT_MOST = 50
"""Thousandths of the text area; up to here a page was edited."""
OTHER_AT_LEAST = 150
"""Thousandths of the text area; from here on it is another text."""

LEAST_TEXT = 1500
"""Pixels of text, with their surroundings, under which nothing can be said."""
LEAST_HEIGHT = 8.0
"""Pixels of the common frame: where letters are lower, for a picture without blur, nothing is called unchanged."""
LEAST_SHARE = 0.1
"""Share of the overlap's text that must be comparable for anything to be said."""
MOST_REGIONS = 40
LEAST_SIDES = (6, 12)
"""Pixels of the frame, shorter and longer side, of a spot that is told; the smallest changed digits gave 17."""

_NEAR = 52.0
_DRIFT = 140.0
_INK = 0.3
_LETTER = 3.0  # times the height of the page's letters: what is higher was not written with them


@dataclass(frozen=True)
class Held:
    """Two pictures of a page held against each other: the map, and what its measures are made of.

    `legible`: letters are large and sharp enough that another digit would show. Of what could be compared, as shares of
    the known page's ink there: `missing` is what surely is not on the evidence, from 0 to 1; `written` is ink on the
    evidence in pieces no higher than letters, where the two surely differ, from 0 upwards.
    """

    comparison: Comparison
    legible: bool = False
    missing: float = 1.0
    written: float = 1.0


def difference_map(
    known: NDArray[np.uint8], evidence: NDArray[np.uint8], homography: NDArray[np.float64]
) -> Comparison:
    """Hold two pictures of a page against each other. Both of shape (h, w) or (h, w, 3), uint8, RGB.

    `homography`, shape (3, 3), takes pixels of the known picture to pixels of the evidence; it may be off by some
    pixels, and mirrored. The regions come back worst first, with boxes in pixels of each picture. What is said of a
    page holds for photographs too, but their "text" is whatever has contrast.
    """
    return hold(known, evidence, homography).comparison


def hold(known: NDArray[np.uint8], evidence: NDArray[np.uint8], homography: NDArray[np.float64]) -> Held:
    """The difference map, as `difference_map` makes it, with more measures of the two."""
    aligned = align(_grey(known), _grey(evidence), np.asarray(homography, dtype=np.float64))
    if aligned is None:
        return Held(Comparison(outcome=Compared.NOT_COMPARABLE, compared=0, changed=0))
    return _held(aligned, (known.shape[1], known.shape[0]), (evidence.shape[1], evidence.shape[0]))


def _held(aligned: Aligned, known_size: tuple[int, int], evidence_size: tuple[int, int]) -> Held:
    bare = ink.ink(aligned.known, aligned.seen)
    height = ink.text_height(bare)
    ours, theirs, blur = ink.sharpness_matched(bare, ink.ink(aligned.evidence, aligned.seen))
    theirs = ink.gain_matched(ours, theirs)
    inside, trusted = _inside(aligned.seen), trust(aligned)
    usable = inside & _by_pixel(trusted, inside.shape)
    found = spots.find(aligned, ours, theirs, usable)
    there = int(np.count_nonzero(found.text & aligned.seen))
    readable = found.text & usable & ~found.doubtful
    compared = int(np.count_nonzero(readable))
    hidden = _boxes_of_cells(found.text & inside, trusted) + _boxes(found.doubtful)
    not_comparable = tuple(_in_evidence(aligned, box, evidence_size) for box in hidden)
    if compared < LEAST_TEXT or compared < LEAST_SHARE * there:
        share = compared * 1000 // max(there, 1)
        return Held(
            Comparison(outcome=Compared.NOT_COMPARABLE, compared=share, changed=0, not_comparable=not_comparable)
        )
    regions = tuple(
        Region(
            level=Level.CHANGED if spot.changed else Level.LOOK,
            evidence=_in_evidence(aligned, spot.box, evidence_size),
            known=_bounds(project(aligned.to_known, _corners(spot.box)), known_size),
            difference=round(1000 * spot.difference),
        )
        for spot in [spot for spot in found.spots if _is_as_large_as_a_sign(spot.box)][:MOST_REGIONS]
    )
    share = min(1000, round(1000 * int(np.count_nonzero(found.changed & readable)) / compared))
    outcome = _outcome(share, regions)
    legible = not 0 < height < LEAST_HEIGHT * np.hypot(1.0, blur)
    if outcome is Compared.UNCHANGED and not legible:
        # So small or so blurred that another digit would not show.
        hidden_all = (_whole(aligned, evidence_size),)
        return Held(Comparison(outcome=Compared.NOT_COMPARABLE, compared=0, changed=0, not_comparable=hidden_all))
    comparison = Comparison(
        outcome=outcome,
        compared=compared * 1000 // there,
        changed=share,
        regions=regions,
        not_comparable=not_comparable,
    )
    missing, written = _missing_and_written(ours, theirs, found.changed & readable, readable)
    return Held(comparison, legible, missing, written)


def _missing_and_written(
    ours: NDArray[np.float32], theirs: NDArray[np.float32], changed: NDArray[np.bool_], readable: NDArray[np.bool_]
) -> tuple[float, float]:
    """How much of the known page's ink is not there, and how much ink like its letters is new.

    Another text on the form lacks the known one's lines, or, where the known form is all but bare, adds some.
    """
    bears = (ours > _INK) & readable
    there = int(np.count_nonzero(bears))
    if there == 0:
        return 1.0, 1.0
    highest = _LETTER * ink.text_height(ours)
    _, labels, stats, _ = cv2.connectedComponentsWithStats((theirs > _INK).astype(np.uint8), connectivity=8)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= highest
    low[0] = False
    return np.count_nonzero(bears & changed) / there, np.count_nonzero(changed & low[labels]) / there


def _is_as_large_as_a_sign(box: tuple[int, int, int, int]) -> bool:
    """Whether a spot could be a sign; what hard compression and blur leave is smaller."""
    sides = sorted((box[2] - box[0], box[3] - box[1]))
    return sides[0] >= LEAST_SIDES[0] and sides[1] >= LEAST_SIDES[1]


def _outcome(share: int, regions: tuple[Region, ...]) -> Compared:
    if share >= OTHER_AT_LEAST:
        return Compared.OTHER_TEXT
    if not regions:
        return Compared.UNCHANGED
    if share <= EDITED_AT_MOST and regions[0].level is Level.CHANGED:
        return Compared.EDITED
    return Compared.UNDECIDED


def trust(aligned: Aligned) -> NDArray[np.bool_]:
    """Which cells of the frame lie on each other closely enough to be compared; shape (rows, columns).

    Flat paper may be far from any block that was found, since a plane holds everywhere; bent paper only near to one.
    """
    allowed = max(_NEAR, _DRIFT / max(aligned.roughness, 0.05))
    return np.asarray(aligned.distance <= allowed)


def _inside(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    size = 2 * MARGIN + 1
    rim = cv2.copyMakeBorder(seen.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.erode(rim, np.ones((size, size), np.uint8))[1:-1, 1:-1] > 0)


def _by_pixel(cells: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.repeat(np.repeat(cells, CELL, axis=0), CELL, axis=1)[: shape[0], : shape[1]]


def _boxes_of_cells(text: NDArray[np.bool_], trusted: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Boxes, in pixels of the frame, around neighbouring cells that bear text and cannot be compared."""
    rows, columns = trusted.shape
    whole = np.zeros((rows * CELL, columns * CELL), dtype=np.uint8)
    whole[: text.shape[0], : text.shape[1]] = text
    bears = whole.reshape(rows, CELL, columns, CELL).mean(axis=(1, 3)) > 0.02
    count, _, stats, _ = cv2.connectedComponentsWithStats((bears & ~trusted).astype(np.uint8), connectivity=8)
    boxes = []
    for left, top, wide, high in stats[1:count, :4].tolist():
        right, bottom = min((left + wide) * CELL, text.shape[1]), min((top + high) * CELL, text.shape[0])
        boxes.append((left * CELL, top * CELL, right, bottom))
    return boxes


def _boxes(mask: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Boxes, in pixels of the frame, around what hangs together in a mask."""
    if not mask.any():
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return [(left, top, left + wide, top + high) for left, top, wide, high in stats[1:count, :4].tolist()]


def _corners(box: tuple[int, int, int, int]) -> NDArray[np.float64]:
    left, top, right, bottom = box
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float64)


def _in_evidence(aligned: Aligned, box: tuple[int, int, int, int], size: tuple[int, int]) -> Box:
    return _bounds(to_evidence(aligned, _corners(box)), size)


def _whole(aligned: Aligned, size: tuple[int, int]) -> Box:
    return _in_evidence(aligned, (0, 0, aligned.seen.shape[1], aligned.seen.shape[0]), size)


def _bounds(points: NDArray[np.float64], size: tuple[int, int]) -> Box:
    """The box around points, at least a pixel wide, inside a picture of width and height."""
    x0, y0 = np.clip(np.floor(points.min(axis=0)), 0, [size[0] - 1, size[1] - 1]).astype(int).tolist()
    x1, y1 = np.clip(np.ceil(points.max(axis=0)), [x0 + 1, y0 + 1], size).astype(int).tolist()
    return Box(x=x0, y=y0, width=x1 - x0, height=y1 - y0)


def _grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if picture.ndim == 2:
        return np.ascontiguousarray(picture)
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY), dtype=np.uint8)
