"""The slant of lines of text: where the lower edges of letters, projected along the lines, fall closest together.

After W. Postl, "Detection of linear oblique structures and skew scan in digitized documents" (ICPR 1986).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey

    Values = NDArray[np.float64]

WIDEST = 20.0
"""Degrees each way within which the slant is looked for."""

FEWEST_POINTS = 200
MOST_POINTS = 12_000
LEAST_DEGREES = 0.1
"""Smaller slants are left: resampling would cost more than it mends."""


def slant_of(mask: Grey) -> float | None:
    """Degrees, clockwise, by which lines in an ink mask run off the level; None where there is too little ink."""
    import numpy as np

    rows, columns = _lower_edges(mask)
    if len(rows) < FEWEST_POINTS:
        return None
    best = 0.0
    for reach, step, bin_rows in ((WIDEST, 1.0, 3.0), (1.0, 0.2, 1.5), (0.2, 0.04, 1.0)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_closeness(rows, columns, float(angle), bin_rows) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def _lower_edges(mask: Grey) -> tuple[Values, Values]:
    import numpy as np

    edges = (mask[:-1] != 0) & (mask[1:] == 0)
    rows, columns = np.nonzero(edges)
    if len(rows) > MOST_POINTS:
        chosen = np.linspace(0, len(rows) - 1, MOST_POINTS).astype(np.int64)
        rows, columns = rows[chosen], columns[chosen]
    return rows.astype(np.float64), columns.astype(np.float64)


def _closeness(rows: Values, columns: Values, degrees: float, bin_rows: float) -> float:
    """Sum of the squares of a histogram of the points' heights above a slanted level."""
    import numpy as np

    radians = math.radians(degrees)
    heights = (rows * math.cos(radians) - columns * math.sin(radians)) / bin_rows
    counts = np.bincount((heights - heights.min()).astype(np.int64)).astype(np.float64)
    return float(counts @ counts)
