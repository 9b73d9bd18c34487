"""Making a picture ready for reading, and finding the way back from boxes on the page to the picture.

Little is done on purpose. Binarising, sharpening and contrast stretching made readings worse on the letters they were
tried on, and so did enlarging pages; evening out the light made shadowed pages readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifyctl.model.text import Point, Preparation, Step
from verifyctl.reading.page import deskew, light, plane, rectify, scale
from verifyctl.reading.page.ink import ink_of
from verifyctl.reading.page.picture import scaled, to_grey, turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.base import Box
    from verifyctl.reading.page.picture import Grey
    from verifyctl.reading.page.plane import Matrix

LOOK_SIDE = 1000
LOOK_PIXELS = 2_500_000
"""Pixels of the short side, and in all, of the copy on which slant and letters are measured."""


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
    """A picture on its way to a page: `matrix` takes its points to the picture given."""

    grey: Grey
    matrix: Matrix
    steps: tuple[Step, ...]


def pages(picture: NDArray[np.uint8], turned: int = 0) -> tuple[Page, ...]:
    """The page on a picture, 8-bit grey or RGB, to be turned clockwise by 0, 90, 180 or 270 degrees.

    The picture as a flat page comes first; where a sheet of paper is found on it beyond doubt, that sheet laid flat
    comes second. Neither is always the better to read.
    """
    grey = to_grey(picture)
    height, width = grey.shape
    steps = (Step(name="turn", params={"clockwise_degrees": turned}),) if turned else ()
    upright = _Stage(turn(grey, turned), plane.quarter_turn(width, height, turned), steps)
    stages = [upright]
    sheet = rectify.find_sheet(upright.grey)
    if sheet is not None:
        stages.append(_rectified(upright, sheet))
    return tuple(_page(stage, width, height) for stage in stages)


def _rectified(stage: _Stage, sheet: rectify.Sheet) -> _Stage:
    matrix, size = rectify.laid_flat(sheet)
    step = Step(name="rectify", params={"share_permille": sheet.share, "contrast_permille": sheet.contrast})
    return _Stage(plane.warped(stage.grey, matrix, size), stage.matrix @ matrix, (*stage.steps, step))


def _page(stage: _Stage, width: int, height: int) -> Page:
    look = scaled(stage.grey, _look_scale(stage.grey.shape))
    look, inverted = light.dark_on_light(look)
    ink = ink_of(look)
    shown = look.shape[0] / stage.grey.shape[0]
    letter = None if ink.letter is None else ink.letter / shown
    stage = _reduced(stage, scale.kept(letter))
    if letter is not None:
        letter *= scale.kept(letter)
    grey = stage.grey
    steps = list(stage.steps)
    if inverted:
        grey = 255 - grey
        steps.append(Step(name="invert"))
    grey = light.flattened(grey, None if letter is None else round(letter))
    steps.append(Step(name="flatten"))
    matrix = stage.matrix
    slant = deskew.slant_of(ink.mask)
    if slant is not None and abs(slant) >= deskew.LEAST_DEGREES:
        turn_matrix, size = plane.rotation(grey.shape[1], grey.shape[0], -slant)
        grey, matrix = plane.warped(grey, turn_matrix, size), matrix @ turn_matrix
        steps.append(Step(name="deskew", params={"angle_centidegrees": round(-100 * slant)}))
    factor = scale.for_reading(stage.grey.shape[1], stage.grey.shape[0], letter)
    reading = scaled(grey, factor)
    steps.append(
        Step(
            name="scale",
            params={"permille": round(1000 * factor), "letter_decipixels": 0 if letter is None else round(10 * letter)},
        )
    )
    return Page(grey, reading, factor, matrix, tuple(steps), width, height)


def _reduced(stage: _Stage, factor: float) -> _Stage:
    if factor > 0.8:
        return stage
    smaller = scaled(stage.grey, factor)
    step = Step(name="reduce", params={"permille": round(1000 * factor)})
    return _Stage(smaller, stage.matrix @ plane.resizing(smaller.shape, stage.grey.shape), (*stage.steps, step))


def _look_scale(shape: tuple[int, ...]) -> float:
    height, width = shape[:2]
    return float(min(1.0, LOOK_SIDE / min(height, width), (LOOK_PIXELS / (height * width)) ** 0.5))
