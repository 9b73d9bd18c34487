"""What happens to a picture on its way through the world, in more than sixty ways, each a seeded function of the pixels.

    attacked(name, rgb, seed, others)    the picture after one of ATTACKS, through JPEG, as a reader would decode it

`others` are unrelated pictures, which collages and pictures in pictures need. "crop40" means that 40 % of the area is cut away.
Everything is simulated: screens are drawn, and the photographs of screens and prints are computed.

    python -m benchmarks.attacks PICTURE FOLDER [--seed 1]    writes one file for each, and a sheet of all, to be looked at
"""

from __future__ import annotations

import argparse
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks import camera, screens

RGB = NDArray[np.uint8]
Others = Sequence[RGB]


@dataclass(frozen=True)
class Attack:
    """One kind: its group (the word used in the targets), the function, and the quality of the JPEG at the end."""

    group: str
    change: Callable[[RGB, np.random.Generator, Others], RGB]
    quality: int = 85


def attacked(name: str, rgb: RGB, seed: int, others: Others = ()) -> RGB:
    """The picture after the attack called `name`; shape (h, w, 3), dtype uint8. The same arguments give the same pixels."""
    return decoded(attacked_file(name, rgb, seed, others))


def attacked_file(name: str, rgb: RGB, seed: int, others: Others = ()) -> bytes:
    """The same as the JPEG file that somebody receives."""
    attack = ATTACKS[name]
    rng = np.random.default_rng([seed, *hashlib.sha256(name.encode()).digest()[:4]])
    return encoded(attack.change(rgb, rng, others), attack.quality)


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


def plain(change: Callable[[RGB], RGB]) -> Callable[[RGB, np.random.Generator, Others], RGB]:
    return lambda rgb, rng, others: change(rgb)


def drawn(change: Callable[[RGB, np.random.Generator], RGB]) -> Callable[[RGB, np.random.Generator, Others], RGB]:
    return lambda rgb, rng, others: change(rgb, rng)


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
    return _rgb(cv2.GaussianBlur(rgb, (0, 0), sigma * max(rgb.shape[:2]) / 1024))


def noisy(rgb: RGB, rng: np.random.Generator, sigma: float) -> RGB:
    return _clipped(rgb + rng.normal(0.0, sigma, rgb.shape))


def toned(rgb: RGB, gain: float = 1.0, contrast: float = 1.0, gamma: float = 1.0) -> RGB:
    values = (np.arange(256) / 255.0) ** gamma * 255.0
    values = (values * gain - 128.0) * contrast + 128.0
    return _clipped(values)[rgb]


def mixed(rgb: RGB, rows: Sequence[Sequence[float]]) -> RGB:
    return _clipped(rgb.astype(np.float32) @ np.asarray(rows, dtype=np.float32).T)


def grey(rgb: RGB) -> RGB:
    return np.repeat(np.asarray(Image.fromarray(rgb).convert("L"))[:, :, None], 3, axis=2)


def saturated(rgb: RGB, by: float) -> RGB:
    level = grey(rgb).astype(np.float32)
    return _clipped(level + (rgb - level) * by)


def filtered(rgb: RGB) -> RGB:
    """A filter as applications offer them: faded blacks, warm, dark corners."""
    high, wide = rgb.shape[:2]
    y, x = np.mgrid[-1 : 1 : high * 1j, -1 : 1 : wide * 1j]
    corners = 1.0 - 0.45 * np.clip(np.hypot(x, y) - 0.4, 0, None)
    faded = 36 + rgb * 0.80 * np.array([1.08, 1.0, 0.86])
    return _clipped(faded * corners[:, :, None])


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
        return _rgb(turned)
    share = min(wide / (wide * cos + high * sin), high / (wide * sin + high * cos))
    in_wide, in_high = int(wide * share), int(high * share)
    left, top = (new_wide - in_wide) // 2, (new_high - in_high) // 2
    return _rgb(turned[top : top + in_high, left : left + in_wide])


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


def framed(rgb: RGB, rng: np.random.Generator, share: float, colour: int | None = None) -> RGB:
    """A border of a share of the longer side all around."""
    edge = round(max(rgb.shape[:2]) * share)
    tone = rng.integers(0, 256, 3) if colour is None else np.full(3, colour)
    return _rgb(cv2.copyMakeBorder(rgb, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=[int(v) for v in tone]))


