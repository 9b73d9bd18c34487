"""How well numbers are read: on drawn strips in digit shapes that nothing was trained on, and on whole letters.

    python benchmarks/number_strips.py [--weights FILE] strips FONTS LISTING [--split test] [--count 400] [--seed 1]
    python benchmarks/number_strips.py [--weights FILE] letters FOLDER [--only clean,w1200] [--bases ar00] [--most 40]

`strips` draws strips with `training/number_reader` in the faces that LISTING keeps for the split, once for each damage,
and reads each strip once (`exact`: every sign; `right`: marks at the ends aside, a point may be a comma), and its
numbers as often as on a page, which is what is accepted. `letters` reads whole pages, those with a sheet on them as
a flat page and laid flat, and keeps the reading of which more was accepted: FOLDER holds `truth.json` (`items` with
`image`, `lang`, `deg`, `lines`) and the pictures it names; a number counts as read if the page's reader gives it
exactly as it is displayed, from left to right, digits compared by value, and as accepted and wrong if an accepted one
stands nowhere on the letter.
Processor time is that of this process, for all readings of a picture; only ratios mean anything on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from verifyctl.reading.numbers.alphabet import ascii_digits
from verifyctl.reading.numbers.confidence import chance
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.readings import NumberRead, weighed
from verifyctl.reading.numbers.shipped import reader, reader_from
from verifyctl.reading.page.page import pages

if TYPE_CHECKING:
    from judge import Judged

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "number_reader"))

STRENGTHS = {"light": 0.25, "middle": 0.6, "heavy": 1.0}
SURROUNDED = {"light": (True, False), "middle": (False,), "heavy": (False,)}
"""Whether strips are plain: without rules, stamps' arcs, neighbours, slivers, a hand's strokes and worn ink."""

SHARE = 0.8
"""How many of the numbers are to be accepted: so many of the surest are looked at besides."""

KINDS = {"numbers alone": {"bare": 1.0}, "beside words": {"short": 1.0}}
NUMBER = re.compile(r"[0-9٠-٩۰-۹]+(?:[-/.,:][0-9٠-٩۰-۹]+){0,6}")
PERSIAN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


@dataclass
class Tally:
    """Numbers there, read exactly, accepted, accepted and wrong; pages and processor seconds."""

    there: int = 0
    read: int = 0
    accepted: int = 0
    wrong: int = 0
    pages: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)


def main() -> None:
    options = arguments()
    cv2.setNumThreads(1)
    if options.what == "strips":
        judge_strips(options)
    else:
        judge_letters(options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="a data file to be judged instead of the one that is shipped")
    kinds = parser.add_subparsers(dest="what", required=True)
    drawn = kinds.add_parser("strips")
    drawn.add_argument("fonts", type=Path)
    drawn.add_argument("listing", type=Path)
    drawn.add_argument("--split", default="test", choices=("validation", "test"))
    drawn.add_argument("--count", type=int, default=400)
    drawn.add_argument("--seed", type=int, default=1)
    letters = kinds.add_parser("letters")
    letters.add_argument("folder", type=Path)
    letters.add_argument("--only", default="")
    letters.add_argument("--bases", default="")
    letters.add_argument("--most", type=int, default=1000)
    letters.add_argument("--misses", action="store_true")
    return parser.parse_args()


def chosen(weights: Path | None) -> Reader:
    """The shipped reader, or the one of a data file."""
    if weights is None:
        return reader()
    with np.load(weights, allow_pickle=False) as stored:
        return reader_from({name: stored[name] for name in stored.files})


def judge_strips(options: argparse.Namespace) -> None:
    """A table by damage: single readings, and what is accepted after all; and how many of the surest are wrong."""
    from glyphs import Shelf
    from judge import judged
    from render import strips

    shelf, reader = Shelf(options.listing, options.fonts, options.split), chosen(options.weights)
    print(f"{options.split} shapes, {options.count} strips a row\n")
    print("| damage | strips hold | numbers | exact | right | accepted | accepted and wrong |")
    print("|---|---|---|---|---|---|---|")
    level = reader.confidence.level
    everywhere: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number, (name, strength) in enumerate(STRENGTHS.items()):
        for plain, (kind, chances) in product(SURROUNDED[name], KINDS.items()):
            seed = 20_000_000 * options.seed + number * 1_000_000
            made = strips(shelf, options.split, seed, options.count, strength=strength, kinds=chances, plain=plain)
            read = judged(reader, made)
            chances_of = [chance_and_right(reader, one) for one in read]
            sure = [right for chance_of, right in chances_of if chance_of >= level]
            exact, right = (
                sum(given) / len(read) for given in ([one.exact for one in read], [one.right for one in read])
            )
            accepted = f"{len(sure) / len(read):.3f} | {len(sure) - sum(sure)} of {len(sure)}"
            row = f"{name}{'' if plain else ', surrounded'} | {kind} | {len(read)} | {exact:.3f} | {right:.3f}"
            print(f"| {row} | {accepted} |", flush=True)
            everywhere["light damage" if plain else "all other strips"] += chances_of
    print()
    for name, chances_of in everywhere.items():
        surest = sorted(chances_of, reverse=True, key=lambda each: each[0])[: round(SHARE * len(chances_of))]
        wrong = sum(not right for _, right in surest)
        print(f"{name}: of the surest {SHARE:.0%} {wrong} of {len(surest)} are wrong ({wrong / len(surest):.2%})")


def chance_and_right(reader: Reader, one: Judged) -> tuple[float, bool]:
    """The confidence in what most readings of a number agree on, 0 where none do, and whether it is right."""
    if one.seen is None:
        return 0.0, False
    text, figures, votes = weighed(one.seen)
    return (chance(reader.confidence.joint.at(figures)) if votes > 1 else 0.0), one.says(text)


def judge_letters(options: argparse.Namespace) -> None:
    """A table by damage of the letters."""
    items = json.loads((options.folder / "truth.json").read_text(encoding="utf-8"))["items"]
    wanted = set(filter(None, options.only.split(",")))
    bases = set(filter(None, options.bases.split(",")))
    items = [item for item in items if not wanted or item["deg"] in wanted]
    items = [item for item in items if not bases or item["base"] in bases][: options.most]
    reader, rows = chosen(options.weights), defaultdict[str, Tally](Tally)
    for item in items:
        picture = np.asarray(Image.open(options.folder / item["image"]).convert("RGB"))
        found: tuple[NumberRead, ...] = ()
        for page in pages(picture):
            before = time.process_time()
            read = reader.page(page.full)
            rows[item["deg"]].seconds += time.process_time() - before
            found = max(found, read, key=weight)
        count(rows[item["deg"]], item["lines"], [(ascii_digits(one.text), one.accepted) for one in found])
    print(
        "| letters | pages | numbers | read | accepted | accepted and wrong | s a page |\n|---|---|---|---|---|---|---|"
    )
    for name, row in sorted(rows.items()):
        figures = f"{row.there} | {row.read / max(row.there, 1):.3f} | {row.accepted} | {row.wrong}"
        print(f"| {name} | {row.pages} | {figures} | {row.seconds / row.pages:.2f} |")
        if options.misses:
            print(*row.missed, sep="\n", file=sys.stderr)


def weight(read: tuple[NumberRead, ...]) -> tuple[int, int]:
    """How much was made out on a page: accepted first."""
    return sum(one.permille for one in read if one.accepted), sum(one.permille for one in read)


def count(row: Tally, lines: list[str], read: list[tuple[str, bool]]) -> None:
    """Add a page: numbers of two and more digits are looked for, every accepted one is held against all of the page."""
    shown = [displayed(number) for line in lines for number in NUMBER.findall(line)]
    every = {form for forms in shown for form in forms}
    texts = {bare(text) for text, _ in read}
    row.pages += 1
    for forms in shown:
        if len(forms[0]) > 1:
            row.there += 1
            row.read += any(form in texts for form in forms)
            if not any(form in texts for form in forms):
                row.missed.append(f"{forms[0]}  not among  {' '.join(sorted(texts))}")
    for text, accepted in read:
        row.accepted += accepted
        row.wrong += accepted and bare(text) not in every


def displayed(number: str) -> list[str]:
    """The forms in which a typed number may stand on paper: groups at hyphens may be in reverse."""
    plain = ascii_digits(number.translate(PERSIAN))
    return list(dict.fromkeys((plain, "-".join(reversed(plain.split("-"))))))


def bare(text: str) -> str:
    """Without the marks at its ends, which belong to the sentence."""
    return text.strip("/-.,:()[]\\")


if __name__ == "__main__":
    main()
