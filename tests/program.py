"""The real program in a process of its own, without paying for its imports at each call.

One process stands ready with the program's modules loaded and forks itself for each call; what is forked has its own
arguments, environment, folder and streams, and ends like the program does. What the start itself decides (options of
the interpreter, the locale) or what is compared between two runs (the order of hashes is drawn at the start) needs
`fresh`: an interpreter started for this call alone. The fork is an invention of these tests: the program never forks.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

LENGTH = 8  # bytes in front of a message, big-endian
PIPE = 60_000  # bytes that a pipe takes in before anybody reads
# These decide how an interpreter starts.
AT_THE_START = ("PYTHON", "LC_", "LANG", "LD_", "TZ", "COVERAGE")
LOADED = (
    "verifyctl.cli.exits",
    "verifyctl.cli.batch",
    "verifyctl.cli.check",
    "verifyctl.cli.claim",
    "verifyctl.cli.known.add",
    "verifyctl.cli.known.search",
    "verifyctl.cli.read",
    "verifyctl.cli.report",
    "verifyctl.cli.verify",
    "verifyctl.custody.signing",
    "verifyctl.known.storage.sqlite",
    "verifyctl.reading.dates.find",
    "verifyctl.report.html.listing",
    "verifyctl.report.pages",
    "verifyctl.report.summary",
    "verifyctl.report.terminal",
    "verifyctl.run.adding",
    "verifyctl.run.batch",
    "verifyctl.run.policies",
    "verifyctl.run.reports",
)


def command(*arguments: object) -> Sequence[str]:
    """The program with arguments, for whoever starts it himself."""
    return [sys.executable, "-P", "-m", "verifyctl", *map(str, arguments)]


def run(
    *arguments: object,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    timeout: float = 240,
    fresh: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a folder, with `env` added to the environment; how it ended, and what it wrote.

    Raises subprocess.TimeoutExpired after `timeout` seconds, and has ended the program then.
    """
    environment = os.environ | (env or {})
    if fresh or len(stdin) > PIPE or not hasattr(os, "fork") or _start() != _start(environment):
        return subprocess.run(
            command(*arguments),
            check=False,
            cwd=cwd,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=timeout,
        )
    call = {"arguments": list(map(str, arguments)), "folder": str(cwd), "environment": environment}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        reader, writer = os.pipe()
        os.write(writer, stdin)
        os.close(writer)
        code = _standing().call(call, (reader, out.fileno(), err.fileno()), timeout)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command(*arguments), code, out.read(), err.read())


def run_text(*arguments: object, **how: object) -> subprocess.CompletedProcess[str]:
    """As `run`, with what was written as text."""
    done = run(*arguments, **how)  # type: ignore[arg-type]
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def _start(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """What of an environment decides how an interpreter starts; of the standing one where none is given."""
    if environment is None:
        return _standing().start
    return {name: value for name, value in environment.items() if name.startswith(AT_THE_START)}


class Standing:
    """The process that stands ready."""

    def __init__(self) -> None:
        self.start = _start(os.environ)
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def call(self, call: Mapping[str, object], streams: Sequence[int], timeout: float) -> int:
        """Have a call carried out with these descriptors as its streams, the first of which is closed; its code."""
        text = json.dumps(call).encode()
        self._channel.settimeout(120)
        socket.send_fds(self._channel, [len(text).to_bytes(LENGTH)], list(streams))
        os.close(streams[0])
        self._channel.sendall(text)
        process = int.from_bytes(_read(self._channel, LENGTH))
        self._channel.settimeout(timeout)
        try:
            return int.from_bytes(_read(self._channel, LENGTH), signed=True)
        except TimeoutError:
            os.kill(process, signal.SIGKILL)
            self._channel.settimeout(None)
            _read(self._channel, LENGTH)
            raise subprocess.TimeoutExpired(str(call["arguments"]), timeout) from None

    def end(self) -> None:
        """Let it go."""
        self._channel.close()
        self._process.wait()


@cache
def _standing() -> Standing:
    standing = Standing()
    atexit.register(standing.end)
    return standing


def _read(channel: socket.socket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        piece = channel.recv(length - len(read))
        if not piece:
            raise EOFError("the process that stands ready is gone")
        read += piece
    return read


# in the process that stands ready -------------------------------------------------------------------


def stand(channel: socket.socket) -> list[str]:
    """Fork for each call. Returns in the forked process alone, with the arguments of the program."""
    while True:
        head, streams, _, _ = socket.recv_fds(channel, LENGTH, 3)
        if not head:
            os._exit(0)
        call = json.loads(_read(channel, int.from_bytes(head)))
        process = os.fork()
        if process == 0:
            channel.close()
            _become(call, streams)
            return list(call["arguments"])
        for stream in streams:
            os.close(stream)
        with contextlib.suppress(BrokenPipeError):
            channel.sendall(process.to_bytes(LENGTH))
            _, status = os.waitpid(process, 0)
            channel.sendall(os.waitstatus_to_exitcode(status).to_bytes(LENGTH, signed=True))


def _become(call: Mapping[str, object], streams: Sequence[int]) -> None:
    """Take on the streams, the folder and the environment of a call."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(call["environment"])  # type: ignore[arg-type]
    os.chdir(str(call["folder"]))


def main() -> None:
    """Stand ready until the other end of the channel is closed."""
    import gc
    from importlib import import_module

    for name in LOADED:
        import_module(name)
    gc.collect()
    gc.freeze()
    arguments = stand(socket.socket(fileno=int(sys.argv[1])))
    sys.argv[:] = ["verifyctl", *arguments]
    import_module("verifyctl.cli.main").main()


if __name__ == "__main__":
    main()
