"""`verifyctl scrub-check`: look through outputs for what should not leave the house."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.custody.redaction import Sidecar

FOUND = 5
MOST_BYTES = 512 * 1024 * 1024

# Accounts that nearly every machine has say nothing of anybody, and are words besides (`:root` in a style sheet).
_EVERYBODY = frozenset({"root", "user", "admin", "administrator", "home", "guest", "localhost"})


@click.command("scrub-check", short_help="Look through outputs for names, paths and redacted values.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--sidecar", "sidecars", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@click.option("--name", "names", multiple=True, metavar="TEXT", help="Another name that must not be there.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
def command(files: tuple[Path, ...], sidecars: tuple[Path, ...], names: tuple[str, ...], form: str) -> int:
    """Look through FILEs, and the files in folders, for what should not be given away.

    Searched for are the host's and the user's name, absolute paths, and with --sidecar the values that were redacted
    and their plain digests. Exit code 5 if something is found. Pictures are searched as bytes: what can be seen on them
    is for a person to look at.
    """
    from verifyctl.custody.scrub import leaks
    from verifyctl.media.read import read_bytes
    from verifyctl.report.safe import visible

    private = {path.resolve() for path in sidecars}
    opened = [_sidecar(path) for path in sidecars]
    host, users = _here()
    listed = [path for path in _files(files) if path.resolve() not in private]
    found = {
        str(path): leaks(read_bytes(path, max_bytes=MOST_BYTES), host=host, users=(*users, *names), sidecars=opened)
        for path in listed
    }
    if form == "json":
        write_json([{"file": name, "kind": leak.kind, "at": leak.at} for name, held in found.items() for leak in held])
    else:
        for name, held in found.items():
            for leak in held:
                click.echo(visible(f"{name}: {leak.kind} at {leak.at}: {leak.text}"))
        count = sum(map(len, found.values()))
        click.echo(f"{len(listed)} files, {count or 'nothing'} found", err=True)
    return FOUND if any(found.values()) else 0


def _files(given: tuple[Path, ...]) -> list[Path]:
    return [
        file
        for path in given
        for file in (sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path])
    ]


def _sidecar(path: Path) -> Sidecar:
    from pydantic import ValidationError

    from verifyctl.custody.redaction import Sidecar
    from verifyctl.errors import UsageError
    from verifyctl.media.read import read_bytes

    try:
        return Sidecar.model_validate_json(read_bytes(path, max_bytes=MOST_BYTES))
    except ValidationError as error:
        raise UsageError(f"--sidecar: {path}: not the private side of a redaction") from error


def _here() -> tuple[str, tuple[str, ...]]:
    """The name of this machine, and those of the user."""
    import getpass
    import platform

    users = {Path.home().name}
    try:
        users.add(getpass.getuser())
    except (KeyError, OSError):  # no such user is known to the system
        users.discard("")
    host = platform.node().partition(".")[0]
    return "" if host.lower() in _EVERYBODY else host, tuple(sorted(users - {""} - _EVERYBODY))
