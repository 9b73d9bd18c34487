"""A picture through the text stage, as a worker of the product runs it, with what it cost."""

from __future__ import annotations

import hashlib
import importlib
import resource
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from verifyctl.model.evidence import Digests, EvidenceFile

MAX_PIXELS = 100_000_000
NUMBER_READER = (
    ("verifyctl.reading.numbers.reader", "Reader", ("page", "days")),
    ("verifyctl.reading.numbers.hints", None, ("plain_words",)),
    ("verifyctl.reading.numbers.merge", None, ("merged",)),
    ("verifyctl.reading.numbers.months", None, ("months_in",)),
)
"""Where processor time counts as the number reader's: module, class or none, functions; outermost calls only."""

_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
_state: dict[str, float] = {"numbers": 0.0, "depth": 0, "warm": 0}


def prepare() -> None:
    """Called once in each process, which was started in the environment of a worker: clocks on the number reader."""
    import cv2

    cv2.setNumThreads(1)
    for module, owner, names in NUMBER_READER:
        try:
            holder: Any = importlib.import_module(module)
        except ImportError:
            continue
        holder = getattr(holder, owner, None) if owner else holder
        for name in names:
            if callable(getattr(holder, name, None)):
                setattr(holder, name, _clocked(getattr(holder, name)))


def read(path: Path, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Facts as JSON values, how the stage ended, processor seconds of all and of the number reader, peak memory in KiB.

    The first picture of a process is read twice, so that what is loaded once is not charged to it.
    """
    if not _state["warm"]:
        _state["warm"] = 1
        _run(path, params or {})
    _state["numbers"] = 0.0
    before = processor_seconds()
    ended, facts = _run(path, params or {})
    seconds = processor_seconds() - before
    return {
        "ended": ended,
        "facts": facts,
        "seconds": round(seconds, 4),
        "numbers_seconds": round(_state["numbers"], 4),
        "memory": [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)],
    }


def processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _run(path: Path, params: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    from verifyctl.stages.base import Evidence, FailedError, Job, UnavailableError
    from verifyctl.stages.text import collect

    data = path.read_bytes()
    digests = Digests(**{name: hashlib.new(name, data).hexdigest() for name in ("sha256", "sha512", "sha1", "md5")})
    file = EvidenceFile(name=path.name, size=len(data), digests=digests, media_type=_TYPES[path.suffix.lower()])
    with tempfile.TemporaryDirectory() as scratch:
        job = Job(source=Evidence(file, data, max_pixels=MAX_PIXELS), params=params, scratch=Path(scratch))
        try:
            return "ran", collect(job).facts.model_dump(mode="json")
        except (UnavailableError, FailedError) as error:
            return f"{type(error).__name__}: {error}", None
        except Exception as error:  # noqa: BLE001  a stage that breaks has failed, and the other letters are read
            return f"broken: {type(error).__name__}: {error}", None


def _clocked(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        _state["depth"] += 1
        before = time.process_time()
        try:
            return function(*given, **named)
        finally:
            _state["depth"] -= 1
            if not _state["depth"]:
                _state["numbers"] += time.process_time() - before

    return timed


def code_digest() -> str:
    """Changes with the code and the data that decide what is read."""
    import verifyctl

    root = Path(verifyctl.__file__).parent
    found = [root / "stages/text.py", root / "media/pixels.py"]
    for room in ("reading", "reference", "model"):
        found += [path for path in (root / room).rglob("*") if path.suffix in (".py", ".npz", ".json", ".csv", ".tsv")]
    held = hashlib.sha256()
    for path in sorted(found):
        held.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return held.hexdigest()[:16]
