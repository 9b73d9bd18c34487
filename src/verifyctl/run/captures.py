"""Captures of web pages as sources of a case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import read_bytes
from verifyctl.model.captures import Capture
from verifyctl.model.claim import Source
from verifyctl.run.pool import Worker, WorkerError

MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class Captured:
    """The sources that a capture gives, and what is to be told of it."""

    sources: tuple[Source, ...]
    told: tuple[str, ...]


def sources_in(path: Path, worker: Worker) -> Captured:
    """The sources in a capture for the evidence that the worker has. Raises UnreadableInputError."""
    try:
        return sources_of(worker.capture(path.name, read_bytes(path, max_bytes=MAX_BYTES)))
    except WorkerError as error:
        raise UnreadableInputError(f"{path}: the capture could not be read: {error}") from error


def sources_of(capture: Capture) -> Captured:
    """A source for each record that holds the evidence.

    It counts as archived only where the payload is the evidence byte for byte, and the payload digest that was written
    with it fits; else the address is a lead.
    """
    sources: list[Source] = []
    told = list(capture.problems)
    for record in capture.pictures:
        if record.same is None:
            continue
        archived = record.same == "bytes" and record.digest == "fits" and bool(record.at)
        sources.append(
            Source(
                url=record.url or None,
                archive_url=f"{capture.name} {record.record}".strip() if archived else None,
                captured_at=record.at if archived else None,
                sha256=record.sha256 if archived else None,
                role=f"capture, file sha256:{capture.sha256}",
            )
        )
        if not archived:
            why = "its payload digest does not fit" if record.digest == "differs" else "it is no lasting record"
            if record.same == "pixels":
                why = "it holds the same pixels in another file"
            elif record.digest == "absent":
                why = "no payload digest was written with it"
            told.append(f"{record.url}: a lead only: {why}")
    if not sources:
        told.append(f"none of {len(capture.pictures)} pictures in {capture.records} records is the evidence")
    return Captured(tuple(dict.fromkeys(sources)), tuple(f"{capture.name}: {line}" for line in told))
