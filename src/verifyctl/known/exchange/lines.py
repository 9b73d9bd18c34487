"""Reading somebody's text file line by line: bounded, UTF-8 or a mistake, never a device or a pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from verifyctl.errors import UnreadableInputError

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import ValidationError

    from verifyctl.known.features import Fineness
    from verifyctl.known.items import KnownItem

LONGEST_LINE = 1024 * 1024
"""Bytes. A record with its local features takes about 50,000."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """A line of a file, without its end; lines count from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a line; the lines around it are not affected."""

    number: int
    what: str


@dataclass(frozen=True)
class Incoming:
    """An item that a line holds; where the line says so, who added it elsewhere and when, and packed local features."""

    number: int
    item: KnownItem
    added_at: datetime | None = None
    added_by: str | None = None
    features: Mapping[Fineness, bytes] = field(default_factory=dict)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file, open for reading. Raises UnreadableInputError, naming the path and the reason."""
    try:
        # A pipe would block before anybody can look at what it is.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:
        raise UnreadableInputError(f"{path}: not a file name: {error}") from error
    except OSError as error:
        raise UnreadableInputError(f"{path}: could not be opened: {error.strerror}", hint="Check the path.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableInputError(f"{path}: not a regular file")
    with os.fdopen(descriptor, "rb") as stream:
        yield stream


def lines_of(stream: IO[bytes], *, longest: int = LONGEST_LINE) -> Iterator[Line | Mistake]:
    """The lines of a file that are not blank; for each that is too long or not UTF-8 a mistake."""
    number = 0
    while raw := stream.readline(longest + 1):
        number += 1
        if len(raw) > longest and not raw.endswith(b"\n"):
            while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield Mistake(number, f"longer than {longest} bytes")
            continue
        if number == 1:
            raw = raw.removeprefix(_BOM)
        try:
            text = raw.rstrip(b"\r\n").decode()
        except UnicodeDecodeError as error:
            yield Mistake(number, f"not UTF-8 text (byte {error.start + 1})")
            continue
        if text.strip():
            yield Line(number, text)


def mistakes_of(error: ValidationError) -> list[str]:
    """What is wrong with a value, a text for each mistake, beginning with the field."""
    found = []
    for detail in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in detail["loc"])
        what = detail["msg"].removeprefix("Value error, ")
        found.append(f"{where}: {what}" if where else what)
    return found


def reason(error: ValueError) -> str:
    """What was wrong with a value, in one line."""
    from pydantic import ValidationError

    return "; ".join(mistakes_of(error)) if isinstance(error, ValidationError) else str(error)
