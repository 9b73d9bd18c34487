"""How well letters are read, beside plain Tesseract, and what it costs in processor time.

    python benchmarks/reading.py FOLDER [--letters 24] [--seed 1] [--languages ar,mixed,en]

FOLDER holds `truth.json` (`items` with `image`, `lang`, `deg`, `lines`) and the pictures it names. Text is compared
after `verifyctl.reading.normalise.folded`, white space as one space; CER is the edit distance over the length of the
truth. Processor time is that of this process and its children; only ratios mean anything on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from verifyctl.reading.dates import find_dates
from verifyctl.reading.engine import Engine, find_engine
from verifyctl.reading.normalise import folded
from verifyctl.reading.read import read

SECONDS = 300
Row = tuple[float, float, int, int, float]


def main() -> None:
    options = arguments()
    items = json.loads((options.folder / "truth.json").read_text(encoding="utf-8"))["items"]
    wanted = set(options.languages.split(","))
    letters = [item for item in items if item["lang"] in wanted]
    letters = random.Random(options.seed).sample(letters, min(options.letters, len(letters)))
    engine = find_engine(None, None)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    ways: dict[str, Callable[[Any], str]] = {
        "verifyctl": lambda rgb: ours(rgb, engine),
        "pytesseract ara+eng": lambda rgb: plain(rgb, engine, "ara+eng"),
        "pytesseract ara": lambda rgb: plain(rgb, engine, "ara"),
        "pytesseract Arabic": lambda rgb: plain(rgb, engine, engine.named("Arabic") or "ara"),
    }
    rows: dict[str, dict[str, list[Row]]] = {way: defaultdict(list) for way in ways}
    for item in letters:
        rgb = np.asarray(Image.open(options.folder / item["image"]).convert("RGB"))
        for way, reader in ways.items():
            before = processor_seconds()
            text = reader(rgb)
            rows[way][item["deg"]].append((*score(item, text), processor_seconds() - before))
    show(rows, engine, len(letters))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read letters and print how well it went.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--letters", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--languages", default="ar,mixed,en")
    return parser.parse_args()


def ours(rgb: Any, engine: Engine) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        reading = read(rgb, engine, wanted=None, scratch=Path(scratch), seconds=SECONDS)
    return "\n".join(line.text for line in reading.lines)


def plain(rgb: Any, engine: Engine, languages: str) -> str:
    import pytesseract

    pytesseract.pytesseract.tesseract_cmd = str(engine.path)
    return str(pytesseract.image_to_string(Image.fromarray(rgb), lang=languages, timeout=SECONDS))


def processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def score(item: dict[str, Any], text: str) -> tuple[float, float, int, int]:
    """CER, part of the words that were read, dates of the letter that are among the candidates, dates on it."""
    truth = " ".join(folded("\n".join(item["lines"])).split())
    found = " ".join(folded(text).split())
    words = set(truth.split())
    read_dates = {
        (date.calendar.value, day) for line in text.splitlines() for date in find_dates(line) for day in date.days
    }
    dates = item["fields"]["dates"]
    right = sum((date["calendar"], date["iso"]) in read_dates for date in dates)
    recall = len(words & set(found.split())) / max(1, len(words))
    return edit_distance(truth, found) / max(1, len(truth)), recall, right, len(dates)


def edit_distance(first: str, second: str) -> int:
    """Levenshtein distance, one row of the table at a time, in numpy along the row."""
    codes = np.fromiter(map(ord, second), dtype=np.int64, count=len(second))
    steps = np.arange(len(second) + 1)
    row = steps.copy()
    for index, char in enumerate(first, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        row = np.minimum.accumulate(np.concatenate(([index], best)) - steps) + steps
    return int(row[-1])


def show(rows: dict[str, dict[str, list[Row]]], engine: Engine, letters: int) -> None:
    print(f"{letters} letters, Tesseract {engine.version}, data: {', '.join(engine.languages)}\n")
    print(f"{'way':22}{'CER':>7}{'words':>8}{'dates':>10}{'CPU ratio':>11}")
    totals = {way: [row for kind in kinds.values() for row in kind] for way, kinds in rows.items()}
    base = sum(row[4] for row in totals["pytesseract ara+eng"])
    for way, every in totals.items():
        cer, words = (sum(row[part] for row in every) / len(every) for part in (0, 1))
        dates = f"{sum(row[2] for row in every)}/{sum(row[3] for row in every)}"
        print(f"{way:22}{cer:7.3f}{words:8.3f}{dates:>10}{sum(row[4] for row in every) / base:11.2f}")
    print(f"\n{'damage':14}{'n':>3}" + "".join(f"{way:>22}" for way in rows) + "   (CER)")
    for kind in sorted(rows["verifyctl"]):
        means = [sum(row[0] for row in rows[way][kind]) / len(rows[way][kind]) for way in rows]
        print(f"{kind:14}{len(rows['verifyctl'][kind]):3}" + "".join(f"{mean:22.3f}" for mean in means))


if __name__ == "__main__":
    main()
