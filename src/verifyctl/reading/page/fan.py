"""Lines of text that fan out, as on a photograph taken at an angle: measured by the text, where no paper's edge shows.

Level lines of a sheet seen at an angle meet in one point, so that their slope changes steadily from top to bottom. The
change is looked for as the slant is: where the lower edges of letters, carried along such lines, fall closest together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.page.deskew import FEWEST_POINTS

if TYPE_CHECKING:
    from verifyctl.reading.page.deskew import Values
    from verifyctl.reading.page.plane import Matrix, Points

MOST_DEGREES = 6.0
"""Between slopes at the top and at the bottom of the page; more is not looked for."""

LEAST_DEGREES = 0.4
"""Less is not worth mending."""

LEAST_GAIN = 1.1
"""How much closer together the text must fall for it to be believed."""

STEPS = ((MOST_DEGREES, 0.4, 0.4, 2.0), (0.4, 0.1, 0.2, 1.2))
"""Reach and step of the change, reach of the slope, all in degrees, and the thickness of what is one height."""


def fan_of(points: Points, width: float, height: float) -> tuple[float, float] | None:
    """The slope of text at height 0, and its change with each pixel downwards, where lines pass the page's middle.

    `points` lie under letters on a page whose text is level on the whole; None where its slope does not change.
    """
    if len(points) < FEWEST_POINTS:
        return None
    x, y = points[:, 0] - width / 2, points[:, 1] - height / 2
    change = slope = 0.0
    for reach, step, other, thickness in STEPS:
        changes = np.radians(np.arange(-reach, reach + step / 2, step)) / height + change
        change = float(max(changes, key=lambda value: _closeness(x, y, slope, float(value), thickness)))
        slopes = np.radians(np.arange(-other, other + other / 8, other / 4)) + slope
        slope = float(max(slopes, key=lambda value: _closeness(x, y, float(value), change, thickness)))
    thickness = STEPS[-1][-1]
    gain = _closeness(x, y, slope, change, thickness) / _closeness(x, y, 0.0, 0.0, thickness)
    if gain < LEAST_GAIN or abs(np.degrees(change * height)) < LEAST_DEGREES:
        return None
    return slope - change * height / 2, change


def _closeness(x: Values, y: Values, slope: float, change: float, thickness: float) -> float:
    """Sum of the squares of a histogram of the heights at which the lines through the points pass the middle."""
    heights = (y - slope * x) / (1 + change * x) / thickness
    counts = np.bincount((heights - heights.min()).astype(np.int64)).astype(np.float64)
    return float(counts @ counts)


def levelled(slope: float, change: float, middle: float) -> Matrix:
    """From a page on which lines y = h, for all h, are level to one where they have the slope `slope + change * h`.

    The slopes are those where the lines pass x = `middle`.
    """
    meeting = -slope / change
    weight = np.array([-change, 0.0, 1 + change * middle])
    return np.array([middle * weight + (1.0, 0.0, -middle), meeting * weight + (0.0, 1.0, -meeting), weight])
