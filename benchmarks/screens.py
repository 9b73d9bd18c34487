"""Screens of made-up, nameless applications with a picture in them, drawn afresh for every seed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

RGB = NDArray[np.uint8]
Colour = tuple[int, int, int]
LATIN = (
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
HEAVY = (
    "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
)
ARABIC = (
    "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
_EN = """this was taken near the old market today please share before it is deleted nobody is talking about
what happened here my cousin sent me these pictures from the road by the river look at the second
one and tell me what you see"""
_AR = """هذه الصورة وصلتني اليوم من أحد الأصدقاء قرب السوق القديم يرجى النشر
قبل أن تحذف لا أحد يتحدث عما حدث هنا على طريق النهر
انظروا جيدا إلى التفاصيل وأخبرونا إن كان أحد يعرف المكان أو التاريخ"""
DARK: dict[str, Colour] = {"ground": (16, 18, 22), "bar": (24, 27, 33), "ink": (232, 234, 238), "soft": (132, 138, 148)}
LIGHT: dict[str, Colour] = {
    "ground": (255, 255, 255),
    "bar": (247, 248, 250),
    "ink": (22, 24, 30),
    "soft": (120, 126, 136),
}


@lru_cache(maxsize=128)
def font(faces: tuple[str, ...], size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The first of the faces that is installed; Pillow's own otherwise."""
    for face in faces:
        if Path(face).is_file():
            return ImageFont.truetype(face, size)
    return ImageFont.load_default(size)


def sentence(rng: np.random.Generator, count: int, arabic: bool) -> str:
    words = (_AR if arabic else _EN).split()
    start = int(rng.integers(0, len(words)))
    return " ".join(words[(start + number) % len(words)] for number in range(count))


def paragraph(
    pen: ImageDraw.ImageDraw,
    text: str,
    box: tuple[int, int, int],
    size: int,
    fill: Colour,
    *,
    heavy: bool = False,
) -> int:
    """Text wrapped into (left, top, right); returns where it ends. Arabic lines end at the right."""
    left, top, right = box
    arabic = max(text, default="") >= "\u0600"
    face = font(ARABIC if arabic else (HEAVY if heavy else LATIN), size)
    line: list[str] = []
    for word in [*text.split(), ""]:
        longer = " ".join([*line, word])
        if word and face.getbbox(longer)[2] <= right - left:
            line.append(word)
            continue
        shown = " ".join(line)
        x = right - face.getbbox(shown)[2] if arabic else left
        pen.text((x, top), shown, font=face, fill=fill)
        top += int(size * (1.7 if arabic else 1.45))
        line = [word]
    return top


def _status(pen: ImageDraw.ImageDraw, wide: int, theme: dict[str, Colour], rng: np.random.Generator) -> None:
    clock = f"{rng.integers(0, 24):02d}:{rng.integers(0, 60):02d}"
    pen.text((40, 18), clock, font=font(HEAVY, 26), fill=theme["ink"])
    for bar in range(4):
        pen.rectangle((wide - 190 + 11 * bar, 42 - 6 * (bar + 1), wide - 183 + 11 * bar, 42), fill=theme["ink"])
    pen.arc((wide - 136, 20, wide - 100, 56), 225, 315, fill=theme["ink"], width=5)
    pen.rounded_rectangle((wide - 84, 22, wide - 36, 44), 6, outline=theme["ink"], width=2)
    pen.rectangle((wide - 80, 26, wide - 80 + int(rng.integers(8, 40)), 40), fill=theme["ink"])


def _avatar(pen: ImageDraw.ImageDraw, at: tuple[int, int], across: int, rng: np.random.Generator) -> None:
    x, y = at
    tone = tuple(int(value) for value in rng.integers(70, 220, 3))
    pen.ellipse((x, y, x + across, y + across), fill=(tone[0], tone[1], tone[2]))
    pen.ellipse((x + across * 0.32, y + across * 0.18, x + across * 0.68, y + across * 0.54), fill=(240, 236, 230))
    pen.chord(
        (x + across * 0.16, y + across * 0.58, x + across * 0.84, y + across * 1.2), 180, 360, fill=(240, 236, 230)
    )


