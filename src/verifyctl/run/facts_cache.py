"""Facts kept on disk, so that a changed claim is judged without touching the picture again.

Opt-in: facts hold all text that was read and all metadata. An entry is found by a key over everything that can change
it: the evidence's digest, the stage and its version, its parameters, the files that those name, and the tools. It is
believed only if its own digest fits, and if it says of itself what it was looked up as.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from verifyctl import __version__
from verifyctl.errors import UsageError
from verifyctl.model.canonical import digest
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import FileFacts
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.run.output import write_atomically
from verifyctl.run.pool import Worker
from verifyctl.run.tasks import run_stage
from verifyctl.run.tools import installed, reading_tools, state_of
from verifyctl.settings import Settings
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.registry import STAGES

FORMAT = b"verifyctl.facts/1"
MAX_BYTES = 256 * 1024 * 1024
KEPT = (StageStatus.RAN, StageStatus.NOT_APPLICABLE)
"""How a stage has to have ended: what failed or was missing may not be so the next time."""

BY_NAME = frozenset({"file"})
"""Stages whose facts depend on the name of the evidence too."""


WITHOUT_EVIDENCE = frozenset({"context"})
"""Stages that look at the claim and the file's surroundings only: they cost less than a worker, and are not kept."""


class FactsCache:
    """A folder of facts. Files are readable by their owner only."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"facts_cache: {folder}: {error.strerror}") from error

    def run(self, stage: str, worker: Worker, params: dict[str, Any]) -> StageResult:
        """The result of a stage on the evidence that the worker has: as it was kept, or else as it ends now."""
        evidence = worker.evidence
        if stage in WITHOUT_EVIDENCE:
            return run_stage(stage, Job(source=Evidence(evidence, b"", max_pixels=0), params=params, scratch=Path()))
        key = self.key(stage, evidence, params)
        result = self.find(key, stage, evidence)
        if result is None:
            result = worker.run_stage(stage, params)
            self.keep(key, result)
        return result

    def key(self, stage: str, evidence: EvidenceFile, params: dict[str, Any]) -> str:
        """The digest of all that the facts of a stage depend on."""
        return digest(
            {
                "stage": stage,
                "version": STAGES[stage].version,
                "sha256": evidence.digests.sha256,
                "media_type": evidence.media_type,
                "name": evidence.name if stage in BY_NAME else None,
                "params": params,
                "files": _files_in(params),
                "max_pixels": self._settings.max_pixels,
                "tools": self._tools,
            }
        )

    def find(self, key: str, stage: str, evidence: EvidenceFile) -> StageResult | None:
        """The result under a key; None where there is none that can be believed."""
        try:
            with self._path(key).open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
        except OSError:
            return None
        head, _, body = raw.partition(b"\n")
        if len(raw) > MAX_BYTES or head != _head(key, body):
            return None
        try:
            result = StageResult.model_validate_json(body)
        except ValidationError:
            return None
        if (result.stage, result.version) != (stage, STAGES[stage].version) or result.status not in KEPT:
            return None
        if isinstance(result.facts, FileFacts) and result.facts.digests != evidence.digests:
            return None
        return result

    def keep(self, key: str, result: StageResult) -> None:
        """Keep a result, unless it may end otherwise the next time. A cache that cannot be written is no failure."""
        if result.status not in KEPT:
            return
        body = json.dumps(result.as_json(), ensure_ascii=False, separators=(",", ":")).encode()
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(path, _head(key, body) + b"\n" + body, mode=0o600)

    def _path(self, key: str) -> Path:
        name = key.removeprefix("sha256:")
        return self._folder / name[:2] / f"{name}.facts"

    @cached_property
    def _tools(self) -> str:
        return digest(
            {
                "verifyctl": __version__,
                "python": platform.python_version(),
                "platform": f"{sys.platform}-{platform.machine()}",
                "packages": list(installed(sys.path)),
                "reading": reading_tools(self._settings.tesseract, self._settings.tessdata, self._folder),
            }
        )


def _head(key: str, body: bytes) -> bytes:
    return b" ".join((FORMAT, key.encode(), hashlib.sha256(body).hexdigest().encode()))


def _files_in(value: Any) -> list[Any]:
    """The states of the files that parameters name by absolute path, with what a database keeps beside its file."""
    match value:
        case str() if Path(value).is_absolute():
            return [state_of(Path(value + suffix)) for suffix in ("", "-wal")]
        case dict():
            return [state for each in value.values() for state in _files_in(each)]
        case list() | tuple():
            return [state for each in value for state in _files_in(each)]
        case _:
            return []
