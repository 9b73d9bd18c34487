"""The strips that a person should look at as files: `STEM.KIND-N.png`, and `STEM.crops.json`, which lists them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifyctl.errors import UnreadableInputError
from verifyctl.model.canonical import printable
from verifyctl.model.text import TextFacts
from verifyctl.reading.crops import Strip, strips
from verifyctl.run.output import write_atomically
from verifyctl.run.pool import Worker, WorkerError

FORMAT = "verifyctl.crops/1"
INDEX_SUFFIX = ".crops.json"
_LONGEST_STEM = 80


@dataclass(frozen=True)
class Crops:
    """What was written: the strips by name, each with its file, and the index."""

    files: Mapping[str, Path]
    index: Path


def cut(folder: Path, stem: str, facts: TextFacts, worker: Worker, *, name: str, sha256: str) -> Crops:
    """Cut the strips of the evidence that the worker has, and write them with their index.

    `name` and `sha256` (hexadecimal) are those of the evidence, for the index.

    Raises UnreadableInputError where they could not be cut, OSError where they could not be written.
    """
    found = strips(facts)
    try:
        drawn = worker.crops(facts) if found else {}
    except WorkerError as error:
        raise UnreadableInputError(f"{name}: the strips could not be cut: {error}") from error
    folder.mkdir(parents=True, exist_ok=True)
    stem = _free_stem(folder, safe_stem(stem), sha256)
    files: dict[str, Path] = {}
    entries = []
    for strip in found:
        data = _png(drawn.get(strip.name))
        if data is None:
            continue
        path = folder / f"{stem}.{strip.name}.png"
        write_atomically(path, data)
        files[strip.name] = path
        entries.append(_entry(strip, facts, path.name, data))
    index = folder / f"{stem}{INDEX_SUFFIX}"
    listed = {
        "format": FORMAT,
        "image": name,
        "sha256": sha256,
        "turned": facts.turned,
        "crops": entries,
    }
    write_atomically(index, (printable(listed, indent=1) + "\n").encode("utf-8", "replace"))
    return Crops(files, index)


def safe_stem(stem: str) -> str:
    """A stem with letters, digits, `-`, `_` and dots within only, bounded; `picture` where nothing is left."""
    kept = "".join(char if char.isalnum() or char in "-_." else "_" for char in stem)
    return kept[:_LONGEST_STEM].strip(".") or "picture"


def _free_stem(folder: Path, stem: str, sha256: str) -> str:
    """The stem, with the first eight digits of the SHA-256 where another picture has taken it."""
    try:
        taken = json.loads((folder / f"{stem}{INDEX_SUFFIX}").read_bytes()).get("sha256")
    except FileNotFoundError:
        return stem
    except (OSError, ValueError, AttributeError):
        taken = None
    return stem if taken == sha256 else f"{stem}.{sha256[:8]}"


def _png(encoded: Any) -> bytes | None:
    """What a worker drew; None for anything that is no PNG file in base64."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (TypeError, ValueError, binascii.Error):
        return None
    return data if data.startswith(b"\x89PNG\r\n\x1a\n") else None


def _entry(strip: Strip, facts: TextFacts, name: str, data: bytes) -> dict[str, Any]:
    """What is known of a strip: the machine's reading, which a person should make up their mind without."""
    told = _told(strip, facts)
    entry: dict[str, Any] = {
        "file": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "kind": strip.kind,
        "box": strip.box.as_json(),
        "text": strip.text,
    }
    if strip.line is not None:
        entry["line"] = strip.line + 1
    return entry | told


def _told(strip: Strip, facts: TextFacts) -> dict[str, Any]:
    match strip.kind:
        case "date":
            date = facts.dates[strip.place].as_json()
            names = ("calendar", "days", "written", "precision", "status", "weekday", "alternatives")
            return {name: date[name] for name in names if name in date}
        case "number":
            number = facts.numbers[strip.place]
            return {
                "accepted": number.accepted,
                "readings": list(number.readings),
                "alternatives": list(number.alternatives),
            }
        case "reference":
            also = facts.fields[strip.place].also
            return {} if also is None else {"also": also}
        case _:
            return {}
