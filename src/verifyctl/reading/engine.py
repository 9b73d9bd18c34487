"""Finding the Tesseract program and its data, by absolute path, and saying exactly which ones they are.

A virtual environment may carry a `tesseract` of its own with two European languages that shadows the
system's. So every program on the search path is looked at, and the first that has Arabic data is taken.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from verifyctl.reading.install import ARABIC, ARABIC_SCRIPT, DATA, PROGRAM, install_line

OLDEST_VERSION = (4, 0)
"""The neural models that are read with came with Tesseract 4."""

_ANSWER_SECONDS = 60
_VERSION = re.compile(r"tesseract v?(\d{1,3})\.(\d{1,3})([0-9A-Za-z.+-]{0,40})")
_FOLDER = re.compile(r'List of available languages in "(.{1,4096})"')
_LANGUAGE = re.compile(r"[A-Za-z0-9_]{1,40}(?:/[A-Za-z0-9_]{1,40})?")


class EngineMissingError(Exception):
    """No usable Tesseract, or not the data that is needed; `install` says how to get it.

    Neither text holds a path of this machine: both end up in verdict files.
    """

    def __init__(self, message: str, *, install: str) -> None:
        super().__init__(message)
        self.install = install


@dataclass(frozen=True)
class Engine:
    """A Tesseract program.

    `path` is absolute. `languages` are the names of its data as it lists them, sorted. `tessdata` is the folder of
    the data; None where the program does not say which (versions before 5), and then no digests are known.
    `chosen` is true if that folder was asked for and must be handed to the program at every call.
    """

    path: Path
    version: str
    languages: tuple[str, ...]
    tessdata: Path | None
    chosen: bool = False

    def named(self, data: str) -> str | None:
        """The name under which the program knows `data`: `Arabic` is `script/Arabic` on some systems."""
        return next((name for name in (data, f"script/{data}") if name in self.languages), None)

    def missing(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the wanted data that the program does not have."""
        return tuple(data for data in wanted if self.named(data) is None)

    def digests(self, data: tuple[str, ...]) -> Mapping[str, str]:
        """`sha256:` digests of the data files, by name as given; without those that could not be read."""
        found: dict[str, str] = {}
        for name in data:
            known_as = self.named(name)
            if self.tessdata is None or known_as is None:
                continue
            try:
                file = self.tessdata / f"{known_as}.traineddata"
                state = file.stat()
                found[name] = _digest(file, state.st_size, state.st_mtime_ns)
            except OSError:
                continue
        return found


def find_engine(program: str | None, tessdata: str | None) -> Engine:
    """The Tesseract at the path `program`, or the best on the search path; `tessdata` overrides its data folder.

    Raises EngineMissingError where there is none, it does not answer, is older than `OLDEST_VERSION`, or the
    folder does not exist.
    """
    folder = None
    if tessdata is not None:
        folder = Path(tessdata).absolute()
        if not folder.is_dir():
            raise EngineMissingError(
                "the folder of Tesseract data that was set does not exist",
                install="correct the setting, or leave it out to use the data that Tesseract came with",
            )
    if program is not None:
        path = Path(program).absolute()
        if not path.is_file():
            raise EngineMissingError(
                "there is no program at the path that was set for Tesseract",
                install="correct the setting, or leave it out to search for the program",
            )
        return inspect(path, folder)
    return _best_on_path(folder)


def surroundings(program: str | None, tessdata: str | None) -> tuple[tuple[str, ...], ...]:
    """All that `find_engine` decides by: the programs it would look at, the folder of data, and the environment's."""
    programs = (program,) if program is not None else tuple(map(str, programs_on(os.get_exec_path())))
    return programs, (tessdata or "", os.environ.get("TESSDATA_PREFIX", ""))


def require(engine: Engine, wanted: tuple[str, ...]) -> None:
    """Raise EngineMissingError, naming packages, unless the engine has all of the wanted data."""
    missing = engine.missing(wanted)
    if missing:
        raise EngineMissingError(
            f"Tesseract {engine.version} is installed without the data for: {', '.join(missing)}",
            install=install_line(missing, platform=sys.platform, which=shutil.which),
        )


