"""The embedded thumbnail held against the picture.

Cameras letterbox thumbnails and leave them unturned, so bars are trimmed and four rotations are tried; the highest
correlation of grey values counts. Base rates in untouched files are printed by benchmarks/thumbnails.py.

The picture is decoded anew for it, small: a JPEG's decoder can leave out detail that nobody would look at, at a third
of the cost, and the value does not depend on what else was decoded.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifyctl.media.formats import DECODERS, JPEG
from verifyctl.model.metadata import Thumbnail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_THUMBNAIL_PIXELS = 4_000_000
_SIDE = 48
_LONG_SIDE = 480
_BAR = 24  # grey values at or below this count as a letterbox bar
_FLAT = 4.0


@dataclass(frozen=True)
class Grey:
    """A picture in grey, upright: float32, shape (height, width), 0 to 255, and the size of the whole picture."""

    values: NDArray[np.float32]
    width: int
    height: int


def small_jpeg(data: bytes, *, max_pixels: int) -> Grey | None:
    """A JPEG in grey at about 480 pixels or more on its long side; None where it cannot be decoded. Never raises."""
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(io.BytesIO(data), formats=DECODERS[JPEG]) as image:
                width, height = image.size
                if width * height > max_pixels:
                    return None
                factor = max(1, max(width, height) // _LONG_SIDE)
                image.draft("L", (max(1, width // factor), max(1, height // factor)))
                upright = ImageOps.exif_transpose(image).convert("L")
                turned = (upright.width > upright.height) != (width > height) and width != height
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - decoders raise nearly anything on hostile bytes
        return None
    values = np.asarray(upright, dtype=np.float32)
    return Grey(_thinned(values), *((height, width) if turned else (width, height)))


def small_picture(rgb: NDArray[np.uint8]) -> Grey:
    """The same of a decoded picture of shape (height, width, 3)."""
    import numpy as np

    height, width = rgb.shape[:2]
    step = max(1, max(height, width) // _LONG_SIDE)
    weights = np.array([0.299, 0.587, 0.114], dtype=np.float32)
    return Grey(rgb[::step, ::step].astype(np.float32) @ weights, width, height)


def compare(thumbnail: bytes, picture: Grey) -> Thumbnail | None:
    """Decode a JPEG thumbnail and compare it with an upright picture. None if the bytes are no decodable JPEG."""
    small = small_jpeg(thumbnail, max_pixels=MAX_THUMBNAIL_PIXELS)
    if small is None:
        return None
    found = [value for value in _correlations(small.values, picture.values) if value is not None]
    likeness = round(max(found) * 1000) if found else None
    return Thumbnail(width=small.width, height=small.height, likeness=likeness)


def _correlations(small: Any, picture: Any) -> Iterator[float | None]:
    """In four rotations, as it is and without bars, with the picture whole and its middle cut to the same shape."""
    import numpy as np

    whole = _standard(_resized(picture))
    trimmed = _without_bars(small)
    for view in (small,) if trimmed.shape == small.shape else (small, trimmed):
        square = _resized(view)
        height, width = view.shape
        lying, standing = (_standard(_resized(_middle(picture, ratio))) for ratio in (width / height, height / width))
        for turns in range(4):
            turned = _standard(np.rot90(square, turns))
            for other in (whole, standing if turns % 2 else lying):
                yield None if turned is None or other is None else float(turned @ other)


def _thinned(values: Any) -> Any:
    """Every so many values only, where a decoder had to give more than are needed."""
    step = max(1, max(values.shape) // (2 * _LONG_SIDE))
    return values[::step, ::step]


def _without_bars(grey: Any) -> Any:
    """Without near-black rows and columns at the edges, as long as half of each side remains."""
    import numpy as np

    rows = np.flatnonzero(grey.max(axis=1) > _BAR)
    columns = np.flatnonzero(grey.max(axis=0) > _BAR)
    if len(rows) == 0 or len(columns) == 0:
        return grey
    cut = grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return cut if cut.shape[0] * 2 >= grey.shape[0] and cut.shape[1] * 2 >= grey.shape[1] else grey


def _middle(grey: Any, ratio: float) -> Any:
    """The middle of the picture, cut to a relation of width to height."""
    height, width = grey.shape
    if width / height > ratio:
        cut = max(1, round(height * ratio))
        start = (width - cut) // 2
        return grey[:, start : start + cut]
    cut = max(1, round(width / ratio))
    start = (height - cut) // 2
    return grey[start : start + cut]


def _resized(grey: Any) -> Any:
    import numpy as np
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(grey, dtype=np.float32))
    return np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX))


def _standard(grey: Any) -> Any:
    """The values as a vector of mean nought and length one; None where they have too little contrast."""
    import numpy as np

    flat = grey.ravel() - grey.mean()
    length = float(np.sqrt(flat @ flat))
    return None if length < _FLAT * np.sqrt(flat.size) else flat / length
