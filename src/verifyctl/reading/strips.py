"""Reading many small places at the price of one page: laid out below each other, read once, words given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.calls import Budget, table
from verifyctl.reading.drafts import mostly_latin
from verifyctl.reading.engine import Engine
from verifyctl.reading.install import ENGLISH
from verifyctl.reading.order import lines_of
from verifyctl.reading.page.picture import scaled
from verifyctl.reading.scripts import SPARSE, arabic_models, check_data
from verifyctl.reading.tsv import parse_tsv

if TYPE_CHECKING:
    from verifyctl.model.text import Line
    from verifyctl.reading.page.picture import Grey

MAX_STRIPS = 40
_LETTERS = 44  # pixels to which the place itself is brought; about a line of text
_GAP = 60
_WIDTH = 1800
_LARGEST = 4.0


@dataclass(frozen=True)
class Strip:
    """A part of a picture, dark on light, shape (height, width), and the box on it whose words are wanted.

    What lies around the box is there because an engine reads words better among others.
    """

    grey: Grey
    box: Box

    def brought(self) -> Strip:
        """In the size for reading."""
        width = self.grey.shape[1]
        factor = min(_LETTERS / max(self.box.height, 1), _WIDTH / max(width, 1), _LARGEST)
        return Strip(scaled(self.grey, factor), self.box.scaled(factor))


def read_strips(strips: Sequence[Strip], engine: Engine, *, scratch: Path, seconds: float) -> tuple[str | None, ...]:
    """The words that stand on each strip's box, in logical order; None where nothing was read.

    Strips after the first forty are not read. Raises EngineMissingError, ReadingTimeoutError, ReadingFailedError.
    """
    check_data(engine, None)
    budget = Budget(seconds)
    brought = [strip.brought() for strip in strips[:MAX_STRIPS]]
    if not brought:
        return (None,) * len(strips)
    sheet, tops = _sheet(brought)

    def attempt(models: tuple[str, ...]) -> tuple[Line, ...]:
        names = "+".join(engine.named(model) or model for model in models)
        return lines_of(parse_tsv(table(engine, sheet, models=names, psm=SPARSE, scratch=scratch, budget=budget)))

    lines = attempt(arabic_models(engine))
    if mostly_latin(word for line in lines for word in line.words):
        lines = attempt((ENGLISH,))
    texts = [_on(lines, strip.box, top) for strip, top in zip(brought, tops, strict=True)]
    return (*texts, *(None,) * (len(strips) - len(texts)))


def _sheet(strips: Sequence[Strip]) -> tuple[Grey, list[int]]:
    """All strips on one white sheet, and the row at which each begins."""
    tops, y = [], _GAP
    for strip in strips:
        tops.append(y)
        y += len(strip.grey) + _GAP
    sheet = np.full((y, _WIDTH + 2 * _GAP), 255, np.uint8)
    for strip, top in zip(strips, tops, strict=True):
        height, width = strip.grey.shape
        sheet[top : top + height, _GAP : _GAP + width] = strip.grey
    return sheet, tops


def _on(lines: Sequence[Line], box: Box, top: int) -> str | None:
    """The words over the box, of a strip that begins at this row of the sheet."""
    left, right = _GAP + box.x, _GAP + box.x + box.width
    upper, lower = top + box.y, top + box.y + box.height
    found = []
    for line in lines:
        words = [
            word.text
            for word in line.words
            if upper <= word.box.y + word.box.height / 2 <= lower
            and word.box.x < right
            and left < word.box.x + word.box.width
        ]
        if words:
            found.append(" ".join(words))
    return " ".join(found) or None
