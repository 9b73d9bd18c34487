"""Small pictures for people to look at: JPEG without a byte of metadata, blurred where that was asked for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

Channel = Literal["red", "green"]

_COARSE = 24
"""Pixels of the longer side that are left of a blurred picture: no face and no word can be made out."""


def preview(
    rgb: NDArray[np.uint8],
    *,
    longest: int,
    quality: int,
    blurred: bool = False,
    channel: Channel | None = None,
    part: Sequence[int] | None = None,
) -> bytes:
    """A JPEG file of at most `longest` pixels in its longer side. `rgb` has shape (height, width, 3), 8-bit.

    `quality` is the IJG's, 1 to 95. With `channel`, that channel alone, in grey. With `part`, a width and a height,
    only so much of the picture's upper left. What is blurred is first reduced to 24 pixels, so that nothing can be
    brought back.
    """
    from PIL import Image

    if part is not None:
        rgb = rgb[: part[1], : part[0]]
    samples = rgb if channel is None else rgb[:, :, 0 if channel == "red" else 1]
    picture = Image.fromarray(samples)
    picture = picture.resize(_size(picture.size, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if blurred:
        picture = picture.resize(_size(picture.size, _COARSE), Image.Resampling.BOX).resize(
            picture.size, Image.Resampling.BICUBIC
        )
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def _size(size: tuple[int, int], longest: int) -> tuple[int, int]:
    factor = min(1.0, longest / max(size))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
