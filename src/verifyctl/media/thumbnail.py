"""The embedded thumbnail held against the picture.

Cameras letterbox thumbnails and leave them unturned, so bars are trimmed and four rotations are tried; the highest
correlation of grey values counts. Base rates in untouched files are printed by benchmarks/thumbnails.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifyctl.media.formats import JPEG
from verifyctl.media.pixels import UndecodableError, decode
from verifyctl.model.metadata import Thumbnail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_THUMBNAIL_PIXELS = 4_000_000
_SIDE = 48
_BAR = 24  # grey values at or below this count as a letterbox bar
_FLAT = 4.0


def compare(thumbnail: bytes, picture: NDArray[np.uint8]) -> Thumbnail | None:
    """Decode a JPEG thumbnail and compare it with an upright picture of shape (height, width, 3).

    None if the bytes are no decodable JPEG.
    """
    import numpy as np

    try:
        small = decode(thumbnail, JPEG, max_pixels=MAX_THUMBNAIL_PIXELS).rgb
    except UndecodableError:
        return None
    height, width = small.shape[:2]
    best: float | None = None
    for trimmed in (_grey(small), _without_bars(_grey(small))):
        for turns in range(4):
            turned = np.rot90(trimmed, turns)
            for view in _views(_grey(picture), turned.shape[1] / turned.shape[0]):
                value = _correlation(_resized(turned), _resized(view))
                if value is not None and (best is None or value > best):
                    best = value
    return Thumbnail(width=width, height=height, likeness=None if best is None else round(best * 1000))


def _grey(rgb: Any) -> Any:
    import numpy as np

    step = max(1, max(rgb.shape[:2]) // 1024)
    return rgb[::step, ::step].astype(np.float32) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)


def _without_bars(grey: Any) -> Any:
    """Without near-black rows and columns at the edges, as long as half of each side remains."""
    import numpy as np

    rows = np.flatnonzero(grey.max(axis=1) > _BAR)
    columns = np.flatnonzero(grey.max(axis=0) > _BAR)
    if len(rows) == 0 or len(columns) == 0:
        return grey
    cut = grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return cut if cut.shape[0] * 2 >= grey.shape[0] and cut.shape[1] * 2 >= grey.shape[1] else grey


def _views(grey: Any, ratio: float) -> tuple[Any, ...]:
    """The picture whole, and its middle cut to the thumbnail's shape."""
    height, width = grey.shape
    if width / height > ratio:
        cut = max(1, round(height * ratio))
        start = (width - cut) // 2
        return grey, grey[:, start : start + cut]
    cut = max(1, round(width / ratio))
    start = (height - cut) // 2
    return grey, grey[start : start + cut]


def _resized(grey: Any) -> Any:
    import numpy as np
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(grey, dtype=np.float32))
    return np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX))


def _correlation(first: Any, second: Any) -> float | None:
    import numpy as np

    if first.std() < _FLAT or second.std() < _FLAT:
        return None
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])
