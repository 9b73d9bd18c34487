"""How close together digits stand on a strip, and how much wider it should be for the network to part them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from verifyctl.reading.numbers.alphabet import DIGITS
from verifyctl.reading.numbers.decode import Run, tokens
from verifyctl.reading.numbers.strip import MARGIN, STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NARROW, FOR_NARROW = 6, 1.5
"""Digits that begin less than so many columns apart, in the middle, are read once more so many times as wide: two alike
(١١) have no paper left between them. Measured by benchmarks/number_strips.py.
"""

LONG = 150
"""Strips of more columns are read as they are: a whole line costs much, and its numbers are cut out anyway."""

SHORT, FOR_SHORT = 50, 1.2
"""The same for strips of so few columns on which one digit was read, with none beside it."""


def widening(scores: NDArray[np.float32]) -> float:
    """How many times as wide a strip with these scores (columns, classes) should be read; 1 for as it is."""
    path = tokens(scores)
    apart = [
        after.start - before.start
        for before, after in pairwise(path)
        if before.symbol in DIGITS and after.symbol in DIGITS
    ]
    if apart:
        return FOR_NARROW if median(apart) < NARROW and len(scores) <= LONG else 1.0
    lone = any(token.symbol in DIGITS for token in path)
    return FOR_SHORT if lone and len(scores) <= SHORT else 1.0


def narrowed(run: Run, wider: float) -> Run:
    """A run read on a strip so many times as wide, in the columns of the strip as it would have been."""
    start, end = (round(((column * STEP - MARGIN) / wider + MARGIN) / STEP) for column in (run.start, run.end))
    return replace(run, start=start, end=max(end, start + 1))
