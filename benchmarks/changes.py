"""Changes of a picture as a whole: encoding, size, tone, colours, turns, crops. Seeded where chance has a part."""

from __future__ import annotations

import io
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

RGB = NDArray[np.uint8]


def encoded(rgb: RGB, quality: int) -> bytes:
    held = io.BytesIO()
    Image.fromarray(rgb).save(held, "JPEG", quality=quality)
    return held.getvalue()


def decoded(data: bytes) -> RGB:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def jpeg(rgb: RGB, quality: int) -> RGB:
    """Through JPEG and back."""
    return decoded(encoded(rgb, quality))


def resized(rgb: RGB, across: float, down: float | None = None) -> RGB:
    high, wide = rgb.shape[:2]
    size = (max(1, round(wide * across)), max(1, round(high * (across if down is None else down))))
    how = Image.Resampling.LANCZOS if across < 1 else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(rgb).resize(size, how))


def limited(rgb: RGB, long_side: int) -> RGB:
    longest = max(rgb.shape[:2])
    return resized(rgb, long_side / longest) if longest > long_side else rgb


def messenger(rgb: RGB) -> RGB:
    return jpeg(jpeg(limited(jpeg(limited(rgb, 1280), 75), 1024), 60), 70)


def webp(rgb: RGB) -> RGB:
    held = io.BytesIO()
    Image.fromarray(rgb).save(held, "WEBP", quality=30)
    return decoded(held.getvalue())


def blurred(rgb: RGB, sigma: float) -> RGB:
    """Gaussian blur; sigma is for a long side of 1,024 px and grows with the picture."""
    return uint8(cv2.GaussianBlur(rgb, (0, 0), sigma * max(rgb.shape[:2]) / 1024))


def noisy(rgb: RGB, rng: np.random.Generator, sigma: float) -> RGB:
    return clipped(rgb + rng.normal(0.0, sigma, rgb.shape))


def toned(rgb: RGB, gain: float = 1.0, contrast: float = 1.0, gamma: float = 1.0) -> RGB:
    values = (np.arange(256) / 255.0) ** gamma * 255.0
    values = (values * gain - 128.0) * contrast + 128.0
    return clipped(values)[rgb]


def mixed(rgb: RGB, rows: Sequence[Sequence[float]]) -> RGB:
    return clipped(rgb.astype(np.float32) @ np.asarray(rows, dtype=np.float32).T)


def grey(rgb: RGB) -> RGB:
    return np.repeat(np.asarray(Image.fromarray(rgb).convert("L"))[:, :, None], 3, axis=2)


def saturated(rgb: RGB, by: float) -> RGB:
    level = grey(rgb).astype(np.float32)
    return clipped(level + (rgb - level) * by)


def filtered(rgb: RGB) -> RGB:
    """A filter as applications offer them: faded blacks, warm, dark corners."""
    high, wide = rgb.shape[:2]
    y, x = np.mgrid[-1 : 1 : high * 1j, -1 : 1 : wide * 1j]
    corners = 1.0 - 0.45 * np.clip(np.hypot(x, y) - 0.4, 0, None)
    faded = 36 + rgb * 0.80 * np.array([1.08, 1.0, 0.86])
    return clipped(faded * corners[:, :, None])


def mirrored(rgb: RGB) -> RGB:
    return rgb[:, ::-1]


def tilted(rgb: RGB, rng: np.random.Generator, degrees: float, crop: bool) -> RGB:
    """Turned by plus or minus so many degrees: on white, enlarged, or cut to the largest upright rectangle inside."""
    high, wide = rgb.shape[:2]
    angle = degrees if rng.integers(0, 2) else -degrees
    cos, sin = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    new_wide, new_high = round(wide * cos + high * sin), round(wide * sin + high * cos)
    matrix[:, 2] += ((new_wide - wide) / 2, (new_high - high) / 2)
    turned = cv2.warpAffine(rgb, matrix, (new_wide, new_high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    if not crop:
        return uint8(turned)
    share = min(wide / (wide * cos + high * sin), high / (wide * sin + high * cos))
    in_wide, in_high = int(wide * share), int(high * share)
    left, top = (new_wide - in_wide) // 2, (new_high - in_high) // 2
    return uint8(turned[top : top + in_high, left : left + in_wide])


def cropped(rgb: RGB, rng: np.random.Generator, cut: float) -> RGB:
    """A share of the area cut away, the same share of width and height, at any place."""
    return window(rgb, rng, (1 - cut) ** 0.5, (1 - cut) ** 0.5)


def window(rgb: RGB, rng: np.random.Generator, across: float, down: float) -> RGB:
    high, wide = rgb.shape[:2]
    new_wide, new_high = round(wide * across), round(high * down)
    left, top = int(rng.integers(0, wide - new_wide + 1)), int(rng.integers(0, high - new_high + 1))
    return rgb[top : top + new_high, left : left + new_wide]


def square(rgb: RGB, rng: np.random.Generator) -> RGB:
    high, wide = rgb.shape[:2]
    side = min(high, wide)
    return window(rgb, rng, side / wide, side / high)


def centre(rgb: RGB, ratio: float) -> RGB:
    high, wide = rgb.shape[:2]
    new_wide, new_high = min(wide, round(high * ratio)), min(high, round(wide / ratio))
    left, top = (wide - new_wide) // 2, (high - new_high) // 2
    return rgb[top : top + new_high, left : left + new_wide]


def uint8(values: NDArray[np.generic] | cv2.typing.MatLike) -> RGB:
    return np.asarray(values, dtype=np.uint8)


def clipped(values: NDArray[np.floating]) -> RGB:
    return np.asarray(np.clip(np.rint(values), 0, 255), dtype=np.uint8)