def _best_on_path(folder: Path | None) -> Engine:
    first: Engine | None = None
    problem: EngineMissingError | None = None
    for path in programs_on(os.get_exec_path()):
        try:
            engine = inspect(path, folder)
        except EngineMissingError as error:
            problem = problem or error
            continue
        if engine.named(ARABIC) or engine.named(ARABIC_SCRIPT):
            return engine
        first = first or engine
    if first is not None:
        return first
    raise problem or EngineMissingError(
        "the program tesseract is not installed",
        install=install_line((PROGRAM, *DATA), platform=sys.platform, which=shutil.which),
    )


def programs_on(folders: list[str]) -> tuple[Path, ...]:
    """Absolute paths of the `tesseract` programs in these folders, in order, each file once.

    Relative folders are passed over: they could mean a folder of evidence.
    """
    found: dict[Path, Path] = {}
    for folder in folders:
        if not Path(folder).is_absolute():
            continue
        name = shutil.which(PROGRAM, path=folder)
        if name is not None and Path(name).parent == Path(folder):
            path = Path(name)
            found.setdefault(path.resolve(), path)
    return tuple(found.values())


def inspect(path: Path, folder: Path | None) -> Engine:
    """Ask the program at an absolute path for its version and data. Raises EngineMissingError.

    A process asks once, as long as program and folder stay as they are: a worker reads many pictures.
    """
    return _inspected(path, folder, (_changed(path), _changed(folder)), os.environ.get("TESSDATA_PREFIX"))


def _changed(path: Path | None) -> int:
    """When a file or folder was last changed, in nanoseconds; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns if path is not None else 0
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _inspected(path: Path, folder: Path | None, changed: tuple[int, int], prefix: str | None) -> Engine:
    """What `inspect` says; times of change and the environment's folder of data are part of the key."""
    version = parse_version(_answer(path, "--version", folder))
    if version is None:
        raise EngineMissingError(
            "the program tesseract that was found is not Tesseract 4 or newer",
            install=install_line((PROGRAM, *DATA), platform=sys.platform, which=shutil.which),
        )
    listing = _answer(path, "--list-langs", folder)
    return Engine(
        path=path,
        version=version,
        languages=parse_languages(listing),
        tessdata=folder or parse_folder(listing),
        chosen=folder is not None,
    )


def parse_version(text: str) -> str | None:
    """The version in the output of `tesseract --version`; None if there is none or it is too old."""
    found = _VERSION.search(text)
    if not found or (int(found[1]), int(found[2])) < OLDEST_VERSION:
        return None
    return f"{found[1]}.{found[2]}{found[3]}".rstrip(".")


def parse_languages(listing: str) -> tuple[str, ...]:
    """The names in the output of `tesseract --list-langs`, sorted."""
    return tuple(sorted({line for raw in listing.splitlines() if _LANGUAGE.fullmatch(line := raw.strip())}))


def parse_folder(listing: str) -> Path | None:
    """The data folder that the first line of `tesseract --list-langs` names, if it is there."""
    found = _FOLDER.search(listing)
    folder = Path(found[1]).absolute() if found else None
    return folder if folder is not None and folder.is_dir() else None


def _answer(path: Path, option: str, folder: Path | None) -> str:
    environment = dict(os.environ)
    if folder is not None:
        environment["TESSDATA_PREFIX"] = str(folder)
    try:
        done = subprocess.run(
            [str(path), option],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            timeout=_ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineMissingError(
            f"the program tesseract that was found did not answer to {option}: {type(error).__name__}",
            install=install_line((PROGRAM, *DATA), platform=sys.platform, which=shutil.which),
        ) from error
    return done.stdout.decode("utf-8", "replace")


@lru_cache(maxsize=64)
def _digest(file: Path, size: int, changed: int) -> str:
    """The digest; size and time of change are part of the key, so that a replaced file is hashed anew."""
    with file.open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()
