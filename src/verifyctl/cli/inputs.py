"""Which pictures a command line names: paths, `-`, `@list.txt`, `--files-from`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

STDIN = "-"


def paths_from(images: tuple[str, ...], files_from: str | None, *, nul: bool) -> list[str]:
    """Every path that was named, in order. `-` stands for a picture on standard input.

    A list holds one path a line, or NUL-separated paths if it holds a NUL byte or `nul` is set.
    """
    found: list[str] = []
    for image in images:
        if image.startswith("@") and not Path(image).exists():
            found += _listed(image[1:], nul=nul)
        else:
            found.append(image)
    if files_from is not None:
        found += _listed(files_from, nul=nul)
    if not found:
        if files_from is not None:
            return []
        raise click.UsageError("Name at least one picture, or a list with --files-from.")
    if found.count(STDIN) > 1:
        raise click.UsageError("Standard input (-) can be read once only.")
    return found


def _listed(name: str, *, nul: bool) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{name}: the list could not be read: {error.strerror}") from error
    separated = nul or b"\0" in raw
    parts = raw.split(b"\0") if separated else [line.removesuffix(b"\r") for line in raw.split(b"\n")]
    return [os.fsdecode(part) for part in parts if part]
