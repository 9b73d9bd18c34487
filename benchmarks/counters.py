"""What counts bits in a measurement: numpy, and FAISS beside it where that is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from verifyctl.known import hamming


def counters() -> dict[str, hamming.Counter]:
    """By name, numpy first."""
    found = {"numpy": hamming.by_numpy}
    try:
        found["FAISS"] = hamming.by_faiss()
    except ImportError as error:
        print(f"FAISS is not installed ({error}); numpy alone")
    return found


@contextmanager
def counted_by(counter: hamming.Counter) -> Iterator[None]:
    """Have the package count with this one."""
    with mock.patch.object(hamming, "counter", lambda: counter):
        yield
