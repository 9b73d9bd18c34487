"""Fresh letters as a folder in the corpus' form: pictures and `truth.json`.

    python -m benchmarks.letters.make COUNT SEED [--arabic-only] [--sheet FILE.png]

They lie in ~/.cache/verifyctl-benchmarks/letters. Each letter is drawn once and damaged in one way; which, and in
which language, goes round by number, so that a set of 280 has twenty of each damage.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.letters import content, layout, truth
from benchmarks.letters.damage import DAMAGES

CACHE = Path.home() / ".cache/verifyctl-benchmarks/letters"
LANGUAGES = ("ar", "ar", "mixed", "ar", "en", "ar", "mixed", "ar", "en", "ar", "ar", "mixed", "ar", "fa", "ar", "ckb",
             "en", "ar", "mixed", "ru", "ar", "en", "ar", "mixed", "ar", "uk", "ar", "en", "ar")  # fmt: skip
"""Twenty-nine, so that languages and the fourteen damages meet in all pairs."""

ARABIC_LANGUAGES = ("ar", "ar", "mixed", "ar", "ar")
DIGITS = {
    "ar": ("arabic-indic", "arabic-indic", "western"),
    "mixed": ("arabic-indic", "western"),
    "fa": ("persian",),
    "ckb": ("arabic-indic",),
}


def made(count: int, seed: int, *, arabic_only: bool = False, workers: int = 2) -> Path:
    """The folder of so many letters of a seed, drawn unless it is there."""
    name = f"{'arabic' if arabic_only else 'all'}-{count}-{seed}-{_recipe()}"
    folder = CACHE / name
    if (folder / "truth.json").is_file():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "img").mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        items = list(pool.map(partial(one, folder, seed, arabic_only), range(count), chunksize=4))
    every = {"note": "synthetic; offices and persons do not exist", "items": items}
    (folder / "truth.json").write_text(json.dumps(every, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def one(folder: Path, seed: int, arabic_only: bool, number: int) -> dict[str, Any]:
    """Draw letter `number`, damage it, write it; its entry in truth.json."""
    import cv2

    cv2.setNumThreads(1)
    languages = ARABIC_LANGUAGES if arabic_only else LANGUAGES
    language = languages[number % len(languages)]
    name = list(DAMAGES)[number % len(DAMAGES)]
    key = f"{seed}-{number}"
    sets = DIGITS.get(language, ("western",))
    letter = content.letter(key, language, sets[int(hashlib.sha256(key.encode()).hexdigest(), 16) % len(sets)])
    drawn = layout.draw(letter, key)
    damage = DAMAGES[name]
    data = damage.file(drawn.rgb, np.random.default_rng([seed, number, 77]))
    path = Path("img") / f"{language}{number:04d}_{name}.jpg"
    (folder / path).write_bytes(data)
    with Image.open(folder / path) as image:
        size = list(image.size)
    base = f"{language}{number:04d}"
    return {"image": str(path), "base": base, "deg": name, "size": size, **truth.entry(letter, drawn)}


def _recipe() -> str:
    """Changes with the code that draws."""
    held = hashlib.sha256()
    folder = Path(__file__).parent
    own = ("bidi", "content", "damage", "faces", "layout", "make", "paper", "truth", "words", "written")
    others = (folder / "wording.yaml", folder.parent / "page_damage.py", folder.parent / "screens.py")
    for path in (*(folder / f"{name}.py" for name in own), *others):
        held.update(path.read_bytes())
    return held.hexdigest()[:8]


def contact_sheet(pictures: Sequence[tuple[str, Path]], columns: int, wide: int) -> Image.Image:
    """Small pictures in rows, each under its name."""
    high = round(wide * 1.45)
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * wide, rows * (high + 22)), (120, 120, 120))
    pen = ImageDraw.Draw(sheet)
    for number, (name, path) in enumerate(pictures):
        x, y = number % columns * wide, number // columns * (high + 22)
        with Image.open(path) as image:
            image.thumbnail((wide - 6, high - 4))
            sheet.paste(image.convert("RGB"), (x + 3, y + 20))
        pen.text((x + 4, y + 3), name, fill="white", font_size=14)
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--arabic-only", action="store_true")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    folder = made(given.count, given.seed, arabic_only=given.arabic_only, workers=given.workers)
    print(folder)
    if given.sheet:
        items = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["items"]
        cells = [(f"{item['base']} {item['deg']} {item['font']}", folder / item["image"]) for item in items]
        contact_sheet(cells, 7, 400).save(given.sheet)


if __name__ == "__main__":
    main()
