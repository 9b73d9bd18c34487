"""The Python API: `check`, `load_claim`, `load_verdict`. They do what the command line does, and raise its errors."""

from __future__ import annotations

from datetime import UTC, datetime
from os import PathLike
from pathlib import Path

from verifyctl.claims import loader
from verifyctl.custody.reading import MAX_BYTES, parse_verdict
from verifyctl.custody.seal import check_seal
from verifyctl.media.read import read_bytes
from verifyctl.model.claim import Claim
from verifyctl.model.dates import utc_text
from verifyctl.model.verdict import Verdict
from verifyctl.run.pipeline import examine, task_for, worker_for
from verifyctl.settings import Settings

MAX_VERDICT_BYTES = MAX_BYTES

PathText = str | PathLike[str]


def check(
    path: PathText,
    *,
    claim: Claim | PathText | None = None,
    settings: Settings | None = None,
    source_urls: tuple[str, ...] = (),
    created: datetime | None = None,
) -> Verdict:
    """Examine one picture and return its sealed verdict; nothing is written.

    `claim` is a claim or the path of a claim file; without one, it is looked up beside the picture as the command line
    does. `created` is the time to record, now if not given.

    Raises UnreadableInputError, ClaimError or ConfigError.
    """
    settings = settings or Settings()
    given = claim if claim is None or isinstance(claim, Claim) else Path(claim)
    task = task_for(Path(path), claim=given, source_urls=source_urls)
    with worker_for(settings) as worker:
        return examine(task, settings, worker, created=utc_text(created or datetime.now(UTC).replace(microsecond=0)))


def load_claim(path: PathText) -> Claim:
    """Read a claim file, YAML or JSON. Raises ClaimError with every mistake at its line and column."""
    return loader.load(Path(path))


def load_verdict(path: PathText, *, sealed: bool = True) -> Verdict:
    """Read a verdict file and, unless told otherwise, check its seal. Raises VerdictError.

    Files of a later minor version of the format are read too; fields that are not known here are passed over.
    """
    raw = read_bytes(Path(path), max_bytes=MAX_VERDICT_BYTES)
    verdict = parse_verdict(raw, str(path))
    if sealed:
        check_seal(raw, verdict)
    return verdict
