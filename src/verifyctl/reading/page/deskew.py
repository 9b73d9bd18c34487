"""The slant of lines of text: where the lower edges of letters, projected along the lines, fall closest together.

After W. Postl, "Detection of linear oblique structures and skew scan in digitized documents" (ICPR 1986).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey
    from verifyctl.reading.page.plane import Points

    Values = NDArray[np.float64]

WIDEST = 20.0
"""Degrees each way within which the slant is looked for."""

FEWEST_POINTS = 200
MOST_POINTS = 12_000
LEAST_DEGREES = 0.1
"""Smaller slants are left: resampling would cost more than it mends."""

LITTLE, LEAST_GAIN, LARGE_GAIN = 2.0, 1.1, 1.25
"""How much closer together edges must fall along a slant of up to so many degrees than on the level, and along a larger
one. Without text hardly any angle excels.
"""

STEPS = ((WIDEST, 1.0, 3.0), (1.0, 0.2, 1.5), (0.2, 0.04, 1.0))
"""Reach and step in degrees, and the thickness in pixels of what counts as one height, from coarse to fine."""


def lower_edges(mask: Grey) -> Points:
    """Points (x, y) on a mask of ink below which there is none, shape (n, 2), no more than `MOST_POINTS`."""
    import numpy as np

    rows, columns = np.nonzero((mask[:-1] != 0) & (mask[1:] == 0))
    if len(rows) > MOST_POINTS:
        chosen = np.linspace(0, len(rows) - 1, MOST_POINTS).astype(np.int64)
        rows, columns = rows[chosen], columns[chosen]
    return np.column_stack((columns + 0.5, rows + 1.0))


@dataclass(frozen=True)
class Slant:
    """Degrees, clockwise, by which lines of text run off the level, and how much closer they fall along it."""

    degrees: float
    gain: float

    @property
    def believed(self) -> bool:
        """Whether it stands out as only text does."""
        return self.gain >= (LEAST_GAIN if abs(self.degrees) <= LITTLE else LARGE_GAIN)


def slant_of(points: Points) -> Slant | None:
    """The likeliest slant of the text above these points; None where they are too few."""
    import numpy as np

    if len(points) < FEWEST_POINTS:
        return None
    x, y = np.ascontiguousarray(points.T)
    best = 0.0
    for reach, step, thickness in STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_closeness(x, y, float(angle), thickness) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return Slant(best, max(scores) / _closeness(x, y, 0.0, STEPS[-1][2]))


def _closeness(x: Values, y: Values, degrees: float, thickness: float) -> float:
    """Sum of the squares of a histogram of the points' heights above a slanted level."""
    import numpy as np

    radians = math.radians(degrees)
    heights = (y * math.cos(radians) - x * math.sin(radians)) / thickness
    counts = np.bincount((heights - heights.min()).astype(np.int64)).astype(np.float64)
    return float(counts @ counts)
