"""Reading a picture: which way up, in which script, with which models, and every word's place on the picture.

A page is read as a whole and then, where that left doubt, line by line (see `passes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from verifyctl.model.text import Line, Pass, Word
from verifyctl.reading import scripts
from verifyctl.reading.calls import ReadingFailedError
from verifyctl.reading.desk import Desk, Draft, Sight
from verifyctl.reading.engine import Engine, require
from verifyctl.reading.install import ARABIC_SCRIPT, RUSSIAN, UKRAINIAN
from verifyctl.reading.numbers.find import Found
from verifyctl.reading.numbers.level import Levelling, levelling
from verifyctl.reading.order import letters, lines_of
from verifyctl.reading.page.page import Page, bearing_of, each_page
from verifyctl.reading.page.picture import to_grey
from verifyctl.reading.page.turn import Bearing
from verifyctl.reading.passes import Row, beyond, fragments_of, speaks, spread, to_read_again, unread_latin, with_commas
from verifyctl.reading.scripts import AUTO, Which, check_data, parse_languages_setting, plan_for
from verifyctl.reading.tsv import Fragment, around

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.model.base import Box
    from verifyctl.reading.lexicon import Lexicon

__all__ = ["AUTO", "Reading", "check_data", "mostly_latin", "parse_languages_setting", "read"]

LATIN_SURPLUS = 3
"""Read with Arabic data, an English page gives hardly an Arabic letter; an illegible Arabic one gives both."""

WELL_READ = 0.85
"""With so large a share of its letters in words of a list, a page need not be read in another rectification."""

BADLY_READ = 0.5
"""With less than this share, the page may lie another way or be in another script than it was taken for."""

FEWEST_CYRILLIC = 40
"""Letters taken for Latin ones from which a badly read page is tried as a Cyrillic one."""

LEAST_ARABIC = 300
"""Thousandths of a page's letters by their shapes from which it may be in Arabic script."""

MOST_OF_PAGE = 800
"""The same from which a page that reads badly is tried as what its shapes look like, though that is not sure."""

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


def read(rgb: NDArray[np.uint8], desk: Desk, *, wanted: tuple[str, ...] | None) -> Reading:
    """Read a picture of shape (height, width, 3), 8-bit RGB, upright by its file or not.

    `wanted` are names of data, or None to choose by script. Raises EngineMissingError, ReadingTimeoutError,
    ReadingFailedError.
    """
    check_data(desk.engine, wanted)
    if min(rgb.shape[:2]) < SMALLEST_SIDE:
        plan = plan_for(None, desk.engine, wanted)
        return Reading(None, 0, next(each_page(rgb)), Found((), 0.0), plan.page, (), plan.psm, (), ())
    drafts = _drafts(rgb, wanted, desk)
    best = max(drafts, key=lambda draft: (draft.known, draft.sight != drafts[0].sight))
    _check_script(best, wanted, desk.engine)
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


def _drafts(rgb: NDArray[np.uint8], wanted: tuple[str, ...] | None, desk: Desk) -> tuple[Draft, ...]:
    """The page read as what its shapes look like, and if that reads badly, as what the engine takes it for."""
    seen = bearing_of(rgb)
    sight = _by_shapes(seen)
    taken = sight or desk.sight(to_grey(rgb))
    drafts = _as(taken, rgb, wanted, desk)
    unsure = sight is None and taken.script is None
    for other in _other_looks(rgb, seen, sight, desk) if unsure or _badly_read(drafts) else ():
        if other == taken or other.script is None:
            continue
        same = plan_for(other.script, desk.engine, wanted) == drafts[0].plan and other.turned == taken.turned
        again = tuple(replace(draft, sight=other) for draft in drafts) if same else _as(other, rgb, wanted, desk)
        drafts = again if same else _surer(drafts, again) if unsure else (*drafts, *again)
        taken = drafts[-1].sight
        if not _badly_read(drafts):
            break
    if taken.script is None and wanted is None and mostly_latin(drafts[-1].words):
        latin = Sight(taken.turned, scripts.LATIN_NAME)
        drafts = (*drafts, desk.draft(drafts[-1].page, plan_for(latin.script, desk.engine), latin))
    if wanted is None and taken.script != scripts.CYRILLIC_NAME and _may_be_cyrillic(drafts, desk.engine):
        drafts = (*drafts, *_as(Sight(taken.turned, scripts.CYRILLIC_NAME), rgb, wanted, desk))
    return drafts


