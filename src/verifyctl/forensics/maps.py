"""Pictures of error levels and of noise, for the eye only: nothing is counted on them, and no conclusion rests on them.

Error level analysis: Krawetz, "A picture's worth...", Black Hat USA 2007. Both maps light up edges, text and texture by
construction. What they are worth stands below them, in the picture itself, so that it goes where the picture goes.
"""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.forensics import outside
from verifyctl.reference.maps import ERROR_LEVELS, MAPS, NOISE, ROOM, of_detector, size_of, words_of_detector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    RGB = NDArray[np.uint8]

_QUALITY = 90
_BRIGHTEST = 99.5  # percentile that becomes white
_LINE, _SIZE = 20, 0.45
_LETTER = 7.4  # pixels across, on the average


def draw(rgb: RGB, detectors: Sequence[str] = ()) -> dict[str, bytes]:
    """The maps of an upright picture, shape (height, width, 3), dtype uint8, as PNG files by name.

    A named detector that is not there, fails or gives no map is left out.
    """
    files = {
        ERROR_LEVELS: _captioned(_stretched(_error_levels(rgb)), MAPS[ERROR_LEVELS].below),
        NOISE: _captioned(_stretched(_noise(rgb)), MAPS[NOISE].below),
    }
    for name in detectors:
        try:
            result = outside.run(name, rgb)
        except (outside.NoDetectorError, outside.DetectorError):
            continue
        if result.map is not None:
            caption = words_of_detector(name, result.version, result.weights).below
            files[of_detector(name)] = _captioned(_shown(result.map, _reduced(rgb)), caption)
    return files


def _error_levels(rgb: RGB) -> NDArray[np.uint8]:
    from PIL import Image

    held = io.BytesIO()
    Image.fromarray(rgb).save(held, "JPEG", quality=_QUALITY)
    with Image.open(held) as image:
        return np.asarray(cv2.absdiff(rgb, np.asarray(image.convert("RGB"))), dtype=np.uint8)


def _noise(rgb: RGB) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 1.2)), dtype=np.uint8)


def _stretched(values: NDArray[np.uint8]) -> RGB:
    """A map in the size that is shown, its brightest half per cent white; three channels."""
    small = _reduced(values).astype(np.float32)
    most = max(float(np.percentile(small, _BRIGHTEST)), 1.0)
    bright = np.clip(small * (255.0 / most), 0, 255).astype(np.uint8)
    return bright if bright.ndim == 3 else np.repeat(bright[:, :, None], 3, axis=2)


def _reduced(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture or map with its longer side at most LONG_SIDE, by the mean of what is put together."""
    size = size_of(picture.shape[1], picture.shape[0])
    if size == (picture.shape[1], picture.shape[0]):
        return picture
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _shown(values: NDArray[np.float32], rgb: RGB) -> RGB:
    """A detector's map over the picture's own grey: marked in red."""
    height, width = rgb.shape[:2]
    share = cv2.resize(values, (width, height), interpolation=cv2.INTER_LINEAR)[:, :, None]
    grey = np.repeat(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2)
    mixed = grey * (1 - 0.6 * share) + np.array([255.0, 40.0, 40.0]) * 0.6 * share
    return np.asarray(np.clip(mixed, 0, 255), dtype=np.uint8)


def _captioned(picture: RGB, caption: str) -> bytes:
    """The picture with its caption below it, as a PNG file."""
    from PIL import Image

    width = max(picture.shape[1], ROOM)
    plain = "".join(char if " " <= char <= "~" else "?" for char in caption)
    lines = textwrap.wrap(plain, max(20, int((width - 16) / _LETTER)))
    sheet = np.zeros((picture.shape[0] + _LINE * len(lines) + 12, width, 3), dtype=np.uint8)
    sheet[: picture.shape[0], : picture.shape[1]] = picture
    for number, line in enumerate(lines, start=1):
        at = (8, picture.shape[0] + _LINE * number)
        cv2.putText(sheet, line, at, cv2.FONT_HERSHEY_SIMPLEX, _SIZE, (255, 255, 255), 1, cv2.LINE_AA)
    held = io.BytesIO()
    Image.fromarray(sheet).save(held, "PNG")
    return held.getvalue()
