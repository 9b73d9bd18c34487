"""What stands around a picture that a screen shows, read by itself: an application's words and those of a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifyctl.model.text import Screen
from verifyctl.reading.calls import ReadingFailedError, ReadingTimeoutError
from verifyctl.reading.desk import Sight
from verifyctl.reading.engine import EngineMissingError
from verifyctl.reading.page.page import bearing_of
from verifyctl.reading.page.picture import View
from verifyctl.reading.read import read_as
from verifyctl.reading.scripts import ARABIC_SCRIPT_NAME, CYRILLIC_NAME, LATIN_NAME
from verifyctl.reading.transcript import transcript_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.desk import Desk
    from verifyctl.reading.page.screen import Shown

SOME_ARABIC = 150
"""Thousandths of the letters around, by their shapes, from which a line of them may be in Arabic script: with Latin
letters alone it was up to 115, with one line of Arabic among five 267.
"""


@dataclass(frozen=True)
class Surroundings:
    """What was read around, and the data that were tried."""

    facts: Screen
    tried: tuple[str, ...] = ()


def read_around(
    rgb: NDArray[np.uint8], shown: Shown, desk: Desk, *, script: str | None, wanted: tuple[str, ...] | None
) -> Surroundings:
    """Read the screen without the picture that it shows, which was read as being in that `script`.

    What prevents it is said, and loses nothing that was read on the picture.
    """
    try:
        around = View(shown.painted_over(rgb))
        reading = read_as(_sights(around, script), around, desk, wanted=wanted)
        seen = transcript_of(reading, desk)
    except (EngineMissingError, ReadingTimeoutError, ReadingFailedError) as error:
        return Surroundings(Screen(shown=shown.box, reason=str(error)))
    facts = Screen(
        shown=shown.box,
        script=reading.script,
        languages=reading.languages,
        preparation=reading.page.facts(),
        passes=seen.passes,
        lines=seen.lines,
    )
    return Surroundings(facts, reading.tried)


def _sights(around: View, script: str | None) -> tuple[Sight, ...]:
    """What the words around may be: those of several scripts need the data that know most letters.

    Latin and Cyrillic letters are told apart badly by their shapes.
    """
    seen = bearing_of(around.seen)
    turned = seen.turned if seen.sure else 0
    if seen.shares.get(ARABIC_SCRIPT_NAME, 0) >= SOME_ARABIC:
        return (Sight(turned, None),)
    latin, cyrillic = Sight(turned, LATIN_NAME), Sight(turned, CYRILLIC_NAME)
    return (latin, cyrillic) if CYRILLIC_NAME in (script, seen.script) else (latin,)
