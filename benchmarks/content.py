"""What the content rectangle gains and what it touches by mistake; how often pages and photographs are told apart.

    python -m benchmarks.content [--photographs 40] [--pages 40] [--seed 2]

Rectangle: copies of photographs inside frames, captions and screens, found by PDQ at 31 bits, upright, with and without
it; and photographs that get a rectangle although nothing surrounds them. Beside it imagehash's pHash at 8 bits.
Pages: drawn letters, tables and columns, receipts, screens of words and short posts, in every kind of damage but blur
that leaves nothing to read; photographs and what else comes in packages, in their own form and in screens. With
VERIFYCTL_CORPUS set, its letters too.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks import attacks, pages, pictures, screens
from verifyctl.known.content import content_rectangle
from verifyctl.known.pages import MIN_DENSITY, text_density
from verifyctl.known.pdq import Pdq, distances, pdq

RGB = NDArray[np.uint8]
NEAR = 31
PHASH_NEAR = 8
SURROUNDED = ("frames", "captions", "screenshots light", "screenshots dark", "screenshots cropped")
NO_LONGER_PAGES = {"blur5", "collage2", "collage4", "pip10", "pip30", "story"}
"""What leaves nothing to read, or a page that is a small part of something else."""

SHOP = ("bread", "milk 1 l", "apples kg", "soap", "rice 2 kg", "lamp", "batteries", "tea", "خبز", "حليب", "شاي", "تفاح")


def receipt(rng: np.random.Generator) -> RGB:
    """A shop's receipt, headed specimen."""
    size, lines = int(rng.integers(16, 24)), int(rng.integers(10, 40))
    wide = int(rng.integers(380, 620))
    image = Image.new("RGB", (wide, 130 + lines * size * 3 // 2), (250, 250, 247))
    pen = ImageDraw.Draw(image)
    pen.text((wide // 5, 20), "SPECIMEN SHOP", font=screens.font(screens.HEAVY, size + 4), fill=(30, 30, 34))
    for line in range(lines):
        top = 80 + line * size * 3 // 2
        pen.text(
            (16, top), SHOP[int(rng.integers(len(SHOP)))], font=screens.font(screens.ARABIC, size), fill=(50, 50, 54)
        )
        price = f"{rng.integers(1, 99)}.{rng.integers(10, 99)}"
        pen.text((wide - 110, top), price, font=screens.font(screens.LATIN, size), fill=(50, 50, 54))
    return np.asarray(image)


def words(rng: np.random.Generator, paragraphs: int, high: int) -> RGB:
    """A screen of nothing but words, light or dark, in either script."""
    theme = screens.DARK if rng.integers(2) else screens.LIGHT
    arabic = bool(rng.integers(2))
    image = Image.new("RGB", (1080, high), theme["ground"])
    pen = ImageDraw.Draw(image)
    top = 60
    for _ in range(paragraphs):
        text = screens.sentence(rng, int(rng.integers(14, 40)), arabic)
        size = int(rng.integers(32, 46))
        top = screens.paragraph(pen, text, (50, top, 1030), size, theme["ink"]) + 40
    return np.asarray(image)


def texts(count: int, seed: int) -> list[tuple[str, RGB]]:
    """Drawn pages, receipts and screens of words: four of the first for one of each other kind."""
    rng = np.random.default_rng(seed)
    made = list(pages.pages(count, seed))
    for number in range(-(-count // 4)):
        made.append((f"receipt{number}", receipt(rng)))
        made.append((f"words{number}", words(rng, int(rng.integers(3, 9)), 2000)))
        made.append((f"post{number}", words(rng, 1, 480)))
    return made


def damaged(rgb: RGB, number: int, seed: int, each: int) -> Iterator[tuple[str, RGB]]:
    """A page as it is and in some kinds of damage."""
    yield "clean", rgb
    rng = np.random.default_rng([seed, number])
    names = [name for name in attacks.ATTACKS if name not in NO_LONGER_PAGES]
    for name in rng.choice(names, each, replace=False):
        yield str(name), attacks.attacked(str(name), rgb, number)


def content_of(rgb: RGB) -> list[Pdq]:
    """The hashes of the whole and of the content rectangle, if there is one."""
    box = content_rectangle(rgb)
    inside = [] if box is None else [pdq(rgb[box.y : box.y + box.height, box.x : box.x + box.width])]
    return [pdq(rgb), *inside]


def nearest(one: Sequence[Pdq], other: Sequence[Pdq]) -> int:
    return min(int(distances(a.turned[:1], b.turned[:1])[0, 0]) for a in one for b in other)


def rectangles(photographs: Sequence[RGB]) -> None:
    spent, touched = 0.0, 0
    known = []
    for rgb in photographs:
        start = time.process_time()
        touched += content_rectangle(rgb) is not None
        spent += time.process_time() - start
        known.append((content_of(rgb), imagehash.phash(Image.fromarray(rgb))))
    each = 1000 * spent / len(photographs)
    print(f"{touched} of {len(photographs)} photographs get a rectangle; {each:.1f} CPU ms each")
    print(f"{'copies':24s}{'imagehash pHash':>16s}{'PDQ':>8s}{'with rectangle':>16s}")
    for name, attack in attacks.ATTACKS.items():
        if attack.group not in SURROUNDED:
            continue
        found = np.zeros(3)
        for number, (rgb, (hashes, peer)) in enumerate(zip(photographs, known, strict=True)):
            copy = attacks.attacked(name, rgb, number)
            made = content_of(copy)
            found += (
                imagehash.phash(Image.fromarray(copy)) - peer <= PHASH_NEAR,
                nearest(made[:1], hashes[:1]) <= NEAR,
                nearest(made, hashes) <= NEAR,
            )
        peer_share, whole, with_content = found / len(photographs)
        print(f"{name:24s}{peer_share:16.2f}{whole:8.2f}{with_content:16.2f}")


def told_apart(photographs: Sequence[RGB], count: int, seed: int) -> None:
    missed: list[str] = []
    all_pages = 0
    for number, (name, rgb) in enumerate(texts(count, seed)):
        for kind, copy in damaged(rgb, number, seed, 6):
            all_pages += 1
            density = text_density(copy)
            if density < MIN_DENSITY:
                missed.append(f"{name} {kind} {density}")
    print(f"pages taken for photographs: {len(missed)} of {all_pages}  {', '.join(missed)}")
    if folder := os.environ.get("VERIFYCTL_CORPUS"):
        densities = [
            text_density(np.asarray(Image.open(path).convert("RGB")))
            for path in sorted(Path(folder, "ocr", "letters", "img").glob("*.jpg"))
        ]
        below = sum(density < MIN_DENSITY for density in densities)
        print(
            f"letters of the corpus taken for photographs: {below} of {len(densities)}; least {min(densities)} of 1000"
        )
    start = time.process_time()
    taken = sum(text_density(rgb) >= MIN_DENSITY for rgb in photographs)
    spent = 1000 * (time.process_time() - start) / len(photographs)
    print(f"photographs taken for pages: {taken} of {len(photographs)}; {spent:.1f} CPU ms each")
    for name in ("memetext", "caption_both", "feed_light", "chat_dark", "browser", "of_print", "jpeg30", "resize50"):
        shown = [attacks.attacked(name, rgb, number) for number, rgb in enumerate(photographs)]
        print(f"  as {name}: {sum(text_density(rgb) >= MIN_DENSITY for rgb in shown)} of {len(shown)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--photographs", type=int, default=40)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=2)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    # The second half: the weights of known/pages.py were fitted on the first.
    _, test = pictures.halves(pictures.collect().photographs)
    photographs = [picture.rgb() for picture in test[: given.photographs]]
    rectangles(photographs)
    told_apart(photographs, given.pages, given.seed)


if __name__ == "__main__":
    main()
