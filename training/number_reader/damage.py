"""What happens to print on the way to a file: paper, ink, camera, screens and compression."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.uint8]
Grey = NDArray[np.float32]


def warped(crop: Field, rng: np.random.Generator, strength: float) -> tuple[Field, int]:
    """Slanted, stretched, a little turned, thicker or thinner, and bent as paper bends.

    Also how many columns were added at either side before it was stretched.
    """
    if rng.random() < 0.3:
        crop = weighted(crop, rng)
    shear = rng.normal(0, 0.06) if rng.random() < 0.5 else 0.0
    side = round(abs(shear) * crop.shape[0] / 2)
    crop = np.pad(crop, ((0, 0), (side, side)))
    height, width = crop.shape
    stretch = float(np.clip(rng.normal(1, 0.1), 0.75, 1.35))
    rise = float(np.clip(rng.normal(0, 0.05), -0.1, 0.1)) * height * strength
    slope = rise / max(width, height)
    grown = max(4, round(width * stretch))
    matrix = np.array([[stretch, shear, -shear * height / 2], [slope, 1, -slope * width / 2]], np.float32)
    crop = cv2.warpAffine(crop, matrix, (grown, height), flags=cv2.INTER_LINEAR)
    if rng.random() < 0.2 + 0.2 * strength:
        crop = bent(crop, rng, strength)
    return crop, side


def weighted(crop: Field, rng: np.random.Generator) -> Field:
    """Strokes made thicker or thinner by about a pixel of the source."""
    kernel = np.ones((3, 3) if rng.random() < 0.6 else (2, 2), np.uint8)
    return cv2.dilate(crop, kernel) if rng.random() < 0.6 else cv2.erode(crop, np.ones((2, 2), np.uint8))


def bent(crop: Field, rng: np.random.Generator, strength: float) -> Field:
    """A slow wave along the strip (curled paper) and a small uneven displacement (worn type, a hand)."""
    height, width = crop.shape
    coarse = (max(2, width // height * 2 + 2), 3)
    shape = (coarse[1], coarse[0])
    dx = cv2.resize(
        rng.normal(0, 0.02 * height, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    dy = cv2.resize(
        rng.normal(0, 0.02 * height, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    wave = np.sin(np.arange(width) * rng.uniform(0.3, 2.0) / height + rng.uniform(0, 6.3)) * 0.03 * height * strength
    x = np.arange(width, dtype=np.float32)[None, :] + dx
    y = np.arange(height, dtype=np.float32)[:, None] + dy + wave.astype(np.float32)[None, :]
    return cv2.remap(crop, x, y, cv2.INTER_LINEAR)


def photographed(crop: Field, share: float, rng: np.random.Generator, strength: float, *, fresh: bool = False) -> Field:
    """The strip as grey values of a picture, at the size that a camera or scanner gave it.

    `share` is how much of its height the digits fill, `strength` 0 (a clean scan) to 1 (everything). `fresh`
    ink is not worn.
    """
    least = 15 - 8.0 * strength
    digit = float(np.exp(rng.uniform(np.log(least), np.log(26))))
    height = max(8, round(digit / share))
    width = max(8, round(crop.shape[1] * height / crop.shape[0]))
    cover = cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    cover = cover if fresh else worn(cover, rng, strength)
    paper, ink = rng.uniform(150, 255), rng.uniform(0, 90)
    if rng.random() < 0.15 * strength:
        ink = paper - rng.uniform(35, 70)
    image = paper + (ink - paper) * cover
    image = lit(image, rng, strength)
    image = blurred(image, rng, strength * digit / 14)
    if rng.random() < 0.22 * strength:
        image = gridded(image, rng)
    image += rng.normal(0, rng.uniform(0, 3 + (24 if rng.random() < 0.15 else 11) * strength), image.shape)
    if rng.random() < 0.2:
        image += (image - cv2.GaussianBlur(image, (0, 0), 1.2)) * rng.uniform(0.4, 1.5)
    return compressed(np.clip(image, 0, 255).astype(np.uint8), rng, strength)


def worn(cover: Grey, rng: np.random.Generator, strength: float) -> Grey:
    """Ink that is uneven, missing in spots, or spread with specks, as from ribbons, stamps and copiers."""
    chance = rng.random()
    if chance < 0.2 + 0.15 * strength:
        grain = cv2.GaussianBlur(rng.normal(0, 1, cover.shape).astype(np.float32), (0, 0), rng.uniform(0.6, 3))
        grain /= grain.std() + 1e-6
        cover = cover * np.clip(1.05 - rng.uniform(0.1, 0.45) * np.abs(grain), 0.15, 1)
    elif chance < 0.3 + 0.2 * strength:
        specks = (rng.random(cover.shape) < rng.uniform(0.001, 0.012)).astype(np.float32)
        cover = np.maximum(cover, cv2.GaussianBlur(specks, (0, 0), rng.uniform(0.4, 0.9)) * rng.uniform(1, 4))
    return np.clip(cover, 0, 1)


def lit(image: Grey, rng: np.random.Generator, strength: float) -> Grey:
    """Shading along and across, the paper's grain."""
    height, width = image.shape
    if rng.random() < 0.6:
        ends = rng.uniform(1 - 0.35 * strength, 1, 4).astype(np.float32).reshape(2, 2)
        image = image * cv2.resize(ends, (width, height), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.35:
        grain = cv2.GaussianBlur(rng.normal(0, 1, image.shape).astype(np.float32), (0, 0), rng.uniform(0.7, 4))
        image = image + grain / (grain.std() + 1e-6) * rng.uniform(0.5, 1.5 + 4 * strength)
    return image


def blurred(image: Grey, rng: np.random.Generator, amount: float) -> Grey:
    """Out of focus, or moved."""
    chance = rng.random()
    if chance < 0.5:
        return cv2.GaussianBlur(image, (0, 0), 0.25 + rng.uniform(0, 1.6) * amount)
    if chance < 0.62:
        length = max(2, round(rng.uniform(1, 6) * amount))
        kernel = np.zeros((length, length), np.float32)
        angle = rng.uniform(0, np.pi)
        centre = (length - 1) / 2
        reach = np.array([np.cos(angle), np.sin(angle)]) * centre
        start, end = (np.round(centre - reach)).astype(int), (np.round(centre + reach)).astype(int)
        cv2.line(kernel, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1.0, 1)
        return cv2.filter2D(image, -1, kernel / max(float(kernel.sum()), 1e-6))
    return image


def gridded(image: Grey, rng: np.random.Generator) -> Grey:
    """Moire: one or two gratings beating with the pixels of a screen."""
    height, width = image.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    for _ in range(int(rng.integers(1, 3))):
        angle, period = rng.uniform(0, np.pi), rng.uniform(2.2, 14)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period)
        image = image + wave * rng.uniform(3, 16)
    return image


def compressed(image: Field, rng: np.random.Generator, strength: float) -> Field:
    """Through JPEG once or twice, the second time at another size."""
    for _ in range(int(rng.integers(0, 2) + (rng.random() < 0.4 * strength))):
        quality = int(rng.integers(int(80 - 62 * strength), 96))
        image = cv2.imdecode(cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, quality))[1], cv2.IMREAD_GRAYSCALE)
        if rng.random() < 0.25 * strength:
            factor = rng.uniform(0.75, 1.3)
            size = (max(8, round(image.shape[1] * factor)), max(8, round(image.shape[0] * factor)))
            image = cv2.resize(image, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    return image
