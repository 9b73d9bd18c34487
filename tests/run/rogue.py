"""A worker whose stages misbehave: what a hostile picture could make a decoder do."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from verifyctl.run import tasks, worker
from verifyctl.stages.base import Job


def crash(job: Job) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(job: Job) -> None:
    os._exit(7)


def hang(job: Job) -> None:
    time.sleep(600)


def spin(job: Job) -> None:
    while True:
        pass


def hoard(job: Job) -> None:
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def breed(job: Job) -> None:
    """Start a child that outlives its parent unless the whole group is killed, tell its number, and hang."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(os.environ["VERIFYCTL_TEST_CHILD"]).write_text(str(child.pid))
    time.sleep(600)


def shout(job: Job) -> None:
    """Write into both output streams, as C libraries do, and fail in words."""
    os.write(1, b"\0\0\0\0 not a message")
    os.write(2, b"warnings")
    raise ValueError("a reason")


def answer(job: Job) -> object:
    """Give something that is no facts."""
    return SimpleNamespace(facts={"stage": "file"}, params={}, components=())


STAGES = {"file": crash, "metadata": hang, "text": spin, "matches": hoard, "context": breed}
STAGES |= {os.environ.get("VERIFYCTL_TEST_STAGE", "file"): globals()[os.environ.get("VERIFYCTL_TEST_ROGUE", "crash")]}
tasks.load = lambda name: SimpleNamespace(collect=STAGES[name])  # type: ignore[assignment]

if __name__ == "__main__":
    worker.main()
