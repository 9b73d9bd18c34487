"""Boxes on the picture brought back to the level page that was read, so that rows are rows again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

Levelling = Callable[[Box], Box]


def unchanged(box: Box) -> Box:
    """For pictures that are read as they are."""
    return box


def levelling(matrix: NDArray[np.float64]) -> Levelling:
    """The way back for boxes placed on the picture through `matrix`, 3 x 3, pixels of the page to the picture's.

    A box placed there is drawn around four corners and so has grown; this takes the growth out again, to a pixel or two
    where the page was turned by less than about 20 degrees from a quarter turn. The result may reach over the page's
    edges but not below 0.
    """
    back = np.asarray(np.linalg.inv(matrix), dtype=np.float64)

    def level(box: Box) -> Box:
        centre = _through(back, box.x + box.width / 2, box.y + box.height / 2)
        here = _through(matrix, *centre)
        steps = [_through(matrix, centre[0] + 1, centre[1]), _through(matrix, centre[0], centre[1] + 1)]
        local = np.abs(np.array([[x - here[0], y - here[1]] for x, y in steps]).T)
        try:
            width, height = np.linalg.solve(local, (box.width, box.height))
        except np.linalg.LinAlgError:
            width, height = box.width, box.height
        width, height = max(float(width), 1.0), max(float(height), 1.0)
        left, top = max(round(centre[0] - width / 2), 0), max(round(centre[1] - height / 2), 0)
        return Box(x=left, y=top, width=round(width), height=round(height))

    return cache(level)


def _through(matrix: NDArray[np.float64], x: float, y: float) -> tuple[float, float]:
    across, down, depth = (float(value) for value in matrix @ (x, y, 1.0))
    depth = depth if abs(depth) > 1e-9 else 1e-9
    return across / depth, down / depth
