"""Keeping a worker: start it, give it one task at a time, and end its whole process group when it misbehaves.

`Worker` never raises for what evidence does to it: a crash, a hang or a limit ends the stage as failed, with the
reason, and the next task gets a new worker.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pydantic import ValidationError

from verifyctl.errors import VerifyctlError
from verifyctl.model.base import Box
from verifyctl.model.captures import Capture
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.matches import MatchesFacts
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.text import TextFacts
from verifyctl.run.frames import FrameError, read_frame, write_frame
from verifyctl.run.limits import SCRATCH_PREFIX, Limits
from verifyctl.stages.registry import STAGES

START_SECONDS = 120
PROGRAM = "verifyctl.run.worker"
_ENDED: dict[str, Any] = {"ended": True}


class WorkerError(Exception):
    """The worker died, hung or answered nonsense; the message says which."""


class Worker:
    """One worker process, started when first needed. Not for use by several threads at once."""

    def __init__(self, limits: Limits, *, max_pixels: int) -> None:
        self._limits = limits
        self._max_pixels = max_pixels
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._scratch: Path | None = None
        self._evidence: tuple[EvidenceFile, bytes] | None = None
        self._handed_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def take(self, evidence: EvidenceFile, data: bytes) -> None:
        """Put evidence on the table for the following tasks."""
        self._evidence = (evidence, data)
        self._handed_over = False

    @property
    def evidence(self) -> EvidenceFile:
        """What is on the table. Raises WorkerError where nothing is."""
        if self._evidence is None:
            raise WorkerError("no evidence was handed over")
        return self._evidence[0]

    @property
    def taken(self) -> tuple[EvidenceFile, bytes] | None:
        """The evidence on the table."""
        return self._evidence

    def run_stage(self, name: str, params: dict[str, Any]) -> StageResult:
        """Run a stage on the evidence; how it ended, whatever happened."""
        try:
            answer = self._ask({"op": "stage", "stage": name, "params": params})
            if "result" not in answer:
                raise WorkerError(str(answer.get("error", "the worker gave no result")))
            return StageResult.model_validate_json(json.dumps(answer["result"]))
        except WorkerError as error:
            why = str(error)
        except ValidationError as error:
            self.close()
            why = f"the worker's answer was not well-formed ({error.error_count()} problems)"
        return StageResult(stage=name, version=STAGES[name].version, status=StageStatus.FAILED, reason=why)

    def describe(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Describe the evidence for a store of known images. Raises WorkerError with the reason.

        `params["keep"]` says of which pictures a rendition is made (`known.ingest.Keep`).
        """
        return self._answered({"op": "describe", "params": params or {}}, "described")

    def compare(self, other: EvidenceFile, data: bytes, params: dict[str, Any]) -> dict[str, Any]:
        """Compare the evidence with another file (`run.comparing.compare`). Raises WorkerError with the reason."""
        message = {"op": "compare", "evidence": other.as_json(), "max_pixels": self._max_pixels, "params": params}
        return self._answered(message, "compared", data)

    def artifacts(self, facts: MatchesFacts, stores: list[dict[str, str]]) -> dict[str, Any]:
        """Draw the evidence pictures of matches (`run.comparing.artifacts`). Raises WorkerError with the reason."""
        return self._answered({"op": "artifacts", "facts": facts.as_json(), "stores": stores}, "artifacts")

    def crops(self, facts: TextFacts) -> dict[str, Any]:
        """Cut out what a person should look at (`reading.crops.cut`): PNG in base64 by name. Raises WorkerError."""
        return self._answered({"op": "crops", "facts": facts.as_json()}, "crops")

    def maps(self, detectors: Sequence[str]) -> dict[str, Any]:
        """Draw error levels and noise (`forensics.maps.draw`): PNG in base64 by name. Raises WorkerError."""
        return self._answered({"op": "maps", "detectors": list(detectors)}, "maps")

    def capture(self, name: str, data: bytes) -> Capture:
        """What a capture of web pages holds of the evidence (`media.captures.read_capture`). Raises WorkerError."""
        answer = self._answered({"op": "capture", "name": name}, "capture", data)
        try:
            return Capture.model_validate_json(json.dumps(answer))
        except ValidationError as error:
            raise WorkerError("the worker's answer was not well-formed") from error

    def cover(self, boxes: Sequence[Box]) -> bytes:
        """The evidence as a PNG file with these boxes painted over (`media.covering.covered`). Raises WorkerError."""
        made = self._answered({"op": "cover", "boxes": [box.as_json() for box in boxes]}, "cover")
        return base64.b64decode(str(made.get("png", "")))

    def preview(self, params: dict[str, Any]) -> dict[str, Any]:
        """The evidence made small (`media.preview.preview`): JPEG in base64, with its size. Raises WorkerError."""
        return self._answered({"op": "preview", "params": params}, "preview")

    def _answered(self, message: dict[str, Any], key: str, blob: bytes = b"") -> dict[str, Any]:
        answer = self._ask(message, blob)
        if key not in answer:
            raise WorkerError(str(answer.get("error", "the worker gave no result")))
        found = answer[key]
        if not isinstance(found, dict):
            raise WorkerError("the worker's answer was not well-formed")
        return found

    def close(self) -> None:
        """End the worker and everything it started, and remove its scratch folder."""
        process, self._process = self._process, None
        self._handed_over = False
        if process is not None:
            kill_group(process)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def _ask(self, header: dict[str, Any], blob: bytes = b"") -> dict[str, Any]:
        if self._evidence is None:
            raise WorkerError("no evidence was handed over")
        self._start()
        if not self._handed_over:
            evidence, data = self._evidence
            message = {"op": "evidence", "evidence": evidence.as_json(), "max_pixels": self._max_pixels}
            self._exchange(message, data)
            self._handed_over = True
        return self._exchange(header, blob)

    def _exchange(self, header: dict[str, Any], blob: bytes) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None:
            raise WorkerError("the worker is not running")
        with contextlib.suppress(OSError):  # a dead worker is noticed at its answer
            write_frame(process.stdin, header, blob)
        return self._answer(self._limits.wall_seconds, "took longer than {} s; its process group was ended")

    def _answer(self, seconds: int, late: str) -> dict[str, Any]:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise WorkerError(late.format(seconds)) from None
        if answer is _ENDED:
            why = self._why_it_ended()
            self.close()
            raise WorkerError(why)
        return answer

    def _start(self) -> None:
        if self._process is not None:
            return
        self._scratch = Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX))
        self._answers = queue.SimpleQueue()
        try:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",  # the current folder may hold evidence; no module is imported from it
                    "-m",
                    PROGRAM,
                    str(self._limits.memory_mb),
                    str(self._limits.cpu_seconds),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._scratch,
                start_new_session=True,
            )
        except OSError as error:
            self.close()
            raise VerifyctlError(f"a worker process could not be started: {error.strerror}") from error
        self._process = process
        threading.Thread(target=_listen, args=(process.stdout, self._answers), daemon=True).start()
        self._answer(START_SECONDS, "the worker was not ready after {} s")

    def _why_it_ended(self) -> str:
        if self._process is None:
            return "the worker ended"
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=5)
            if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
                return f"used more than {self._limits.cpu_seconds} s of CPU time; the worker was ended"
            if code < 0:
                name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
                return f"the worker crashed ({name}); the picture or a decoder is broken"
            return f"the worker ended by itself (code {code})"
        return "the worker stopped answering"


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, and wait for it."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.kill()
    process.wait()


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[dict[str, Any]]) -> None:
    try:
        while True:
            answers.put(read_frame(stream, max_blob=0)[0])
    except (FrameError, OSError, ValueError):
        answers.put(_ENDED)
