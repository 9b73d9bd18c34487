"""How often a letter that a screen shows is told from what stands around it, and how often a page is taken for one.

    python -m benchmarks.shown_pictures [--letters 40] [--seed 1] [FOLDER ...]

Fresh letters, as scanned and as photographed, are shown by made-up applications (`benchmarks/screens.py` and the posts
of `benchmarks/page_damage.py`) in a light and a dark dress. Each screen is looked at as it is, as a JPEG, smaller as a
messenger sends it, and cut at its edges. Found: the box covers nine tenths of the picture shown and of itself. Larger:
it holds the picture shown and more of the screen. Elsewhere: any other box, which is wrong. A story lays its words on
the picture and has nothing around it.

Innocent are the same letters in all other damages, and the pictures of the folders named: any box there is an alarm,
though some of these may be screenshots.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from benchmarks import changes, page_damage, screens
from benchmarks.letters import content, layout
from benchmarks.letters.damage import DAMAGES
from benchmarks.letters.make import DIGITS, LANGUAGES
from verifyctl.model.base import Box
from verifyctl.reading.page.screen import shown_on

RGB = NDArray[np.uint8]
Show = Callable[[RGB, np.random.Generator], RGB]
SAME, HELD = 0.9, 0.98
MARK = (255, 0, 255)
LARGEST = 60_000_000
TYPES = {".jpg", ".jpeg", ".png", ".webp"}

SHOWS: dict[str, Show] = {
    **{
        f"{name}, {dress}": lambda rgb, rng, draw=draw, theme=theme: draw(rgb, rng, theme)
        for name, draw in screens.SCREENS.items()
        for dress, theme in (("light", screens.LIGHT), ("dark", screens.DARK))
    },
    "post, light": lambda rgb, rng: page_damage.post_light(rgb, rng).rgb,
    "post, dark": lambda rgb, rng: page_damage.post_dark(rgb, rng).rgb,
}
PAPERS = {"scanned": DAMAGES["w1200"], "photographed": DAMAGES["photo"]}
TRAVELS = ("as it is", "JPEG 82", "6/10 and JPEG 75", "cut at its edges")


@dataclass
class Row:
    """What was found, and processor seconds."""

    found: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--letters", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    shown, innocent = {name: Row() for name in SHOWS}, {"letters": Row()}
    travels = {name: Row() for name in TRAVELS}
    for number in range(given.letters):
        page = drawn(given.seed, number)
        for paper, (name, show) in ((paper, each) for paper in PAPERS for each in SHOWS.items()):
            rng = np.random.default_rng([given.seed, number, list(SHOWS).index(name), list(PAPERS).index(paper)])
            letter = changes.decoded(PAPERS[paper].file(page, rng))
            for travel, screen, truth in travelled(show, letter, int(rng.integers(2**31))):
                for row in (shown[name], travels[travel]):
                    look(row, screen, truth)
        for damage in DAMAGES.values():
            if damage is not DAMAGES["screenshot"]:
                rng = np.random.default_rng([given.seed, number])
                look(innocent["letters"], changes.decoded(damage.file(page, rng)), None)
    for folder in given.folders:
        row = innocent.setdefault(folder.name, Row())
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in TYPES and (rgb := opened(path)) is not None:
                before = row.found["alarm"]
                look(row, rgb, None)
                if row.found["alarm"] > before:
                    print(f"a screen, it seems: {path}")
    report(shown | {f"all, {name}": row for name, row in travels.items()}, innocent)


def drawn(seed: int, number: int) -> RGB:
    language = LANGUAGES[number % len(LANGUAGES)]
    key = f"{seed}-{number}"
    sets = DIGITS.get(language, ("western",))
    letter = content.letter(key, language, sets[int(hashlib.sha256(key.encode()).hexdigest(), 16) % len(sets)])
    return layout.draw(letter, key).rgb


def travelled(show: Show, letter: RGB, seed: int) -> Iterator[tuple[str, RGB, Box]]:
    """The screen in four states with the place of the letter on it: where a screen shows a mark in its place."""
    screen = show(letter, np.random.default_rng(seed))
    marked = show(np.full_like(letter, MARK), np.random.default_rng(seed))
    truth = bounds((np.abs(marked.astype(int) - MARK).max(axis=2) < 40).astype(np.uint8))
    yield TRAVELS[0], screen, truth
    yield TRAVELS[1], changes.decoded(changes.encoded(screen, 82)), truth
    small = page_damage.scaled(screen, 0.6)
    yield TRAVELS[2], changes.decoded(changes.encoded(small, 75)), truth.scaled(0.6)
    top, side = max(0, truth.y - 130), max(0, truth.x - 20)
    bottom = min(screen.shape[0], truth.y + truth.height + 20)
    cut = screen[top:bottom, side : screen.shape[1] - side]
    moved = truth.model_copy(update={"x": truth.x - side, "y": truth.y - top})
    yield TRAVELS[3], changes.decoded(changes.encoded(np.ascontiguousarray(cut), 82)), moved


def bounds(mask: NDArray[np.uint8]) -> Box:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    x, y, width, height, _ = max(stats.tolist()[1:], key=lambda each: each[4])
    return Box(x=x, y=y, width=width, height=height)


def look(row: Row, rgb: RGB, truth: Box | None) -> None:
    began = time.process_time()
    found = shown_on(rgb)
    row.seconds += time.process_time() - began
    if truth is None:
        row.found["alarm" if found else "quiet"] += 1
        return
    row.found[judged(None if found is None else found.box, truth)] += 1


def judged(found: Box | None, truth: Box) -> str:
    if found is None:
        return "missed"
    across = min(found.x + found.width, truth.x + truth.width) - max(found.x, truth.x)
    down = min(found.y + found.height, truth.y + truth.height) - max(found.y, truth.y)
    shared = max(0, across) * max(0, down)
    area, own = truth.width * truth.height, found.width * found.height
    if shared >= SAME * area and shared >= SAME * own:
        return "found"
    return "larger" if shared >= HELD * area else "elsewhere"


def opened(path: Path) -> RGB | None:
    try:
        with Image.open(path) as image:
            if image.width * image.height > LARGEST or min(image.size) < 8:
                return None
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None


def report(shown: dict[str, Row], innocent: dict[str, Row]) -> None:
    print("\n| screen | pictures | found | larger | missed | elsewhere |\n|---|---|---|---|---|---|")
    for name, row in shown.items():
        cells = [row.found.total(), *(row.found[kind] for kind in ("found", "larger", "missed", "elsewhere"))]
        print(f"| {name} | {' | '.join(map(str, cells))} |")
    print("\n| innocent | pictures | taken for a screen | CPU ms a picture |\n|---|---|---|---|")
    for name, row in innocent.items():
        count = row.found.total()
        print(f"| {name} | {count} | {row.found['alarm']} | {1000 * row.seconds / max(1, count):.0f} |")


if __name__ == "__main__":
    main()
