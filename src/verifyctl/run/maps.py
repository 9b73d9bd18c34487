"""Pictures of error levels and noise as files, on request: `STEM.map-NAME.png`. No verdict knows of them."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from verifyctl.errors import UnreadableInputError
from verifyctl.run.crops import safe_stem
from verifyctl.run.output import write_atomically
from verifyctl.run.pool import Worker, WorkerError
from verifyctl.settings import Settings


def draw_maps(folder: Path, stem: str, worker: Worker, settings: Settings) -> tuple[Path, ...]:
    """Draw the maps of the evidence that the worker has, and write the files; which they are.

    Raises UnreadableInputError where they could not be drawn, OSError where they could not be written.
    """
    try:
        drawn = worker.maps(settings.detectors)
    except WorkerError as error:
        raise UnreadableInputError(f"{stem}: the maps could not be drawn: {error}") from error
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in sorted(drawn):
        try:
            data = base64.b64decode(drawn[name], validate=True)
        except (TypeError, ValueError, binascii.Error):
            continue
        path = folder / f"{stem}.map-{safe_stem(name)}.png"
        write_atomically(path, data)
        written.append(path)
    return tuple(written)
