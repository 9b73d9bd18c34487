"""How often a reading like this one is right: a logistic curve over a few figures, fitted on strips of unseen shapes.

Fitted by `training/number_reader/calibrate.py`; its figures are stored with the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.numbers.strip import MARGIN, STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.numbers.decode import Run

FEATURES = 6
COLUMN_RISK = 3 + MARGIN // STEP
"""Ink this near to a strip's side, in columns of output, its margin among them, may be a digit cut in two."""


@dataclass(frozen=True)
class Confidence:
    """The curve: a weight for each feature and a constant, and the level, 0 to 1, from which a reading is accepted."""

    weights: NDArray[np.float64]
    constant: float
    level: float

    def of(self, run: Run, columns: int) -> float:
        """The share, 0 to 1, of readings like this one that are right; `columns` is the width of the strip's scores."""
        return self.at(features(run, columns))

    def at(self, figures: NDArray[np.float64]) -> float:
        """The same from the features."""
        value = float(self.weights @ figures) + self.constant
        return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def features(run: Run, columns: int) -> NDArray[np.float64]:
    """What the confidence is made from, shape (FEATURES,)."""
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
