"""Is one changed digit, date or word found on a damaged page, and is an unchanged page left alone?

    python -m benchmarks.edits [--pages 24] [--unchanged 26] [--seed 200] [--fonts second] [--damages re-save,photo]
    [--letters 12]

Draws pages (pages.py), changes one thing on the first of them, damages every page and every changed copy
(page_damage.py), and compares each with the clean page as a store keeps it: a grey JPEG of 1,600 pixels. The
alignment starts from local features, as in a search. A change is found if a box lies on it; a page is false if any
box lies elsewhere. Beside it, in the same run, two plain ways on the same start: SSIM in a window of 11 pixels under
0.4, and a difference of more than 80 grey levels.

Thresholds were set on `--seed 100 --fonts first`. Processor time is of the difference map alone, without features.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from benchmarks import page_damage, pages  # noqa: E402
from verifyctl.known import differences, geometry  # noqa: E402
from verifyctl.known.agreement import agreement  # noqa: E402
from verifyctl.known.features import Features, Fineness, extract  # noqa: E402
from verifyctl.known.page_outcome import settled  # noqa: E402
from verifyctl.model.matches import Compared, Comparison  # noqa: E402

RENDITION = 1600
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Known:
    """A page as a store keeps it: its name, size before it was reduced, features and the grey JPEG's pixels."""

    name: str
    size: tuple[int, int]
    features: Features
    kept: NDArray[np.uint8]


@dataclass(frozen=True)
class Row:
    """One pair. `inside` and `outside` are the greatest differences of boxes on and off the change, thousandths.

    `settled`: the outcome once the map was held against a coarse look at everything else.
    `silent`: the change was not found, nor was its place said to be not comparable.
    """

    damage: str
    kind: str
    page: str
    outcome: str
    compared: int = 0
    changed: int = 0
    inside: int = 0
    outside: int = 0
    silent: bool = False
    seconds: float = 0.0
    ssim: tuple[bool, bool] | None = None
    pixels: tuple[bool, bool] | None = None
    settled: str = "no alignment"


def main() -> None:
    options = arguments()
    chosen = list(page_damage.DAMAGES) if options.damages == "all" else options.damages.split(",")
    sheets = pages.sheets(options.pages + options.unchanged, options.seed, pages.HALVES[options.fonts])
    tasks = [(sheet, number < options.pages, chosen, options.peers) for number, sheet in enumerate(sheets)]
    with ProcessPoolExecutor(options.workers) as pool:
        rows = list(itertools.chain.from_iterable(pool.map(of_page, tasks)))
        letters = list(pool.map(of_letters, _letter_tasks(options)))
    if options.raw:
        options.raw.write_text("".join(json.dumps(asdict(row)) + "\n" for row in [*rows, *itertools.chain(*letters)]))
    if rows:
        show(rows, options)
    if letters:
        show_letters([row for part in letters for row in part])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=24, help="pages with changed copies")
    parser.add_argument("--unchanged", type=int, default=26, help="further pages, compared unchanged only")
    parser.add_argument("--seed", type=int, default=200)
    parser.add_argument("--fonts", choices=sorted(pages.HALVES), default="second")
    parser.add_argument("--damages", default="all")
    parser.add_argument("--letters", type=int, default=12, help="letters on one letterhead; every pair is compared")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--raw", type=Path, help="write every pair as a line of JSON")
    return parser.parse_args()


def of_page(task: tuple[pages.Sheet, bool, list[str], bool]) -> list[Row]:
    """Every damage of a page and of its changed copies."""
    sheet, with_edits, chosen, peers = task
    clean = pages.draw(sheet)
    known = as_known(sheet.name, clean)
    copies: list[tuple[str, pages.RGB, Box | None]] = [("none", clean, None)]
    if with_edits:
        for kind, changed in pages.edits(sheet, np.random.default_rng(_number(sheet.name))):
            drawn = pages.draw(changed)
            copies.append((kind, drawn, pages.changed_box(clean, drawn)))
    rows = []
    for damage, (kind, drawn, truth) in itertools.product(chosen, copies):
        damaged = page_damage.DAMAGES[damage](drawn, np.random.default_rng(_number(sheet.name + damage)))
        if truth is None or _shown(truth, damaged):
            with_peers = peers and kind in ("none", "digit")
            rows.append(of_pair(known, damaged, truth, damage=damage, kind=kind, peers=with_peers))
    return rows


def as_known(name: str, clean: pages.RGB) -> Known:
    return Known(name, (clean.shape[1], clean.shape[0]), extract(clean, Fineness.FINE), rendition(clean))