def _icon(pen: ImageDraw.ImageDraw, kind: int, at: tuple[int, int], side: int, ink: Colour) -> None:
    x, y = at
    s = side
    if kind == 0:
        pen.polygon(
            [
                (x + s // 2, y + s),
                (x, y + s // 3),
                (x + s // 4, y),
                (x + s // 2, y + s // 4),
                (x + 3 * s // 4, y),
                (x + s, y + s // 3),
            ],
            outline=ink,
            width=4,
        )
    elif kind == 1:
        pen.rounded_rectangle((x, y, x + s, y + int(s * 0.75)), 9, outline=ink, width=4)
        pen.polygon([(x + s // 5, y + int(s * 0.75)), (x + s // 5, y + s), (x + s // 2, y + int(s * 0.75))], fill=ink)
    elif kind == 2:
        pen.polygon(
            [(x, y + s // 3), (x + s, y), (x + 2 * s // 3, y + s), (x + s // 2, y + s // 2)], outline=ink, width=4
        )
    elif kind == 3:
        pen.polygon(
            [(x, y), (x + s * 0.8, y), (x + s * 0.8, y + s), (x + s * 0.4, y + s * 0.7), (x, y + s)],
            outline=ink,
            width=4,
        )
    else:
        for row in range(3):
            pen.ellipse((x + s // 2 - 4, y + row * s // 3, x + s // 2 + 4, y + row * s // 3 + 8), fill=ink)


def fitted(rgb: RGB, wide: int, high: int) -> Image.Image:
    """The picture at the largest size that fits, up as well as down."""
    image = Image.fromarray(rgb)
    share = min(wide / image.width, high / image.height)
    return image.resize(
        (max(1, round(image.width * share)), max(1, round(image.height * share))), Image.Resampling.LANCZOS
    )


def feed(rgb: RGB, rng: np.random.Generator, theme: dict[str, Colour]) -> RGB:
    """A post in a feed on a telephone, 1080 x 2160: the picture fills the width, words above, the next post below."""
    wide, high = 1080, 2160
    screen = Image.new("RGB", (wide, high), theme["ground"])
    pen = ImageDraw.Draw(screen)
    arabic = bool(rng.integers(0, 2))
    pen.rectangle((0, 0, wide, 170), fill=theme["bar"])
    _status(pen, wide, theme, rng)
    pen.text(
        (40, 92),
        ("Stream", "Home", "Circle", "Today")[int(rng.integers(0, 4))],
        font=font(HEAVY, 46),
        fill=theme["ink"],
    )
    for number in range(2):
        _icon(pen, 1 + number, (wide - 190 + 90 * number, 100), 46, theme["ink"])
    top = _poster(pen, 200, rng, theme, wide)
    top = paragraph(pen, sentence(rng, int(rng.integers(8, 28)), arabic), (40, top, wide - 40), 36, theme["ink"]) + 18
    shown = fitted(rgb, wide, 1300)
    screen.paste(shown, ((wide - shown.width) // 2, top))
    top += shown.height + 28
    for number in range(4):
        _icon(pen, number, (44 + 120 * number if number < 3 else wide - 90, top), 52, theme["ink"])
    pen.text(
        (44, top + 76),
        f"{rng.integers(2, 900)} likes · {rng.integers(2, 80)} shares",
        font=font(LATIN, 32),
        fill=theme["soft"],
    )
    top += 150
    pen.line((0, top, wide, top), fill=theme["soft"], width=1)
    top = _poster(pen, top + 24, rng, theme, wide)
    paragraph(pen, sentence(rng, 30, not arabic), (40, top, wide - 40), 36, theme["ink"])
    pen.rectangle((0, high - 150, wide, high), fill=theme["bar"])
    for number in range(5):
        _icon(pen, number, (80 + 215 * number, high - 120), 52, theme["soft"])
    pen.rounded_rectangle((wide // 2 - 170, high - 26, wide // 2 + 170, high - 16), 5, fill=theme["ink"])
    return np.asarray(screen)


def _poster(pen: ImageDraw.ImageDraw, top: int, rng: np.random.Generator, theme: dict[str, Colour], wide: int) -> int:
    _avatar(pen, (40, top), 92, rng)
    pen.text((156, top + 4), sentence(rng, 2, False).title(), font=font(HEAVY, 36), fill=theme["ink"])
    pen.text(
        (156, top + 52),
        f"@user{rng.integers(10, 9999)} · {rng.integers(1, 23)} h",
        font=font(LATIN, 30),
        fill=theme["soft"],
    )
    _icon(pen, 4, (wide - 90, top + 20), 46, theme["soft"])
    return top + 122


def chat(rgb: RGB, rng: np.random.Generator, theme: dict[str, Colour]) -> RGB:
    """A conversation on a telephone, 1080 x 2160: the picture in a bubble of 70 % of the width."""
    wide, high = 1080, 2160
    dark = theme is DARK
    screen = Image.new("RGB", (wide, high), (12, 20, 26) if dark else (233, 226, 216))
    pen = ImageDraw.Draw(screen)
    for _ in range(160):
        x, y, r = (int(value) for value in (rng.integers(0, wide), rng.integers(0, high), rng.integers(8, 30)))
        pen.arc(
            (x, y, x + r, y + r), 0, int(rng.integers(90, 360)), fill=(22, 32, 38) if dark else (222, 214, 203), width=3
        )
    pen.rectangle((0, 0, wide, 210), fill=(32, 44, 52) if dark else (20, 110, 96))
    white = dict(DARK)
    _status(pen, wide, white, rng)
    _avatar(pen, (110, 92), 92, rng)
    pen.line((64, 138, 90, 112), fill=(240, 240, 240), width=5)
    pen.line((64, 138, 90, 164), fill=(240, 240, 240), width=5)
    pen.text((226, 96), sentence(rng, 2, False).title(), font=font(HEAVY, 38), fill=(240, 240, 240))
    pen.text((226, 148), "online", font=font(LATIN, 28), fill=(205, 215, 214))
    top = 250
    for number in range(2):
        top = _bubble(pen, top, rng, theme, number == 1)
    shown = fitted(rgb, 740, 1000)
    fill = (32, 44, 52) if dark else (255, 255, 255)
    pen.rounded_rectangle((30, top, 30 + shown.width + 20, top + shown.height + 80), 18, fill=fill)
    screen.paste(shown, (40, top + 10))
    pen.text((40, top + shown.height + 22), sentence(rng, 4, False), font=font(LATIN, 32), fill=theme["ink"])
    top += shown.height + 110
    while top < high - 330:
        top = _bubble(pen, top, rng, theme, bool(rng.integers(0, 2)))
    pen.rounded_rectangle((24, high - 130, wide - 160, high - 30), 50, fill=fill)
    pen.text((80, high - 104), "Message", font=font(LATIN, 38), fill=theme["soft"])
    pen.ellipse((wide - 136, high - 134, wide - 26, high - 24), fill=(20, 150, 120))
    return np.asarray(screen)


def _bubble(pen: ImageDraw.ImageDraw, top: int, rng: np.random.Generator, theme: dict[str, Colour], mine: bool) -> int:
    wide = 1080
    arabic = bool(rng.integers(0, 2))
    dark = theme is DARK
    fill = ((0, 92, 75) if dark else (217, 253, 211)) if mine else ((32, 44, 52) if dark else (255, 255, 255))
    left, right = (300, wide - 30) if mine else (30, wide - 300)
    text = sentence(rng, int(rng.integers(4, 16)), arabic)
    probe = ImageDraw.Draw(Image.new("RGB", (8, 8)))
    ends = paragraph(probe, text, (left + 24, top + 14, right - 24), 36, theme["ink"])
    pen.rounded_rectangle((left, top, right, ends + 10), 18, fill=fill)
    paragraph(pen, text, (left + 24, top + 14, right - 24), 36, theme["ink"])
    return ends + 34


def browser(rgb: RGB, rng: np.random.Generator, theme: dict[str, Colour]) -> RGB:
    """A news article in a desktop browser, 1600 x 1000: the picture between headline and text, a column beside it."""
    wide, high = 1600, 1000
    screen = Image.new("RGB", (wide, high), theme["ground"])
    pen = ImageDraw.Draw(screen)
    arabic = bool(rng.integers(0, 2))
    pen.rectangle((0, 0, wide, 92), fill=theme["bar"])
    pen.rounded_rectangle((16, 8, 330, 50), 10, fill=theme["ground"])
    pen.text((36, 14), sentence(rng, 3, False), font=font(LATIN, 20), fill=theme["ink"])
    pen.rounded_rectangle((150, 54, wide - 200, 86), 16, fill=theme["ground"])
    pen.text(
        (180, 57),
        "example.org/news/" + "-".join(sentence(rng, 4, False).split()),
        font=font(LATIN, 19),
        fill=theme["soft"],
    )
    for number in range(3):
        _icon(pen, 2, (22 + 40 * number, 58), 24, theme["ink"])
        _icon(pen, 3, (wide - 150 + 46 * number, 58), 24, theme["ink"])
    top = paragraph(pen, sentence(rng, 9, arabic), (110, 120, 1090), 44, theme["ink"], heavy=True) + 12
    shown = fitted(rgb, 980, 560)
    screen.paste(shown, (110, top))
    pen.text((110, top + shown.height + 8), "Photo: archive", font=font(LATIN, 18), fill=theme["soft"])
    paragraph(pen, sentence(rng, 60, arabic), (110, top + shown.height + 44, 1090), 26, theme["ink"])
    side = 130
    for _ in range(5):
        pen.rectangle((1150, side, 1290, side + 96), fill=tuple(int(v) for v in rng.integers(60, 220, 3)))
        side = max(paragraph(pen, sentence(rng, 7, arabic), (1310, side, 1570), 22, theme["ink"]), side + 96) + 34
    return np.asarray(screen)


def story(rgb: RGB, rng: np.random.Generator, theme: dict[str, Colour]) -> RGB:
    """A full-screen story, 1080 x 1920: the picture fills the screen, its sides cut off, with words laid on it."""
    wide, high = 1080, 1920
    image = Image.fromarray(rgb)
    share = max(wide / image.width, (high * 0.72) / image.height)
    image = image.resize((round(image.width * share), round(image.height * share)), Image.Resampling.LANCZOS)
    screen = Image.new("RGB", (wide, high), (10, 10, 12) if theme is DARK else (238, 236, 240))
    screen.paste(image, ((wide - image.width) // 2, (high - image.height) // 2))
    pen = ImageDraw.Draw(screen)
    for number in range(4):
        pen.rounded_rectangle((24 + 258 * number, 24, 268 + 258 * number, 32), 4, fill=(250, 250, 250))
    _avatar(pen, (32, 56), 88, rng)
    pen.text(
        (140, 76),
        sentence(rng, 2, False),
        font=font(HEAVY, 36),
        fill=(250, 250, 250),
        stroke_width=2,
        stroke_fill=(40, 40, 40),
    )
    arabic = bool(rng.integers(0, 2))
    top = int(rng.integers(1050, 1400))
    pen.rounded_rectangle((90, top - 16, wide - 90, top + 150), 22, fill=(250, 250, 250))
    paragraph(pen, sentence(rng, 8, arabic), (120, top, wide - 120), 44, (20, 20, 24), heavy=True)
    pen.rounded_rectangle((40, high - 130, wide - 220, high - 40), 45, outline=(240, 240, 240), width=4)
    _icon(pen, 0, (wide - 180, high - 115), 58, (240, 240, 240))
    _icon(pen, 2, (wide - 96, high - 115), 58, (240, 240, 240))
    return np.asarray(screen)


SCREENS: dict[str, Callable[[RGB, np.random.Generator, dict[str, Colour]], RGB]] = {
    "feed": feed,
    "chat": chat,
    "browser": browser,
    "story": story,
}
