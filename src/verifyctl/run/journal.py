"""The journal of a batch: one JSON line for each result, on disk before the result counts.

A killed batch goes on from its journal: whatever it holds, with the verdict's file in place and the evidence and the
claim unchanged, is not done again. When a run ends, the journal is rewritten in the order of the listing, so that a
run that was killed and resumed leaves the same bytes as one that was not.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Literal, Self

from pydantic import ValidationError

from verifyctl.errors import UsageError
from verifyctl.model.base import Model
from verifyctl.model.canonical import canonical
from verifyctl.model.verdict import Verdict
from verifyctl.run.output import remove_halves, write_atomically

NAME = "run.jsonl"


class Header(Model):
    """The first line: what has to be the same for a run to be resumed, and the time that its verdicts record."""

    format: Literal["verifyctl.run/1"] = "verifyctl.run/1"
    version: str
    created: str
    settings: dict[str, Any]
    policy: str

    def same_run(self, other: Header) -> bool:
        """True if only the time differs."""
        return self.model_copy(update={"created": ""}) == other.model_copy(update={"created": ""})


class Entry(Model):
    """One result: a verdict, or why there is none.

    `matches` counts the known images that were found, None where no store was searched; `best_match` is the strongest
    relation among them.
    """

    item: str
    sha256: str = ""
    claim: str | None = None
    verdict: str | None = None
    id: str | None = None
    result_digest: str | None = None
    outcome: str | None = None
    axes: dict[str, str] | None = None
    contradictions: tuple[int, int] = (0, 0)
    matches: int | None = None
    best_match: str | None = None
    stages_not_run: tuple[str, ...] = ()
    problem: str | None = None
    claim_wrong: bool = False

    @classmethod
    def of(cls, item: str, output: str, verdict: Verdict) -> Self:
        """The entry of a verdict that was written to `output`."""
        effective = sum(item.effective for item in verdict.contradictions)
        found = verdict.matches.matches if verdict.matches is not None and verdict.matches.stores else None
        return cls(
            item=_readable(item),
            sha256=verdict.subject[0].digests.sha256,
            claim=verdict.claim.digest if verdict.claim else None,
            verdict=_readable(output),
            id=verdict.id,
            result_digest=verdict.result_digest,
            outcome=verdict.outcome.value,
            axes={axis.id.value: axis.status.value for axis in verdict.axes},
            contradictions=(effective, len(verdict.contradictions) - effective),
            matches=None if found is None else len(found),
            best_match=found[0].relation.value if found else None,
            stages_not_run=tuple(
                f"{result.stage} ({result.status.value})" for result in verdict.stages if result.status.value != "ran"
            ),
        )

    @classmethod
    def unread(cls, item: str, problem: str, *, sha256: str = "", claim_wrong: bool = False) -> Self:
        """The entry of an input that has no verdict."""
        return cls(item=_readable(item), sha256=sha256, problem=_readable(problem), claim_wrong=claim_wrong)

    def holds(self, folder: Path, sha256: str, claim: str | None) -> bool:
        """True if this result still stands: same evidence, same claim, and the verdict's file is the one recorded."""
        if self.verdict is None or self.sha256 != sha256 or self.claim != claim:
            return False
        try:
            stored = json.loads((folder / self.verdict).read_bytes())
        except (OSError, ValueError):
            return False
        return isinstance(stored, dict) and stored.get("id") == self.id


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class Journal:
    """An open journal. `add` may be called from several threads; it returns when the line is on disk."""

    def __init__(self, folder: Path, header: Header, entries: Iterable[Entry], stream: IO[bytes]) -> None:
        self.folder = folder
        self.created = header.created
        self._header = header
        self._entries = {entry.item: entry for entry in entries}
        self._stream = stream
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path, header: Header, *, fresh: bool) -> Self:
        """Start a journal, or go on with the one that is there. Raises UsageError if that one is of another run."""
        folder.mkdir(parents=True, exist_ok=True)
        remove_halves(folder)
        path = folder / NAME
        entries: list[Entry] = []
        if path.exists() and not fresh:
            old, entries = _read(path)
            if old is not None:
                if not old.same_run(header):
                    raise UsageError(
                        f"{path}: belongs to a run with other settings, another policy or another version",
                        hint="Use --fresh to start again in this folder, or name another folder.",
                    )
                header = old
        lines = [canonical(header.as_json()), *(canonical(entry.as_json()) for entry in entries)]
        write_atomically(path, b"\n".join(lines) + b"\n")
        return cls(folder, header, entries, path.open("ab"))

    def entry(self, item: str) -> Entry | None:
        """What the journal holds of an item."""
        return self._entries.get(_readable(item))

    def add(self, entry: Entry) -> None:
        """Record a result, unless it is there already."""
        with self._lock:
            if self._entries.get(entry.item) == entry:
                return
            self._stream.write(canonical(entry.as_json()) + b"\n")
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._entries[entry.item] = entry

    def finish(self, order: Iterable[str]) -> tuple[Entry, ...]:
        """Rewrite the journal in this order, without items that are no longer listed, and return its entries."""
        entries = tuple(self._entries[_readable(item)] for item in order)
        lines = [canonical(self._header.as_json()), *(canonical(entry.as_json()) for entry in entries)]
        self._stream.close()
        write_atomically(self.folder / NAME, b"\n".join(lines) + b"\n")
        return entries

    def close(self) -> None:
        """Close the file; what was added stays."""
        self._stream.close()


def _read(path: Path) -> tuple[Header | None, list[Entry]]:
    """The header and every whole line; a line that a kill tore is dropped."""
    lines = path.read_bytes().split(b"\n")
    try:
        header = Header.model_validate_json(lines[0])
    except ValidationError:
        if not path.read_bytes().strip():
            return None, []
        raise UsageError(
            f"{path}: not a journal of verifyctl", hint="Use --fresh to start again, or name another folder."
        ) from None
    entries: list[Entry] = []
    for line in lines[1:]:
        try:
            entries.append(Entry.model_validate_json(line))
        except ValidationError:
            continue
    return header, entries
