"""What is laid on a picture or around it: frames, captions, signs, words."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks import screens
from benchmarks.changes import centre, clipped, uint8

RGB = NDArray[np.uint8]


def framed(rgb: RGB, rng: np.random.Generator, share: float, colour: int | None = None) -> RGB:
    """A border of a share of the longer side all around."""
    edge = round(max(rgb.shape[:2]) * share)
    tone = rng.integers(0, 256, 3) if colour is None else np.full(3, colour)
    return uint8(cv2.copyMakeBorder(rgb, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=[int(v) for v in tone]))


def letterboxed(rgb: RGB) -> RGB:
    """Black bars to the shape of a square, or of 9:16 where it was upright or square already."""
    high, wide = rgb.shape[:2]
    if wide > high * 1.05:
        missing = (wide - high) // 2
        return uint8(cv2.copyMakeBorder(rgb, missing, missing, 0, 0, cv2.BORDER_CONSTANT, value=(0, 0, 0)))
    missing = max(0, (high * 16 // 9 - wide) // 2)
    return uint8(cv2.copyMakeBorder(rgb, 0, 0, missing, missing, cv2.BORDER_CONSTANT, value=(0, 0, 0)))


def polaroid(rgb: RGB, rng: np.random.Generator) -> RGB:
    high, wide = rgb.shape[:2]
    edge = wide // 16
    card = Image.new("RGB", (wide + 2 * edge, high + edge * 5), (250, 249, 246))
    card.paste(Image.fromarray(rgb), (edge, edge))
    size = max(14, wide // 26)
    screens.paragraph(
        ImageDraw.Draw(card), screens.sentence(rng, 4, False), (edge, high + edge * 2, wide), size, (60, 60, 80)
    )
    return np.asarray(card)


def on_itself(rgb: RGB) -> RGB:
    """On its own blurred enlargement, 9:16 upright, as video editors fill the screen."""
    wide, high = 1080, 1920
    back = cv2.GaussianBlur(cv2.resize(centre(rgb, wide / high), (wide // 4, high // 4)), (0, 0), 12)
    canvas = Image.fromarray(clipped(cv2.resize(back, (wide, high)) * 0.8))
    shown = screens.fitted(rgb, wide, high)
    canvas.paste(shown, ((wide - shown.width) // 2, (high - shown.height) // 2))
    return np.asarray(canvas)


def captioned(rgb: RGB, rng: np.random.Generator, above: bool, below: bool) -> RGB:
    """Lines of text on a plain band above or below."""
    high, wide = rgb.shape[:2]
    size = max(16, wide // 24)
    parts: list[RGB] = [rgb]
    for wanted, at in ((above, 0), (below, 2)):
        if wanted:
            dark, arabic = bool(rng.integers(0, 2)), bool(rng.integers(0, 2))
            band = Image.new("RGB", (wide, high), (12, 12, 12) if dark else (255, 255, 255))
            words = screens.sentence(rng, int(rng.integers(8, 26)), arabic)
            ink = (245, 245, 245) if dark else (16, 16, 16)
            ends = screens.paragraph(ImageDraw.Draw(band), words, (size, size // 2, wide - size), size, ink, heavy=True)
            parts.insert(at, np.asarray(band)[: min(ends + size // 2, high)])
    return np.concatenate(parts)


def meme(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Large outlined capitals across top and bottom."""
    image = Image.fromarray(rgb)
    pen = ImageDraw.Draw(image)
    high, wide = rgb.shape[:2]
    size = max(18, min(wide // 11, high // 7))
    face = screens.font(screens.HEAVY, size)
    for top in (int(high * 0.02), int(high * 0.97 - 1.3 * size)):
        words = screens.sentence(rng, 12, False).upper().split()
        line: list[str] = []
        while words and face.getbbox(" ".join([*line, words[0]]))[2] < wide * 0.96:
            line.append(words.pop(0))
        shown = " ".join(line)
        x = (wide - face.getbbox(shown)[2]) // 2
        pen.text((x, top), shown, font=face, fill="white", stroke_width=max(2, size // 14), stroke_fill="black")
    return np.asarray(image)


def lower_third(rgb: RGB, rng: np.random.Generator) -> RGB:
    """The banner of a news channel over the lower quarter."""
    image = Image.fromarray(rgb)
    pen = ImageDraw.Draw(image)
    high, wide = rgb.shape[:2]
    top, size = int(high * 0.76), max(14, wide // 28)
    pen.rectangle((0, top, wide, int(high * 0.93)), fill=(150, 16, 24))
    pen.rectangle((0, int(high * 0.93), wide, high), fill=(245, 245, 245))
    pen.rectangle((int(wide * 0.02), top - size * 2, int(wide * 0.2), top), fill=(20, 30, 90))
    pen.text((int(wide * 0.04), top - int(size * 1.7)), "LIVE", font=screens.font(screens.HEAVY, size), fill="white")
    arabic = bool(rng.integers(0, 2))
    right = wide - int(wide * 0.04)
    screens.paragraph(
        pen, screens.sentence(rng, 6, arabic), (int(wide * 0.04), top + size // 3, right), size, (255, 255, 255)
    )
    return np.asarray(image)


def logo(rgb: RGB, rng: np.random.Generator) -> RGB:
    """A channel's sign in one corner, a quarter of the width."""
    image = Image.fromarray(rgb)
    pen = ImageDraw.Draw(image)
    high, wide = rgb.shape[:2]
    across = wide // 4
    left = int(wide * 0.03) if rng.integers(0, 2) else wide - across - int(wide * 0.03)
    top = int(high * 0.03) if rng.integers(0, 2) else high - across // 3 - int(high * 0.03)
    tone = tuple(int(v) for v in rng.integers(20, 200, 3))
    pen.rounded_rectangle((left, top, left + across, top + across // 3), across // 20, fill=tone)
    pen.ellipse(
        (left + across // 20, top + across // 20, left + across // 3 - across // 20, top + across // 3 - across // 20),
        fill="white",
    )
    face = screens.font(screens.HEAVY, max(10, across // 6))
    pen.text((left + across // 3, top + across // 20), f"CH{rng.integers(1, 99)}", font=face, fill="white")
    return np.asarray(image)


def emoji(rgb: RGB, rng: np.random.Generator) -> RGB:
    """Five yellow faces, each a seventh of the longer side."""
    image = Image.fromarray(rgb)
    pen = ImageDraw.Draw(image)
    high, wide = rgb.shape[:2]
    r = max(high, wide) // 14
    for _ in range(5):
        x, y = int(rng.integers(r, max(r + 1, wide - r))), int(rng.integers(r, max(r + 1, high - r)))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(252, 206, 52), outline=(200, 140, 20), width=max(1, r // 16))
        for side in (-1, 1):
            pen.ellipse(
                (x + side * r // 3 - r // 7, y - r // 3 - r // 6, x + side * r // 3 + r // 7, y - r // 3 + r // 6),
                fill=(90, 56, 10),
            )
        pen.chord((x - r // 2, y - r // 6, x + r // 2, y + r * 2 // 3), 0, 180, fill=(120, 50, 20))
    return np.asarray(image)


def watermarked(rgb: RGB, rng: np.random.Generator) -> RGB:
    """The same word slantwise all over, half transparent."""
    high, wide = rgb.shape[:2]
    face = screens.font(screens.HEAVY, max(14, wide // 18))
    layer = Image.new("L", (wide + high, wide + high), 0)
    pen = ImageDraw.Draw(layer)
    step = wide // 3
    word = screens.sentence(rng, 2, False).upper()
    for row, y in enumerate(range(0, wide + high, max(20, wide // 6))):
        for x in range(-step * (row % 2) // 2, wide + high, step):
            pen.text((x, y), word, font=face, fill=255)
    turned = layer.rotate(30, Image.Resampling.BICUBIC)
    mask = (
        np.asarray(turned.crop((high // 2, wide // 2, high // 2 + wide, wide // 2 + high)), dtype=np.float32)[
            :, :, None
        ]
        / 255
    )
    return clipped(rgb * (1 - 0.35 * mask) + 255 * 0.35 * mask)
