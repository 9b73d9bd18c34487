"""Writing results so that a reader never sees half a file, and naming them."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_PREFIX, _SUFFIX = ".verifyctl-", ".part"
VERDICT_SUFFIX = ".verdict.json"
_BINARY = getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file whole or not at all, and on disk before it has its name. `mode` is before the user's umask.

    Raises OSError as the system gives it.
    """
    with writing_atomically(path, mode=mode) as stream:
        stream.write(data)


@contextlib.contextmanager
def writing_atomically(path: Path, *, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A stream to a file that gets its name when the block ends well; else it is as if nothing was written.

    Raises OSError as the system gives it.
    """
    temporary = path.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    try:
        # O_EXCL: nothing that lies there is followed or overwritten; the mode is the user's own (umask).
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def remove_halves(folder: Path) -> None:
    """Remove what a kill left of files that were being written below a folder."""
    for half in folder.rglob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            half.unlink()


def verdict_name(stem: str, sha256: str, taken: bool) -> str:
    """The file name of a verdict; with the first eight digits of the SHA-256 where the plain one is taken."""
    return f"{stem}.{sha256[:8]}{VERDICT_SUFFIX}" if taken else f"{stem}{VERDICT_SUFFIX}"


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
