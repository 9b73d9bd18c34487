"""Blocks of lines in many fonts with the damages of letters that travel, and pictures that hold no text.

    python -m training.bearing.draw FONTS LISTING FIELDS.npz [--part training] [--blocks 5000] [--seed 11]

FONTS and LISTING are those of the number reader. Writes the fields around letters as the package itself cuts them, the
script of each (`arabic`, `latin`, `cyrillic`, `other`), by how many quarters it was turned counter-clockwise, and the
block that it comes from; and beside it a contact sheet. Blocks are turned before their fields are cut: the place of the
cut within a pixel would else tell the turn.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks import pictures
from training.bearing import words
from verifyctl.reading.page import sites
from verifyctl.reading.page.turn import SCRIPTS

Field = NDArray[np.float32]
Faces = dict[str, list[list[tuple[Path, frozenset[int]]]]]
KINDS = (*SCRIPTS, "refused", "shapes", "photograph")
CHANCES = (38, 24, 18, 7, 7, 6)
NEEDED = {"arabic": "ابتثجدرسعقكلمنهوي", "latin": "abcdxyzABCDXYZ", "cyrillic": "абвгдежзийклмнопрстуфхцчшщьюяАБВ"}
WIDTH = 900


def main() -> None:
    options = arguments()
    cv2.setNumThreads(1)
    rng, noise = random.Random(options.seed), np.random.default_rng(options.seed)
    shelf, held = faces(options), words.lists(pictures.CACHE)
    first, second = pictures.halves(pictures.collect().photographs)
    photographs = first if options.part == "training" else second
    cut, scripts, quarters, blocks = [], [], [], []
    for block in range(options.blocks):
        kind = rng.choices(KINDS, CHANCES)[0]
        grey = photograph(rng, photographs) if kind == "photograph" else drawn(kind, shelf, held, rng, noise)
        quarter = rng.randrange(4)
        found = sites.fields(np.ascontiguousarray(np.rot90(grey, quarter)), 48, sites.REACH * rng.uniform(0.8, 1.25))
        cut.append(np.rint(found * 255).astype(np.uint8))
        scripts += [min(KINDS.index(kind), len(SCRIPTS))] * len(found)
        quarters += [quarter] * len(found)
        blocks += [block] * len(found)
    fields = np.concatenate(cut)
    labels = {"scripts": np.uint8(scripts), "quarters": np.uint8(quarters), "blocks": np.int32(blocks)}
    np.savez_compressed(options.out, fields=fields, **labels)
    chosen = noise.permutation(len(fields))
    rows = [fields[chosen[np.uint8(scripts)[chosen] == each][:40]] for each in range(len(SCRIPTS) + 1)]
    sheet = np.concatenate([np.concatenate([255 - field for field in row], axis=1) for row in rows if len(row) == 40])
    cv2.imwrite(str(options.out.with_suffix(".png")), sheet)
    print(len(fields), "fields:", dict(zip((*SCRIPTS, "other"), np.bincount(scripts).tolist(), strict=True)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("training", "validation"), default="training")
    parser.add_argument("--blocks", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=11)
    return parser.parse_args()


def faces(options: argparse.Namespace) -> Faces:
    """Families of faces by script, each face with its letters; none that is set aside for a test of digits."""
    listed = json.loads(options.listing.read_text("utf-8"))["faces"]
    aside = {row["path"] for parts in listed.values() for row in parts["test"]}
    shelf: dict[str, dict[str, dict[Path, frozenset[int]]]] = {script: {} for script in SCRIPTS}
    for parts in listed.values():
        for row in parts[options.part]:
            path = options.fonts / row["path"]
            known = letters(path) if path.is_file() and row["path"] not in aside else frozenset()
            for script, needed in NEEDED.items():
                if known.issuperset(map(ord, needed)):
                    shelf[script].setdefault(row["family"], {})[path] = known
    found = {script: [list(family.items()) for family in families.values()] for script, families in shelf.items()}
    names = "|".join(words.REFUSED)
    others = sorted(options.fonts.glob("fonts-noto-*/**/*.ttf"))
    found["refused"] = [
        [(path, frozenset())] for path in others if re.search(rf"Noto(Sans|Serif)({names})-(Regular|Bold)", path.name)
    ]
    return found


def letters(path: Path) -> frozenset[int]:
    try:
        with TTFont(path, fontNumber=0, lazy=True) as file:
            return frozenset(file.getBestCmap() or ())
    except Exception as problem:  # noqa: BLE001  font files break in many ways
        print("left out", path.name, type(problem).__name__)
        return frozenset()


def drawn(
    kind: str, shelf: Faces, held: dict[str, list[list[str]]], rng: random.Random, noise: np.random.Generator
) -> NDArray[np.uint8]:
    ink, size = shapes(rng, noise) if kind == "shapes" else block(kind, shelf, held, rng)
    return damaged(ink, size, rng, noise)


def block(kind: str, shelf: Faces, held: dict[str, list[list[str]]], rng: random.Random) -> tuple[Field, int]:
    """Ink of lines in one face, 0 to 255, and the size of the face in pixels."""
    path, known = rng.choice(rng.choice(shelf[kind]))
    size, lines = rng.randint(22, 44), rng.randint(4, 8)
    font = ImageFont.truetype(str(path), size)
    image = Image.new("L", (WIDTH, int(lines * size * 1.9) + 40), 0)
    pen = ImageDraw.Draw(image)
    y = 20.0
    for _ in range(lines):
        said = [spoken(kind, path, known, held, rng) for _ in range(rng.randint(2, 9))]
        where, anchor, more = ((WIDTH - 20, y), "ra", {"direction": "rtl"}) if kind == "arabic" else ((20, y), "la", {})
        pen.text(where, " ".join(said), font=font, fill=255, anchor=anchor, **more)
        if rng.random() < 0.04:
            pen.line((20, y + size * 1.5, WIDTH - 20, y + size * 1.5), fill=190, width=2)
        y += size * rng.uniform(1.4, 1.9)
    return np.asarray(image).astype(np.float32), size


def spoken(kind: str, path: Path, known: frozenset[int], held: dict[str, list[list[str]]], rng: random.Random) -> str:
    if kind == "refused":
        return words.refused(rng, next(name for name in words.REFUSED if name in path.name))
    for _ in range(20):
        text = words.word(rng, kind, held)
        if known.issuperset(map(ord, text)):
            return text
    return NEEDED[kind][:4]


def shapes(rng: random.Random, noise: np.random.Generator) -> tuple[Field, int]:
    """Circles, frames, scribbles and strokes."""
    ink = np.zeros((500, WIDTH), np.float32)
    for _ in range(rng.randint(10, 40)):
        x, y, chance = rng.randrange(WIDTH), rng.randrange(500), rng.random()
        if chance < 0.3:
            cv2.circle(ink, (x, y), rng.randint(4, 80), 255, rng.randint(1, 4), cv2.LINE_AA)
        elif chance < 0.5:
            cv2.rectangle(
                ink, (x, y), (x + rng.randint(5, 200), y + rng.randint(5, 90)), 255, rng.choice((1, 2, 3, -1))
            )
        elif chance < 0.8:
            points = np.array((x, y)) + np.cumsum(noise.normal(0, 14, (rng.randint(4, 20), 2)), axis=0)
            cv2.polylines(ink, [np.int32(points)], False, 255, rng.randint(1, 4), cv2.LINE_AA)
        else:
            end = (x + rng.randint(-60, 60), y + rng.randint(-60, 60))
            cv2.line(ink, (x, y), end, 255, rng.randint(1, 5), cv2.LINE_AA)
    return ink, 30


def photograph(rng: random.Random, photographs: list[pictures.Picture]) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(rng.choice(photographs).rgb(), cv2.COLOR_RGB2GRAY)
    factor = 1000 / max(grey.shape)
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def damaged(ink: Field, size: int, rng: random.Random, noise: np.random.Generator) -> NDArray[np.uint8]:
    """Ink on paper: slanted, brought to another size, spread or thinned, lit, blurred, with moire, noise and JPEG."""
    if rng.random() < 0.7:
        height, width = ink.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(*rng.choice(((-6, 6), (-1, 1)))), 1)
        if rng.random() < 0.3:
            matrix[:, :2] += noise.normal(0, 0.03, (2, 2))
        ink = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    em = rng.uniform(*rng.choice(((13, 24), (15, 30), (20, 44))))
    method = cv2.INTER_AREA if em < size else cv2.INTER_LINEAR
    ink = cv2.resize(ink, None, fx=em / size, fy=em / size, interpolation=method)
    if rng.random() < 0.25:
        ink = cv2.dilate(ink, np.ones((2, 2))) if rng.random() < 0.5 else cv2.erode(ink, np.ones((2, 1)))
    paper = rng.uniform(120, 255)
    black = paper - rng.uniform(60, paper - 10) if rng.random() < 0.5 else rng.uniform(0, 60)
    grey = (paper - (paper - black) * ink / 255).astype(np.float32)
    height, width = grey.shape
    if rng.random() < 0.4:
        grey *= cv2.resize(noise.uniform(0.55, 1, (2, 3)).astype(np.float32), (width, height))
    if rng.random() < 0.6:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, max(em / 22, 0.4)))
    if rng.random() < 0.15:
        y, x = np.mgrid[:height, :width].astype(np.float32)
        angle = rng.uniform(0, np.pi)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / rng.uniform(2.2, 14))
        grey += rng.uniform(3, 14) * wave
    if rng.random() < 0.5:
        grey += noise.normal(0, rng.uniform(0, 14), grey.shape).astype(np.float32)
    seen = np.clip(grey, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        seen = cv2.imdecode(cv2.imencode(".jpg", seen, (cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 90)))[1], 0)
    return np.asarray(seen, dtype=np.uint8)


if __name__ == "__main__":
    main()
