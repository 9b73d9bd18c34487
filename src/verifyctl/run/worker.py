"""The process that decodes evidence. It serves one task at a time and is expected to be killed.

Started by `run.pool` as `python -P -m verifyctl.run.worker MEMORY_MB CPU_SECONDS`, in a process group and a scratch
folder of its own. It reads messages (`run.frames`) from standard input and answers on what was standard output;
anything that a library prints goes nowhere. When the program dies, standard input ends, and the worker takes its
whole process group with it.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from verifyctl.run.frames import FrameError, read_frame, write_frame
from verifyctl.run.limits import SCRATCH_PREFIX, limit_cpu, limit_memory

MAX_EVIDENCE = 2**40

# The same conditions on every machine: results must not depend on the user's locale, zone or number of cores.
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
    "TZ": "UTC",
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

Message = tuple[dict[str, Any], bytes]


def main() -> None:
    """Serve until standard input ends."""
    memory_mb, cpu_seconds = int(sys.argv[1]), int(sys.argv[2])
    answers = _own_stdout()
    os.environ.update(ENVIRONMENT)
    if hasattr(time, "tzset"):
        time.tzset()
    messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(messages, Path.cwd()), daemon=True).start()
    limit_memory(memory_mb)
    from verifyctl.run.tasks import Bench

    bench = Bench(scratch=Path.cwd())
    write_frame(answers, {"ready": os.getpid()})
    while True:
        header, blob = messages.get()
        limit_cpu(cpu_seconds)
        write_frame(answers, bench.serve(header, blob))


def _own_stdout() -> IO[bytes]:
    """Keep the answer channel to ourselves and point descriptors 1 and 2 at nothing."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return channel


def _listen(messages: queue.SimpleQueue[Message], scratch: Path) -> None:
    try:
        while True:
            messages.put(read_frame(sys.stdin.buffer, max_blob=MAX_EVIDENCE))
    except FrameError:
        if scratch.name.startswith(SCRATCH_PREFIX):  # the program that made it may be gone
            shutil.rmtree(scratch, ignore_errors=True)
        if hasattr(os, "killpg"):
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(0)


if __name__ == "__main__":
    main()
