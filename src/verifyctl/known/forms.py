"""One picture in the smaller forms from which hashes, the test for pages and local features start, each made once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

SAMPLED_SIDE = 256
"""Pixels: the side of `Forms.sampled`."""
_KEPT = 16_000_000
"""Pixels: Pillow's copy of a larger picture, four bytes each, is made again and not kept."""


class Forms:
    """A picture of shape (height, width, 3), dtype uint8, upright. What it is asked for is kept as long as it is."""

    def __init__(self, rgb: NDArray[np.uint8]) -> None:
        self.rgb = rgb
        self._image: Image | None = None

    @classmethod
    def of(cls, picture: Shown) -> Forms:
        """The forms of a picture that may have them already."""
        return picture if isinstance(picture, Forms) else cls(picture)

    @property
    def width(self) -> int:
        """Pixels of a row."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Pixels of a column."""
        return int(self.rgb.shape[0])

    @property
    def image(self) -> Image:
        """As Pillow has it."""
        if self._image is not None:
            return self._image
        from PIL import Image

        made = Image.fromarray(np.ascontiguousarray(self.rgb))
        if self.width * self.height <= _KEPT:
            self._image = made
        return made

    @cached_property
    def luma(self) -> Image:
        """In grey, by Pillow's arithmetic; hashes are bound to it."""
        return self.image.convert("L")

    @cached_property
    def grey(self) -> NDArray[np.uint8]:
        """In grey, by OpenCV's arithmetic, shape (height, width); local features are bound to it."""
        import cv2

        return np.asarray(cv2.cvtColor(np.ascontiguousarray(self.rgb), cv2.COLOR_RGB2GRAY), dtype=np.uint8)

    @cached_property
    def sampled(self) -> NDArray[np.uint8]:
        """Averaged to 256 x 256 pixels, whatever its proportions; shape (256, 256, 3)."""
        import cv2

        size = (SAMPLED_SIDE, SAMPLED_SIDE)
        return np.asarray(cv2.resize(self.rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


if TYPE_CHECKING:
    Shown = NDArray[np.uint8] | Forms
