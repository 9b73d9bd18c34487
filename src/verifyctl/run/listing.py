"""What a batch works on: the pictures of a folder, or the rows of a manifest."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from verifyctl.errors import UsageError
from verifyctl.media.formats import by_extension, sniff
from verifyctl.media.read import read_bytes

MAX_MANIFEST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    """One row of a batch: its name in the run, the picture, the verdict's file, and what the row named beside it."""

    name: str
    path: Path
    output: str
    claim: Path | None = None
    source_urls: tuple[str, ...] = ()
    captures: tuple[Path, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """What a batch works on, in stable order; how many other files were passed over; folders that could not be read."""

    items: tuple[Item, ...]
    passed_over: int = 0
    unread: tuple[str, ...] = ()


def list_folder(folder: Path, *, leave_out: Path | None = None) -> Listing:
    """Every picture below a folder, by content or by the name it bears, ordered by path.

    Hidden folders and `leave_out` (the output) are not entered. A file that is named like a picture and is none is
    listed, so that it is reported and not passed over in silence.
    """
    items: list[Item] = []
    unread: list[str] = []
    passed_over = 0

    def note(error: OSError) -> None:
        where = os.path.relpath(error.filename or folder, folder)
        unread.append(f"{where}: the folder could not be read: {error.strerror}")

    skipped = leave_out.resolve() if leave_out else None
    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(root) / name).resolve() != skipped
        )
        for file in files:
            path = Path(root) / file
            if by_extension(file) is None and not _looks_like_picture(path):
                passed_over += 1
                continue
            name = path.relative_to(folder).as_posix()
            items.append(Item(name=name, path=path, output=f"{name}.verdict.json"))
    items.sort(key=lambda item: os.fsencode(item.name))
    return Listing(items=tuple(items), passed_over=passed_over, unread=tuple(sorted(unread)))


def _looks_like_picture(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return sniff(stream.read(64)) is not None
    except OSError:
        return False


def list_manifest(manifest: Path) -> Listing:
    """The rows of a CSV or JSONL manifest: `image`, and if wanted `claim`, `source_url`, `capture`, `known`.

    Paths are relative to it.
    Raises UsageError with every bad row at its line.
    """
    text = read_bytes(manifest, max_bytes=MAX_MANIFEST_BYTES).decode("utf-8-sig", "replace")
    items: list[Item] = []
    problems: list[str] = []
    taken: dict[str, int] = {}
    for line, row in _rows(manifest, text, problems):
        image = row.get("image")
        if not image:
            problems.append(f"{manifest}:{line}: the row names no image")
            continue
        output = _output_name(image)
        taken[output] = taken.get(output, 0) + 1
        number = f".{taken[output]}" if taken[output] > 1 else ""
        items.append(
            Item(
                name=image + number,
                path=manifest.parent / image,
                output=f"{output}{number}.verdict.json",
                claim=manifest.parent / row["claim"] if row.get("claim") else None,
                source_urls=(row["source_url"],) if row.get("source_url") else (),
                captures=(manifest.parent / row["capture"],) if row.get("capture") else (),
                known=(str(manifest.parent / row["known"]),) if row.get("known") else (),
            )
        )
    if problems:
        raise UsageError("\n".join(problems))
    return Listing(items=tuple(items))


def _rows(manifest: Path, text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    if manifest.suffix.lower() == ".csv":
        reader = csv.DictReader(io.StringIO(text), strict=True)
        try:
            for row in reader:
                yield reader.line_num, {key: value for key, value in row.items() if key and isinstance(value, str)}
        except csv.Error as error:
            problems.append(f"{manifest}:{reader.line_num}: not CSV: {error}")
        return
    for line, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
        except (ValueError, RecursionError) as error:
            problems.append(f"{manifest}:{line}: not JSON: {error}")
            continue
        if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
            problems.append(f'{manifest}:{line}: not an object with texts, such as {{"image": "a.jpg"}}')
            continue
        yield line, row


def _output_name(image: str) -> str:
    """A relative path below the output folder for whatever path a manifest names."""
    parts = [
        part for part in PurePath(image).parts if part not in ("..", ".", "/", "\\") and not part.endswith((":", ":\\"))
    ]
    return "/".join(parts) or "unnamed"
