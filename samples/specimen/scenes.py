"""Three synthetic scenes, each with a board in it that says what it is. RGB, drawn large and reduced."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from specimen.camera import clouds, exposed, table
from specimen.lettering import write

Colour = tuple[int, int, int]


def village(size: tuple[int, int], seed: int) -> Image.Image:
    """Hills, a row of houses, a road."""
    rng = np.random.default_rng(seed)
    big = (size[0] * 2, size[1] * 2)
    wide, high = big
    image = _sky(big, (118, 164, 214), (226, 224, 208), rng)
    _ridge(image, 0.50, 0.12, (128, 138, 140), rng)
    _ridge(image, 0.58, 0.08, (124, 132, 98), rng)
    _ridge(image, 0.66, 0.05, (146, 138, 92), rng)
    _textured(image, (0, int(high * 0.70), wide, high), (168, 148, 108), rng)
    draw = ImageDraw.Draw(image)
    draw.polygon(
        ((wide * 0.44, high * 0.71), (wide * 0.50, high * 0.71), (wide * 0.86, high), (wide * 0.30, high)),
        fill=(122, 118, 114),
    )
    x = wide * 0.03
    while x < wide * 0.93:
        house = wide * (0.07 + 0.06 * rng.random())
        top = high * (0.52 + 0.10 * rng.random())
        _house(draw, (x, top, x + house, high * 0.735), int(rng.integers(168, 226)), high)
        x += house * (1.0 + 0.25 * rng.random())
    _board(image, (int(wide * 0.72), int(high * 0.80)), int(wide * 0.20))
    return exposed(image.resize(size, Image.Resampling.LANCZOS), rng)


def harbour(size: tuple[int, int], seed: int) -> Image.Image:
    """Water, a far shore, three boats."""
    rng = np.random.default_rng(seed)
    big = (size[0] * 2, size[1] * 2)
    wide, high = big
    image = _sky(big, (150, 178, 204), (240, 214, 184), rng)
    _ridge(image, 0.46, 0.07, (104, 116, 130), rng)
    water = clouds((wide, high - int(high * 0.5)), (6, 60), rng)[:, :, None]
    low, light = np.array([58.0, 92.0, 112.0]), np.array([156.0, 178.0, 184.0])
    image.paste(Image.fromarray((low + (light - low) * water**2).astype(np.uint8)), (0, int(high * 0.5)))
    draw = ImageDraw.Draw(image)
    hulls: tuple[Colour, ...] = ((178, 60, 48), (236, 230, 216), (44, 84, 128))
    order = rng.permutation(len(hulls))
    for number, hull in enumerate(hulls[index] for index in order):
        scale = 0.10 + 0.035 * number + 0.02 * rng.random()
        x, y = wide * (0.10 + 0.27 * number + 0.14 * rng.random()), high * (0.56 + 0.10 * number)
        _boat(draw, (x, y), wide * scale, high * scale * 0.42, hull)
    _board(image, (int(wide * 0.05), int(high * 0.82)), int(wide * 0.20))
    return exposed(image.resize(size, Image.Resampling.LANCZOS), rng, warmth=0.03)


def desk(size: tuple[int, int], seed: int) -> Image.Image:
    """A desk from above: two to four books, a cup, a pen, a card."""
    rng = np.random.default_rng(seed)
    big = (size[0] * 2, size[1] * 2)
    wide, high = big
    image = table(big, (178, 136, 92), rng)
    draw = ImageDraw.Draw(image)
    covers: tuple[Colour, ...] = ((44, 92, 86), (160, 64, 52), (212, 176, 88), (70, 78, 132))
    order = rng.permutation(len(covers))[: rng.integers(2, 5)]
    corner, step = (0.03 + 0.16 * rng.random(), 0.03 + 0.18 * rng.random()), (0.03 + 0.03 * rng.random(), 0.06)
    for number, cover in enumerate(covers[index] for index in order):
        left, top = wide * (corner[0] + step[0] * number), high * (corner[1] + step[1] * number)
        draw.rectangle((left + 14, top + 18, left + wide * 0.34 + 14, top + high * 0.5 + 18), fill=(70, 52, 38))
        draw.rectangle((left, top, left + wide * 0.34, top + high * 0.5), fill=cover)
        draw.rectangle(
            (left + wide * 0.02, top, left + wide * 0.03, top + high * 0.5), fill=tuple(v // 2 for v in cover)
        )
    x, y, r = wide * (0.70 + 0.14 * rng.random()), high * (0.24 + 0.14 * rng.random()), min(wide, high) * 0.17
    draw.ellipse((x - r + 20, y - r + 24, x + r + 20, y + r + 24), fill=(86, 64, 46))
    draw.ellipse((x - r * 1.35, y - r * 0.25, x - r * 0.7, y + r * 0.25), outline=(226, 226, 222), width=int(r * 0.14))
    for scale, colour in ((1.0, (236, 236, 232)), (0.88, (206, 206, 200)), (0.80, (64, 38, 24)), (0.62, (78, 48, 30))):
        draw.ellipse((x - r * scale, y - r * scale, x + r * scale, y + r * scale), fill=colour)
    pen = high * (0.56 + 0.2 * rng.random())
    draw.line((wide * 0.60, pen, wide * 0.94, high * 1.38 - pen), fill=(30, 34, 60), width=int(high * 0.022))
    _board(image, (int(wide * 0.60), int(high * 0.80)), int(wide * 0.24), post=False)
    return exposed(image.resize(size, Image.Resampling.LANCZOS), rng, light=(0.8, 0.1), fall=0.3)


def _sky(size: tuple[int, int], top: Colour, horizon: Colour, rng: np.random.Generator) -> Image.Image:
    down = np.linspace(0.0, 1.0, size[1])[:, None, None] ** 0.8
    sky = np.array(top) * (1 - down) + np.array(horizon) * down
    cloud = np.clip(clouds(size, (4, 5), rng) - 0.52, 0, 1)[:, :, None] * 2.0
    return Image.fromarray((sky * (1 - cloud) + 246.0 * cloud).clip(0, 255).astype(np.uint8))


def _ridge(image: Image.Image, base: float, amount: float, colour: Colour, rng: np.random.Generator) -> None:
    """A line of hills around `base` (fraction of the height); below it everything is covered."""
    wide, high = image.size
    line = clouds((wide, 1), (5, 1), rng)[0]
    edge = ((base - amount * (line - 0.5)) * high)[None, :]
    mask = (np.arange(high)[:, None] >= edge).astype(np.uint8) * 255
    grain = 0.9 + 0.2 * clouds(image.size, (12, 12), rng)[:, :, None]
    hills = Image.fromarray((np.array(colour) * grain).clip(0, 255).astype(np.uint8))
    image.paste(hills, (0, 0), Image.fromarray(mask))


def _textured(image: Image.Image, box: tuple[int, int, int, int], colour: Colour, rng: np.random.Generator) -> None:
    size = (box[2] - box[0], box[3] - box[1])
    grain = 0.78 + 0.4 * clouds(size, (20, 12), rng)[:, :, None]
    image.paste(Image.fromarray((np.array(colour) * grain).clip(0, 255).astype(np.uint8)), box[:2])


def _house(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], grey: int, high: int) -> None:
    left, top, right, bottom = box
    wall = (grey, int(grey * 0.94), int(grey * 0.82))
    draw.rectangle(box, fill=wall)
    draw.rectangle((right - (right - left) * 0.22, top, right, bottom), fill=tuple(int(v * 0.8) for v in wall))
    pane, gap = high * 0.022, high * 0.05
    y = top + gap * 0.5
    while y + pane * 1.6 < bottom - gap * 0.4:
        x = left + pane
        while x + pane < right - (right - left) * 0.25:
            draw.rectangle((x, y, x + pane, y + pane * 1.5), fill=(58, 66, 78))
            x += pane * 2.2
        y += gap


def _boat(draw: ImageDraw.ImageDraw, at: tuple[float, float], half: float, deep: float, hull: Colour) -> None:
    """A boat whose deck is `half` pixels to either side of `at`, with mast and sail."""
    x, y = at
    draw.polygon(((x - half, y), (x + half, y), (x + half * 0.72, y + deep), (x - half * 0.76, y + deep)), fill=hull)
    draw.line((x, y, x, y - half * 1.5), fill=(70, 54, 44), width=max(4, int(half * 0.03)))
    foot = (x + half * 0.05, y - half * 0.2)
    draw.polygon(((x + half * 0.05, y - half * 1.42), (x + half * 0.78, foot[1]), foot), fill=(238, 232, 220))
    draw.rectangle((x - half * 0.55, y - deep * 0.6, x - half * 0.12, y), fill=(96, 84, 74))


def _board(image: Image.Image, at: tuple[int, int], wide: int, *, post: bool = True) -> None:
    """The board: specimen, in both languages, in the picture itself."""
    high = int(wide * 0.46)
    x, y = at
    if post:
        ImageDraw.Draw(image).rectangle((x + wide * 0.47, y, x + wide * 0.53, image.height), fill=(92, 84, 78))
    board = Image.new("RGB", (wide, high), (248, 246, 238))
    ImageDraw.Draw(board).rectangle((0, 0, wide - 1, high - 1), outline=(150, 40, 40), width=max(2, wide // 60))
    write(board, "نموذج", (wide / 2, high * 0.40), "naskh-bold", int(high * 0.32), fill=(150, 40, 40))
    write(board, "SPECIMEN", (wide / 2, high * 0.68), "sans-bold", int(high * 0.24), fill=(150, 40, 40))
    write(board, "synthetic picture", (wide / 2, high * 0.88), "sans", int(high * 0.14), fill=(60, 60, 66))
    image.paste(board, at)
