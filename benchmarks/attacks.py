"""What happens to a picture on its way through the world, in eighty ways, each a seeded function of the pixels.

    attacked(name, rgb, seed, others)    the picture after one of ATTACKS, through JPEG, as a reader would decode it

`others` are unrelated pictures, which collages and pictures in pictures need. "crop40" means that 40 % of the area is
cut away. Everything is simulated: screens are drawn, and the photographs of screens and prints are computed.

    python -m benchmarks.attacks PICTURE FOLDER [--seed 1]    one file for each, and a sheet of all, to be looked at
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import camera, changes, overlays, screens

RGB = NDArray[np.uint8]
Others = Sequence[RGB]


@dataclass(frozen=True)
class Attack:
    """One kind: its group (the word used in the targets), the function, and the quality of the JPEG at the end."""

    group: str
    change: Callable[[RGB, np.random.Generator, Others], RGB]
    quality: int = 85


def attacked(name: str, rgb: RGB, seed: int, others: Others = ()) -> RGB:
    """The picture after the attack called `name`: shape (h, w, 3), dtype uint8; the same each time it is asked for."""
    return changes.decoded(attacked_file(name, rgb, seed, others))


def attacked_file(name: str, rgb: RGB, seed: int, others: Others = ()) -> bytes:
    """The same as the JPEG file that somebody receives."""
    attack = ATTACKS[name]
    rng = np.random.default_rng([seed, *hashlib.sha256(name.encode()).digest()[:4]])
    return changes.encoded(attack.change(rgb, rng, others), attack.quality)


def plain(change: Callable[[RGB], RGB]) -> Callable[[RGB, np.random.Generator, Others], RGB]:
    return lambda rgb, rng, others: change(rgb)


def drawn(change: Callable[[RGB, np.random.Generator], RGB]) -> Callable[[RGB, np.random.Generator, Others], RGB]:
    return lambda rgb, rng, others: change(rgb, rng)


def collage(rgb: RGB, rng: np.random.Generator, others: Others, columns: int, rows: int) -> RGB:
    """The picture in one of several equal cells, each filled and its picture cut to the cell's shape."""
    wide, high = (640, 640) if rows > 1 else (640, 760)
    mine = int(rng.integers(0, columns * rows))
    first = int(rng.integers(0, max(1, len(others))))
    lent = [others[(first + number) % len(others)] for number in range(columns * rows)] if len(others) else []
    sheet = Image.new("RGB", (columns * wide + 8 * (columns - 1), rows * high + 8 * (rows - 1)), "white")
    for cell in range(columns * rows):
        shown = rgb if cell == mine else lent[cell - (cell > mine)] if lent else _other((), rng)
        image = Image.fromarray(changes.centre(shown, wide / high)).resize((wide, high), Image.Resampling.LANCZOS)
        sheet.paste(image, (cell % columns * (wide + 8), cell // columns * (high + 8)))
    return np.asarray(sheet)


def inset(rgb: RGB, rng: np.random.Generator, others: Others, area: float) -> RGB:
    """The picture, whole, over a share of the area of another one of 1,600 px, anywhere on it."""
    back = _other(others, rng)
    back = changes.resized(back, 1600 / max(back.shape[:2]))
    high, wide = back.shape[:2]
    share = (area * high * wide / (rgb.shape[0] * rgb.shape[1])) ** 0.5
    share = min(share, wide * 0.96 / rgb.shape[1], high * 0.96 / rgb.shape[0])
    small = changes.resized(rgb, share)
    top = int(rng.integers(0, high - small.shape[0] + 1))
    left = int(rng.integers(0, wide - small.shape[1] + 1))
    out = back.copy()
    out[top : top + small.shape[0], left : left + small.shape[1]] = small
    return out


def _other(others: Others, rng: np.random.Generator) -> RGB:
    if len(others):
        return others[int(rng.integers(0, len(others)))]
    return changes.uint8(
        cv2.resize(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8), (1024, 768), interpolation=cv2.INTER_CUBIC)
    )


def screenshot(rgb: RGB, rng: np.random.Generator, kinds: Sequence[str], dark: bool) -> RGB:
    kind = kinds[int(rng.integers(0, len(kinds)))]
    return screens.SCREENS[kind](rgb, rng, screens.DARK if dark else screens.LIGHT)


def recropped(rgb: RGB, rng: np.random.Generator) -> RGB:
    shot = screenshot(rgb, rng, ("feed", "chat"), bool(rng.integers(0, 2)))
    return changes.resized(changes.window(shot, rng, 0.95, 0.9), 0.6)


def social(rgb: RGB, rng: np.random.Generator) -> RGB:
    return changes.limited(changes.saturated(changes.jpeg(changes.cropped(rgb, rng, 0.1), 60), 1.4), 800)


def shot_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    shot = screenshot(overlays.captioned(rgb, rng, True, False), rng, ("feed", "chat"), bool(rng.integers(0, 2)))
    return changes.resized(shot, 0.7)


def hard_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    return overlays.captioned(
        changes.cropped(changes.toned(changes.mirrored(rgb), gamma=0.7), rng, 0.2), rng, True, False
    )


def mirrored_shot(rgb: RGB, rng: np.random.Generator) -> RGB:
    return screenshot(changes.mirrored(rgb), rng, ("feed", "chat"), False)


def tilted_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    return overlays.meme(overlays.framed(changes.tilted(rgb, rng, 7, True), rng, 0.06), rng)


def print_combo(rgb: RGB, rng: np.random.Generator) -> RGB:
    return overlays.captioned(camera.of_print(changes.cropped(rgb, rng, 0.2), rng), rng, False, True)


SEPIA = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))
HUE = ((0.3, 0.6, 0.1), (0.1, 0.5, 0.4), (0.7, 0.2, 0.1))