def letterboxed(rgb: RGB) -> RGB:
    """Black bars to the shape of a square, or of 9:16 where it was upright or square already."""
    high, wide = rgb.shape[:2]
    if wide > high * 1.05:
        missing = (wide - high) // 2
        return _rgb(cv2.copyMakeBorder(rgb, missing, missing, 0, 0, cv2.BORDER_CONSTANT, value=(0, 0, 0)))
    missing = max(0, (high * 16 // 9 - wide) // 2)
    return _rgb(cv2.copyMakeBorder(rgb, 0, 0, missing, missing, cv2.BORDER_CONSTANT, value=(0, 0, 0)))


def polaroid(rgb: RGB, rng: np.random.Generator) -> RGB:
    high, wide = rgb.shape[:2]
    edge = wide // 16
    card = Image.new("RGB", (wide + 2 * edge, high + edge * 5), (250, 249, 246))
    card.paste(Image.fromarray(rgb), (edge, edge))
    size = max(14, wide // 26)
    screens.paragraph(
        ImageDraw.Draw(card), screens.sentence(rng, 4, False), (edge, high + edge * 2, wide), size, (60, 60, 80), False
    )
    return np.asarray(card)


def on_itself(rgb: RGB) -> RGB:
    """On its own blurred enlargement, 9:16 upright, as video editors fill the screen."""
    wide, high = 1080, 1920
    back = cv2.GaussianBlur(cv2.resize(_centre(rgb, wide / high), (wide // 4, high // 4)), (0, 0), 12)
    canvas = Image.fromarray(_clipped(cv2.resize(back, (wide, high)) * 0.8))
    shown = screens.fitted(rgb, wide, high)
    canvas.paste(shown, ((wide - shown.width) // 2, (high - shown.height) // 2))
    return np.asarray(canvas)


def _centre(rgb: RGB, ratio: float) -> RGB:
    high, wide = rgb.shape[:2]
    new_wide, new_high = min(wide, round(high * ratio)), min(high, round(wide / ratio))
    left, top = (wide - new_wide) // 2, (high - new_high) // 2
    return rgb[top : top + new_high, left : left + new_wide]


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
            ends = screens.paragraph(
                ImageDraw.Draw(band), words, (size, size // 2, wide - size), size, ink, arabic, heavy=True
            )
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
        pen, screens.sentence(rng, 6, arabic), (int(wide * 0.04), top + size // 3, right), size, (255, 255, 255), arabic
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
    return _clipped(rgb * (1 - 0.35 * mask) + 255 * 0.35 * mask)


def collage(rgb: RGB, rng: np.random.Generator, others: Others, columns: int, rows: int) -> RGB:
    """The picture in one of several equal cells, each filled and its picture cut to the cell's shape."""
    wide, high = (640, 640) if rows > 1 else (640, 760)
    mine = int(rng.integers(0, columns * rows))
    sheet = Image.new("RGB", (columns * wide + 8 * (columns - 1), rows * high + 8 * (rows - 1)), "white")
    for cell in range(columns * rows):
        shown = rgb if cell == mine else _other(others, rng)
        image = Image.fromarray(_centre(shown, wide / high)).resize((wide, high), Image.Resampling.LANCZOS)
        sheet.paste(image, (cell % columns * (wide + 8), cell // columns * (high + 8)))
    return np.asarray(sheet)


def inset(rgb: RGB, rng: np.random.Generator, others: Others, area: float) -> RGB:
    """The picture, whole, over a share of the area of another one of 1,600 px, anywhere on it."""
    back = _other(others, rng)
    back = resized(back, 1600 / max(back.shape[:2]))
    high, wide = back.shape[:2]
    share = (area * high * wide / (rgb.shape[0] * rgb.shape[1])) ** 0.5
    share = min(share, wide * 0.96 / rgb.shape[1], high * 0.96 / rgb.shape[0])
    small = resized(rgb, share)
    top = int(rng.integers(0, high - small.shape[0] + 1))
    left = int(rng.integers(0, wide - small.shape[1] + 1))
    out = back.copy()
    out[top : top + small.shape[0], left : left + small.shape[1]] = small
    return out


def _other(others: Others, rng: np.random.Generator) -> RGB:
    if len(others):
        return others[int(rng.integers(0, len(others)))]
    return _rgb(
        cv2.resize(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8), (1024, 768), interpolation=cv2.INTER_CUBIC)
    )


def screenshot(rgb: RGB, rng: np.random.Generator, kinds: Sequence[str], dark: bool) -> RGB:
    kind = kinds[int(rng.integers(0, len(kinds)))]
    return screens.SCREENS[kind](rgb, rng, screens.DARK if dark else screens.LIGHT)


def recropped(rgb: RGB, rng: np.random.Generator) -> RGB:
    shot = screenshot(rgb, rng, ("feed", "chat"), bool(rng.integers(0, 2)))
    return resized(window(shot, rng, 0.95, 0.9), 0.6)


def social(rgb: RGB, rng: np.random.Generator) -> RGB:
    return limited(saturated(jpeg(cropped(rgb, rng, 0.1), 60), 1.4), 800)


def shot_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    shot = screenshot(captioned(rgb, rng, True, False), rng, ("feed", "chat"), bool(rng.integers(0, 2)))
    return resized(shot, 0.7)


def hard_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    return captioned(cropped(toned(mirrored(rgb), gamma=0.7), rng, 0.2), rng, True, False)


def mirrored(rgb: RGB) -> RGB:
    return rgb[:, ::-1]


def mirrored_shot(rgb: RGB, rng: np.random.Generator) -> RGB:
    return screenshot(mirrored(rgb), rng, ("feed", "chat"), False)


def tilted_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    return meme(framed(tilted(rgb, rng, 7, True), rng, 0.06), rng)


def print_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    return captioned(camera.of_print(cropped(rgb, rng, 0.2), rng), rng, False, True)


def _rgb(values: NDArray[np.generic] | cv2.typing.MatLike) -> RGB:
    return np.asarray(values, dtype=np.uint8)


def _clipped(values: NDArray[np.floating]) -> RGB:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


SEPIA = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))
HUE = ((0.3, 0.6, 0.1), (0.1, 0.5, 0.4), (0.7, 0.2, 0.1))


def _kinds() -> dict[str, Attack]:
    made: dict[str, Attack] = {}
    made |= {f"jpeg{q}": Attack("recompression", plain(lambda rgb: rgb), q) for q in (10, 30, 50, 70, 90)}
    made |= {"messenger": Attack("recompression", plain(messenger)), "webp30": Attack("recompression", plain(webp), 90)}
    made |= {f"resize{p}": Attack("rescaling", plain(partial(resized, across=p / 100))) for p in (25, 50, 200)}
    made["aspect_w75"] = Attack("rescaling", plain(partial(resized, across=0.75, down=1.0)))
    made["aspect_h60"] = Attack("rescaling", plain(partial(resized, across=1.0, down=0.6)))
    made |= {f"blur{s}": Attack("blur", plain(partial(blurred, sigma=s))) for s in (2, 5)}
    made |= {f"noise{s}": Attack("noise", drawn(partial(noisy, sigma=s))) for s in (15, 40)}
    made |= {f"bright{p}": Attack("tone", plain(partial(toned, gain=p / 100))) for p in (60, 140)}
    made |= {f"contrast{p}": Attack("tone", plain(partial(toned, contrast=p / 100))) for p in (50, 160)}
    made |= {f"gamma{p:02d}": Attack("tone", plain(partial(toned, gamma=p / 10))) for p in (5, 20)}
    made |= {"grey": Attack("tone", plain(grey)), "sepia": Attack("tone", plain(partial(mixed, rows=SEPIA)))}
    made |= {"hue": Attack("tone", plain(partial(mixed, rows=HUE))), "filter": Attack("tone", plain(filtered))}
    made["saturated"] = Attack("tone", plain(partial(saturated, by=2.2)))
    made["mirror"] = Attack("mirror", plain(mirrored))
    made |= {f"rot{90 * n}": Attack("turns", plain(partial(np.rot90, k=n))) for n in (1, 2, 3)}
    made |= {f"rot{d}_fill": Attack("tilt", drawn(partial(tilted, degrees=d, crop=False))) for d in (2, 5, 10, 15)}
    made |= {f"rot{d}_crop": Attack("tilt", drawn(partial(tilted, degrees=d, crop=True))) for d in (2, 5, 10, 15)}
    made |= {f"crop{p}": Attack("crops", drawn(partial(cropped, cut=p / 100))) for p in (5, 10, 20, 40, 60)}
    made["crop_square"] = Attack("crops", drawn(square))
    made["crop_banner"] = Attack("crops", drawn(partial(window, across=1.0, down=0.45)))
    made["crop75"] = Attack("hard crop", drawn(partial(cropped, cut=0.75)))
    made["border5"] = Attack("frames", drawn(partial(framed, share=0.05)))
    made["border15"] = Attack("frames", drawn(partial(framed, share=0.15)))
    made["border_white"] = Attack("frames", drawn(partial(framed, share=0.1, colour=255)))
    made |= {"letterbox": Attack("frames", plain(letterboxed)), "polaroid": Attack("frames", drawn(polaroid))}
    made["on_itself"] = Attack("frames", plain(on_itself))
    made["caption_top"] = Attack("captions", drawn(partial(captioned, above=True, below=False)))
    made["caption_bottom"] = Attack("captions", drawn(partial(captioned, above=False, below=True)))
    made["caption_both"] = Attack("captions", drawn(partial(captioned, above=True, below=True)))
    made["lower_third"] = Attack("captions", drawn(lower_third))
    made |= {"memetext": Attack("meme text", drawn(meme)), "logo": Attack("logo", drawn(logo))}
    made |= {"emoji5": Attack("overlays", drawn(emoji)), "watermark": Attack("overlays", drawn(watermarked))}
    for kind, tone in (("light", False), ("dark", True)):
        made[f"feed_{kind}"] = Attack(f"screenshots {kind}", drawn(partial(screenshot, kinds=("feed",), dark=tone)))
        made[f"chat_{kind}"] = Attack(f"screenshots {kind}", drawn(partial(screenshot, kinds=("chat",), dark=tone)))
    made["browser"] = Attack("screenshots light", drawn(partial(screenshot, kinds=("browser",), dark=False)))
    made["story"] = Attack("screenshots dark", drawn(partial(screenshot, kinds=("story",), dark=True)))
    made["shot_recropped"] = Attack("screenshots cropped", drawn(recropped), 60)
    made["of_screen"] = Attack("photograph of a screen", drawn(camera.of_screen))
    made["of_print"] = Attack("photograph of a print", drawn(camera.of_print))
    made["collage2"] = Attack("collage", partial(collage, columns=2, rows=1))
    made["collage4"] = Attack("collage", partial(collage, columns=2, rows=2))
    made |= {f"pip{p}": Attack(f"picture in picture {p} %", partial(inset, area=p / 100)) for p in (10, 30)}
    made["combo_social"] = Attack("combinations", drawn(social), 50)
    made["combo_shot"] = Attack("combinations", drawn(shot_combo), 40)
    made["combo_hard"] = Attack("combinations", drawn(hard_combo), 40)
    made["combo_mirrored_shot"] = Attack("combinations", drawn(mirrored_shot), 70)
    made["combo_tilted"] = Attack("combinations", drawn(tilted_combo), 60)
    made["combo_print"] = Attack("combinations", drawn(print_combo), 60)
    return made


ATTACKS = _kinds()


def main() -> None:
    from benchmarks.pictures import contact_sheet

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("picture", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--other", type=Path, action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    rgb, *others = (np.asarray(Image.open(path).convert("RGB")) for path in (given.picture, *given.other))
    cells = []
    for name in ATTACKS:
        made = attacked(name, rgb, given.seed, others)
        Image.fromarray(made).save(given.folder / f"{name}.jpg", quality=90)
        cells.append((f"{name} {made.shape[1]}x{made.shape[0]}", made))
    contact_sheet(cells, 10, 190).save(given.folder / "all.png")
    print(f"{len(ATTACKS)} kinds in {given.folder}")


if __name__ == "__main__":
    main()
