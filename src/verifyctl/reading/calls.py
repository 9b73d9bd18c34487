"""Calls of the engine through pytesseract: always one thread, a time limit, and files in the given folder only."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifyctl.reading.engine import Engine

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

_TOO_LITTLE = re.compile(r"too few characters|image too small|empty page", re.IGNORECASE)
_LOCK = threading.RLock()

AS_IT_IS = "-c tessedit_do_invert=0"
"""Lines cut out are dark on light: the engine need not try those that it reads badly once more as light on dark."""


class ReadingTimeoutError(Exception):
    """Reading took longer than its limit; the message names the limit."""


class ReadingFailedError(Exception):
    """The engine ended with an error; the message is fit for people and holds no paths."""


@dataclass(frozen=True)
class Orientation:
    """What the engine makes of the page as a whole.

    `turn` is how far to turn it clockwise (0, 90, 180, 270); the confidences are the engine's own, from 0
    upwards without a limit.
    """

    turn: int
    turn_confidence: float
    script: str
    script_confidence: float


class Budget:
    """The seconds that all calls for one picture share."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, more than 0. Raises ReadingTimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.exceeded()
        return left

    def exceeded(self) -> ReadingTimeoutError:
        """The error for a spent budget."""
        return ReadingTimeoutError(f"reading took longer than the limit of {self.seconds:g} seconds")


def orientation(engine: Engine, grey: Grey, *, scratch: Path, budget: Budget) -> Orientation | None:
    """Orientation and script; None where the picture has too few characters to tell.

    Raises ReadingTimeoutError and ReadingFailedError.
    """
    import pytesseract

    with _files([grey], scratch) as (file,), _surroundings(engine, scratch), _named_errors(budget):
        try:
            found = pytesseract.image_to_osd(
                file, lang="osd", output_type=pytesseract.Output.STRING, timeout=budget.left()
            )
        except pytesseract.TesseractError as error:
            if _TOO_LITTLE.search(str(error.message)):
                return None
            raise
    return parse_orientation(str(found))


def parse_orientation(text: str) -> Orientation | None:
    """Read the engine's answer; None if it is not complete."""
    values = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    try:
        turn = int(values["Rotate"])
        found = Orientation(
            turn=turn,
            turn_confidence=float(values["Orientation confidence"]),
            script=values["Script"].strip(),
            script_confidence=float(values["Script confidence"]),
        )
    except (KeyError, ValueError):
        return None
    return found if turn in (0, 90, 180, 270) else None


def table(engine: Engine, grey: Grey, *, models: str, psm: int, scratch: Path, budget: Budget) -> str:
    """The engine's table of words (TSV) for data such as `ara+Arabic`, names as the engine has them.

    Raises ReadingTimeoutError and ReadingFailedError.
    """
    with _files([grey], scratch) as (file,), _surroundings(engine, scratch), _named_errors(budget):
        return _data(file, models, f"--psm {psm}", budget)


def _data(source: str, models: str, config: str, budget: Budget) -> str:
    """`source` is the path of a picture, or of a list of pictures, `config` what else is to be said to the engine."""
    import pytesseract

    found = pytesseract.image_to_data(
        source,
        lang=models,
        config=config,
        output_type=pytesseract.Output.STRING,
        timeout=budget.left(),
    )
    return str(found)


def table_of(engine: Engine, greys: Sequence[Grey], *, models: str, psm: int, scratch: Path, budget: Budget) -> str:
    """The table of words of many pictures from one call, so that the data is loaded once; pages count from 1.

    Raises ReadingTimeoutError and ReadingFailedError.
    """
    with _files(greys, scratch) as files:
        names = Path(files[0]).with_name("pictures.txt")
        names.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
        with _surroundings(engine, scratch), _named_errors(budget):
            return _data(str(names), models, f"--psm {psm} {AS_IT_IS}", budget)


@contextmanager
def _files(greys: Sequence[Grey], scratch: Path) -> Iterator[tuple[str, ...]]:
    """Paths of the pictures, written without compression, which costs a twentieth of the reading."""
    import cv2

    try:
        with tempfile.TemporaryDirectory(dir=scratch, prefix="strips_") as folder:
            files = tuple(str(Path(folder, f"{number}.pgm")) for number in range(1, len(greys) + 1))
            for file, grey in zip(files, greys, strict=True):
                cv2.imwrite(file, grey)
            yield files
    except OSError as error:
        raise ReadingFailedError(f"Tesseract could not be used: {type(error).__name__}") from error


@contextmanager
def _named_errors(budget: Budget) -> Iterator[None]:
    """Errors of pytesseract as errors of this module."""
    import pytesseract

    try:
        yield
    except pytesseract.TesseractError as error:
        raise ReadingFailedError(f"Tesseract ended with status {error.status}") from error
    except RuntimeError as error:  # the only other one it raises is for its time limit
        raise budget.exceeded() from error
    except (pytesseract.TesseractNotFoundError, OSError, UnicodeDecodeError, SystemExit) as error:
        # It answers an unreadable version with SystemExit, which must not end the worker.
        raise ReadingFailedError(f"Tesseract could not be used: {type(error).__name__}") from error


@contextmanager
def _surroundings(engine: Engine, scratch: Path) -> Iterator[None]:
    """What pytesseract takes from global state, set for one call and put back: program, folder, environment.

    Without the thread limit a page costs five times the processor time. The data folder goes by environment,
    because as an argument it would have to survive two ways of quoting.
    """
    from pytesseract import pytesseract as module

    wanted = {"OMP_THREAD_LIMIT": "1"}
    if engine.chosen and engine.tessdata is not None:
        wanted["TESSDATA_PREFIX"] = str(engine.tessdata)
    with _LOCK:
        before = {name: os.environ.get(name) for name in wanted}
        program, folder = module.tesseract_cmd, tempfile.tempdir
        os.environ.update(wanted)
        module.tesseract_cmd, tempfile.tempdir = str(engine.path), str(scratch)
        try:
            yield
        finally:
            module.tesseract_cmd, tempfile.tempdir = program, folder
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