def of_pair(
    known: Known, damaged: page_damage.Damaged, truth: Box | None, *, damage: str, kind: str, peers: bool
) -> Row:
    evidence = damaged.rgb
    theirs = extract(evidence, Fineness.FINE)
    found = geometry.match(known.features, theirs, known.size, (evidence.shape[1], evidence.shape[0]))
    if found is None:
        return Row(damage, kind, known.name, "no alignment")
    scale = known.kept.shape[1] / known.size[0]
    start = found.homography @ np.diag([1 / scale, 1 / scale, 1.0])
    before = time.process_time()
    held = differences.hold(known.kept, evidence, start)
    seconds = time.process_time() - before
    result = held.comparison
    alike = agreement(known.kept, cv2.cvtColor(evidence, cv2.COLOR_RGB2GRAY), start)
    filled = sum(r.known.width * r.known.height for r in result.regions) / known.kept.size
    here = None if truth is None else _scaled(truth, scale)
    boxes = [((r.known.x, r.known.y, r.known.width, r.known.height), r.difference) for r in result.regions]
    inside, outside = divided(boxes, here)
    return Row(
        damage,
        kind,
        known.name,
        result.outcome.value,
        result.compared,
        result.changed,
        inside,
        outside,
        truth is not None and not inside and not _said(result, truth, damaged),
        seconds,
        peer(known.kept, evidence, start, here, _by_ssim) if peers else None,
        peer(known.kept, evidence, start, here, _by_pixels) if peers else None,
        settled(held, alike, filled).value,
    )


def _said(result: Comparison, truth: Box, damaged: page_damage.Damaged) -> bool:
    """Whether the place of a change is said to be not comparable."""
    if result.outcome is Compared.NOT_COMPARABLE:
        return True
    x, y, wide, high = truth
    middle = damaged.matrix @ [x + wide / 2, y + high / 2, 1]
    point = (middle[0] / middle[2], middle[1] / middle[2], 1.0, 1.0)
    return any(_touch((box.x, box.y, box.width, box.height), point) for box in result.not_comparable)


def _scaled(box: Box, by: float) -> Box:
    x, y, wide, high = box
    return x * by, y * by, wide * by, high * by


def divided(boxes: Iterable[tuple[Box, int]], truth: Box | None) -> tuple[int, int]:
    """The greatest differences of boxes that touch the change, and of those that do not."""
    inside = outside = 0
    for box, difference in boxes:
        if truth is not None and _touch(box, truth):
            inside = max(inside, difference)
        else:
            outside = max(outside, difference)
    return inside, outside


def rendition(rgb: pages.RGB) -> NDArray[np.uint8]:
    """What a store keeps of a page."""
    grey = cv2.cvtColor(page_damage.fitted(rgb, RENDITION), cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 90])[1], cv2.IMREAD_GRAYSCALE))


def of_letters(task: tuple[pages.Sheet, list[pages.Sheet], list[str]]) -> list[Row]:
    """One letter as it is known, against others on the same letterhead as they come in."""
    sheet, others, chosen = task
    known = as_known(sheet.name, pages.draw(sheet))
    rows = []
    for other, damage in itertools.product(others, chosen):
        rng = np.random.default_rng(_number(sheet.name + other.name + damage))
        damaged = page_damage.DAMAGES[damage](pages.draw(other), rng)
        rows.append(of_pair(known, damaged, None, damage=damage, kind="other letter", peers=False))
    return rows


def _letter_tasks(options: argparse.Namespace) -> list[tuple[pages.Sheet, list[pages.Sheet], list[str]]]:
    face = pages.HALVES[options.fonts][0]
    sheets = pages.letters(options.letters, options.seed, face)
    return [(sheet, sheets[number + 1 :], ["re-save", "photo"]) for number, sheet in enumerate(sheets[:-1])]


# peers ---------------------------------------------------------------------------------------------


def peer(
    kept: NDArray[np.uint8],
    evidence: pages.RGB,
    start: NDArray[np.float64],
    truth: Box | None,
    marked: Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.bool_]],
) -> tuple[bool, bool]:
    """Whether a plain way marks the change, and whether it marks anything else; rims of the overlap are left out."""
    grey = cv2.cvtColor(evidence, cv2.COLOR_RGB2GRAY)
    size = (kept.shape[1], kept.shape[0])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpPerspective(grey, start, size, flags=how).astype(np.float32)
    seen = cv2.warpPerspective(np.full_like(grey, 255), start, size, flags=how)
    seen = (
        cv2.erode(cv2.copyMakeBorder(seen, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0), np.ones((83, 83), np.uint8))[
            1:-1, 1:-1
        ]
        > 128
    )
    first = kept.astype(np.float32)
    light = cv2.GaussianBlur(first, (0, 0), 60) / np.maximum(cv2.GaussianBlur(warped, (0, 0), 60), 1)
    mask = marked(first, warped * light) & seen
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(mask.astype(np.uint8), np.ones((9, 9), np.uint8)))
    boxes = [(tuple(float(v) for v in stats[i, :4]), 1) for i in range(1, count)]
    inside, outside = divided(boxes, truth)  # type: ignore[arg-type]
    return inside > 0, outside > 0


