"""Reading a picture: which way up, in which script, with which models, and every word's place on the picture.

A page is read as a whole and then, where that left doubt, line by line (see `passes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifyctl.model.text import Line, Pass, Word
from verifyctl.reading import scripts
from verifyctl.reading.calls import Budget
from verifyctl.reading.desk import Desk, Draft
from verifyctl.reading.engine import Engine
from verifyctl.reading.numbers.find import find_lines
from verifyctl.reading.order import letters, lines_of
from verifyctl.reading.page.page import Page, pages
from verifyctl.reading.page.picture import to_grey
from verifyctl.reading.passes import fragments_of, in_doubt, spread, with_commas
from verifyctl.reading.scripts import AUTO, Plan, check_data, parse_languages_setting, plan_for
from verifyctl.reading.tsv import around

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.base import Box
    from verifyctl.reading.lexicon import Lexicon

__all__ = ["AUTO", "Reading", "check_data", "mostly_latin", "parse_languages_setting", "read"]

SURE_OF_TURN = 2.0
SURE_OF_SCRIPT = 1.0
"""Below these confidences the engine's word on turn and script is not taken; on the letters it was then often wrong."""

LATIN_SURPLUS = 3
"""Read with Arabic data, an English page gives hardly an Arabic letter; an illegible Arabic one gives both."""

WELL_READ = 0.85
"""With so large a share of its letters in words of a list, a page need not be read in another rectification."""

SMALLEST_SIDE = 8

LEAST_HIGH, LEAST_WIDE, MOST_HIGH = 0.6, 1.5, 4.0
"""Bounds, in letter heights, of what is read as a line."""

MOST_LINES = 60
"""Lines read again in one pass; the longest go first. Letters have 20 to 40."""


@dataclass(frozen=True)
class Reading:
    """A transcript with boxes in pixels of the picture as it was given.

    `script` is the engine's name for it, None where unsure; `turned` is how far the picture was turned clockwise to be
    read; `page` the page that was read, `lines` in reading order. `models` are the data of the passes that were kept,
    `tried` those of all, `psm` the mode in which the page was segmented.
    """

    script: str | None
    turned: int
    page: Page
    models: tuple[str, ...]
    tried: tuple[str, ...]
    psm: int
    passes: tuple[Pass, ...]
    lines: tuple[Line, ...]

    @property
    def languages(self) -> str:
        """The models in the engine's own notation, `ara+Arabic`."""
        return "+".join(self.models)

    @property
    def permille(self) -> int:
        """The size of the page that was read, in thousandths of the picture."""
        return round(self.page.scale * 1000)


def read(
    rgb: NDArray[np.uint8], engine: Engine, *, wanted: tuple[str, ...] | None, scratch: Path, seconds: float
) -> Reading:
    """Read a picture of shape (height, width, 3), 8-bit RGB, upright by its file or not.

    `wanted` are names of data, or None to choose by script; `seconds` bound all calls together; `scratch` is
    where the engine's files lie meanwhile. Raises EngineMissingError, ReadingTimeoutError, ReadingFailedError.
    """
    check_data(engine, wanted)
    if min(rgb.shape[:2]) < SMALLEST_SIDE:
        plan = plan_for(None, engine, wanted)
        return Reading(None, 0, pages(rgb)[0], plan.page, (), plan.psm, (), ())
    desk = Desk(engine, scratch, Budget(seconds))
    turned, script = _look(rgb, desk)
    plan = plan_for(script, engine, wanted)
    drafts = _drafts(pages(rgb, turned), plan, desk)
    if script is None and wanted is None and mostly_latin(drafts[-1].words):
        plan = plan_for(scripts.LATIN_NAME, engine)
        page = drafts[-1].page
        drafts = (*drafts, Draft(page, plan, desk.whole(page, plan.page, plan.psm)))
    lexicon = desk.lexicon({model for models in (plan.page, *plan.lines) for model in models})
    draft = drafts[-1] if drafts[-1].plan is not drafts[0].plan else max(drafts, key=lambda one: one.known(lexicon)[0])
    lines, again = _lines(draft, lexicon, desk)
    passes = (*(one.fact(kept=one is draft) for one in drafts), *again)
    return Reading(
        script,
        turned,
        draft.page,
        _models(one for one in passes if one.kept),
        _models(passes),
        plan.psm,
        passes,
        lines,
    )


def _models(passes: Iterable[Pass]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(model for one in passes for model in one.models.split("+")))


def _look(rgb: NDArray[np.uint8], desk: Desk) -> tuple[int, str | None]:
    """How far to turn the picture clockwise, and its script; 0 and None where that is not sure."""
    seen = desk.orientation(to_grey(rgb))
    if seen is None:
        return 0, None
    turned = seen.turn if seen.turn_confidence >= SURE_OF_TURN else 0
    return turned, seen.script if seen.script_confidence >= SURE_OF_SCRIPT else None


def _drafts(candidates: Sequence[Page], plan: Plan, desk: Desk) -> tuple[Draft, ...]:
    """The page as it lies; and the next rectification of it as long as reading goes badly."""
    lexicon = desk.lexicon(plan.page)
    drafts: list[Draft] = []
    for page in candidates:
        drafts.append(Draft(page, plan, desk.whole(page, plan.page, plan.psm)))
        if drafts[-1].known(lexicon)[1] >= WELL_READ:
            break
    return tuple(drafts)


def _lines(draft: Draft, lexicon: Lexicon, desk: Desk) -> tuple[tuple[Line, ...], tuple[Pass, ...]]:
    """The lines in reading order, boxes on the picture, those in doubt read again with each of the plan's data."""
    found = find_lines(draft.page.full)
    rows, outside = spread(draft.fragments, _fit(found.lines, found.letter))
    passes = []
    for models in draft.plan.lines:
        doubtful = [number for number, row in enumerate(rows) if in_doubt(row, lexicon, found.letter)]
        doubtful = sorted(doubtful, key=lambda number: -rows[number].box.width)[:MOST_LINES]
        if not doubtful:
            break
        read_again = desk.lines(draft.page, [rows[number].box for number in doubtful], found.letter, models)
        new = dict(zip(doubtful, read_again, strict=True))
        rows = tuple(row.read_again(new[number]) if number in new else row for number, row in enumerate(rows))
        words = sum(len(one) for one in read_again)
        passes.append(Pass(models="+".join(models), psm=scripts.RAW_LINE, words=words, kept=words > 0))
    lines = lines_of(fragments_of(rows, outside, lexicon))
    return tuple(_placed(line, draft.page) for line in lines), tuple(passes)


def _fit(boxes: Sequence[Box], letter: float) -> tuple[Box, ...]:
    """Boxes of the size of lines."""
    return tuple(
        box
        for box in boxes
        if LEAST_HIGH * letter <= box.height <= MOST_HIGH * letter and box.width >= LEAST_WIDE * letter
    )


def mostly_latin(words: Iterable[Word]) -> bool:
    """True if there are words, and left-to-right ones have several times the characters of right-to-left ones."""
    count = letters(words)
    return count["L"] > LATIN_SURPLUS * count["R"]


def _placed(line: Line, page: Page) -> Line:
    """A line on the page as a line on the picture."""
    words = tuple(word.model_copy(update={"box": page.placed_full(word.box)}) for word in with_commas(line.words))
    return Line(text=" ".join(word.text for word in words), box=around(word.box for word in words), words=words)
