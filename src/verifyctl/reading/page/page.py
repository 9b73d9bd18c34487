"""Making a picture ready for reading, and finding the way back from boxes on the page to the picture.

Little is done on purpose. Binarising, sharpening and contrast stretching made readings worse on the letters they were
tried on, and so did enlarging pages; evening out the light made shadowed pages readable, and smoothing noisy ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifyctl.model.text import Point, Preparation, Step
from verifyctl.reading.page import deskew, fan, light, plane, rectify, scale
from verifyctl.reading.page.grain import SMOOTH, without_grain
from verifyctl.reading.page.ink import Ink, ink_of
from verifyctl.reading.page.leaders import without_leaders
from verifyctl.reading.page.margin import with_margin
from verifyctl.reading.page.picture import View, scaled, to_grey, turn
from verifyctl.reading.page.turn import Bearing, bearing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.base import Box
    from verifyctl.reading.page.picture import Grey
    from verifyctl.reading.page.plane import Matrix, Points

LOOK_SIDE, LOOK_PIXELS = 800, 2_000_000
"""Pixels of the short side, and in all, of the copy on which slant and letters are measured."""

SMALL_SIDE, SMALL_PIXELS = 360, 400_000
"""Those of the copy on which sheets and dark parts are looked for."""


@dataclass(frozen=True)
class Page:
    """A page fit for reading.

    `full` is upright, deskewed, evenly lit, dark on light, never larger than the picture; `reading` is the same at
    the size for the text engine, `full` resized by `scale`. `matrix`, shape (3, 3), takes points of `full` to points
    of the picture of `width` x `height` that was given, both in pixel edges. `steps` is all that was done.
    """

    full: Grey
    reading: Grey
    scale: float
    matrix: Matrix
    steps: tuple[Step, ...]
    width: int
    height: int

    def placed(self, box: Box) -> Box:
        """A box on `reading` as a box on the picture, rounded outwards, clipped."""
        resized = plane.resizing(self.reading.shape, self.full.shape)
        return plane.box_around(self.matrix @ resized, box, self.width, self.height)

    def placed_full(self, box: Box) -> Box:
        """A box on `full` as a box on the picture, rounded outwards, clipped."""
        return plane.box_around(self.matrix, box, self.width, self.height)

    def facts(self) -> Preparation:
        """How the page came from the picture."""
        height, width = self.full.shape
        places = plane.carried(self.matrix, plane.corners_of(0, 0, width, height))
        first, second, third, fourth = (Point(x=round(10 * x), y=round(10 * y)) for x, y in places)
        return Preparation(width=width, height=height, corners=(first, second, third, fourth), steps=self.steps)


@dataclass(frozen=True)
class _Stage:
    """The upright picture, dark on light and evenly lit, not larger than needed.

    `matrix` takes its points to the picture given; `edges` are points under its letters; `ink` was measured on a copy
    `look` times as large; `sheet` is the sheet of paper on it, None where there is none beyond doubt.
    """

    grey: Grey
    matrix: Matrix
    edges: Points
    ink: Ink
    look: float
    sheet: rectify.Sheet | None
    steps: tuple[Step, ...]


def bearing_of(picture: NDArray[np.uint8]) -> Bearing:
    """Which way up a picture lies, 8-bit grey or RGB, and in which script it is written."""
    look = _reduced(to_grey(picture), LOOK_SIDE, LOOK_PIXELS)
    parts = light.light_on_dark(_reduced(look, SMALL_SIDE, SMALL_PIXELS))
    return bearing(look if parts is None else light.inverted(look, parts))


def pages(picture: NDArray[np.uint8], turned: int = 0) -> tuple[Page, ...]:
    """The pages of `each_page` on all of a picture, all of them made."""
    return tuple(each_page(View(picture), turned))


def each_page(view: View, turned: int = 0) -> Iterator[Page]:
    """The page on what is looked at of a picture, to be turned clockwise by 0, 90, 180 or 270 degrees.

    The picture as a flat page comes first; where a sheet of paper is found on it beyond doubt, that sheet laid flat
    comes second. Neither is always the better to read.
    """
    grey = to_grey(view.seen)
    (height, width), (seen_height, seen_width) = view.picture.shape[:2], grey.shape
    matrix, steps = plane.quarter_turn(seen_width, seen_height, turned), tuple[Step, ...]()
    if view.part is not None:
        matrix = plane.placing(view.part.x, view.part.y) @ matrix
        steps = (Step(name="cut", params=dict(view.part.as_json())),)
    if turned:
        steps = (*steps, Step(name="turn", params={"clockwise_degrees": turned}))
    upright = turn(grey, turned)
    upright, margin = with_margin(upright)
    if margin:
        matrix = matrix @ plane.framing(margin)
        steps = (*steps, Step(name="margin", params={"pixels": margin}))
    stage = _opened(upright, matrix, steps)
    yield _finished(stage, None, width, height)
    if stage.sheet is not None:
        yield _finished(stage, stage.sheet, width, height)


def _opened(grey: Grey, matrix: Matrix, steps: tuple[Step, ...]) -> _Stage:
    import numpy as np

    look = _reduced(grey, LOOK_SIDE, LOOK_PIXELS)
    small = _reduced(look, SMALL_SIDE, SMALL_PIXELS)
    sheet = rectify.find_sheet(small)
    parts = light.light_on_dark(small)
    if parts is not None:
        look, grey = light.inverted(look, parts), light.inverted(grey, parts)
        share = round(1000 * float(np.count_nonzero(parts)) / parts.size)
        steps = (*steps, Step(name="invert", params={"share_permille": share}))
    ink = ink_of(look)
    letter = ink.letter()
    if letter is not None:
        letter *= grey.shape[1] / look.shape[1]
    factor = scale.kept(grey.shape[1], grey.shape[0], letter)
    if factor < 1:
        smaller = scaled(grey, factor)
        matrix = matrix @ plane.resizing(smaller.shape, grey.shape)
        steps = (*steps, Step(name="reduce", params={"scale_permille": round(1000 * factor)}))
        grey, letter = smaller, None if letter is None else letter * factor
    even, steps = light.flattened(grey, letter), (*steps, Step(name="flatten"))
    smooth = without_grain(even)
    if smooth is not None:
        even, steps = smooth, (*steps, Step(name="smooth", params={"sigma_centipixels": round(100 * SMOOTH)}))
    edges = plane.carried(plane.resizing(look.shape, grey.shape), deskew.lower_edges(ink.mask))
    if sheet is not None:
        sheet = replace(sheet, corners=plane.carried(plane.resizing(small.shape, grey.shape), sheet.corners))
    return _Stage(even, matrix, edges, ink, look.shape[1] / grey.shape[1], sheet, steps)


def _finished(stage: _Stage, sheet: rectify.Sheet | None, width: int, height: int) -> Page:
    """The page from the whole picture, or from the sheet on it: laid flat and level in one go, then scaled."""
    matrix, size, steps = _laid(stage, sheet)
    full = plane.warped(stage.grey, matrix, size) if steps else stage.grey
    letter = stage.ink.letter(_tilt(matrix, size))
    if letter is not None:
        letter /= stage.look * plane.magnified(matrix, size[0] / 2, size[1] / 2)
    steps = (*stage.steps, *steps)
    if letter is not None:
        full, dots = without_leaders(full, letter)
        steps = (*steps, Step(name="leaders", params={"dots": dots})) if dots else steps
    factor = scale.for_reading(*size, letter)
    steps = (*steps, Step(name="scale", params={"scale_permille": round(1000 * factor)}))
    return Page(full, scaled(full, factor), factor, stage.matrix @ matrix, steps, width, height)


def _laid(stage: _Stage, sheet: rectify.Sheet | None) -> tuple[Matrix, tuple[int, int], tuple[Step, ...]]:
    """From the page laid flat, its lines level, to the stage's picture; its width and height; how that was done."""
    import numpy as np

    matrix, size, steps = np.eye(3), (stage.grey.shape[1], stage.grey.shape[0]), list[Step]()
    edges = stage.edges
    if sheet is not None:
        matrix, size = rectify.laid_flat(sheet)
        edges = plane.carried(plane.backwards(matrix), edges)
        edges = edges[((edges > 0) & (edges < size)).all(axis=1)]
        steps.append(sheet.step())
    slant = deskew.slant_of(edges * stage.look)
    if slant is None:
        return matrix, size, tuple(steps)
    turned, turned_size = plane.rotation(*size, -slant.degrees)
    moved = plane.carried(plane.backwards(turned), edges)
    found = None if sheet is not None else _fan_of(moved, turned_size, stage.look)
    if not slant.believed and (found is None or slant.gain * found.gain < deskew.LARGE_GAIN):
        return matrix, size, tuple(steps)
    if found is not None or abs(slant.degrees) >= deskew.LEAST_DEGREES:
        matrix, size = matrix @ turned, turned_size
        steps.append(Step(name="deskew", params={"clockwise_centidegrees": round(-100 * slant.degrees)}))
    if found is not None:
        matrix = matrix @ fan.levelled(found, size[0] / 2)
        steps.append(found.step(size[1]))
    return matrix, size, tuple(steps)


def _fan_of(edges: Points, size: tuple[int, int], look: float) -> fan.Fan | None:
    """The fan of lines on a page of this size, measured in pixels of the copy that edges were found on."""
    found = fan.fan_of(edges * look, size[0] * look, size[1] * look)
    return None if found is None else replace(found, change=found.change * look)


def _tilt(matrix: Matrix, size: tuple[int, int]) -> float:
    """Degrees by which a level line through the middle of the new picture runs off in the old one."""
    x, y = size[0] / 2, size[1] / 2
    (x1, y1), (x2, y2), _, _ = plane.carried(matrix, plane.corners_of(x - 1, y, 2, 0))
    return math.degrees(math.atan2(y2 - y1, x2 - x1))


def _reduced(grey: Grey, side: int, pixels: int) -> Grey:
    height, width = grey.shape
    return scaled(grey, min(1.0, side / min(height, width), (pixels / (height * width)) ** 0.5))
