"""Messages between the program and its workers: a JSON header and raw bytes, each with its length before it.

JSON and not pickle: a worker that a hostile file has taken over must not be able to run code in the program.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

MAX_HEADER = 256 * 1024 * 1024
_LENGTHS = struct.Struct(">QQ")


class FrameError(Exception):
    """The stream ended or does not hold a message."""


def write_frame(stream: IO[bytes], header: dict[str, Any], blob: bytes = b"") -> None:
    """Send one message. Raises OSError if the other side has gone."""
    encoded = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    stream.write(_LENGTHS.pack(len(encoded), len(blob)))
    stream.write(encoded)
    stream.write(blob)
    stream.flush()


def read_frame(stream: IO[bytes], *, max_blob: int) -> tuple[dict[str, Any], bytes]:
    """Receive one message. Raises FrameError at the end of the stream or for a malformed or oversized message."""
    header_size, blob_size = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if header_size > MAX_HEADER or blob_size > max_blob:
        raise FrameError("the message is larger than allowed")
    try:
        header = json.loads(_exactly(stream, header_size).decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise FrameError("the message is not JSON") from error
    if not isinstance(header, dict):
        raise FrameError("the message is not an object")
    return header, _exactly(stream, blob_size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            raise FrameError("the stream ended")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
