"""What is to be added: files and folders, and manifests that describe each image on a line of its own."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from verifyctl.errors import UsageError
from verifyctl.known.exchange.lines import mistakes_of
from verifyctl.known.items import Description
from verifyctl.media.read import read_bytes

MAX_MANIFEST_BYTES = 64 * 1024 * 1024
PATH = "path"
COLUMNS = (PATH, *Description.model_fields)


@dataclass(frozen=True)
class Entry:
    """A file to add and what is said of it. `named` is false for files that were only found in a folder."""

    path: Path
    description: Description
    named: bool = True


@dataclass(frozen=True)
class Gathered:
    """The files that are to be added, and the folders that could not be read, each with the reason."""

    entries: tuple[Entry, ...]
    unread: tuple[str, ...] = ()


def gather(paths: Iterable[Path], description: Description, *, leave_out: Path) -> Gathered:
    """The files named, and those in the folders named, in a stable order.

    Hidden files, links to folders, and the store itself with its log files are left out.
    """
    own = {leave_out.name + ending for ending in ("", "-wal", "-shm", "-journal")}
    home = leave_out.absolute().parent.resolve()
    entries: list[Entry] = []
    unread: list[str] = []

    def note(error: OSError) -> None:
        unread.append(f"{error.filename}: the folder could not be read: {error.strerror}")

    for path in paths:
        if not path.is_dir():
            entries.append(Entry(path, description))
            continue
        for folder, subfolders, names in os.walk(path, onerror=note):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            here = Path(folder)
            kept = own if here.resolve() == home else set()
            shown = sorted(name for name in names if not name.startswith(".") and name not in kept)
            entries += [Entry(here / name, description, named=False) for name in shown]
    return Gathered(tuple(entries), tuple(unread))


def describe_all(values: Mapping[str, str | None]) -> Description:
    """The description that options give. Raises UsageError with every mistake."""
    try:
        return Description.read(dict(values))
    except ValidationError as error:
        raise UsageError("\n".join(mistakes_of(error))) from error


def read_manifest(path: Path, options: Mapping[str, str | None]) -> tuple[Entry, ...]:
    """The entries of a JSONL or CSV manifest, its paths relative to it. Where a line is silent, `options` hold.

    Raises UsageError with every mistake, each as `file:line: what`.
    """
    if path.suffix.lower() not in (".csv", ".jsonl", ".ndjson"):
        raise UsageError(f"{path}: a manifest is a .jsonl or a .csv file")
    try:
        text = read_bytes(path, max_bytes=MAX_MANIFEST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text (byte {error.start})", hint="Save it as UTF-8.") from error
    problems: list[str] = []
    entries = []
    lines = _csv_lines(text, problems) if path.suffix.lower() == ".csv" else _json_lines(text, problems)
    for number, values in lines:
        entry, mistakes = _entry(values, options, path.parent)
        problems += [f"{number}: {mistake}" for mistake in mistakes]
        if entry is not None:
            entries.append(entry)
    if problems:
        raise UsageError("\n".join(f"{path}:{problem}" for problem in problems))
    return tuple(entries)


def _entry(values: dict[str, Any], options: Mapping[str, str | None], base: Path) -> tuple[Entry | None, list[str]]:
    mistakes = []
    for name in sorted(values.keys() - set(COLUMNS)):
        near = get_close_matches(name, COLUMNS, n=1)
        mistakes.append(f"{name!r} is no field" + (f"; did you mean {near[0]}?" if near else ""))
    where = values.get(PATH)
    if not isinstance(where, str) or not where or "\0" in where:
        mistakes.append("path is missing; name the image's file")
    said = {name: value for name, value in values.items() if name in COLUMNS[1:] and value not in (None, "")}
    # A line's own date does not inherit how another date is known.
    inherited = {name: value for name, value in options.items() if "first_seen" not in said or "first_seen" not in name}
    try:
        description = Description.read({**inherited, **said})
    except ValidationError as error:
        return None, mistakes + mistakes_of(error)
    return (None if mistakes else Entry(base / str(where), description)), mistakes


def _csv_lines(text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip() for cell in row]
                twice = sorted({name for name in header if header.count(name) > 1})
                problems += [f"{rows.line_num}: the column {name!r} is there twice" for name in twice]
            elif len(row) != len(header):
                problems.append(f"{rows.line_num}: {len(row)} cells under a header of {len(header)}")
            else:
                yield rows.line_num, dict(zip(header, row, strict=True))
    except csv.Error as error:
        problems.append(f"{rows.line_num}: not CSV: {error}")


def _json_lines(text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"{number}: not JSON: {error}")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            problems.append(f"{number}: not a JSON object")
