"""Handing a case over: its folder as a BagIt bag (RFC 8493), after looking whether what belongs together is there."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifyctl.custody.log import Log, read
from verifyctl.custody.reading import MAX_BYTES, parse_verdict
from verifyctl.custody.redaction import SIDECAR_FORMAT
from verifyctl.custody.seal import check_seal
from verifyctl.errors import CustodyError, UsageError, VerdictError
from verifyctl.media.read import read_bytes
from verifyctl.model.verdict import Verdict
from verifyctl.run.output import VERDICT_SUFFIX

CHECKSUMS = ("sha256", "sha512")
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Contents:
    """What a case folder holds: files by relative path, ids of its verdicts, and what does not fit together."""

    files: tuple[str, ...]
    verdicts: tuple[str, ...]
    private: tuple[str, ...]
    problems: tuple[str, ...]


def survey(folder: Path) -> Contents:
    """Look through a case: every seal holds, the evidence of every verdict is there, logs fit their recorded heads.

    Raises UsageError for what is no folder or holds links, which a bag would not carry.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    files = _files(folder)
    digests: set[str] = set()
    logs: dict[str, Log] = {}
    verdicts: list[tuple[str, Verdict]] = []
    problems: list[str] = []
    private: list[str] = []
    for name in files:
        path = folder / name
        digests.add(_sha256(path))
        if name.endswith(VERDICT_SUFFIX):
            try:
                verdicts.append((name, _verdict(path)))
            except VerdictError as error:
                problems.append(f"{name}: {str(error).removeprefix(f'{path}: ')}")
        elif path.suffix == ".jsonl" and path.name != "run.jsonl":
            logs[path.name] = read(path)
            problems += logs[path.name].problems
        elif path.suffix == ".json" and _is_private(path):
            private.append(name)
    for name, verdict in verdicts:
        problems += [f"{name}: {problem}" for problem in _missing(verdict, digests, logs)]
    ids = tuple(verdict.id for _, verdict in verdicts)
    return Contents(files=files, verdicts=ids, private=tuple(private), problems=tuple(problems))


def pack(folder: Path, target: Path, files: Sequence[str], info: Mapping[str, str]) -> None:
    """Write a bag of these files of a folder; it has its name when it is whole. The folder is not changed.

    Raises UsageError where the target is there, CustodyError where the bag could not be made.
    """
    if target.exists():
        raise UsageError(f"{target}: is already there; a bag is never added to")
    import bagit

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".verifyctl-bag-", dir=target.parent) as name:
        draft = Path(name) / "bag"
        for file in files:
            copy = draft / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / file, copy, follow_symlinks=False)
        try:
            bagit.make_bag(str(draft.absolute()), bag_info=dict(info), checksums=list(CHECKSUMS), processes=1)
        except (bagit.BagError, OSError, RuntimeError) as error:
            raise CustodyError(f"{target}: the bag could not be made: {error}") from error
        draft.rename(target)


def check(bag: Path) -> tuple[str, ...]:
    """What does not hold in a bag: its own sums, and what belongs together in it.

    Raises UsageError for what is no bag.
    """
    import bagit

    try:
        opened = bagit.Bag(str(bag.absolute()))
    except (bagit.BagError, OSError) as error:
        raise UsageError(f"{bag}: not a bag: {error}") from error
    problems: list[str] = []
    try:
        opened.validate(processes=1)
    except bagit.BagValidationError as error:
        problems += [str(detail) for detail in error.details] or [str(error)]
    except (bagit.BagError, OSError) as error:
        problems.append(str(error))
    return (*problems, *survey(bag / "data").problems)


def _files(folder: Path) -> tuple[str, ...]:
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(name).parts):
            continue
        if path.is_symlink():
            raise UsageError(f"{path}: a link, which a bag does not carry; put the file itself there")
        if path.is_file():
            found.append(name)
    return tuple(found)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _verdict(path: Path) -> Verdict:
    raw = read_bytes(path, max_bytes=MAX_BYTES)
    verdict = parse_verdict(raw, str(path))
    check_seal(raw, verdict)
    return verdict


def _is_private(path: Path) -> bool:
    """Whether it holds what opens a redaction, which is not to be handed over with what was redacted."""
    try:
        value = json.loads(read_bytes(path, max_bytes=MAX_BYTES))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("format") == SIDECAR_FORMAT


def _missing(verdict: Verdict, digests: set[str], logs: Mapping[str, Log]) -> list[str]:
    redacted = verdict.redacted_from is not None
    found = [
        f"its evidence {subject.name} (SHA-256 {subject.digests.sha256}) is not in the folder"
        for subject in verdict.subject
        if subject.digests.sha256 not in digests and not redacted
    ]
    if verdict.custody is not None:
        log = logs.get(verdict.custody.log)
        if log is None and not redacted:
            found.append(f"its custody log {verdict.custody.log} is not in the folder")
        elif log is not None:
            found += log.against(verdict.custody)
    return found
