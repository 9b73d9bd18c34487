"""How well pages are set upright, laid flat and levelled, on pages drawn and damaged here, and what it costs.

    python -m benchmarks.preparation [--pages 12] [--seed 77]

For every damage of benchmarks/page_damage.py that keeps the page legible: in how many pictures a sheet was found, and
how far its worst corner was off (thousandths of the short side); how far lines of the page run off the level, in
degrees, in the middle and at worst, on the flat page and on the sheet laid flat (folded and curled paper has no level
lines; its figures are those of a plane). Then pages turned by set angles, and the turn and script told by the shapes
of letters, for all four quarters. Processor time is that of this process, one thread; only ratios mean anything on a
busy machine.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Iterator

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import page_damage, pages
from verifyctl.reading.page.page import Page, bearing_of
from verifyctl.reading.page.page import pages as pages_of
from verifyctl.reading.page.picture import scaled
from verifyctl.reading.page.plane import backwards, carried, corners_of
from verifyctl.reading.page.rectify import find_sheet

RGB = NDArray[np.uint8]
Matrix = NDArray[np.float64]
DAMAGES = ("re-save", "messenger chain", "crop", "post light", "post dark", "photo", "hard photo", "held", "curled")
ANGLES = (-17.0, -10.0, -6.0, -3.0, -1.0, -0.5, 0.0, 0.3, 0.7, 2.0, 4.5, 8.0, 13.0)
AROUND = 140


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=77)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    drawn = [(sheet, pages.draw(sheet)) for sheet in pages.sheets(options.pages, options.seed)]
    seen = [(sheet.arabic, rgb, damage, damaged) for sheet, rgb in drawn for damage, damaged in damages(rgb, options)]
    sheets_and_levels(seen)
    angles([rgb for _, rgb in drawn])
    bearings(seen)


def damages(rgb: RGB, options: argparse.Namespace) -> Iterator[tuple[str, page_damage.Damaged]]:
    for damage in DAMAGES:
        yield damage, page_damage.DAMAGES[damage](rgb, np.random.default_rng((options.seed, int(rgb.sum()) % 10_000)))


def sheets_and_levels(seen: list[tuple[bool, RGB, str, page_damage.Damaged]]) -> None:
    off: dict[str, list[float]] = defaultdict(list)
    levels: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    cost: dict[str, list[float]] = defaultdict(list)
    for _, rgb, damage, damaged in seen:
        count[damage] += 1
        began = time.process_time()
        made = pages_of(damaged.rgb)
        cost[damage].append(1000 * (time.process_time() - began))
        for kind, page in zip(("flat", "sheet"), made, strict=False):
            levels[damage, kind].append(slopes(page, damaged.matrix, rgb))
        if len(made) > 1:
            off[damage].append(corner_off(damaged, rgb))
    print(f"{'':16} sheets  corner  flat: middle worst  sheet: middle worst  ms")
    for damage, number in count.items():
        flat, sheet = (np.abs(np.array(levels[damage, kind])) for kind in ("flat", "sheet"))
        shown = f"{np.median(sheet):14.2f} {sheet.max():5.2f}" if sheet.size else f"{'':20}"
        worst = f"{max(off[damage]):6.0f}" if off[damage] else f"{'':6}"
        found = f"{len(off[damage])} of {number}"
        print(
            f"{damage:16} {found:>8} {worst} {np.median(flat):12.2f} {flat.max():5.2f} {shown}"
            f" {np.mean(cost[damage]):5.0f}"
        )


def slopes(page: Page, matrix: Matrix, rgb: RGB) -> list[float]:
    """Degrees by which five lines across the drawn page run off the level on the page that was made of it."""
    height, width = rgb.shape[:2]
    found = []
    for part in (0.2, 0.35, 0.5, 0.65, 0.8):
        ends = np.array([(0.15 * width, part * height), (0.85 * width, part * height)])
        (x1, y1), (x2, y2) = carried(backwards(page.matrix) @ matrix, ends)
        found.append(float(np.degrees(np.arctan2(y2 - y1, x2 - x1))))
    return found


def corner_off(damaged: page_damage.Damaged, rgb: RGB) -> float:
    grey = cv2.cvtColor(damaged.rgb, cv2.COLOR_RGB2GRAY)
    factor = 360 / min(grey.shape)
    sheet = find_sheet(scaled(np.asarray(grey, dtype=np.uint8), factor))
    if sheet is None:
        return float("nan")
    height, width = rgb.shape[:2]
    truth = carried(damaged.matrix, corners_of(0, 0, width, height)) * factor
    return float(np.linalg.norm(sheet.corners - truth, axis=1).max() / 360 * 1000)


def angles(drawn: list[RGB]) -> None:
    left = []
    for rgb in drawn:
        small = page_damage.fitted(rgb, 1700)
        height, width = small.shape[:2]
        for angle in ANGLES:
            matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1), (0, 0, 1)])
            matrix[:2, 2] += AROUND
            size = (width + 2 * AROUND, height + 2 * AROUND)
            turned = cv2.warpAffine(small, matrix[:2], size, flags=cv2.INTER_CUBIC, borderValue=(205, 208, 210))
            left.append(slopes(pages_of(np.asarray(turned, dtype=np.uint8))[0], matrix, small)[2])
    away = np.abs(left)
    print(
        f"\n{len(left)} pictures turned by {min(ANGLES):g} to {max(ANGLES):g} degrees; left over: "
        f"{np.median(away):.2f} in the middle, {np.quantile(away, 0.95):.2f} for 95 %, {away.max():.2f} at worst"
    )


def bearings(seen: list[tuple[bool, RGB, str, page_damage.Damaged]]) -> None:
    told: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    cost = []
    for arabic, _, _, damaged in seen:
        name = "Arabic" if arabic else "Latin"
        for quarter in range(4):
            picture = np.ascontiguousarray(np.rot90(damaged.rgb, quarter))
            began = time.process_time()
            bearing = bearing_of(picture)
            cost.append(1000 * (time.process_time() - began))
            told[name].append((bearing.sure, bearing.turned == 90 * quarter, bearing.script in (name, None)))
    print()
    for name, rows in told.items():
        sure = [row for row in rows if row[0]]
        wrong, misnamed = (sum(not row[place] for row in sure) for place in (1, 2))
        print(f"{name}: turn told surely in {len(sure)} of {len(rows)}, wrongly in {wrong}; script wrong in {misnamed}")
    print(f"{np.mean(cost):.0f} ms a picture")


if __name__ == "__main__":
    main()
