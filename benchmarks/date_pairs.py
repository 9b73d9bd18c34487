"""Whether two dates that agree were read right: pairs in both calendars, drawn as strips in unseen digit shapes.

    python benchmarks/date_pairs.py FONTS LISTING [--count 1000] [--seed 1]

Draws with `training/number_reader`, in the faces that LISTING keeps for testing, a Gregorian and a Hijri date for each
letter, in one face and with damage of four strengths up to the heaviest. Three in ten letters are altered: their dates
lie 3 to 30 days apart; a quarter of the others differ by a day, as calendars do. Each strip is read as on a page; then
the dates are joined and held against each other as those of a letter. There is no text engine, so nothing warns of a
figure lost at the edge of a number, and nothing else confirms one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verifyctl.model.base import Box
from verifyctl.model.dates import hijri_of
from verifyctl.model.text import DateReading, DateStatus, Line, NumberReading, Word
from verifyctl.reading.dates.page import dates_of
from verifyctl.reading.numbers.alphabet import SETS
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.shipped import reader

if TYPE_CHECKING:
    from compose import Setter
    from glyphs import Shelf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "number_reader"))

STRENGTHS = (0.2, 0.5, 0.8, 1.0)
ALTERED_SHARE = 0.3
ALTERED = (3, 3, 4, 4, 5, 6, 7, 10, 11, 20, 29, 30)
LABELS = ("التاريخ:", "الموافق", "الموافق:", "بتاريخ", "في")
LETTER = "مديرية المكتبات التجريبية شعبة التجهيز إلى مكتب المتابعة تحية طيبة"
LINE = 60


@dataclass(frozen=True)
class Pair:
    """The two dates of a letter, year-month-day in their calendars, and how it was drawn."""

    gregorian: str
    hijri: str
    strength: float
    altered: bool

    def has(self, read: DateReading) -> bool:
        """Whether a date that was read stands on the letter."""
        return read.written == getattr(self, read.calendar.value, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    from glyphs import Shelf

    shelf, shipped = Shelf(options.listing, options.fonts, "test"), reader()
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for number in range(options.count):
        pair, numbers = letter(shelf, shipped, 1_000_000 * options.seed + number)
        dates = dates_of((words(),), numbers)
        kinds = ("all", "altered" if pair.altered else "not altered", f"damage {pair.strength}")
        for row in (rows[kind] for kind in kinds):
            row.update(tally(pair, dates))
    print("| letters | number | dates right | wrong candidates a letter | cross-checked | of these wrong |")
    print("|---|---|---|---|---|---|")
    for name, row in sorted(rows.items()):
        shares = f"{row['right'] / (2 * row['letters']):.3f} | {row['wrong'] / row['letters']:.3f}"
        print(f"| {name} | {row['letters']} | {shares} | {row['checked']} | {row['checked and wrong']} |")


def letter(shelf: Shelf, shipped: Reader, seed: int) -> tuple[Pair, tuple[NumberReading, ...]]:
    """A letter's pair of dates and what is read of it, one date below the other."""
    from compose import Setter

    rng = random.Random(seed)
    name = rng.choices(("arabic-indic", "western"), (70, 30))[0]
    day = date(1995, 1, 1) + timedelta(days=rng.randrange(33 * 365))
    altered = rng.random() < ALTERED_SHARE
    apart = rng.choice((-1, 1)) * rng.choice(ALTERED) if altered else rng.choices((0, -1, 1), (76, 8, 16))[0]
    pair = Pair(day.isoformat(), str(hijri_of(day + timedelta(days=apart))), rng.choice(STRENGTHS), altered)
    setter = Setter(shelf, rng, name, printed=rng.random() < 0.8)
    texts = list(typed(rng, pair))
    numbers = []
    for place, (text, mark) in enumerate(zip(texts, ("م", "هـ"), strict=True), start=1):
        grey = drawn(setter, rng, in_digits(text, name), mark if rng.random() < 0.6 else "", pair.strength)
        below = place * LINE
        numbers += [one.fact(one.box.model_copy(update={"y": below + one.box.y})) for one in shipped.line(grey)]
    return pair, tuple(numbers)


def typed(rng: random.Random, pair: Pair) -> Iterator[str]:
    """Both dates in ordinary digits as the eye sees them, in one manner."""
    year_first, padded = rng.random() < 0.5, rng.random() < 0.35
    separator = rng.choices("/-.", (70, 20, 10))[0]
    for written in (pair.gregorian, pair.hijri):
        parts = [part if padded else part.lstrip("0") for part in written.split("-")]
        yield separator.join(parts if year_first else parts[::-1])


def in_digits(text: str, name: str) -> str:
    return "".join(SETS[name][int(char)] if char.isdigit() else char for char in text)


def drawn(setter: Setter, rng: random.Random, text: str, mark: str, strength: float) -> np.ndarray:
    """A strip with a date, its calendar letter at the left and a word at the right, damaged."""
    from compose import framed, trimmed
    from damage import photographed, warped
    from wording import Piece

    pieces = [Piece("letter", mark, 0.0, mark[0])] if mark else []
    pieces.append(Piece("number", text, rng.choice((0.1, 0.3)) if mark else 0.0, text))
    pieces.append(Piece("word", rng.choice(LABELS), rng.uniform(0.25, 0.5), "W"))
    crop, share = framed(trimmed(setter.line(pieces), rng), rng, [], alone=True)
    fine = np.random.default_rng(rng.getrandbits(32))
    crop, _ = warped(crop, fine, strength)
    return photographed(crop, share, fine, strength, fresh=True)


def words() -> Line:
    """A line of Arabic above the dates, which tells the language."""
    box = Box(x=0, y=0, width=500, height=20)
    return Line(text=LETTER, box=box, words=(Word(text=LETTER, box=box, confidence=90),))


def tally(pair: Pair, dates: tuple[DateReading, ...]) -> Counter[str]:
    checked = [one for one in dates if one.status is DateStatus.CROSS_CHECKED]
    return Counter(
        {
            "letters": 1,
            "right": len({one.written for one in dates if pair.has(one)}),
            "wrong": sum(not pair.has(one) for one in dates),
            "checked": len(checked),
            "checked and wrong": sum(not pair.has(one) for one in checked),
        }
    )


if __name__ == "__main__":
    main()
