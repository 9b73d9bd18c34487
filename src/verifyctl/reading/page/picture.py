"""Grey pictures: made from colour, turned in quarters, resized."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.base import Box

    Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class View:
    """What is looked at of a picture, 8-bit grey or RGB: a part of it, or with None all."""

    picture: NDArray[np.uint8]
    part: Box | None = None

    @property
    def seen(self) -> NDArray[np.uint8]:
        """The pixels of that part."""
        if self.part is None:
            return self.picture
        x, y = self.part.x, self.part.y
        return self.picture[y : y + self.part.height, x : x + self.part.width]


def to_grey(rgb: NDArray[np.uint8]) -> Grey:
    """Grey values 0 to 255, shape (height, width), from RGB of shape (height, width, 3); grey stays as it is."""
    import cv2
    import numpy as np

    if rgb.ndim == 2:
        return rgb
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def turn(grey: Grey, turned: int) -> Grey:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(grey, -(turned // 90)))


def scaled(picture: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    """Grey or colours resized by `factor`, averaging where it gets smaller; at least one pixel each way."""
    import cv2
    import numpy as np

    if factor == 1:
        return picture
    height, width = picture.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=method), dtype=np.uint8)
