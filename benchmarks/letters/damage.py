"""Fourteen ways in which a letter reaches somebody, from a clean scan to a hard photograph, each with its JPEG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import changes, page_damage, screens

RGB = NDArray[np.uint8]
Change = Callable[[RGB, np.random.Generator], RGB]


@dataclass(frozen=True)
class Damage:
    """A change of the page of 200 dots to the inch, and the quality of the JPEG at the end."""

    change: Change
    quality: int

    def file(self, page: RGB, rng: np.random.Generator) -> bytes:
        """The picture as somebody receives it."""
        return changes.encoded(np.ascontiguousarray(self.change(page, rng)), self.quality)


def same(page: RGB, _: np.random.Generator) -> RGB:
    return page


def to_width(page: RGB, wide: int) -> RGB:
    return page_damage.scaled(page, wide / page.shape[1])


def narrowed(wide: int) -> Change:
    return lambda page, _: to_width(page, wide)


def blurred(page: RGB, rng: np.random.Generator) -> RGB:
    """Out of focus."""
    small = to_width(page, 1200)
    return changes.uint8(cv2.GaussianBlur(small, (0, 0), rng.uniform(1.4, 2.1)))


def noisy(page: RGB, rng: np.random.Generator) -> RGB:
    """Little light: dull, grainy, a little soft."""
    small = to_width(page, 1200).astype(np.float32) * rng.uniform(0.72, 0.88)
    grain = cv2.GaussianBlur(rng.normal(0, 1, small.shape).astype(np.float32), (0, 0), 0.6)
    return changes.clipped(small + grain * (rng.uniform(16, 28) / grain.std()))


def photo(page: RGB, rng: np.random.Generator) -> RGB:
    return page_damage.photo(page, rng).rgb


def hard_photo(page: RGB, rng: np.random.Generator) -> RGB:
    return page_damage.hard_photo(page, rng).rgb


def turned(page: RGB, rng: np.random.Generator) -> RGB:
    """By a quarter to either side, or upside down."""
    return np.rot90(to_width(page, 1200), int(rng.integers(1, 4)))


def skewed(page: RGB, rng: np.random.Generator) -> RGB:
    """Laid askew on a scanner: by two to eight degrees, on grey."""
    small = to_width(page, 1200)
    angle = rng.uniform(2, 8) * rng.choice((-1, 1))
    high, wide = small.shape[:2]
    cos, sin = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    across, down = round(wide * cos + high * sin), round(wide * sin + high * cos)
    matrix[:, 2] += ((across - wide) / 2, (down - high) / 2)
    shade = int(rng.integers(170, 235))
    return changes.uint8(
        cv2.warpAffine(small, matrix, (across, down), flags=cv2.INTER_CUBIC, borderValue=(shade, shade, shade))
    )


def on_screen(page: RGB, rng: np.random.Generator) -> RGB:
    """A screenshot of a post, in a light or a dark application."""
    kind = int(rng.integers(0, 3))
    if kind == 0:
        return screens.feed(page, rng, screens.LIGHT if rng.integers(0, 2) else screens.DARK)
    return (page_damage.post_light if kind == 1 else page_damage.post_dark)(page, rng).rgb


def moire(page: RGB, rng: np.random.Generator) -> RGB:
    """A photograph of a monitor: its pixels beat with the camera's, bands, a dark frame, a little perspective."""
    small = to_width(page, 1180).astype(np.float32)
    high, wide = small.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    for _ in range(2):
        angle, period = rng.uniform(0, np.pi), rng.uniform(2.6, 9.0)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period)
        tones = rng.uniform(0.4, 1.0, 3).astype(np.float32)
        small += wave[:, :, None] * tones * rng.uniform(6, 15)
    small *= 1 + 0.05 * np.sin(2 * np.pi * (y / high * rng.uniform(2, 6) + rng.uniform()))[:, :, None]
    edge = 60
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    laid = corners + edge + rng.uniform(-0.016, 0.016, (4, 2)).astype(np.float32) * [wide, high]
    matrix = cv2.getPerspectiveTransform(corners, laid.astype(np.float32))
    size = (wide + 2 * edge, high + 2 * edge)
    seen = cv2.warpPerspective(small, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(22, 22, 26))
    return changes.clipped(cv2.GaussianBlur(seen, (0, 0), 0.6) + rng.normal(0, 2.0, seen.shape))


def resent(page: RGB, _: np.random.Generator) -> RGB:
    """Saved three times by three senders, smaller each time."""
    long_side = page.shape[0]
    first = changes.jpeg(page_damage.fitted(page, min(long_side, 1800)), 75)
    second = changes.jpeg(page_damage.fitted(first, 1600), 62)
    return page_damage.fitted(second, 1448)


DAMAGES: dict[str, Damage] = {
    "clean": Damage(same, 85),
    "w1200": Damage(narrowed(1200), 82),
    "w800": Damage(narrowed(800), 82),
    "w600": Damage(narrowed(600), 85),
    "jpeg30": Damage(narrowed(1100), 30),
    "blur": Damage(blurred, 85),
    "noise": Damage(noisy, 82),
    "photo": Damage(photo, 88),
    "photohard": Damage(hard_photo, 80),
    "rot": Damage(turned, 82),
    "skew": Damage(skewed, 82),
    "screenshot": Damage(on_screen, 82),
    "moire": Damage(moire, 80),
    "recomp": Damage(resent, 55),
}
