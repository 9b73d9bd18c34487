"""Dates whose figures stand far from the slashes or hyphens between them, as on forms that were filled in.

    python -m benchmarks.wide_dates FONTS LISTING [--count 200] [--seed 1] [--misses]

Short Arabic letters with a date in figures are drawn in the faces that LISTING keeps for the test
(`training/number_reader/faces.json`; only faces that have all the signs), Arabic-Indic or Western, year first or last,
with up to 2.2 times the size of the type on either side of each slash or hyphen, about half of them blurred, all
compressed. The `text` stage reads each. `found`: one of the dates read there may be this day; `wrong`: dates that were
read and are not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.letters import ours

if TYPE_CHECKING:
    from glyphs import Shelf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "number_reader"))

LINES = (
    "إلى كافة الدوائر التابعة للمحافظة",
    "السلام عليكم ورحمة الله وبركاته",
    "نرجو التفضل بإرسال الكشوفات المطلوبة قبل نهاية الشهر",
    "ومتابعة الأعمال مع الجهات ذات العلاقة",
    "مع التقدير",
)
GAPS = (0.0, 0.15, 0.4, 0.8, 1.2, 1.6, 2.2)
"""Paper at either side of a separator, in sizes of the type."""

SIZES, QUALITIES, BLUR = (24, 30, 36), (30, 60, 85), (0.4, 1.2)
WIDTH, HEIGHT, MARGIN, LEADING = 1240, 1000, 100, 2.4
PAPER, INK = 240, 30
SIGNS = "/-"
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def main() -> None:
    options = arguments()
    from glyphs import Shelf

    shelf, rng = Shelf(options.listing, options.fonts, "test"), random.Random(options.seed)
    ours.prepare()
    tally: Counter[tuple[float, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for place in range(options.count):
            gap = rng.choice(GAPS)
            day = f"{rng.randint(2005, 2023)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            path = Path(folder, f"{place}.jpg")
            parts = letter(shelf, rng, day, gap, path)
            dates = ours.read(path)["facts"]["dates"]
            fitting = [day in date["days"] for date in dates]
            tally += Counter({(gap, "letters"): 1, (gap, "found"): any(fitting), (gap, "wrong"): fitting.count(False)})
            if options.misses and not any(fitting):
                print(place, *parts, gap, file=sys.stderr)
    print(f"{options.count} letters, seed {options.seed}\n")
    print("| paper beside each separator, in sizes of the type | letters | found | wrong |\n|---|---|---|---|")
    for name, gaps in (*((str(gap), (gap,)) for gap in GAPS), ("all", GAPS)):
        counts = (sum(tally[gap, what] for gap in gaps) for what in ("letters", "found", "wrong"))
        print(f"| {name} | {' | '.join(map(str, counts))} |")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print the dates that were not found")
    return parser.parse_args()


def letter(shelf: Shelf, rng: random.Random, day: str, gap: float, path: Path) -> list[str]:
    """Write a letter with this date, `gap` sizes of the type beside separators; gives the parts from left to right."""
    face, size, separator = shelf.pick(rng, "arabic-indic", SIGNS), rng.choice(SIZES), rng.choice("///-")
    font = ImageFont.truetype(face.path, size, layout_engine=ImageFont.Layout.RAQM)
    year, month, of_month = (str(int(part)) for part in day.split("-"))
    wide = rng.choice((1, 2))
    groups = [year, month.zfill(wide), of_month.zfill(wide)][:: rng.choice((1, -1))]
    if rng.random() < 0.7:
        groups = [group.translate(DIGITS) for group in groups]
    parts = [groups[0], separator, groups[1], separator, groups[2]]
    picture = Image.new("L", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(("وزارة الأشغال والإسكان", "التاريخ : ", *LINES)):
        right, base = float(WIDTH - MARGIN), MARGIN + number * LEADING * size
        pen.text((right, base), line, font=font, fill=INK, direction="rtl", anchor="rs")
        right -= font.getlength(line, direction="rtl")
        for part in reversed(parts) if number == 1 else ():
            right -= font.getlength(part)
            pen.text((right, base), part, font=font, fill=INK, anchor="ls")
            right -= gap * size
    if rng.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(*BLUR)))
    picture.save(path, quality=rng.choice(QUALITIES))
    return parts


if __name__ == "__main__":
    main()
