"""How many attacked copies are found, and how many wrong pictures are accepted: ours and the peers', in the same run.

    python -m benchmarks.copies [photographs|documents] [-o results.json]
    python -m benchmarks.copies photographs --photos 16 --attacks jpeg10,crop60 --distractors 200      a small run

Half of the photographs are for calibration, on which thresholds are set: for every peer the largest at which no
wrong picture is accepted there. Our own threshold is the one in the code; the wrong pictures nearest to it are
printed. Recall and wrong pictures are those of the other half. Calibration takes every sixth attack, in turn.

What was answered is kept in the cache folder, so that a run that was cut off goes on; a change of the code begins anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

STORING = tuple(
    f"known/{name}"
    for name in (
        *("descriptors.py", "content.py", "colours.py", "pdq.py", "pages.py", "features.py", "vocabulary.py", "data"),
        *("postings.py", "ingest.py", "items.py", "storage"),
    )
)
DRAWING = ("pages", "screens", "attacks", "changes", "overlays", "camera")
ASKING = (*DRAWING, "peers", "trial")
"""The code on which a store depends; what the drawings of this folder depend on, and all that asks."""

APPLICATIONS = ("feed_light", "chat_light", "feed_dark", "chat_dark", "browser", "story")
SCREENS = 10
"""Known screenshots of each application."""

EVERY = {("photographs", "calibration"): 6, ("documents", "calibration"): 6, ("documents", "test"): 3}
"""Of a long list of attacks only every so manieth is tried on a picture, in turn, so that a run takes half an hour."""
SPARE = 12
"""Photographs that are in no store: they fill collages and lie behind pictures in pictures."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="?", default="photographs", choices=["photographs", "documents"])
    parser.add_argument("--photos", type=int, default=100, help="photographs, or pages, that are attacked; both halves")
    parser.add_argument("--attacks", help="only these, with commas")
    parser.add_argument("--distractors", type=int, default=10_000, help="at most so many")
    parser.add_argument("--orb", type=int, default=10, help="of each half, for how many ORB is asked too")
    parser.add_argument("--half", choices=["calibration", "test"], help="only this half")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"  # before numpy is there, here and in the processes that are started

    from benchmarks import report
    from benchmarks.pictures import CACHE, collect

    cache = given.cache or CACHE
    pictures = collect(cache)
    known, queries = _plan(given, cache, pictures)
    folder = cache / "copies" / _fingerprint(known, STORING, ASKING)
    folder.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    if not (folder / "built.json").is_file():
        print(f"a store of {len(known)} pictures ...", file=sys.stderr)
        (folder / "built.json").write_text(json.dumps(_built(folder, known, context, given.processes)))
    kept_at = folder / f"answers-{_fingerprint(known, ('known',), ASKING)}.jsonl"
    answers = _answers(folder, kept_at, queries, context, given.processes)
    result = report.summary(answers, len(known), json.loads((folder / "built.json").read_text()))
    report.show(result)
    if given.output:
        given.output.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _built(folder: Path, known: list[Any], context: Any, processes: int) -> dict[str, float]:
    from benchmarks import trial

    for left in folder.glob("new.sqlite*"):
        left.unlink()  # of a run that was cut off
    with context.Pool(processes) as pool:
        return trial.build(folder, pool.imap(trial.prepared, known, chunksize=8))


def _plan(given: argparse.Namespace, cache: Path, pictures: Any) -> tuple[list[Any], list[Any]]:
    """What is in the store, and what is asked of it."""
    from benchmarks import pages, trial
    from benchmarks.attacks import ATTACKS

    attacks = given.attacks.split(",") if given.attacks else list(ATTACKS)
    if unknown := [name for name in attacks if name not in ATTACKS]:
        raise SystemExit(f"no such attack: {', '.join(unknown)}")
    spare = [picture.path for picture in pictures.photographs[-SPARE:]]
    photographs = pictures.photographs[:-SPARE]
    others = pictures.distractors[: given.distractors]
    drawn = cache / f"drawn-{_fingerprint([], (), DRAWING)}"
    drawn.mkdir(parents=True, exist_ok=True)
    sheets = [
        trial.written(trial.Known(f"page {name}", drawn / f"page-{number:03d}.png"), rgb)
        for number, (name, rgb) in enumerate(_pages(pages))
    ]
    images = [trial.Known(f"{number} {each.name}", each.path) for number, each in enumerate([*photographs, *others])]
    asked = sheets if given.part == "documents" else images[: len(photographs)]
    queries = []
    for number, each in enumerate(asked[: given.photos]):
        half = ("calibration", "test")[number % 2]
        if given.half not in (None, half):
            continue
        every = 1 if given.attacks else EVERY.get((given.part, half), 1)
        for turn, attack in enumerate(attacks):
            if (turn + number // 2) % every:
                continue
            lent = (spare[number % SPARE], spare[(number + 4) % SPARE], spare[(number + 8) % SPARE])
            queries.append(trial.Query(given.part, half, attack, each, number, lent, number // 2 < given.orb))
    return [*images, *sheets, *_screens(drawn, others)], queries


def _screens(drawn: Path, distractors: list[Any]) -> list[Any]:
    """Known screenshots of the applications in which the attacks show pictures, with others in them.

    Two screenshots of one application have its chrome in common, and are not the same picture for that.
    """
    from benchmarks import trial
    from benchmarks.attacks import attacked

    made = []
    for number, picture in enumerate(distractors[: SCREENS * len(APPLICATIONS)]):
        kind = APPLICATIONS[number % len(APPLICATIONS)]
        name = f"{number:03d}-{kind}"
        known = trial.Known(f"screen {name}", drawn / f"screen-{name}.png")
        made.append(
            known if known.path.is_file() else trial.written(known, attacked(kind, picture.rgb(), 5000 + number))
        )
    return made


def _pages(pages: Any) -> Iterable[tuple[str, Any]]:
    made: list[tuple[str, Any]] = pages.pages(100, 7)
    return made


def _fingerprint(known: list[Any], ours: Iterable[str], theirs: Iterable[str]) -> str:
    """Of the pictures and of the code that something depends on: parts of the package, modules of this folder."""
    import verifyctl

    digest = hashlib.sha256("\n".join(each.name for each in known).encode())
    sources = [Path(__file__).with_name(f"{name}.py") for name in theirs]
    for name in ours:
        part = Path(verifyctl.__file__).parent / name
        sources += sorted(part.rglob("*")) if part.is_dir() else [part]
    for path in sources:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _answers(folder: Path, kept_at: Path, queries: list[Any], context: Any, processes: int) -> list[dict[str, Any]]:
    """An answer for every query: those that are kept, and the others asked now."""
    from benchmarks import trial

    kept: dict[str, dict[str, Any]] = {}
    if kept_at.is_file():
        for line in kept_at.read_text("utf-8").splitlines():
            if line.endswith("}"):
                answer = json.loads(line)
                kept[answer["key"]] = answer
    missing = [query for query in queries if query.key not in kept or (query.orb and "orb" not in kept[query.key])]
    began = time.monotonic()
    if missing:
        with context.Pool(processes, trial.begin, (str(folder),)) as pool, kept_at.open("a", encoding="utf-8") as out:
            for done, answer in enumerate(pool.imap_unordered(trial.run, missing, chunksize=8), 1):
                kept[answer["key"]] = answer
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
                if done % 100 == 0:
                    out.flush()
                    left = (time.monotonic() - began) / done * (len(missing) - done) / 60
                    print(f"\r{done} of {len(missing)}, {left:.0f} min left  ", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    return [kept[query.key] for query in queries]


if __name__ == "__main__":
    main()
