"""What tests of the pixels gave, and first whether this copy can be tested at all."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from verifyctl.model.base import Box, Count, Integer, Model
from verifyctl.model.text import Permille, Point

Quality = Annotated[int, Field(ge=1, le=100)]


class Assessability(Model):
    """Whether silence of pixel tests could say anything of this copy, and the reasons, in words fit for people.

    `lossless` and `quality` are those of the last save; `earlier_quality` that of an earlier save as JPEG, as far as
    its steps still show. Qualities are the nearest of the IJG's scale. `cropped`: an earlier grid lies elsewhere than
    the file's own. `enlarged`: neighbouring pixels depend on each other by turns.
    """

    assessable: bool
    lossless: bool = False
    quality: Quality | None = None
    earlier_quality: Quality | None = None
    cropped: bool = False
    enlarged: bool = False
    reasons: tuple[str, ...] = ()


class ForeignGrid(Model):
    """A region whose JPEG grid is another than the picture's. `nfa_tenths_log10`: the number of false alarms.

    `has_own_grid`: whether the rest of the picture has a JPEG grid at all; a screenshot has none.
    """

    box: Box
    offset_x: Count
    offset_y: Count
    nfa_tenths_log10: Integer
    has_own_grid: bool = False


class CopyMove(Model):
    """Two regions of the picture that hold the same, how many matching points say so, and how far their grain agrees.

    `grain` is a correlation in thousandths, the median over the points.
    """

    source: tuple[Point, ...]
    target: tuple[Point, ...]
    points: Count
    grain: Permille = 0


class OddWord(Model):
    """A word that differs from the others of its page: a place to look first, of no weight."""

    box: Box
    rank: Count
    signs: tuple[str, ...]


class PixelTest(Model):
    """Whether one pixel test was run on this picture, and if not, why."""

    test: str
    ran: bool
    reason: str | None = None


class OutsideDetector(Model):
    """What a detector from outside gave: its own score in thousandths, and where its weights come from.

    `boxes` are the largest areas that its map marks. Nothing of this is weighed.
    """

    name: str
    version: str
    weights: str
    score: Permille | None = None
    boxes: tuple[Box, ...] = ()


class PixelsFacts(Model):
    """The pixel tests. Silence of any of them means nothing."""

    stage: Literal["pixels"] = "pixels"
    assessability: Assessability
    tests: tuple[PixelTest, ...] = ()
    grids: tuple[ForeignGrid, ...] = ()
    copies: tuple[CopyMove, ...] = ()
    odd_words: tuple[OddWord, ...] = ()
    detectors: tuple[OutsideDetector, ...] = ()
