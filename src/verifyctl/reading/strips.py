"""Reading many short strips at the price of one page: laid out below each other, read once, words given back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.calls import Budget, table
from verifyctl.reading.engine import Engine
from verifyctl.reading.install import ENGLISH
from verifyctl.reading.prepare import scaled
from verifyctl.reading.read import SPARSE, arabic_models, check_data, mostly_latin
from verifyctl.reading.tsv import Fragment, lines_of, parse_tsv

if TYPE_CHECKING:
    from verifyctl.model.facts import Line
    from verifyctl.reading.prepare import Grey

MAX_STRIPS = 40
_HEIGHT = 72  # pixels; a line of text with some paper above and below it
_GAP = 56
_WIDTH = 1800


def read_strips(strips: Sequence[Grey], engine: Engine, *, scratch: Path, seconds: float) -> tuple[str | None, ...]:
    """The text of each strip, shape (height, width), dark on light, in logical order; None where nothing was read.

    Strips after the first forty are not read. Raises EngineMissingError, ReadingTimeoutError, ReadingFailedError.
    """
    check_data(engine, None)
    budget = Budget(seconds)
    sheet, rows = _sheet([_brought(strip) for strip in strips[:MAX_STRIPS]])
    if not rows:
        return (None,) * len(strips)

    def attempt(models: tuple[str, ...]) -> tuple[tuple[Line, ...], ...]:
        names = "+".join(engine.named(model) or model for model in models)
        found = parse_tsv(table(engine, sheet, models=names, psm=SPARSE, scratch=scratch, budget=budget))
        return tuple(lines_of(_within(found, top, bottom)) for top, bottom in rows)

    read = attempt(arabic_models(engine))
    if mostly_latin(line for lines in read for line in lines):
        read = attempt((ENGLISH,))
    texts = [" ".join(line.text for line in lines) or None for lines in read]
    return (*texts, *(None,) * (len(strips) - len(texts)))


def _brought(strip: Grey) -> Grey:
    height, width = strip.shape
    return scaled(strip, min(_HEIGHT / max(height, 1), _WIDTH / max(width, 1), 4.0))


def _sheet(strips: Sequence[Grey]) -> tuple[Grey, list[tuple[int, int]]]:
    """All strips on one white sheet, and the rows from and to which each of them reaches."""
    rows, y = [], _GAP
    for strip in strips:
        rows.append((y, y + len(strip)))
        y += len(strip) + _GAP
    sheet = np.full((y, _WIDTH + 2 * _GAP), 255, np.uint8)
    for strip, (top, bottom) in zip(strips, rows, strict=True):
        sheet[top:bottom, _GAP : _GAP + strip.shape[1]] = strip
    return sheet, rows


def _within(found: Sequence[Fragment], top: int, bottom: int) -> list[Fragment]:
    middles = ((fragment, fragment.box.y + fragment.box.height / 2) for fragment in found)
    return [fragment for fragment, middle in middles if top - _GAP / 2 <= middle <= bottom + _GAP / 2]
