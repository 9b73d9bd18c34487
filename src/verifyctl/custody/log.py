"""The custody log: one JSON line for each event, each holding the hash of the line before.

A chain shows edits, deletions and exchanged lines. It does not show that its end was cut off or that all of it was
written anew: that shows only against a head that is kept elsewhere, which is why a verdict records it.

Several writers may add at once: the file is locked for each line, and the line is on disk before the lock is given up.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from verifyctl.errors import CustodyError
from verifyctl.media.read import read_bytes
from verifyctl.model.base import Count, Digest, Evidence, Model
from verifyctl.model.canonical import canonical, digest
from verifyctl.model.verdict import Custody

NAME = "custody.jsonl"
MAX_BYTES = 256 * 1024 * 1024
LONGEST_LINE = 64 * 1024
START = "sha256:" + "0" * 64
"""What the first record holds in the place of the hash before it."""

UNSET = "unset"
Actor = Annotated[str, StringConstraints(pattern=r"^[\w][\w .@-]{0,63}$")]


class Action(StrEnum):
    """What happened to the evidence."""

    RECEIVE = "receive"
    HASH = "hash"
    COPY = "copy"
    CONVERT = "convert"
    STAGE = "stage"
    READ = "read"
    ANNOTATE = "annotate"
    REDACT = "redact"
    SIGN = "sign"
    TIMESTAMP = "timestamp"
    EXPORT = "export"
    TRANSFER = "transfer"
    CORRECT = "correct"
    DISPOSE = "dispose"


class Event(Model):
    """What is to be recorded. `object` is the digest of what it happened to; `corrects` the number of a record."""

    action: Action
    actor: Actor = UNSET
    object: Digest | None = None
    note: Annotated[str, StringConstraints(max_length=20_000)] | None = None
    corrects: Count | None = None
    params: Evidence = Field(default_factory=dict)


class Record(Event):
    """One line. `clock` says whether the system's clock was set from the network; `hash` covers all but itself."""

    seq: Annotated[int, Field(ge=1)]
    prev: Digest
    ts: str
    clock: Literal["yes", "no", "unknown"] = "unknown"
    tool: str
    hash: Digest

    def computed(self) -> str:
        """The hash that the other fields give."""
        value = self.as_json()
        value.pop("hash")
        return digest(value)


@dataclass(frozen=True)
class Log:
    """A log as it was read: its whole records, and every place where the chain does not hold, in words."""

    name: str
    records: tuple[Record, ...]
    problems: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The hash of the last record."""
        return self.records[-1].hash if self.records else START

    def custody(self) -> Custody:
        """What a verdict records of it."""
        return Custody(log=self.name, records=len(self.records), head=self.head)

    def against(self, recorded: Custody) -> tuple[str, ...]:
        """What contradicts a head that was recorded elsewhere. A log that has grown since does not."""
        if len(self.records) < recorded.records:
            return (
                f"{self.name}: {len(self.records)} records where the head was recorded with {recorded.records}: "
                "its end was cut off",
            )
        head = self.records[recorded.records - 1].hash if recorded.records else START
        if head != recorded.head:
            return (f"{self.name}: record {recorded.records} is not the one whose hash was recorded: it was rewritten",)
        return ()


def append(path: Path, event: Event, *, at: str, clock: str, tool: str) -> Record:
    """Add one record; it is on disk when this returns.

    A line that a kill left torn is taken away first, and the record that follows says so. Raises CustodyError where
    the file is no custody log, where its last line does not hold, or where it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise CustodyError(f"{path}: could not be opened: {error.strerror}") from error
    try:
        with _locked(descriptor):
            last, end, torn = _last(descriptor, path)
            params = dict(event.params) | ({"torn_line": torn} if torn else {})
            record = _following(last, event.model_copy(update={"params": params}), at=at, clock=clock, tool=tool)
            if event.corrects is not None and event.corrects >= record.seq:
                raise CustodyError(f"{path}: there is no record {event.corrects} to correct")
            line = canonical(record.as_json()) + b"\n"
            if len(line) > LONGEST_LINE:
                raise CustodyError(f"{path}: a record of {len(line)} bytes is over the limit of {LONGEST_LINE}")
            os.ftruncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            _write(descriptor, line)
            os.fsync(descriptor)
            return record
    except OSError as error:
        raise CustodyError(f"{path}: could not be written: {error.strerror}") from error
    finally:
        os.close(descriptor)


