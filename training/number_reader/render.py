"""Strips with their labels, for training and for judging: a seed gives always the same ones.

    python training/number_reader/render.py FONTS LISTING SHEET.png [--split training] [--seed 1] [--strength 1]

writes a contact sheet, which should be looked at before anything is trained.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from bending import Bend
from compose import Setter, framed, trimmed, with_slivers
from damage import photographed, warped
from glyphs import Shelf
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from wording import label, neighbours, pieces

from verifyctl.reading.numbers.strip import HEIGHT, LONGEST, MARGIN, brought

KINDS = {"bare": 0.38, "short": 0.18, "dated": 0.18, "coded": 0.12, "line": 0.07, "none": 0.07}
DIGIT_SETS = {"arabic-indic": 0.5, "persian": 0.12, "western": 0.38}
SEEDS = {"training": 0, "validation": 1_000_000_007, "test": 2_000_000_011}
"""Added to every seed, so that no split shares a seed with another."""

LONGEST_DRAWN = 900
SLIVERS = 0.12


@dataclass(frozen=True)
class Strip:
    """A strip as grey values, what the network sees of it, shape (32, width), what is on it, digit set and kind.

    `places` are the symbols of the text but W and where they stand, `spans` where words are, 0 to 1 along the strip.
    """

    grey: NDArray[np.uint8]
    ink: NDArray[np.float32]
    text: str
    name: str
    kind: str
    places: list[tuple[str, float]]
    spans: list[tuple[float, float]]


def strip(
    shelf: Shelf,
    seed: int,
    *,
    strength: float,
    kinds: dict[str, float] | None = None,
    plain: bool = False,
    bent: bool = False,
) -> Strip:
    """One strip. `strength` is the most damage it may get, 0 to 1; `kinds` the chances of the kinds.

    `plain` leaves out what is no damage but in the way (rules, stamps' arcs, neighbours, slivers), a hand's strokes and
    worn ink; `bent` draws with faces bent anew.
    """
    rng, fine = random.Random(seed), np.random.default_rng(seed)
    while True:
        chances = kinds or KINDS
        kind = rng.choices(list(chances), list(chances.values()))[0]
        name = rng.choices(list(DIGIT_SETS), list(DIGIT_SETS.values()))[0]
        setter = Setter(shelf, rng, name, printed=plain, bend=Bend(rng) if bent else None)
        made = pieces(rng, name, kind)
        line = trimmed(setter.line(made), rng)
        others = [setter.line(neighbours(rng, name)) for _ in range(rng.choice((0, 0, 1, 2)))]
        if rng.random() < SLIVERS and not plain:
            line = with_slivers(line, rng, setter.line(neighbours(rng, name)))
        crop, share = framed(line, rng, [] if plain else others, alone=plain)
        before = crop.shape[1]
        crop, side = warped(crop, fine, strength)
        whole = before + 2 * side
        places = [(symbol, (x + side) / whole) for symbol, x in line.places]
        spans = [((start + side) / whole, (end + side) / whole) for start, end in line.spans]
        if crop.shape[1] * HEIGHT / crop.shape[0] > LONGEST_DRAWN:
            continue
        damage = strength * fine.uniform(0.3, 1) if strength > 0.4 else strength
        grey = photographed(crop, share, fine, damage, fresh=plain)
        if grey.shape[1] * HEIGHT / grey.shape[0] < min(LONGEST, LONGEST_DRAWN + 100):
            ink = brought(grey)
            places = [(symbol, framed_in(x, ink)) for symbol, x in places]
            spans = [(framed_in(start, ink), framed_in(end, ink)) for start, end in spans]
            return Strip(grey, ink, label(made), name, kind, places, spans)


def framed_in(share: float, ink: NDArray[np.float32]) -> float:
    """A place along a crop as a place along the strip that it became, its margins counted."""
    return (share * (ink.shape[1] - 2 * MARGIN) + MARGIN) / ink.shape[1]


def strips(
    shelf: Shelf,
    split: str,
    seed: int,
    count: int,
    *,
    strength: float,
    kinds: dict[str, float] | None = None,
    plain: bool = False,
) -> Iterator[Strip]:
    """So many strips of a split."""
    for number in range(count):
        yield strip(shelf, SEEDS[split] + seed + number, strength=strength, kinds=kinds, plain=plain)


def main() -> None:
    """Write the contact sheet."""
    parser = argparse.ArgumentParser()
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", default="training", choices=sorted(SEEDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--bent", action="store_true")
    options = parser.parse_args()
    shelf, first = Shelf(options.listing, options.fonts, options.split), SEEDS[options.split] + options.seed
    made = [strip(shelf, first + number, strength=options.strength, bent=options.bent) for number in range(96)]
    sheet(made).save(options.out)


def sheet(made: list[Strip]) -> Image.Image:
    """Strips in three columns, their labels beside them."""
    wide, high, columns = 620, 52, 3
    picture = Image.new("L", (wide * columns, high * -(-len(made) // columns)), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 13, layout_engine=ImageFont.Layout.BASIC
    )
    for number, one in enumerate(made):
        x, y = number % columns * wide, number // columns * high
        image = (255 - np.clip(one.ink, 0, 1) * 255).astype(np.uint8)[:, : wide - 6]
        picture.paste(Image.fromarray(cv2.copyMakeBorder(image, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=128)), (x, y))
        pen.text((x, y + 35), one.text.replace(" ", "␣"), font=font, fill=0)
    return picture


if __name__ == "__main__":
    main()
