"""Which data a page is read with, by its script and by what the engine has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from verifyctl.reading.engine import Engine, require
from verifyctl.reading.install import (
    ARABIC,
    ARABIC_SCRIPT,
    CYRILLIC_SCRIPT,
    ENGLISH,
    ORIENTATION,
    PERSIAN,
    RUSSIAN,
    UKRAINIAN,
)

AUTO = "auto"
SPARSE, WHOLE_PAGE, LINE, RAW_LINE = 11, 3, 7, 13
"""Page segmentation: Arabic letters lose whole lines in the default mode, English ones their order in sparse mode;
single lines are read best without any, a few signs as a line."""

ARABIC_SCRIPT_NAME, LATIN_NAME, CYRILLIC_NAME = "Arabic", "Latin", "Cyrillic"
"""The engine's names of scripts."""

_ARABIC_DATA = frozenset({ARABIC, ARABIC_SCRIPT, PERSIAN, "kur_ara", "pus", "snd", "uig", "urd"})
_LANGUAGES = re.compile(
    r"[A-Za-z0-9_]{1,40}(?:/[A-Za-z0-9_]{1,40})?(?:\+[A-Za-z0-9_]{1,40}(?:/[A-Za-z0-9_]{1,40})?){0,15}"
)


class Which(StrEnum):
    """Lines to read again: all in doubt, those in Latin letters, or those in which no word is one of the language."""

    DOUBTFUL = "doubtful"
    LATIN = "latin"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Again:
    """One more pass over single lines."""

    models: tuple[str, ...]
    which: Which = Which.DOUBTFUL


@dataclass(frozen=True)
class Plan:
    """How a page is read: as a whole with the data `page` in the mode `psm`, then line by line with each of `lines`.

    Data of one pass are read with together.
    """

    page: tuple[str, ...]
    psm: int
    lines: tuple[Again, ...] = ()

    @property
    def models(self) -> tuple[str, ...]:
        """All data of the plan."""
        return tuple(dict.fromkeys((*self.page, *(model for again in self.lines for model in again.models))))


def parse_languages_setting(setting: str) -> tuple[str, ...] | None:
    """None for `auto`, else the names in `ara+eng`. Raises ValueError for anything else."""
    if setting == AUTO:
        return None
    if not _LANGUAGES.fullmatch(setting):
        raise ValueError(f"{setting!r} names no languages; write auto, or names such as ara+eng")
    return tuple(dict.fromkeys(name.removeprefix("script/") for name in setting.split("+")))


def check_data(engine: Engine, wanted: tuple[str, ...] | None) -> None:
    """Raise EngineMissingError if the engine lacks data for `wanted`, or, without a wish, for Arabic and English.

    One of the two Arabic models is enough. Arabic is never read with English data alone.
    """
    if wanted is not None:
        require(engine, wanted)
        return
    arabic = () if arabic_models(engine) else (ARABIC, ARABIC_SCRIPT)
    require(engine, (*arabic, ENGLISH, ORIENTATION))


def plan_for(script: str | None, engine: Engine, wanted: tuple[str, ...] | None = None) -> Plan:
    """How to read a page in this script.

    Where the script is not known, Arabic's data, which know Latin letters; where no data for it is there, English:
    whoever reads must look at what comes of it. Arabic is never read with English.
    """
    if wanted is not None:
        return Plan(wanted, psm_for(wanted), (Again(wanted),))
    arabic = arabic_models(engine)
    if script in (None, ARABIC_SCRIPT_NAME):
        first, *others = reversed(arabic)  # the page as a whole was read with what now comes last
        again = (Again((first,)), *(Again((model,), Which.FOREIGN) for model in others))
        return Plan(arabic if script is None else arabic[:1], SPARSE, (*again, latin_lines(arabic)))
    if script == CYRILLIC_NAME and (plans := cyrillic_plans(engine)):
        return plans[0]
    models = named_for(script, engine)
    if models:
        return Plan(models, WHOLE_PAGE, (Again(models), Again((ENGLISH,), Which.FOREIGN)))
    return Plan((ENGLISH,), WHOLE_PAGE, (Again((ENGLISH,)), Again(arabic[:1], Which.FOREIGN)))


def cyrillic_plans(engine: Engine) -> tuple[Plan, ...]:
    """How to read a page in Cyrillic letters, one plan for each of its languages that the engine has data for.

    Which language it is in shows only in which of them reads more words. Lines in another one are read with its data.
    """
    models = cyrillic_models(engine)
    return tuple(
        Plan(
            (model,),
            WHOLE_PAGE,
            (Again((model,)), *(Again((other,), Which.FOREIGN) for other in (*models, ENGLISH) if other != model)),
        )
        for model in models
    )


def plan_beyond_arabic() -> Plan:
    """How to read a page in another language of the Arabic script: Persian, Kurdish, Urdu.

    The script's data read Persian and Sorani better than those for Persian alone, which are not used.
    """
    return Plan((ARABIC_SCRIPT,), SPARSE, (Again((ARABIC_SCRIPT,)), latin_lines((ARABIC_SCRIPT,))))


def latin_lines(models: tuple[str, ...]) -> Again:
    """English for lines in Latin letters, as far as data for Arabic script can tell that they are."""
    return Again((ENGLISH,), Which.LATIN if ARABIC_SCRIPT in models else Which.FOREIGN)


def named_for(script: str, engine: Engine) -> tuple[str, ...]:
    """The data named like the script, but for Latin, which English is read for."""
    return (script,) if script != LATIN_NAME and engine.named(script) is not None else ()


def arabic_models(engine: Engine) -> tuple[str, ...]:
    """The models for Arabic script whose data the engine has, the one to begin with first."""
    return tuple(model for model in (ARABIC, ARABIC_SCRIPT) if engine.named(model) is not None)


def cyrillic_models(engine: Engine) -> tuple[str, ...]:
    """The models for Russian and Ukrainian, or else for the script."""
    languages = tuple(model for model in (RUSSIAN, UKRAINIAN) if engine.named(model) is not None)
    return languages or tuple(model for model in (CYRILLIC_SCRIPT,) if engine.named(model) is not None)


def psm_for(models: tuple[str, ...]) -> int:
    """The page segmentation mode for a whole page."""
    return SPARSE if reads_arabic(models) else WHOLE_PAGE


def reads_arabic(models: tuple[str, ...]) -> bool:
    """Whether any of these data are for Arabic script."""
    return not _ARABIC_DATA.isdisjoint(models)


def joined(engine: Engine, models: tuple[str, ...]) -> str:
    """The models in the engine's notation, under the names it knows them by."""
    return "+".join(engine.named(model) or model for model in models)
