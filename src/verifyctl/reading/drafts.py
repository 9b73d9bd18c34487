"""A page read as a whole, as what its shapes look like and, where that reads badly, as what else it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verifyctl.model.text import Word
from verifyctl.reading import scripts
from verifyctl.reading.desk import Desk, Draft, Sight
from verifyctl.reading.engine import Engine
from verifyctl.reading.order import letters
from verifyctl.reading.page.page import bearing_of, each_page
from verifyctl.reading.page.picture import View, to_grey
from verifyctl.reading.page.turn import Bearing
from verifyctl.reading.scripts import plan_for

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


AS_IT_LIES = 2.0
"""How many times as much must be read surely on a turned page: a line of figures reads about as well both ways."""


def drafts_of(view: View, wanted: tuple[str, ...] | None, desk: Desk) -> tuple[Draft, ...]:
    """The page read as what its shapes look like, and if that reads badly, as what the engine takes it for."""
    seen = bearing_of(view.seen)
    sight = _by_shapes(seen)
    taken = sight or desk.sight(to_grey(view.seen))
    drafts = _as(taken, view, wanted, desk)
    unsure = sight is None and taken.script is None
    for other in _other_looks(view, seen, sight, desk) if unsure or _badly_read(drafts) else ():
        if other == taken or other.script is None:
            continue
        same = plan_for(other.script, desk.engine, wanted) == drafts[0].plan and other.turned == taken.turned
        again = tuple(replace(draft, sight=other) for draft in drafts) if same else _as(other, view, wanted, desk)
        drafts = again if same else _surer(drafts, again) if unsure else (*drafts, *again)
        taken = drafts[-1].sight
        if not _badly_read(drafts):
            break
    if taken.script is None and wanted is None and mostly_latin(drafts[-1].words):
        latin = Sight(taken.turned, scripts.LATIN_NAME)
        drafts = (*drafts, desk.draft(drafts[-1].page, plan_for(latin.script, desk.engine), latin))
    if wanted is None and taken.script != scripts.CYRILLIC_NAME and _may_be_cyrillic(drafts, desk.engine):
        drafts = (*drafts, *_as(Sight(taken.turned, scripts.CYRILLIC_NAME), view, wanted, desk))
    return drafts


def _other_looks(view: View, seen: Bearing, sight: Sight | None, desk: Desk) -> Iterator[Sight]:
    """What a page that read badly may be besides what it was taken for: as the engine has it, first with our turn.

    Where the shapes of letters are sure of the turn the engine is more often right on the script alone.
    """
    if sight is None:
        yield _likeliest(seen)
        return
    other = desk.sight(to_grey(view.seen))
    if other.turned != sight.turned:
        yield replace(other, turned=sight.turned)
    yield other


def _badly_read(drafts: Iterable[Draft]) -> bool:
    return max(draft.share for draft in drafts) < BADLY_READ


def _surer(*ways: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Of drafts of the page turned one way and another those with more that was read surely, in doubt as it lies.

    Known words do not tell: upside down a page gives many short ones.
    """

    def weight(drafts: tuple[Draft, ...]) -> float:
        most = max(draft.surely_read for draft in drafts)
        return most if drafts[0].sight.turned else most * AS_IT_LIES

    return max(ways, key=weight)


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


def _as(sight: Sight, view: View, wanted: tuple[str, ...] | None, desk: Desk) -> tuple[Draft, ...]:
    """The page as it lies and, if that reads badly, laid flat."""
    cyrillic = wanted is None and sight.script == scripts.CYRILLIC_NAME
    plans = (scripts.cyrillic_plans(desk.engine) if cyrillic else ()) or (plan_for(sight.script, desk.engine, wanted),)
    drafts: list[Draft] = []
    for page in each_page(view, sight.turned):
        for plan in plans:
            drafts.append(desk.draft(page, plan, sight))
            if drafts[-1].share >= WELL_READ:
                return tuple(drafts)
    return tuple(drafts)


def mostly_latin(words: Iterable[Word]) -> bool:
    """True if there are words, and left-to-right ones have several times the characters of right-to-left ones."""
    count = letters(words)
    return count["L"] > LATIN_SURPLUS * count["R"]
