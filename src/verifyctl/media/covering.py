"""A copy of a picture with parts painted over: black burnt into the pixels, everything else of the file left behind."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifyctl.model.base import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def covered(rgb: NDArray[np.uint8], boxes: Sequence[Box]) -> bytes:
    """A PNG file of the picture (height, width, 3; 0 to 255) in which every box is black; it holds no metadata.

    Boxes are in pixels of the upright picture; what of them lies outside is passed over. Raises ValueError for a box
    that covers nothing of the picture: whoever asked for it meant something else.
    """
    from PIL import Image

    height, width = rgb.shape[:2]
    copy = rgb.copy()
    for box in boxes:
        left, top = max(0, box.x), max(0, box.y)
        right, bottom = min(width, box.x + box.width), min(height, box.y + box.height)
        if right <= left or bottom <= top:
            raise ValueError(f"the box {box.x},{box.y},{box.width},{box.height} lies outside of {width} x {height}")
        copy[top:bottom, left:right] = 0
    stream = io.BytesIO()
    Image.fromarray(copy).save(stream, "PNG", optimize=False)
    return stream.getvalue()
