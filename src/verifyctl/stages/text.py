"""Text on the picture: read by Tesseract, every word with its place, dates as candidates only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from verifyctl.model.stage import Component
from verifyctl.model.text import DateReading, Line, TextFacts, Word
from verifyctl.reading.calls import ReadingFailedError, ReadingTimeoutError
from verifyctl.reading.dates.find import find_dates
from verifyctl.reading.engine import Engine, EngineMissingError, find_engine
from verifyctl.reading.install import ORIENTATION
from verifyctl.reading.read import AUTO, Reading, parse_languages_setting, read
from verifyctl.reading.tsv import around
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
        reading = read(job.picture.rgb, engine, wanted=wanted, scratch=job.scratch, seconds=seconds)
    except EngineMissingError as error:
        raise UnavailableError(str(error), next_step=error.install) from error
    except (ReadingTimeoutError, ReadingFailedError) as error:
        raise FailedError(str(error)) from error
    return Collected(
        facts=TextFacts(
            script=reading.script,
            turned=reading.turned,
            languages=reading.languages,
            lines=reading.lines,
            dates=tuple(dates_in(reading.lines)),
        ),
        components=tuple(_components(engine, reading)),
        params={"languages": setting, "psm": reading.psm, "scale_permille": reading.permille},
    )


def dates_in(lines: tuple[Line, ...]) -> Iterator[DateReading]:
    """The dates of each line, with the box around the words that they stand in."""
    for index, line in enumerate(lines):
        for found in find_dates(line.text):
            words = _words_between(line, found.start, found.end)
            yield DateReading(
                text=found.text,
                line=index,
                box=around(word.box for word in words) if words else line.box,
                calendar=found.calendar,
                days=found.days,
            )


def _words_between(line: Line, start: int, end: int) -> tuple[Word, ...]:
    """The words that the characters from `start` to `end` of the line's text belong to."""
    words = []
    place = 0
    for word in line.words:
        if place < end and start < place + len(word.text):
            words.append(word)
        place += len(word.text) + 1
    return tuple(words)


def _components(engine: Engine, reading: Reading) -> Iterator[Component]:
    import cv2
    import pytesseract

    yield Component(name="tesseract", version=engine.version)
    yield Component(name="pytesseract", version=str(pytesseract.__version__))
    yield Component(name="opencv", version=cv2.__version__)
    data = tuple(name for name in (*reading.tried, ORIENTATION) if engine.named(name) is not None)
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
