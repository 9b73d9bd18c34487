"""Reading a picture: which way up, in which script, with which models, and every word's place on the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifyctl.model.text import Line, Pass, Word
from verifyctl.reading.calls import Budget, Orientation, orientation, table
from verifyctl.reading.engine import Engine, require
from verifyctl.reading.install import ARABIC, ARABIC_SCRIPT, ENGLISH, ORIENTATION
from verifyctl.reading.page.page import Page, pages
from verifyctl.reading.page.picture import scaled, to_grey
from verifyctl.reading.tsv import Fragment, around, direction, lines_of, parse_tsv

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey

AUTO = "auto"
SPARSE, WHOLE_PAGE = 11, 3
"""Page segmentation: Arabic letters lose whole lines in the default mode, English ones their order in sparse mode."""

SURE_OF_TURN = 2.0
SURE_OF_SCRIPT = 1.0
"""Below these confidences the engine's word on turn and script is not taken; on the letters it was then often wrong."""

LATIN_SURPLUS = 3
"""Read with Arabic data, an English page gives hardly an Arabic letter; an illegible Arabic one gives both."""

ORIENTATION_SIDE = 1300
SMALLEST_SIDE = 8
_LANGUAGES = re.compile(
    r"[A-Za-z0-9_]{1,40}(?:/[A-Za-z0-9_]{1,40})?(?:\+[A-Za-z0-9_]{1,40}(?:/[A-Za-z0-9_]{1,40})?){0,15}"
)
_ARABIC_SCRIPT_DATA = frozenset({"ara", "Arabic", "fas", "kur_ara", "pus", "snd", "uig", "urd"})


@dataclass(frozen=True)
class Reading:
    """A transcript with boxes in pixels of the picture as it was given.

    `script` is the engine's name for it, None where unsure; `turned` is how far the picture was turned clockwise
    to be read, `page` the page that was read. `models` are the data that were read with, `tried` those of all passes,
    `psm` the page segmentation mode.
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


def parse_languages_setting(setting: str) -> tuple[str, ...] | None:
    """None for `auto`, else the names in `ara+eng`. Raises ValueError for anything else."""
    if setting == AUTO:
        return None
    if not _LANGUAGES.fullmatch(setting):
        raise ValueError(f"{setting!r} names no languages; write auto, or names such as ara+eng")
    return tuple(dict.fromkeys(name.removeprefix("script/") for name in setting.split("+")))


def check_data(engine: Engine, wanted: tuple[str, ...] | None) -> None:
    """Raise EngineMissingError if the engine lacks data for `wanted`, or, without a wish, for any script we read.

    One of the two Arabic models is enough. Arabic is never read with English data alone.
    """
    if wanted is not None:
        require(engine, wanted)
        return
    arabic = () if engine.missing((ARABIC, ARABIC_SCRIPT)) != (ARABIC, ARABIC_SCRIPT) else (ARABIC, ARABIC_SCRIPT)
    require(engine, (*arabic, ENGLISH, ORIENTATION))


def read(
    rgb: NDArray[np.uint8], engine: Engine, *, wanted: tuple[str, ...] | None, scratch: Path, seconds: float
) -> Reading:
    """Read a picture of shape (height, width, 3), 8-bit RGB, upright by its file or not.

    `wanted` are names of data, or None to choose by script; `seconds` bound all calls together; `scratch` is
    where the engine's files lie meanwhile. Raises EngineMissingError, ReadingTimeoutError, ReadingFailedError.
    """
    check_data(engine, wanted)
    models = wanted or arabic_models(engine)
    if min(rgb.shape[:2]) < SMALLEST_SIDE:
        return Reading(None, 0, pages(rgb)[0], models, (), _psm(models), (), ())
    budget = Budget(seconds)
    grey = to_grey(rgb)
    seen = _look(grey, engine, scratch, budget)
    turned = seen.turn if seen is not None and seen.turn_confidence >= SURE_OF_TURN else 0
    script = seen.script if seen is not None and seen.script_confidence >= SURE_OF_SCRIPT else None
    page = pages(rgb, turned)[0]
    models = wanted or models_for(script, engine)

    def attempt(models: tuple[str, ...], earlier: tuple[str, ...] = ()) -> Reading:
        names = "+".join(engine.named(model) or model for model in models)
        psm = _psm(models)
        found = parse_tsv(table(engine, page.reading, models=names, psm=psm, scratch=scratch, budget=budget))
        lines = tuple(_placed(line, page) for line in lines_of(_on_page(found, page.reading)))
        one = Pass(models="+".join(models), psm=psm, words=sum(len(line.words) for line in lines), kept=True)
        return Reading(script, turned, page, models, earlier + models, psm, (one,), lines)

    reading = attempt(models)
    if wanted is None and models == arabic_models(engine) and script != "Arabic" and mostly_latin(reading.lines):
        return attempt((ENGLISH,), models)
    return reading


def models_for(script: str | None, engine: Engine) -> tuple[str, ...]:
    """The data to read a script with. Arabic's, which know Latin letters too, where the script is not known."""
    if script == "Latin":
        return (ENGLISH,)
    if script not in (None, "Arabic") and engine.named(script) is not None:
        return (script,)
    return arabic_models(engine)


def arabic_models(engine: Engine) -> tuple[str, ...]:
    """The models for Arabic script whose data the engine has."""
    return tuple(model for model in (ARABIC, ARABIC_SCRIPT) if engine.named(model) is not None)


def _psm(models: tuple[str, ...]) -> int:
    return SPARSE if _ARABIC_SCRIPT_DATA.intersection(models) else WHOLE_PAGE


def mostly_latin(lines: Iterable[Line]) -> bool:
    """True if there are words, and left-to-right ones have several times the characters of right-to-left ones."""
    count = {"L": 0, "R": 0, "N": 0, " ": 0}
    for line in lines:
        for word in line.words:
            count[direction(word.text)] += len(word.text)
    return count["L"] > LATIN_SURPLUS * count["R"]


def _look(grey: Grey, engine: Engine, scratch: Path, budget: Budget) -> Orientation | None:
    if engine.named(ORIENTATION) is None:
        return None
    return orientation(
        engine, scaled(grey, min(1.0, ORIENTATION_SIDE / min(grey.shape))), scratch=scratch, budget=budget
    )


def _on_page(fragments: Iterable[Fragment], page: Grey) -> tuple[Fragment, ...]:
    """Without fragments that reach over most of the page's height: frames and edges read as letters."""
    return tuple(fragment for fragment in fragments if fragment.box.height < 0.5 * page.shape[0] or page.shape[0] < 200)


def _placed(line: Line, page: Page) -> Line:
    words = tuple(Word(text=word.text, box=page.placed(word.box), confidence=word.confidence) for word in line.words)
    return Line(text=line.text, box=around(word.box for word in words), words=words)
