"""The plane of a page and that of the picture: homographies between them, points and boxes carried over.

Coordinates are those of pixel edges: the pixel in column i reaches from i to i + 1. A matrix has shape (3, 3) and
takes points of the new picture to points of the one it was made from.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from verifyctl.model.base import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey

    Matrix = NDArray[np.float64]
    Points = NDArray[np.float64]

PAPER = 255
_ROUNDING = 1e-6


def quarter_turn(width: int, height: int, turned: int) -> Matrix:
    """From a picture turned clockwise by 0, 90, 180 or 270 degrees back to the one of `width` x `height`."""
    import numpy as np

    rows: dict[int, list[list[float]]] = {
        90: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        270: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }
    return np.asarray(rows.get(turned, np.eye(3)), dtype=np.float64)


def resizing(new: tuple[int, ...], old: tuple[int, ...]) -> Matrix:
    """From a picture of the shape `new` (height, width) to the one of the shape `old` that it was resized from."""
    import numpy as np

    return np.diag([old[1] / new[1], old[0] / new[0], 1.0])


def framing(margin: int) -> Matrix:
    """From a picture with a margin of so many pixels all around back to the one without."""
    return placing(-margin, -margin)


def placing(x: int, y: int) -> Matrix:
    """From a part of a picture to the whole, on which its top left corner lies at (x, y)."""
    import numpy as np

    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def rotation(width: int, height: int, degrees: float) -> tuple[Matrix, tuple[int, int]]:
    """A turn by `degrees` clockwise about the middle; the new picture, (width, height), holds all of the old one."""
    import numpy as np

    radians = math.radians(degrees)
    cos, sin = math.cos(radians), math.sin(radians)
    new_width = math.ceil(width * abs(cos) + height * abs(sin) - _ROUNDING)
    new_height = math.ceil(width * abs(sin) + height * abs(cos) - _ROUNDING)
    x, y = new_width / 2, new_height / 2
    matrix = np.array(
        [
            [cos, sin, width / 2 - cos * x - sin * y],
            [-sin, cos, height / 2 + sin * x - cos * y],
            [0.0, 0.0, 1.0],
        ]
    )
    return matrix, (new_width, new_height)


def carried(matrix: Matrix, points: Points) -> Points:
    """Points of shape (n, 2) through the matrix."""
    import numpy as np

    places = np.column_stack((points, np.ones(len(points)))) @ matrix.T
    return np.asarray(places[:, :2] / places[:, 2:], dtype=np.float64)


def backwards(matrix: Matrix) -> Matrix:
    """From the old picture to the new one."""
    import numpy as np

    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def corners_of(x: float, y: float, width: float, height: float) -> Points:
    """The corners of a rectangle, clockwise from the top left, shape (4, 2)."""
    import numpy as np

    return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], dtype=np.float64)


def magnified(matrix: Matrix, x: float, y: float) -> float:
    """How many pixels of the old picture a pixel of the new one at (x, y) is wide, direction aside."""
    import numpy as np

    scale = float(matrix[2] @ (x, y, 1.0))
    return float(np.sqrt(abs(np.linalg.det(matrix) / scale**3)))


def box_around(matrix: Matrix, box: Box, width: int, height: int) -> Box:
    """What a box covers on the picture of `width` x `height`: upright around it, rounded outwards, clipped."""
    points = carried(matrix, corners_of(box.x, box.y, box.width, box.height))
    left, top = points.min(axis=0) + _ROUNDING
    right, bottom = points.max(axis=0) - _ROUNDING
    x, y = _clip(math.floor(left), width), _clip(math.floor(top), height)
    return Box(
        x=x,
        y=y,
        width=max(_clip(math.ceil(right), width) - x, 0),
        height=max(_clip(math.ceil(bottom), height) - y, 0),
    )


def warped(grey: Grey, matrix: Matrix, size: tuple[int, int]) -> Grey:
    """The new picture of `size` (width, height), every pixel taken from where the matrix says; white beyond edges."""
    import cv2
    import numpy as np

    centre = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    by_centres = backwards(centre) @ matrix @ centre
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    if np.array_equal(matrix[2], (0, 0, 1)):
        new = cv2.warpAffine(grey, by_centres[:2], size, flags=flags, borderValue=PAPER)
    else:
        new = cv2.warpPerspective(grey, by_centres, size, flags=flags, borderValue=PAPER)
    return np.asarray(new, dtype=np.uint8)


def _clip(value: int, limit: int) -> int:
    return min(max(value, 0), limit)
