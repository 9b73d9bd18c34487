"""Numbers on lines that were cut out of a page to their ink, as books and archives keep them.

    python -m benchmarks.cut_lines FONTS LISTING [--alone] [--count 200] [--seed 1] [--misses]

Lines of Arabic words with numbers of two and three digits among them, alone, in brackets, in parentheses and as two
groups with a slash, are drawn in the faces that LISTING keeps for the test (`training/number_reader/faces.json`; only
faces that have all the signs), in one of four sizes, blurred and grained, every other one in black and white, and cut
with 0, 2 or 4 pixels of paper around. With `--alone` they are strips of numbers alone, damaged little, as
`training/number_reader` draws them in those faces. The `text` stage reads each as a picture of its own. `read`: among
the numbers is this one; `by two`: two of its readings and more gave it; a number counts as accepted and wrong if it
stands nowhere on its line.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.letters import ours
from benchmarks.number_strips import bare as without_marks
from verifyctl.reading.numbers.alphabet import ascii_digits

if TYPE_CHECKING:
    from glyphs import Shelf
    from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "number_reader"))

_WORDS = (
    "قال ذكر الكاتب أن المدينة كانت في تلك السنة كثيرة الأسواق والبساتين وفيها بني الجسر القديم على النهر ثم انتقل "
    "التجار إلى القرية المجاورة وكان بينهما طريق طويل من جهة الشرق وقيل غير ذلك والله أعلم"
)
WORDS = _WORDS.split()
FORMS = ("{}", "{}", "[{}]", "({})", "سنة {}", "ص {}")
SIZES, PAPER_LEFT = (34, 40, 46, 52), (0, 2, 4)
NUMBERS = 0.22
"""The chance of a number after each word."""

SEEDS = 20_000_000
"""From one run of `number_strips` to the next; strips alone begin halfway between two."""

SIGNS = "[]()/"
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Line:
    """A line as it was drawn, 8-bit grey, and the numbers on it in ordinary digits."""

    grey: NDArray[np.uint8]
    numbers: tuple[str, ...]


def main() -> None:
    options = arguments()
    from glyphs import Shelf

    shelf, rng = Shelf(options.listing, options.fonts, "test"), random.Random(options.seed)
    if options.alone:
        lines = alone(shelf, options.count, options.seed)
    else:
        lines = [line(shelf, rng, worn=bool(place % 2)) for place in range(options.count)]
    ours.prepare()
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for place, one in enumerate(lines):
            path = Path(folder, f"{place}.png")
            Image.fromarray(one.grey).save(path)
            counted = counts(one.numbers, ours.read(path)["facts"]["numbers"])
            tally += counted
            if options.misses and counted["read"] < counted["numbers"]:
                print(place, one.numbers, file=sys.stderr)
    print(f"{options.count} lines, {tally['numbers']} numbers, seed {options.seed}\n")
    print("| read | by two | accepted | accepted and wrong |\n|---|---|---|---|")
    shares = (f"{tally[name] / tally['numbers']:.3f}" for name in ("read", "by two", "right"))
    print(f"| {' | '.join(shares)} | {tally['accepted'] - tally['accepted right']} of {tally['accepted']} |")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    parser.add_argument("--alone", action="store_true", help="strips of numbers alone instead of lines")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print the numbers of lines on which one was not read")
    return parser.parse_args()


def alone(shelf: Shelf, count: int, seed: int) -> list[Line]:
    """Strips of numbers alone, in other seeds than `number_strips` reads."""
    from judge import numbers_in
    from render import strips

    drawn = strips(shelf, "test", SEEDS * seed + SEEDS // 2, count, strength=0.25, kinds={"bare": 1.0}, plain=True)
    return [Line(one.grey, tuple(bare(number) for number in numbers_in(one.text))) for one in drawn]


def line(shelf: Shelf, rng: random.Random, *, worn: bool) -> Line:
    """A line cut to its ink, in black and white if `worn`."""
    face = shelf.pick(rng, "arabic-indic", SIGNS)
    text, numbers = wording(rng)
    font = ImageFont.truetype(face.path, rng.choice(SIZES), layout_engine=ImageFont.Layout.RAQM)
    width, height = round(font.getlength(text, direction="rtl")) + 120, round(4 * font.size)
    picture = Image.new("L", (width, height), 255)
    ImageDraw.Draw(picture).text((width - 60, height / 3), text, font=font, fill=0, direction="rtl", anchor="ra")
    drawn = np.asarray(picture)
    rows, columns = np.flatnonzero((drawn < 128).any(axis=1)), np.flatnonzero((drawn < 128).any(axis=0))
    left = rng.choice(PAPER_LEFT)
    grey = drawn[rows[0] - left : rows[-1] + left + 1, columns[0] - left : columns[-1] + left + 1].astype(np.float32)
    fine = np.random.default_rng(rng.getrandbits(32))
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 1.2)) + fine.normal(0, 12, grey.shape)
    if worn:
        grey = np.where(grey < rng.uniform(110, 170), 0.0, 255.0)
    return Line(np.clip(grey, 0, 255).astype(np.uint8), numbers)


def wording(rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """The text of a line with at least one number, and its numbers."""
    parts: list[str] = []
    numbers: list[str] = []
    for place in range(size := rng.randint(5, 11)):
        parts.append(rng.choice(WORDS))
        if rng.random() < NUMBERS or (place == size - 1 and not numbers):
            plain = str(rng.randint(10, 999))
            number = f"{rng.randint(1, 20)}/{plain}" if rng.random() < 0.15 else plain
            numbers.append(number)
            parts.append(rng.choice(FORMS if number == plain else FORMS[:1]).format(number.translate(DIGITS)))
    return " ".join(parts), tuple(numbers)


def counts(numbers: tuple[str, ...], read: list[dict[str, Any]]) -> Counter[str]:
    """How many numbers there are, and how many of them and of those accepted are right."""
    seen = {bare(one["text"]) for one in read}
    accepted = [bare(one["text"]) for one in read if one["accepted"]]
    by_two = {bare(one["text"]) for one in read if agreed(one)}
    return Counter(
        {
            "numbers": len(numbers),
            "read": sum(number in seen for number in numbers),
            "by two": sum(number in by_two for number in numbers),
            "right": sum(number in accepted for number in numbers),
            "accepted": len(accepted),
            "accepted right": sum(text in numbers for text in accepted),
        }
    )


def agreed(number: dict[str, Any]) -> bool:
    """Whether two readings of a number and more gave it."""
    return sum(bare(each) == bare(number["text"]) for each in number["readings"] if each) > 1


def bare(text: str) -> str:
    """In ordinary digits, without the marks at its ends."""
    return without_marks(ascii_digits(text))


if __name__ == "__main__":
    main()
