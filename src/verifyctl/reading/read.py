"""Reading a picture: which way up, in which script, with which models, and every word's place on the picture.

A page is read as a whole and then, where that left doubt, line by line (see `passes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from verifyctl.model.text import Line, Pass
from verifyctl.reading import scripts
from verifyctl.reading.calls import ReadingFailedError
from verifyctl.reading.desk import Desk, Draft, Sight
from verifyctl.reading.drafts import BADLY_READ, drafts_of
from verifyctl.reading.engine import Engine, require
from verifyctl.reading.install import ARABIC_SCRIPT, RUSSIAN, UKRAINIAN
from verifyctl.reading.numbers.find import Found
from verifyctl.reading.numbers.level import Levelling, levelling
from verifyctl.reading.order import lines_of
from verifyctl.reading.page.page import Page, each_page
from verifyctl.reading.page.picture import View
from verifyctl.reading.passes import Row, beyond, fragments_of, speaks, spread, to_read_again, unread_latin, with_commas
from verifyctl.reading.scripts import AUTO, Which, check_data, parse_languages_setting, plan_for
from verifyctl.reading.tsv import Fragment, around

if TYPE_CHECKING:
    from verifyctl.model.base import Box
    from verifyctl.reading.lexicon import Lexicon

__all__ = ["AUTO", "Reading", "check_data", "parse_languages_setting", "read"]

SMALLEST_SIDE = 8

LEAST_HIGH, LEAST_WIDE, MOST_HIGH = 0.6, 1.5, 4.0
"""Bounds, in letter heights, of what is read as a line."""


@dataclass(frozen=True)
class Reading:
    """A transcript with boxes in pixels of the picture as it was given.

    `script` is the engine's name for it, None where unsure; `turned` is how far the picture was turned clockwise to be
    read; `page` the page that was read, `found` its lines by their ink, `lines` what was read, in reading order.
    `models` are the data of the passes that were kept, `tried` those of all, `psm` the mode in which the page was
    segmented.
    """

    script: str | None
    turned: int
    page: Page
    found: Found
    models: tuple[str, ...]
    tried: tuple[str, ...]
    psm: int
    passes: tuple[Pass, ...]
    lines: tuple[Line, ...]

    @property
    def languages(self) -> str:
        """The models in the engine's own notation, `ara+Arabic`."""
        return "+".join(self.models)

    @cached_property
    def level(self) -> Levelling:
        """The way back from boxes on the picture to the page that was read."""
        return levelling(self.page.matrix)

    @property
    def permille(self) -> int:
        """The size of the page that was read, in thousandths of the picture."""
        return round(self.page.scale * 1000)


def read(view: View, desk: Desk, *, wanted: tuple[str, ...] | None) -> Reading:
    """Read what is looked at of a picture of shape (height, width, 3), 8-bit RGB, upright by its file or not.

    `wanted` are names of data, or None to choose by script. Raises EngineMissingError, ReadingTimeoutError,
    ReadingFailedError.
    """
    check_data(desk.engine, wanted)
    if min(view.seen.shape[:2]) < SMALLEST_SIDE:
        plan = plan_for(None, desk.engine, wanted)
        return Reading(None, 0, next(each_page(view)), Found((), 0.0), plan.page, (), plan.psm, (), ())
    drafts = drafts_of(view, wanted, desk)
    best = max(drafts, key=lambda draft: (draft.known, draft.sight != drafts[0].sight))
    _check_script(best, wanted, desk.engine)
    return _whole(drafts, best, desk)


def read_as(sights: Iterable[Sight], view: View, desk: Desk, *, wanted: tuple[str, ...] | None) -> Reading:
    """Read a picture, as it lies, as each of what it may be, and go on with the best. Raises as `read` does.

    Only what may be in several scripts is read line by line: it is no letter, and not worth more.
    """
    check_data(desk.engine, wanted)
    drafts = []
    for sight in sights:
        plan = plan_for(sight.script, desk.engine, wanted)
        plan = plan if sight.script is None else replace(plan, lines=())
        drafts.append(desk.draft(next(each_page(view, sight.turned)), plan, sight))
    return _whole(drafts, max(drafts, key=lambda draft: draft.known), desk)


