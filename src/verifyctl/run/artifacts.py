"""Evidence pictures of matches as files: `STEM.ID.KIND.png`, for each known image of which something is kept."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verifyctl.errors import UnreadableInputError
from verifyctl.known.drawings import KINDS
from verifyctl.model.matches import MatchesFacts
from verifyctl.run.output import write_atomically
from verifyctl.run.pipeline import stores_of
from verifyctl.run.pool import Worker, WorkerError
from verifyctl.settings import Settings


def draw(folder: Path, stem: str, facts: MatchesFacts | None, worker: Worker, settings: Settings) -> tuple[Path, ...]:
    """Draw the matches of the evidence that the worker has, and write the files; which they are.

    Raises UnreadableInputError where they could not be drawn, OSError where they could not be written.
    """
    if facts is None or not facts.matches:
        return ()
    try:
        drawn = worker.artifacts(facts, stores_of(settings))
    except WorkerError as error:
        raise UnreadableInputError(f"{stem}: the evidence pictures could not be drawn: {error}") from error
    written: list[Path] = []
    for index, match in enumerate(facts.matches):
        written += write(folder, f"{stem}.{match.image.id}", drawn.get(str(index), {}))
    return tuple(written)


def write(folder: Path, stem: str, files: Mapping[str, Any]) -> tuple[Path, ...]:
    """Write the pictures that a worker drew, PNG in base64 by kind; anything else in its answer is left out.

    Raises OSError.
    """
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        try:
            data = base64.b64decode(files[kind], validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error):
            continue
        path = folder / f"{stem}.{kind}.png"
        write_atomically(path, data)
        written.append(path)
    return tuple(written)
