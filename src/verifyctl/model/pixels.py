"""What tests of the pixels gave, and first whether this copy can be tested at all."""

from __future__ import annotations

from typing import Literal

from verifyctl.model.base import Box, Count, Integer, Model
from verifyctl.model.text import Point


class Assessability(Model):
    """Whether pixel tests can say anything of this copy, and the reasons, in words fit for people."""

    assessable: bool
    quality: Count | None = None
    reasons: tuple[str, ...] = ()


class ForeignGrid(Model):
    """A region whose JPEG grid is another than the picture's. `nfa_tenths_log10`: the number of false alarms."""

    box: Box
    offset_x: Count
    offset_y: Count
    nfa_tenths_log10: Integer


class CopyMove(Model):
    """Two regions of the picture that hold the same, and how many matching points say so."""

    source: tuple[Point, ...]
    target: tuple[Point, ...]
    points: Count


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
    """What a detector from outside gave: its own score in thousandths, and where its weights come from."""

    name: str
    version: str
    weights: str
    score: Integer | None = None
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
