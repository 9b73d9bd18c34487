"""Writing results to standard output, whoever reads them and however long they care to."""

from __future__ import annotations

import os
import sys
from typing import Any

import click


def write(result: str | bytes) -> None:
    """Write and flush. Where the reader has gone (`verifyctl … | head -1`), the program ends, which is no failure."""
    encoding = sys.stdout.encoding or "utf-8"
    data = result if isinstance(result, bytes) else result.encode(encoding, "backslashreplace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python would try to flush once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


def write_json(value: Any) -> None:
    """Write a value as indented JSON that is fit to be shown on a terminal."""
    from verifyctl.model.canonical import printable

    write(printable(value, indent=2) + "\n")