def _other_looks(rgb: NDArray[np.uint8], seen: Bearing, sight: Sight | None, desk: Desk) -> Iterator[Sight]:
    """What a page that read badly may be besides what it was taken for: as the engine has it, first with our turn.

    Where the shapes of letters are sure of the turn the engine is more often right on the script alone.
    """
    if sight is None:
        yield _likeliest(seen)
        return
    other = desk.sight(to_grey(rgb))
    if other.turned != sight.turned:
        yield replace(other, turned=sight.turned)
    yield other


def _badly_read(drafts: Iterable[Draft]) -> bool:
    return max(draft.share for draft in drafts) < BADLY_READ


def _surer(*ways: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Of drafts of the page turned one way and another those with more that was read surely.

    Known words do not tell: upside down a page gives many short ones.
    """
    return max(ways, key=lambda drafts: max(draft.surely_read for draft in drafts))


def _may_be_cyrillic(drafts: Iterable[Draft], engine: Engine) -> bool:
    """Whether what was read is many Latin letters and few words: blurred Russian is taken for Latin or Fraktur."""
    best = max(drafts, key=lambda draft: draft.share)
    many = letters(best.words)["L"] >= FEWEST_CYRILLIC
    return many and best.share < BADLY_READ and bool(scripts.cyrillic_models(engine))


def _by_shapes(seen: Bearing) -> Sight | None:
    """Turn and script by the shapes of letters; None where these say too little.

    Latin and Cyrillic letters are told apart badly: what is surely not Arabic counts as Latin, for a start.
    """
    if not seen.sure:
        return None
    if seen.script is None and seen.shares.get(scripts.ARABIC_SCRIPT_NAME, 0) >= LEAST_ARABIC:
        return None
    return Sight(seen.turned, seen.script or scripts.LATIN_NAME)


def _likeliest(seen: Bearing) -> Sight:
    """Turn and script by the shapes of letters, sure or not; no script where most of the page is in none."""
    script, share = max(seen.shares.items(), key=lambda each: each[1], default=(None, 0))
    return Sight(seen.turned, script if share >= MOST_OF_PAGE else None)


def _as(sight: Sight, rgb: NDArray[np.uint8], wanted: tuple[str, ...] | None, desk: Desk) -> tuple[Draft, ...]:
    """The page as it lies and, if that reads badly, laid flat."""
    cyrillic = wanted is None and sight.script == scripts.CYRILLIC_NAME
    plans = (scripts.cyrillic_plans(desk.engine) if cyrillic else ()) or (plan_for(sight.script, desk.engine, wanted),)
    drafts: list[Draft] = []
    for page in each_page(rgb, sight.turned):
        for plan in plans:
            drafts.append(desk.draft(page, plan, sight))
            if drafts[-1].share >= WELL_READ:
                return tuple(drafts)
    return tuple(drafts)


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


def mostly_latin(words: Iterable[Word]) -> bool:
    """True if there are words, and left-to-right ones have several times the characters of right-to-left ones."""
    count = letters(words)
    return count["L"] > LATIN_SURPLUS * count["R"]


def _placed(line: Line, page: Page) -> Line:
    """A line on the page as a line on the picture."""
    words = tuple(word.model_copy(update={"box": page.placed_full(word.box)}) for word in with_commas(line.words))
    return Line(text=" ".join(word.text for word in words), box=around(word.box for word in words), words=words)
