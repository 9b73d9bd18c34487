"""Opening evidence: regular files only, read once, hashed before anything decodes them.

The file is opened without following it into a device or waiting on a pipe, and is never written to; where the
system allows, its access time stays as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from verifyctl.errors import UnreadableInputError
from verifyctl.media.formats import describe, sniff
from verifyctl.model.evidence import Digests, EvidenceFile

DEFAULT_MAX_BYTES = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


def read_evidence(path: Path, *, max_bytes: int = DEFAULT_MAX_BYTES) -> tuple[EvidenceFile, bytes]:
    """Open, read once and hash a picture. Returns what it is and its bytes.

    Raises UnreadableInputError for whatever is not a readable regular file within `max_bytes` and of a kind
    on the allow-list.
    """
    data = read_bytes(path, max_bytes=max_bytes)
    return identify(data, path.name, where=str(path)), data


def identify(data: bytes, name: str, *, where: str) -> EvidenceFile:
    """What some bytes are as evidence; `where` names them in errors. Raises UnreadableInputError."""
    media_type = sniff(data[:64])
    if media_type is None:
        raise UnreadableInputError(
            f"{where}: not a picture that verifyctl opens; by its first bytes it is {describe(data[:64])}",
            hint="JPEG, PNG, WebP, GIF, TIFF, BMP, AVIF and HEIC are opened; convert a copy and say so in the claim.",
        )
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return EvidenceFile(name=readable, size=len(data), digests=hash_bytes(data), media_type=media_type)


def hash_bytes(data: bytes) -> Digests:
    """The four digests of some bytes."""
    return Digests(
        sha256=hashlib.sha256(data).hexdigest(),
        sha512=hashlib.sha512(data).hexdigest(),
        sha1=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
    )


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """The bytes of a regular file. Raises UnreadableInputError, naming the path and the reason."""
    with _opened(path) as descriptor:
        info = os.fstat(descriptor)
        if not stat.S_ISREG(info.st_mode):
            hint = "For a whole folder, use verifyctl batch." if stat.S_ISDIR(info.st_mode) else ""
            raise UnreadableInputError(f"{path}: {_kind(info.st_mode)}, not a regular file", hint=hint)
        if info.st_size > max_bytes:
            raise _too_large(path, info.st_size, max_bytes)
        chunks: list[bytes] = []
        total = 0
        try:
            while chunk := os.read(descriptor, _CHUNK):
                total += len(chunk)
                if total > max_bytes:  # it may grow, or be one of the files that hide their size
                    raise _too_large(path, total, max_bytes)
                chunks.append(chunk)
        except OSError as error:
            raise UnreadableInputError(f"{path}: could not be read: {error.strerror}") from error
        return b"".join(chunks)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOCTTY", 0)
    try:
        try:
            descriptor = os.open(path, flags | getattr(os, "O_NOATIME", 0))
        except PermissionError:  # O_NOATIME is for the owner of the file only
            descriptor = os.open(path, flags)
    except ValueError as error:
        raise UnreadableInputError(f"{path}: not a file name: {error}") from error
    except FileNotFoundError as error:
        raise UnreadableInputError(f"{path}: no such file", hint="Check the path.") from error
    except OSError as error:
        raise UnreadableInputError(f"{path}: could not be opened: {error.strerror}") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _kind(mode: int) -> str:
    for test, words in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISSOCK, "a socket"),
    ):
        if test(mode):
            return words
    return "something else"


def _too_large(path: Path, size: int, limit: int) -> UnreadableInputError:
    return UnreadableInputError(
        f"{path}: {size} bytes or more, over the limit of {limit} bytes",
        hint="Raise it with the setting max_bytes if the file is expected.",
    )