def _by_ssim(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.bool_]:
    def mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5))

    a, b = mean(first), mean(second)
    aa, bb, ab = mean(first * first) - a * a, mean(second * second) - b * b, mean(first * second) - a * b
    c1, c2 = 6.5025, 58.5225
    return np.asarray((2 * a * b + c1) * (2 * ab + c2) / ((a * a + b * b + c1) * (aa + bb + c2)) < 0.4)


def _by_pixels(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.bool_]:
    marked = (np.abs(first - second) > 80).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(marked, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0)


# tables --------------------------------------------------------------------------------------------


def show(rows: list[Row], options: argparse.Namespace) -> None:
    print(f"{options.pages} pages with changed copies, {options.unchanged} more without", end="; ")
    print(f"seed {options.seed}, fonts {options.fonts}\n")
    print(
        f"{'damage':17}{'digit':>9}{'date':>9}{'word':>9}{'silent':>8}{'weakest':>9}{'pages':>7}{'false':>7}{'worst':>7}"
        f"{'same':>8}{'n.c.':>6}{'compared':>10}{'CPU ms':>8}{'SSIM':>13}{'pixels':>13}"
    )
    parts = defaultdict(list)
    for row in rows:
        parts[row.damage].append(row)
    for damage, part in [*parts.items(), ("all", rows)]:
        print(_line(damage, part))
    print(NOTES)


def _line(damage: str, part: list[Row]) -> str:
    cells = [f"{damage:17}"]
    for kind in pages.KINDS:
        own = [row for row in part if row.kind == kind]
        cells.append(f"{sum(row.inside > 0 for row in own)}/{len(own)}".rjust(9))
    weakest = min((row.inside for row in part if row.inside), default=0)
    bare = [row for row in part if row.kind == "none"]
    same = sum(row.outcome == "unchanged" for row in bare)
    neither = sum(row.outcome in ("not_comparable", "no alignment") for row in bare)
    times = [row.seconds for row in part if row.seconds] or [0.0]
    cells += [
        f"{sum(row.silent for row in part):>8}{weakest:>9}{len(part):>7}",
        f"{sum(row.outside > 0 for row in part):>7}{max(row.outside for row in part):>7}",
        f"{same}/{len(bare)}".rjust(8) + f"{neither:>6}",
        f"{np.mean([row.compared for row in bare]) / 10:>9.1f}%{1000 * np.mean(times):>8.0f}",
    ]
    for name in ("ssim", "pixels"):
        marks = [(row.kind, getattr(row, name)) for row in part if getattr(row, name) is not None]
        digits = [mark[0] for kind, mark in marks if kind == "digit"]
        false = sum(mark[1] for _, mark in marks)
        cells.append(f"{sum(digits)}/{len(digits)}, {false}".rjust(13) if marks else " " * 13)
    return "".join(cells)


def show_letters(rows: list[Row]) -> None:
    print(f"\n{'other letter':17}{'pairs':>7}{'same':>7}{'undecided':>11}{'other text':>12}{'n.c.':>6}{'least':>9}")
    groups = (("unchanged", "edited"), ("undecided",), ("other_text",), ("not_comparable", "no alignment"))
    for damage in sorted({row.damage for row in rows}):
        part = [row for row in rows if row.damage == damage]
        counts = [sum(row.settled in names for row in part) for names in groups]
        least = min((row.changed for row in part if row.outcome == "other_text"), default=0)
        cells = "".join(f"{count:>{wide}}" for count, wide in zip(counts, (7, 11, 12, 6), strict=True))
        print(f"{damage:17}{len(part):>7}{cells}{least / 10:>8.1f}%")
    print("\nsame: called unchanged or edited, after a coarse look at everything else")
    print("least: share of the text changed, where called other text")


NOTES = """
digit, date, word: found, of those that the picture shows whole; pages that did not align count as not found
silent: changes not found in places that were not said to be not comparable; pages that did not align count as said
weakest: least difference of a change that was found, thousandths
pages: all, changed copies included; false: those with a box off the change; worst: greatest difference of such a box
same: unchanged pages called unchanged; n.c.: unchanged pages called not comparable, or not aligned
compared: share of the text, mean of the unchanged pages
SSIM, pixels: digits found, and pages with a false mark among those without a change or with one digit"""


def _touch(first: Box, second: Box) -> bool:
    x, y, wide, high = first
    left, top, across, down = second
    return x < left + across and left < x + wide and y < top + down and top < y + high


def _shown(truth: Box, damaged: page_damage.Damaged) -> bool:
    """Whether the whole change lies in the picture, with room around it: what is cropped away cannot be found."""
    x, y, wide, high = truth
    corners = np.array([[x, y, 1], [x + wide, y, 1], [x + wide, y + high, 1], [x, y + high, 1]]) @ damaged.matrix.T
    places = corners[:, :2] / corners[:, 2:]
    return bool((places > 24).all() and (places < np.array(damaged.rgb.shape[1::-1]) - 24).all())


def _number(name: str) -> int:
    return zlib.crc32(name.encode())


if __name__ == "__main__":
    main()