def _following(last: Record | None, event: Event, *, at: str, clock: str, tool: str) -> Record:
    draft = Record.model_validate_json(
        json.dumps(
            event.as_json()
            | {
                "seq": last.seq + 1 if last else 1,
                "prev": last.hash if last else START,
                "ts": at,
                "clock": clock,
                "tool": tool,
                "hash": START,
            }
        )
    )
    return draft.model_copy(update={"hash": draft.computed()})


def _write(descriptor: int, line: bytes) -> None:
    while line:
        line = line[os.write(descriptor, line) :]


def _last(descriptor: int, path: Path) -> tuple[Record | None, int, dict[str, Any] | None]:
    """The last whole record, where it ends, and what a torn line after it was."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - 2 * LONGEST_LINE)
    os.lseek(descriptor, start, os.SEEK_SET)
    tail = b""
    while chunk := os.read(descriptor, 2 * LONGEST_LINE):
        tail += chunk
    whole, newline, rest = tail.rpartition(b"\n")
    torn = {"bytes": len(rest), "sha256": hashlib.sha256(rest).hexdigest()} if rest else None
    if not newline:
        if size > LONGEST_LINE or (rest and not rest.startswith(b"{")):
            raise CustodyError(f"{path}: not a custody log")
        return None, 0, torn
    record = _parsed(whole.rpartition(b"\n")[2])
    if isinstance(record, str) or record.computed() != record.hash:
        raise CustodyError(
            f"{path}: its last line does not hold, so nothing is added to it",
            hint="Look at it with verifyctl note log, keep it as it is, and go on in a new log.",
        )
    return record, start + len(whole) + 1, torn


def _parsed(line: bytes) -> Record | str:
    """The record in a line, or why there is none."""
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        detail = error.errors()[0]
        return f"{'.'.join(map(str, detail['loc'])) or 'the line'}: {detail['msg']}"


def read(path: Path) -> Log:
    """Read a log and check its chain. Raises UnreadableInputError where there is no such file."""
    return parse(read_bytes(path, max_bytes=MAX_BYTES), path.name)


def parse(raw: bytes, name: str) -> Log:
    """The log in these bytes, with every place where it does not hold."""
    *lines, rest = raw.split(b"\n")
    records: list[Record] = []
    problems: list[str] = []
    before = START
    for number, line in enumerate(lines, start=1):
        record = _parsed(line) if len(line) <= LONGEST_LINE else "longer than any record"
        if isinstance(record, str):
            problems.append(f"{name}: line {number} is no record: {record}")
            continue
        problems += [f"{name}: line {number} {what}" for what in _wrong(record, line, number, before)]
        records.append(record)
        before = record.hash
    if rest:
        problems.append(f"{name}: {len(rest)} bytes of a torn line after the last record")
    return Log(name=name, records=tuple(records), problems=tuple(problems))


def _wrong(record: Record, line: bytes, number: int, before: str) -> Iterator[str]:
    if record.computed() != record.hash:
        yield "was changed: its hash does not fit"
    elif canonical(record.as_json()) != line:
        yield "is not laid out as it was written"
    if record.seq != number:
        yield f"is numbered {record.seq}: lines were taken out, put in or exchanged"
    if record.prev != before:
        yield "does not follow the line before it"


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """Hold the file alone, waiting for whoever has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def intact(log: Log) -> Log:
    """The same log. Raises CustodyError, naming every place where its chain does not hold."""
    if log.problems:
        raise CustodyError(
            "\n".join(log.problems),
            hint="A log that does not hold is not recorded in a verdict; find out what happened.",
        )
    return log


def as_text(value: Mapping[str, Any]) -> str:
    """Parameters in one line, for people."""
    return ", ".join(f"{key}={json.dumps(each, ensure_ascii=False)}" for key, each in value.items())
