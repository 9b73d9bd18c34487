"""How often a reading like this one is right: two logistic curves, fitted on strips of unseen shapes.

The first is for a single reading of a strip, the second for a number that was read several times. Fitted by
`training/number_reader/calibrate.py`; their figures are stored with the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.numbers.strip import MARGIN, STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.numbers.decode import Run

    Figures = NDArray[np.float64]

FEATURES, JOINT_FEATURES = 6, 10
FIGURES = FEATURES + JOINT_FEATURES + 3
"""Figures stored: the weights and constant of both curves, and the level."""

COLUMN_RISK = 3 + MARGIN // STEP
"""Ink this near to a strip's side, in columns of output, its margin among them, may be a digit cut in two."""

_MOST = 12.0


@dataclass(frozen=True)
class Curve:
    """A logistic curve: a weight for each feature, and a constant."""

    weights: Figures
    constant: float

    def at(self, figures: Figures) -> float:
        """The logit, kept within 12 on both sides."""
        return float(np.clip(self.weights @ figures + self.constant, -_MOST, _MOST))


@dataclass(frozen=True)
class Confidence:
    """The curves of single readings and of numbers, and the level, 0 to 1, from which a number is accepted."""

    single: Curve
    joint: Curve
    level: float

    @classmethod
    def stored(cls, figures: Figures) -> Confidence:
        """From what is stored, shape (FIGURES,). Raises ValueError for another shape."""
        if figures.shape != (FIGURES,):
            raise ValueError(f"a number reader needs {FIGURES} figures of calibration")
        first, second = figures[: FEATURES + 1], figures[FEATURES + 1 : -1]
        return cls(Curve(first[:-1], float(first[-1])), Curve(second[:-1], float(second[-1])), float(figures[-1]))


def chance(logit: float) -> float:
    """A logit as a share, 0 to 1."""
    return float(1 / (1 + np.exp(-logit)))


def features(run: Run, columns: int) -> Figures:
    """What is known of a single reading, shape (FEATURES,); `columns` is the width of the strip's scores."""
    best = run.candidates[0].logarithm
    near = run.start < COLUMN_RISK or columns - run.end < COLUMN_RISK
    return np.array(
        [
            np.log1p(max(-best, 0.0)),
            min(run.margin, 9.0),
            np.log(max(1.0 - run.weakest, 1e-4)),
            len(run.text),
            sum(symbol in ".,:-" for symbol in run.text),
            float(near),
        ]
    )


def joint_features(
    agreeing: Sequence[float],
    many: int,
    *,
    first: float | None,
    second: float | None,
    witness: float | None,
    near: bool,
    date: bool,
    no_date: bool,
) -> Figures:
    """What is known of a number, shape (JOINT_FEATURES,): the logits of the readings that agree on it, and itself.

    `many` is how many of three readings they amount to (`votes.of_three`); `first` and `second` are the logits of both
    networks' readings within its line, `witness` that of the one that was asked afterwards, None for one that is not
    among them. `near` says whether it stood at the side of that strip, `date` whether it can be a date, `no_date`
    whether it has three groups of digits and cannot: most often it would be one, but for a misread figure.
    """
    return np.array(
        [
            sum(agreeing) / len(agreeing),
            float(many > 2),
            float(many == 2),
            first or 0.0,
            second or 0.0,
            witness or 0.0,
            float(witness is not None),
            float(near),
            float(date),
            float(no_date),
        ]
    )
