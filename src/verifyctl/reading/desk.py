"""The engine at work on one picture: pages as a whole, lines one by one, boxes always on `Page.full`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.model.text import Pass, Word
from verifyctl.reading import scripts
from verifyctl.reading.calls import Budget, orientation, table, table_of
from verifyctl.reading.engine import Engine
from verifyctl.reading.install import ORIENTATION
from verifyctl.reading.lexicon import Lexicon, WordList, letters_beyond, word_lists
from verifyctl.reading.numbers.find import Found, find_lines
from verifyctl.reading.page.page import Page
from verifyctl.reading.page.picture import scaled
from verifyctl.reading.tsv import Fragment, fragment_of, parse_pictures, parse_tsv

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

ORIENTATION_SIDE = 1300

SURE_OF_TURN = 2.0
SURE_OF_SCRIPT = 1.0
"""Below these confidences the engine's word on turn and script is not taken; on the letters it was then often wrong."""

LINE_LETTERS = 20
"""Height in pixels of joined letters to which lines are brought that are read one by one."""

LARGEST_ENLARGEMENT = 2.5
MARGIN_ABOVE, MARGIN_BESIDE = 0.25, 0.3
"""Paper left around such a line, in letter heights."""

_FRAME = 0.5
_SMALL_PAGE = 200


@dataclass(frozen=True)
class Sight:
    """What a picture is taken for: how far to turn it clockwise, the engine's name of its script, None if unknown."""

    turned: int
    script: str | None


@dataclass(frozen=True)
class Desk:
    """The engine, the folder for its files, and the time that is left."""

    engine: Engine
    scratch: Path
    budget: Budget

    def sight(self, grey: Grey) -> Sight:
        """What the engine takes the picture for, where it is sure."""
        if self.engine.named(ORIENTATION) is None:
            return Sight(0, None)
        small = scaled(grey, min(1.0, ORIENTATION_SIDE / min(grey.shape)))
        seen = orientation(self.engine, small, scratch=self.scratch, budget=self.budget)
        if seen is None:
            return Sight(0, None)
        turned = seen.turn if seen.turn_confidence >= SURE_OF_TURN else 0
        return Sight(turned, seen.script if seen.script_confidence >= SURE_OF_SCRIPT else None)

    def whole(self, page: Page, models: tuple[str, ...], psm: int) -> tuple[Fragment, ...]:
        """The page in one pass."""
        names = scripts.joined(self.engine, models)
        text = table(self.engine, page.reading, models=names, psm=psm, scratch=self.scratch, budget=self.budget)
        back = page.full.shape[0] / page.reading.shape[0]
        height = page.reading.shape[0]
        return tuple(_on_full(one, back) for one in parse_tsv(text) if not _frame(one.box, height))

    def draft(self, page: Page, plan: scripts.Plan, sight: Sight) -> Draft:
        """The page read as a whole."""
        return Draft(page, plan, sight, self.whole(page, plan.page, plan.psm), self.lexicon(plan.models))

    def lines(
        self,
        page: Page,
        boxes: Sequence[Box],
        letter: float,
        models: tuple[str, ...],
        *,
        psm: int = scripts.RAW_LINE,
        brought_to: int = LINE_LETTERS,
    ) -> tuple[tuple[Word, ...], ...]:
        """The words on each of these lines in one pass; `letter` is the height of letters on `page.full`, `brought_to`
        that to which they are brought.
        """
        factor = min(brought_to / letter, LARGEST_ENLARGEMENT)
        around = [_with_margin(box, letter, page) for box in boxes]
        cut = [page.full[box.y : box.y + box.height, box.x : box.x + box.width] for box in around]
        text = table_of(
            self.engine,
            [scaled(grey, factor) for grey in cut],
            models=scripts.joined(self.engine, models),
            psm=psm,
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
        return Lexicon(self._lists(models))

    def letters_beyond(self, models: Iterable[str], others: Iterable[str]) -> frozenset[str]:
        """Arabic letters that the data of `others` can print and those of `models` cannot."""
        return letters_beyond(self._lists(models), self._lists(others))

    def _lists(self, models: Iterable[str]) -> tuple[WordList, ...]:
        named = [self.engine.named(model) for model in models]
        folder = self.engine.tessdata
        return word_lists(folder / f"{name}.traineddata" for name in named if name) if folder else ()


@dataclass(frozen=True)
class Draft:
    """A page read as a whole: with which data, as what it was taken for, and the words that these data know."""

    page: Page
    plan: scripts.Plan
    sight: Sight
    fragments: tuple[Fragment, ...]
    lexicon: Lexicon

    @cached_property
    def found(self) -> Found:
        """Its lines, by their ink."""
        return find_lines(self.page.full)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, in the engine's order."""
        return tuple(word for fragment in self.fragments for word in fragment.words)

    @property
    def known(self) -> int:
        """Characters in words of the data's lists."""
        return sum(len(word.text) for word in self.words if self.lexicon.knows(word.text))

    @property
    def surely_read(self) -> int:
        """Characters, each weighed by the engine's confidence in its word, 0 to 100."""
        return sum(len(word.text) * word.confidence for word in self.words)

    @property
    def share(self) -> float:
        """The part, 0 to 1, of what could be words that are; 1 without a list to tell, 0 on an empty page."""
        told = [
            (answer, len(word.text)) for word in self.words if (answer := self.lexicon.knows(word.text)) is not None
        ]
        if not self.lexicon.lists:
            return 1.0
        return sum(size for answer, size in told if answer) / max(1, sum(size for _, size in told))

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
