"""A phone camera, in miniature: perspective, a table, uneven light, a soft lens, sensor noise. Seeded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


def clouds(size: tuple[int, int], cells: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float64]:
    """Smooth random values in 0..1 of shape (height, width), four octaves from `cells` (across, down)."""
    total = np.zeros((size[1], size[0]))
    for octave in range(4):
        grid = rng.integers(0, 256, (cells[1] * 2**octave, cells[0] * 2**octave), dtype=np.uint8)
        smooth = Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(smooth, dtype=np.float64) / 255.0 / 2**octave
    highest = float(total.max())
    return np.asarray(total / highest)


def table(size: tuple[int, int], colour: tuple[int, int, int], rng: np.random.Generator) -> Image.Image:
    """A wooden table top: a grain that runs across."""
    grain = 0.62 + 0.5 * clouds(size, (2, 40), rng) * (0.7 + 0.3 * clouds(size, (3, 3), rng))
    return _image(np.asarray(colour)[None, None, :] * grain[:, :, None])


def photograph(
    page: Image.Image,
    corners: Corners,
    *,
    size: tuple[int, int],
    seed: int,
    wood: tuple[int, int, int] = (140, 104, 74),
    light: tuple[float, float] = (0.25, 0.2),
) -> Image.Image:
    """The page laid on a table and photographed.

    `corners` are where the page's corners come to lie in the picture (top left, top right, bottom right, bottom
    left; pixels); `light` is where the light is strongest, as fractions of width and height.
    """
    rng = np.random.default_rng(seed)
    ground = table(size, wood, rng)
    large = Image.new("L", (size[0] * 4, size[1] * 4), 0)
    ImageDraw.Draw(large).polygon([(x * 4, y * 4) for x, y in corners], fill=255)
    mask = large.resize(size, Image.Resampling.BOX)
    shadow = ImageChops.offset(mask, 14, 20).filter(ImageFilter.GaussianBlur(16)).point(lambda v: int(v * 0.55))
    ground.paste((18, 14, 12), (0, 0), shadow)
    laid = folded(page).transform(
        size,
        Image.Transform.PERSPECTIVE,
        _coefficients(corners, page.size),
        resample=Image.Resampling.BICUBIC,
        fillcolor=page.getpixel((2, 2)),
    )
    ground.paste(laid, (0, 0), mask.filter(ImageFilter.GaussianBlur(0.6)))
    return exposed(ground, rng, light=light, fall=0.36, warmth=0.05)


def folded(page: Image.Image) -> Image.Image:
    """The page with the two soft creases of a letter that was folded in three."""
    down = np.arange(page.height)[:, None, None]
    shade = np.ones((page.height, 1, 1))
    for crease in (page.height * 0.335, page.height * 0.668):
        below = down - crease
        shade -= 0.055 * np.exp(-((below / 5.0) ** 2))
        shade -= 0.03 * np.exp(-np.abs(below) / 70) * (below > 0)
    return _image(np.asarray(page, dtype=np.float64) * shade)


def exposed(
    scene: Image.Image,
    rng: np.random.Generator,
    *,
    light: tuple[float, float] = (0.5, 0.4),
    fall: float = 0.18,
    warmth: float = 0.0,
    noise: float = 2.6,
) -> Image.Image:
    """The scene through lens and sensor: light falls off from `light`, dark parts are noisier."""
    wide, high = scene.size
    values = np.asarray(scene.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float64)
    across = (np.arange(wide)[None, :] / wide - light[0]) ** 2
    down = (np.arange(high)[:, None] / high - light[1]) ** 2
    shade = 1.03 - fall * (across + down) - 0.05 * clouds(scene.size, (2, 2), rng)
    tint = np.array([1.0 + warmth / 2, 1.0, 1.0 - warmth])
    values = values * shade[:, :, None] * tint
    grey = rng.normal(0.0, noise, (high, wide, 1)) + rng.normal(0.0, noise * 0.45, (high, wide, 3))
    return _image(values + grey * (1.25 - 0.5 * values / 255.0))


def scanned(page: Image.Image, seed: int, angle: float) -> Image.Image:
    """The page from a flatbed: grey, a little crooked, even light, hardly any noise."""
    rng = np.random.default_rng(seed)
    turned = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(247, 247, 244))
    values = np.asarray(turned.convert("L").filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float64)
    values = values * 0.985 + rng.normal(0.0, 1.1, values.shape)
    return Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))


def _image(values: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))


def _coefficients(corners: Corners, page: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers that take a point of the picture to a point of the page, as Pillow wants them.

    Rounded, so that the last bits of a linear algebra library decide no pixel.
    """
    wide, high = page
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (wide, 0), (wide, high), (0, high)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(float(f"{value:.9g}") for value in np.linalg.solve(np.array(rows, float), np.array(right, float)))
