"""Which tools are installed, said so cheaply that it can be asked at every start.

A file is known by its path, size, inode and times of change: whoever replaces it changes one of them. Digests of large
files are remembered by that state, as version control does with its index.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from verifyctl.reading.engine import EngineMissingError, find_engine, surroundings
from verifyctl.run.output import write_atomically

MEMO = "tools.json"
PROGRAMS = ("exiftool",)
"""Other programs that stages use where they are installed."""

_SUFFIX = ".traineddata"


def installed(search_path: Iterable[str]) -> tuple[str, ...]:
    """Name and version of every installed package, by the folders of their metadata."""
    found: set[str] = set()
    for folder in search_path:
        with contextlib.suppress(OSError):
            found.update(item.name for item in Path(folder).iterdir() if item.suffix in (".dist-info", ".egg-info"))
    return tuple(sorted(found))


def state_of(path: Path) -> list[Any]:
    """What a file is known by: path, size, inode, times of change as text. The path alone where there is none."""
    try:
        info = path.stat()
    except (OSError, ValueError):
        return [str(path)]
    return [str(path), str(info.st_size), str(info.st_ino), str(info.st_mtime_ns), str(info.st_ctime_ns)]


def reading_tools(tesseract: str | None, tessdata: str | None, folder: Path) -> list[Any]:
    """The version of Tesseract that is used, and the digest of each of its data files.

    What is expensive to ask is remembered in `folder`, by the states of the programs and files.
    """
    memo = _Memo(folder / MEMO)
    asked = json.dumps(
        [
            [state_of(Path(item)) if Path(item).is_absolute() else item for item in each]
            for each in surroundings(tesseract, tessdata)
        ]
    )
    engine = memo.get("engine", asked)
    if engine is None:
        try:
            found = find_engine(tesseract, tessdata)
            engine = [found.version, str(found.tessdata or "")]
        except EngineMissingError as error:
            engine = [f"none: {error}", ""]
        memo.put("engine", asked, engine)
    version, data = engine
    digests = _digests(Path(data), memo) if data else []
    memo.save()
    programs = [state_of(Path(path)) for name in PROGRAMS if (path := shutil.which(name))]
    return [version, digests, programs]


def _digests(folder: Path, memo: _Memo) -> list[list[str]]:
    found: list[list[str]] = []
    for place in (folder, folder / "script"):
        with contextlib.suppress(OSError):
            for file in sorted(item for item in place.iterdir() if item.suffix == _SUFFIX):
                state = json.dumps(state_of(file))
                digest = memo.get("file", state)
                if digest is None:
                    with file.open("rb") as stream:
                        digest = hashlib.file_digest(stream, "sha256").hexdigest()
                    memo.put("file", state, digest)
                found.append([file.name, digest])
    return found


class _Memo:
    """What was asked before, as one small file of JSON. A file that is no memo is as good as none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = False
        self._used: dict[str, dict[str, Any]] = {}
        try:
            read = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            read = {}
        self._known: dict[str, Any] = read if isinstance(read, dict) else {}

    def get(self, kind: str, key: str) -> Any:
        """What was put there, if anything was."""
        held = self._known.get(kind)
        value = held.get(key) if isinstance(held, dict) else None
        if value is not None:
            self._used.setdefault(kind, {})[key] = value
        return value

    def put(self, kind: str, key: str, value: Any) -> None:
        """Remember a value."""
        self._used.setdefault(kind, {})[key] = value
        self._changed = True

    def save(self) -> None:
        """Write what was used this time, if anything was new. A memo that cannot be written is no failure."""
        if self._changed:
            with contextlib.suppress(OSError):
                write_atomically(self._path, json.dumps(self._used).encode(), mode=0o600)
