"""Screens of made-up, nameless applications around a picture."""

from __future__ import annotations

from PIL import Image, ImageDraw

from specimen.lettering import write

INK = (34, 36, 44)
SOFT = (122, 126, 136)
LINE = (222, 224, 230)


def phone(picture: Image.Image, caption: tuple[str, str], clock: str) -> Image.Image:
    """A telephone screen, 720 x 1280: status line, a bar, a caption in two languages, the picture, plain buttons."""
    screen = Image.new("RGB", (720, 1280), (250, 250, 252))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 720, 40), fill=(38, 50, 64))
    write(screen, clock, (24, 29), "sans", 22, fill=(240, 240, 244), align="left")
    write(screen, "62%", (696, 29), "sans", 22, fill=(240, 240, 244), align="right")
    draw.rectangle((0, 40, 720, 120), fill=(54, 84, 104))
    draw.line((34, 80, 54, 64), fill=(240, 240, 244), width=4)
    draw.line((34, 80, 54, 96), fill=(240, 240, 244), width=4)
    write(screen, "Sample Reader (specimen app)", (90, 90), "sans-bold", 28, fill=(240, 240, 244), align="left")
    draw.ellipse((28, 142, 92, 206), fill=(176, 186, 198))
    write(screen, "specimen account", (112, 170), "sans-bold", 24, fill=INK, align="left")
    write(screen, "@specimen", (112, 200), "sans", 21, fill=SOFT, align="left")
    write(screen, caption[0], (692, 256), "naskh", 29, fill=INK, align="right")
    write(screen, caption[1], (28, 304), "sans", 23, fill=INK, align="left")
    shown = _fitted(picture, (664, 800))
    screen.paste(shown, ((720 - shown.width) // 2, 330))
    for number, words in enumerate(("Reply", "Share", "Keep")):
        middle = 120 + 240 * number
        draw.rounded_rectangle((middle - 84, 1160, middle + 84, 1212), radius=12, outline=LINE, width=3)
        write(screen, words, (middle, 1195), "sans", 23, fill=SOFT)
    draw.rectangle((0, 1236, 720, 1280), fill=(38, 50, 64))
    draw.rounded_rectangle((270, 1254, 450, 1262), radius=4, fill=(170, 178, 188))
    return screen


def desktop(picture: Image.Image, caption: str) -> Image.Image:
    """A window of a nameless viewer, 1280 x 800."""
    screen = Image.new("RGB", (1280, 800), (236, 238, 242))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 1280, 44), fill=(208, 213, 220))
    for number, colour in enumerate(((196, 120, 112), (204, 184, 120), (132, 178, 136))):
        draw.ellipse((18 + 30 * number, 13, 36 + 30 * number, 31), fill=colour)
    write(screen, "Sample Viewer (specimen)", (640, 31), "sans-bold", 22, fill=INK)
    shown = _fitted(picture, (900, 640))
    screen.paste(shown, (40, 80))
    write(screen, "About this picture", (970, 120), "sans-bold", 24, fill=INK, align="left")
    for number, words in enumerate(("SPECIMEN - test sample", "Synthetic, drawn by a script", caption)):
        write(screen, words, (970, 166 + 40 * number), "sans", 19, fill=SOFT, align="left")
    draw.line((40, 744, 1240, 744), fill=LINE, width=3)
    write(screen, "1 of 1", (640, 778), "sans", 20, fill=SOFT)
    return screen


def _fitted(picture: Image.Image, limit: tuple[int, int]) -> Image.Image:
    copy = picture.convert("RGB")
    copy.thumbnail(limit, Image.Resampling.LANCZOS)
    return copy