def _kinds() -> dict[str, Attack]:
    made: dict[str, Attack] = {}
    made |= {f"jpeg{q}": Attack("recompression", plain(lambda rgb: rgb), q) for q in (10, 30, 50, 70, 90)}
    made |= {
        "messenger": Attack("recompression", plain(changes.messenger)),
        "webp30": Attack("recompression", plain(changes.webp), 90),
    }
    made |= {f"resize{p}": Attack("rescaling", plain(partial(changes.resized, across=p / 100))) for p in (25, 50, 200)}
    made["aspect_w75"] = Attack("rescaling", plain(partial(changes.resized, across=0.75, down=1.0)))
    made["aspect_h60"] = Attack("rescaling", plain(partial(changes.resized, across=1.0, down=0.6)))
    made |= {f"blur{s}": Attack("blur", plain(partial(changes.blurred, sigma=s))) for s in (2, 5)}
    made |= {f"noise{s}": Attack("noise", drawn(partial(changes.noisy, sigma=s))) for s in (15, 40)}
    made |= {f"bright{p}": Attack("tone", plain(partial(changes.toned, gain=p / 100))) for p in (60, 140)}
    made |= {f"contrast{p}": Attack("tone", plain(partial(changes.toned, contrast=p / 100))) for p in (50, 160)}
    made |= {f"gamma{p:02d}": Attack("tone", plain(partial(changes.toned, gamma=p / 10))) for p in (5, 20)}
    made |= {
        "grey": Attack("tone", plain(changes.grey)),
        "sepia": Attack("tone", plain(partial(changes.mixed, rows=SEPIA))),
    }
    made |= {
        "hue": Attack("tone", plain(partial(changes.mixed, rows=HUE))),
        "filter": Attack("tone", plain(changes.filtered)),
    }
    made["saturated"] = Attack("tone", plain(partial(changes.saturated, by=2.2)))
    made["mirror"] = Attack("mirror", plain(changes.mirrored))
    made |= {f"rot{90 * n}": Attack("turns", plain(partial(np.rot90, k=n))) for n in (1, 2, 3)}
    made |= {
        f"rot{d}_fill": Attack("tilt", drawn(partial(changes.tilted, degrees=d, crop=False))) for d in (2, 5, 10, 15)
    }
    made |= {
        f"rot{d}_crop": Attack("tilt", drawn(partial(changes.tilted, degrees=d, crop=True))) for d in (2, 5, 10, 15)
    }
    made |= {f"crop{p}": Attack("crops", drawn(partial(changes.cropped, cut=p / 100))) for p in (5, 10, 20, 40, 60)}
    made["crop_square"] = Attack("crops", drawn(changes.square))
    made["crop_banner"] = Attack("crops", drawn(partial(changes.window, across=1.0, down=0.45)))
    made["crop75"] = Attack("hard crop", drawn(partial(changes.cropped, cut=0.75)))
    made["border5"] = Attack("frames", drawn(partial(overlays.framed, share=0.05)))
    made["border15"] = Attack("frames", drawn(partial(overlays.framed, share=0.15)))
    made["border_white"] = Attack("frames", drawn(partial(overlays.framed, share=0.1, colour=255)))
    made |= {
        "letterbox": Attack("frames", plain(overlays.letterboxed)),
        "polaroid": Attack("frames", drawn(overlays.polaroid)),
    }
    made["on_itself"] = Attack("frames", plain(overlays.on_itself))
    made["caption_top"] = Attack("captions", drawn(partial(overlays.captioned, above=True, below=False)))
    made["caption_bottom"] = Attack("captions", drawn(partial(overlays.captioned, above=False, below=True)))
    made["caption_both"] = Attack("captions", drawn(partial(overlays.captioned, above=True, below=True)))
    made["lower_third"] = Attack("captions", drawn(overlays.lower_third))
    made |= {"memetext": Attack("meme text", drawn(overlays.meme)), "logo": Attack("logo", drawn(overlays.logo))}
    made |= {
        "emoji5": Attack("overlays", drawn(overlays.emoji)),
        "watermark": Attack("overlays", drawn(overlays.watermarked)),
    }
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