def _whole(drafts: Sequence[Draft], best: Draft, desk: Desk) -> Reading:
    """All that the best of the drafts gives, read line by line."""
    sheet = _line_by_line(best, desk)
    passes = (*(draft.fact(kept=draft is best) for draft in drafts), *sheet.passes)
    if sheet.beyond:
        plan = scripts.plan_beyond_arabic()
        best = desk.draft(best.page, plan, best.sight)
        passes = tuple(one.model_copy(update={"kept": False}) for one in passes)
        sheet = _line_by_line(best, desk)
        passes = (*passes, best.fact(kept=True), *sheet.passes)
    return Reading(
        script=best.sight.script,
        turned=best.sight.turned,
        page=best.page,
        found=best.found,
        models=_models(one for one in passes if one.kept),
        tried=_models(passes),
        psm=best.plan.psm,
        passes=passes,
        lines=sheet.lines(best),
    )


def _models(passes: Iterable[Pass]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(model for one in passes for model in one.models.split("+")))


def _check_script(draft: Draft, wanted: tuple[str, ...] | None, engine: Engine) -> None:
    """Raise where the page is in a script that nothing at hand can read."""
    if wanted is None and draft.sight.script == scripts.CYRILLIC_NAME and draft.share < BADLY_READ:
        require(engine, scripts.cyrillic_models(engine) or (RUSSIAN, UKRAINIAN))
    if wanted is not None and draft.sight.script == scripts.ARABIC_SCRIPT_NAME and not scripts.reads_arabic(wanted):
        raise ReadingFailedError(
            f"the text is in Arabic script, which the languages that were set ({'+'.join(wanted)}) cannot read"
        )


@dataclass(frozen=True)
class _Sheet:
    """A page after all passes. `beyond`: it turned out to be in another language of the Arabic script."""

    rows: tuple[Row, ...]
    outside: tuple[Fragment, ...]
    passes: tuple[Pass, ...] = ()
    beyond: bool = False

    def lines(self, draft: Draft) -> tuple[Line, ...]:
        """The lines in reading order, boxes on the picture."""
        found = lines_of(fragments_of(self.rows, self.outside, draft.lexicon))
        return tuple(_placed(line, draft.page) for line in found)


def _line_by_line(draft: Draft, desk: Desk) -> _Sheet:
    """The lines, those in doubt read again with each of the plan's data."""
    found = draft.found
    sheet = _Sheet(*spread(draft.fragments, _fit(found.lines, found.letter)))
    for again in draft.plan.lines:
        chosen = _chosen(sheet.rows, again.which, draft.lexicon, found.letter)
        if not chosen:
            continue
        boxes = [sheet.rows[number].box for number in chosen]
        read_again = dict(zip(chosen, desk.lines(draft.page, boxes, found.letter, again.models), strict=True))
        rows = tuple(row.read_again(read_again[n]) if n in read_again else row for n, row in enumerate(sheet.rows))
        words = [word for some in read_again.values() for word in some]
        one = Pass(models="+".join(again.models), psm=scripts.RAW_LINE, words=len(words), kept=bool(words))
        more = desk.letters_beyond(draft.plan.page, again.models) if again.models == (ARABIC_SCRIPT,) else frozenset()
        sheet = _Sheet(rows, sheet.outside, (*sheet.passes, one), beyond(words, more))
        if sheet.beyond:
            break
    return sheet


def _chosen(rows: Sequence[Row], which: Which, lexicon: Lexicon, letter: float) -> tuple[int, ...]:
    """The lines that a pass is for."""
    if which is Which.LATIN:
        return unread_latin(rows)
    doubtful = to_read_again(rows, lexicon, letter)
    return doubtful if which is Which.DOUBTFUL else tuple(n for n in doubtful if not speaks(rows[n], lexicon))


def _fit(boxes: Sequence[Box], letter: float) -> tuple[Box, ...]:
    """Boxes of the size of lines."""
    return tuple(
        box
        for box in boxes
        if LEAST_HIGH * letter <= box.height <= MOST_HIGH * letter and box.width >= LEAST_WIDE * letter
    )


def _placed(line: Line, page: Page) -> Line:
    """A line on the page as a line on the picture."""
    words = tuple(word.model_copy(update={"box": page.placed_full(word.box)}) for word in with_commas(line.words))
    return Line(text=" ".join(word.text for word in words), box=around(word.box for word in words), words=words)
