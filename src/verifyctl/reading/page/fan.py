"""Lines of text that fan out, as on a photograph taken at an angle: measured by the text, where no paper's edge shows.

Level lines of a sheet seen at an angle meet in one point, so that their slope changes steadily from top to bottom. The
change is looked for as the slant is: where the lower edges of letters, carried along such lines, fall closest together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.text import Step
from verifyctl.reading.page.deskew import FEWEST_POINTS

if TYPE_CHECKING:
    from verifyctl.reading.page.deskew import Values
    from verifyctl.reading.page.plane import Matrix, Points

MOST_DEGREES = 6.0
"""Between slopes at the top and at the bottom of the page; more is not looked for."""

LEAST_DEGREES = 0.4
"""Less is not worth mending."""

LEAST_GAIN = 1.1
"""How much closer together the text must fall for a fan to be believed."""

STEPS = ((MOST_DEGREES, 0.4, 0.4, 2.0), (0.4, 0.1, 0.2, 1.2))
"""Reach and step of the change, reach of the slope, all in degrees, and the thickness of what is one height."""


@dataclass(frozen=True)
class Fan:
    """Lines have the slope `slope + change * height` where they pass the middle of the page, `height` from its top.

    `gain` is how much closer together the text falls along them.
    """

    slope: float
    change: float
    gain: float

    def step(self, height: float) -> Step:
        """What is recorded of it for a page of this height."""
        top, bottom = (round(100 * math.degrees(self.slope + self.change * y)) for y in (0, height))
        return Step(name="unfan", params={"top_centidegrees": top, "bottom_centidegrees": bottom})


def fan_of(points: Points, width: float, height: float) -> Fan | None:
    """How lines fan out on a page whose text is level on the whole; None where they do not.

    `points` lie under letters.
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
    return Fan(slope - change * height / 2, change, gain)


def _closeness(x: Values, y: Values, slope: float, change: float, thickness: float) -> float:
    """Sum of the squares of a histogram of the heights at which the lines through the points pass the middle."""
    heights = (y - slope * x) / (1 + change * x) / thickness
    counts = np.bincount((heights - heights.min()).astype(np.int64)).astype(np.float64)
    return float(counts @ counts)


def levelled(fan: Fan, middle: float) -> Matrix:
    """From a page on which the lines of the fan are level to the one on which they fan out past x = `middle`."""
    slope, change = fan.slope, fan.change
    meeting = -slope / change
    weight = np.array([-change, 0.0, 1 + change * middle])
    return np.array([middle * weight + (1.0, 0.0, -middle), meeting * weight + (0.0, 1.0, -meeting), weight])
