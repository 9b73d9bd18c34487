"""The engine at work on one picture: pages as a whole, lines one by one, boxes always on `Page.full`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.model.text import Pass, Word
from verifyctl.reading import scripts
from verifyctl.reading.calls import Budget, Orientation, orientation, table, table_of
from verifyctl.reading.engine import Engine
from verifyctl.reading.install import ORIENTATION
from verifyctl.reading.lexicon import Lexicon, word_lists
from verifyctl.reading.page.page import Page
from verifyctl.reading.page.picture import scaled
from verifyctl.reading.tsv import Fragment, fragment_of, parse_pictures, parse_tsv

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

ORIENTATION_SIDE = 1300

LINE_LETTERS = 20
"""Height in pixels of joined letters to which lines are brought that are read one by one."""

LARGEST_ENLARGEMENT = 2.5
MARGIN_ABOVE, MARGIN_BESIDE = 0.25, 0.3
"""Paper left around such a line, in letter heights."""

_FRAME = 0.5
_SMALL_PAGE = 200


@dataclass(frozen=True)
class Desk:
    """The engine, the folder for its files, and the time that is left."""

    engine: Engine
    scratch: Path
    budget: Budget

    def orientation(self, grey: Grey) -> Orientation | None:
        """The engine's word on turn and script; None without the data for it, or with too few characters."""
        if self.engine.named(ORIENTATION) is None:
            return None
        small = scaled(grey, min(1.0, ORIENTATION_SIDE / min(grey.shape)))
        return orientation(self.engine, small, scratch=self.scratch, budget=self.budget)

    def whole(self, page: Page, models: tuple[str, ...], psm: int) -> tuple[Fragment, ...]:
        """The page in one pass."""
        names = scripts.joined(self.engine, models)
        text = table(self.engine, page.reading, models=names, psm=psm, scratch=self.scratch, budget=self.budget)
        back = page.full.shape[0] / page.reading.shape[0]
        height = page.reading.shape[0]
        return tuple(_on_full(one, back) for one in parse_tsv(text) if not _frame(one.box, height))

    def lines(
        self, page: Page, boxes: Sequence[Box], letter: float, models: tuple[str, ...]
    ) -> tuple[tuple[Word, ...], ...]:
        """The words on each of these lines in one pass; `letter` is the height of letters on `page.full`."""
        factor = min(LINE_LETTERS / letter, LARGEST_ENLARGEMENT)
        around = [_with_margin(box, letter, page) for box in boxes]
        cut = [page.full[box.y : box.y + box.height, box.x : box.x + box.width] for box in around]
        text = table_of(
            self.engine,
            [scaled(grey, factor) for grey in cut],
            models=scripts.joined(self.engine, models),
            psm=scripts.RAW_LINE,
            scratch=self.scratch,
            budget=self.budget,
        )
        found = parse_pictures(text, len(boxes))
        return tuple(
            tuple(_on_line(word, box, outer.x, factor) for word in words)
            for words, box, outer in zip(found, boxes, around, strict=True)
        )

    def lexicon(self, models: Iterable[str]) -> Lexicon:
        """The words that these data know."""
        named = [self.engine.named(model) for model in models]
        folder = self.engine.tessdata
        return Lexicon(word_lists(folder / f"{name}.traineddata" for name in named if name) if folder else ())


@dataclass(frozen=True)
class Draft:
    """A page read as a whole, and with which data."""

    page: Page
    plan: scripts.Plan
    fragments: tuple[Fragment, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, in the engine's order."""
        return tuple(word for fragment in self.fragments for word in fragment.words)

    def known(self, lexicon: Lexicon) -> tuple[int, float]:
        """Characters in words of a list, and their share of those that could be."""
        told = [(lexicon.knows(word.text), len(word.text)) for word in self.words]
        known = sum(size for answer, size in told if answer)
        return known, known / max(1, sum(size for answer, size in told if answer is not None))

    def fact(self, *, kept: bool) -> Pass:
        """This pass, for the record."""
        return Pass(models="+".join(self.plan.page), psm=self.plan.psm, words=len(self.words), kept=kept)


def _frame(box: Box, height: int) -> bool:
    """Whether something read reaches over most of the page's height: frames and edges read as letters."""
    return height >= _SMALL_PAGE and box.height >= _FRAME * height


def _on_full(fragment: Fragment, back: float) -> Fragment:
    return fragment_of(word.model_copy(update={"box": word.box.scaled(back)}) for word in fragment.words)


def _with_margin(box: Box, letter: float, page: Page) -> Box:
    above, beside = round(MARGIN_ABOVE * letter), round(MARGIN_BESIDE * letter)
    height, width = page.full.shape
    left, top = max(0, box.x - beside), max(0, box.y - above)
    right, bottom = min(width, box.x + box.width + beside), min(height, box.y + box.height + above)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def _on_line(word: Word, line: Box, left: int, factor: float) -> Word:
    """A word read on a cut-out line as a word on the page, as high as the line."""
    start, end = left + word.box.x / factor, left + (word.box.x + word.box.width) / factor
    box = Box(x=round(start), y=line.y, width=max(1, round(end) - round(start)), height=line.height)
    return word.model_copy(update={"box": box})
