"""Text on the picture: words by Tesseract, numbers by a reader of our own, and what a letter says with both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from verifyctl.model.stage import Component
from verifyctl.model.text import TextFacts
from verifyctl.reading.calls import Budget, ReadingFailedError, ReadingTimeoutError
from verifyctl.reading.dates.page import dates_of
from verifyctl.reading.desk import Desk
from verifyctl.reading.engine import Engine, EngineMissingError, find_engine
from verifyctl.reading.fields import fields_of
from verifyctl.reading.install import ORIENTATION
from verifyctl.reading.numbers import shipped
from verifyctl.reading.page.picture import View
from verifyctl.reading.page.screen import shown_on
from verifyctl.reading.places import places_of
from verifyctl.reading.read import AUTO, Reading, parse_languages_setting, read
from verifyctl.reading.surroundings import read_around
from verifyctl.reading.transcript import transcript_of
from verifyctl.stages.base import Collected, FailedError, Job, UnavailableError

DEFAULT_SECONDS = 120


def collect(job: Job) -> Collected:
    """Read the picture.

    Parameters: `languages` (`auto`, or data names such as `ara+eng`), `tesseract` and `tessdata` (paths, or null to
    search), `timeout` (seconds for all of it, more than 0). Raises UnavailableError without the program or its
    data, FailedError at the time limit, when the engine fails, or for a wrong parameter.
    """
    setting, seconds = _languages(job.params), _seconds(job.params)
    wanted = _wanted(setting)
    try:
        engine = find_engine(_path(job.params, "tesseract"), _path(job.params, "tessdata"))
        desk = Desk(engine, job.scratch, Budget(seconds))
        rgb, around = job.picture.rgb, None
        shown = shown_on(rgb)
        reading = read(View(rgb, None if shown is None else shown.box), desk, wanted=wanted)
        facts = facts_of(reading, desk)
        if shown is not None:
            around = read_around(rgb, shown, desk, script=reading.script, wanted=wanted)
    except EngineMissingError as error:
        raise UnavailableError(str(error), next_step=error.install) from error
    except (ReadingTimeoutError, ReadingFailedError) as error:
        raise FailedError(str(error)) from error
    if around is not None:
        facts = facts.model_copy(update={"screen": around.facts})
    tried = (*reading.tried, *(around.tried if around else ()))
    return Collected(
        facts=facts,
        components=tuple(_components(engine, tried)),
        params={"languages": setting, "psm": reading.psm, "scale_permille": reading.permille},
    )


def facts_of(reading: Reading, desk: Desk) -> TextFacts:
    """What the words that were read, and the numbers on the same page, say together."""
    seen = transcript_of(reading, desk)
    dates = dates_of(seen.lines, seen.numbers, seen.months, reading.level, unmerged=reading.lines)
    return TextFacts(
        script=reading.script,
        turned=reading.turned,
        languages=reading.languages,
        preparation=reading.page.facts(),
        passes=seen.passes,
        lines=seen.lines,
        numbers=seen.numbers,
        dates=dates,
        fields=fields_of(seen.lines, dates, seen.numbers),
        places=places_of(seen.lines),
    )


def _components(engine: Engine, tried: Iterable[str]) -> Iterator[Component]:
    import cv2
    import pytesseract

    yield Component(name="tesseract", version=engine.version)
    yield Component(name="pytesseract", version=str(pytesseract.__version__))
    yield Component(name="opencv", version=cv2.__version__)
    yield Component(name="number reader", digest=shipped.digest())
    data = tuple(name for name in dict.fromkeys((*tried, ORIENTATION)) if engine.named(name) is not None)
    digests = engine.digests(data)
    for name in data:
        yield Component(name=f"{name}.traineddata", digest=digests.get(name))


def _languages(params: Mapping[str, Any]) -> str:
    return str(params.get("languages") or AUTO)


def _wanted(setting: str) -> tuple[str, ...] | None:
    try:
        return parse_languages_setting(setting)
    except ValueError as error:
        raise FailedError(f"the parameter languages is wrong: {error}") from error


def _seconds(params: Mapping[str, Any]) -> float:
    value = params.get("timeout", DEFAULT_SECONDS)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
        raise FailedError(f"the parameter timeout is wrong: {value!r} is not a number of seconds above 0")
    return float(value)


def _path(params: Mapping[str, Any], name: str) -> str | None:
    value = params.get(name)
    return None if value is None else str(value)
