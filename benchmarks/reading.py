"""How well letters are read, beside plain Tesseract, and what it costs in processor time.

    python -m benchmarks.reading FOLDER [--languages ar,mixed] [--damages clean,photo] [--most 40] [--raw FILE]
    python -m benchmarks.reading --fresh 280 --seed 7 [--raw FILE]
    python -m benchmarks.reading --fresh 500 --seed 8 --dates-only

FOLDER holds `truth.json` (`items` with `image`, `lang`, `deg`, `lines`, `fields`) and the pictures it names. `--fresh`
draws letters instead, with benchmarks/letters. Ours is what the text stage gives, run as a worker runs it; theirs is
plain pytesseract on the same picture, kept by digest, so that a second run costs only ours. With `--raw` every reading
is kept as a line of JSON and is not made again while the code stays as it is.

Processor time is that of a process and its children; only ratios mean anything on a busy machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.letters import ours, plain, tables
from verifyctl.run.worker import ENVIRONMENT

Json = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """A picture to be read, and its entry in truth.json."""

    path: Path
    item: Json
    peers: bool
    anew: bool


def main() -> None:
    options = arguments()
    os.environ.update(ENVIRONMENT)  # before the workers start: libraries look at it when they are loaded
    folder = options.folder or fresh(options)
    items = chosen(json.loads((folder / "truth.json").read_text(encoding="utf-8"))["items"], options)
    tasks = [Task(folder / item["image"], item, not options.dates_only, options.anew) for item in items]
    reads = list(readings(tasks, options.raw, options.workers, keep=options.keep))
    told = "\n".join([heading(options, len(reads)), "", *tables.report(reads, plain=not options.dates_only)])
    print(told)
    if options.misses:
        print("\n".join(tables.misses(reads)))
    if options.into:
        page, part = options.into
        filled = put(Path(page).read_text(encoding="utf-8"), part, told)
        Path(page).write_text(filled, encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--fresh", type=int, help="so many letters drawn for this, instead of a folder")
    parser.add_argument("--seed", type=int, default=1, help="of the letters drawn, or of the choice with --most")
    parser.add_argument("--languages", default="", help="only these: ar,mixed,en,fa,ckb,ru,uk")
    parser.add_argument("--damages", default="", help="only these: clean,w1200,w800,...")
    parser.add_argument("--most", type=int, help="a seeded choice of so many")
    parser.add_argument("--dates-only", action="store_true", help="without peers; with --fresh, Arabic letters only")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--raw", type=Path, help="readings as lines of JSON, added to, and taken from where they fit")
    parser.add_argument("--misses", action="store_true", help="name every date and reference that was not read")
    parser.add_argument("--into", nargs=2, metavar=("PAGE", "PART"), help="write the tables into a page as well")
    parser.add_argument("--keep", action="store_true", help="take readings from --raw that other code made, too")
    parser.add_argument("--anew", action="store_true", help="read with plain Tesseract anew, to time it")
    options = parser.parse_args()
    if (options.folder is None) == (options.fresh is None):
        parser.error("give a folder or --fresh")
    return options


def fresh(options: argparse.Namespace) -> Path:
    from benchmarks.letters.make import made

    return made(options.fresh, options.seed, arabic_only=options.dates_only, workers=options.workers)


def heading(options: argparse.Namespace, count: int) -> str:
    """What was read, when, and with which command."""
    source = "FOLDER" if options.folder else f"--fresh {options.fresh} --seed {options.seed}"
    asked = {"languages": options.languages, "damages": options.damages, "most": options.most}
    command = " ".join((source, *(f"--{name} {value}" for name, value in asked.items() if value)))
    command += " --dates-only" if options.dates_only else ""
    day = datetime.now(UTC)
    return f"`python -m benchmarks.reading {command}`, {day:%-d %B %Y}, Tesseract {plain.version()}: {count} letters."


def put(page: str, part: str, text: str) -> str:
    """The page with the text between `<!-- PART -->` and `<!-- end of PART -->`. Raises ValueError without them."""
    before, start, rest = page.partition(f"<!-- {part} -->\n")
    _, end, after = rest.partition(f"<!-- end of {part} -->")
    if not start or not end:
        raise ValueError(f"no part {part!r} on the page")
    return f"{before}{start}\n{text.strip()}\n\n{end}{after}"


def chosen(items: Sequence[Json], options: argparse.Namespace) -> list[Json]:
    """Those of the languages and damages asked for, and of these so many as were asked for."""
    languages, damages = (set(filter(None, text.split(","))) for text in (options.languages, options.damages))
    fit = [
        item
        for item in items
        if (not languages or item["lang"] in languages) and (not damages or item["deg"] in damages)
    ]
    if options.most is None or options.most >= len(fit):
        return fit
    return random.Random(options.seed).sample(fit, options.most)


def readings(tasks: Sequence[Task], raw: Path | None, workers: int, *, keep: bool) -> Iterator[tables.Read]:
    """The letters with all readings; those that the file already holds are not read again."""
    code = ours.code_digest()
    held = kept(raw, None if keep else code)
    waiting = {}
    for task in tasks:
        key = hashlib.sha256(task.path.read_bytes()).hexdigest()[:32]
        have = held.get(key)
        if have and (not task.peers or have["plain"].keys() >= set(plain.ways(task.item["lang"]))):
            yield tables.Read(task.item, have["ours"], have["plain"])
        else:
            waiting[key] = (task, have["ours"] if have else None)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=ours.prepare) as pool:
        work = {pool.submit(partial(one, task, mine)): key for key, (task, mine) in waiting.items()}
        for number, done in enumerate(as_completed(work), start=1):
            task, _ = waiting[work[done]]
            result = done.result()
            if raw is not None:
                line = {"key": work[done], "code": code, "image": task.item["image"], **result}
                with raw.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
            if number % 20 == 0:
                print(f"{number} of {len(work)}", flush=True)
            yield tables.Read(task.item, result["ours"], result["plain"])


def one(task: Task, mine: Json | None) -> Json:
    """All readings of one picture, in a process of its own."""
    return {
        "ours": mine or ours.read(task.path),
        "plain": {way: plain.read(task.path, way, anew=task.anew) for way in plain.ways(task.item["lang"])}
        if task.peers
        else {},
    }


def kept(raw: Path | None, code: str | None) -> dict[str, Json]:
    """The last reading of each picture in the file, of this code only unless `code` is None."""
    if raw is None or not raw.is_file():
        return {}
    held: dict[str, Json] = {}
    for line in raw.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:  # a run was cut off in the middle of a line
            continue
        if code in (None, row["code"]):
            held[row["key"]] = row
    return held


if __name__ == "__main__":
    main()
