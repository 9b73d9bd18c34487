"""`verifyctl redact`: a verdict without certain values, or a copy of a picture with parts painted over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from verifyctl.model.base import Box


class BoxText(click.ParamType[tuple[int, int, int, int]]):
    """A rectangle as X,Y,WIDTH,HEIGHT in pixels."""

    name = "x,y,width,height"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int, int, int]:
        """Four whole numbers of at most six digits; width and height above 0."""
        parts = str(value).split(",")
        if len(parts) != 4 or not all(part.strip().isdecimal() and len(part.strip()) <= 6 for part in parts):
            self.fail(f"{value!r}: write X,Y,WIDTH,HEIGHT in whole pixels", param, ctx)
        x, y, width, height = (int(part) for part in parts)
        if not (width and height):
            self.fail(f"{value!r}: a box without width or height covers nothing", param, ctx)
        return x, y, width, height


@click.command("redact", short_help="Take values out of a verdict, or paint over parts of a copy of a picture.")
@click.argument("file", type=click.Path(path_type=Path), metavar="VERDICT|IMAGE")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="gps, device, accounts, names, urls, text:REGEX.")
@click.option("--public", is_flag=True, help="All but urls, and without facts, coordinates and comparisons.")
@click.option("--sidecar", type=click.Path(path_type=Path), metavar="FILE", help="Private: salts and values, for you.")
@click.option("--box", "boxes", type=BoxText(), multiple=True, help="Part of a picture to paint over.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", required=True)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help="Custody log to record it in.")
@click.option("--actor", metavar="NAME", help="Who does it, for the log; a pseudonym will do.")
def command(file: Path, boxes: tuple[tuple[int, int, int, int], ...], output: Path, **given: Any) -> None:
    """Make a version of a verdict or a copy of a picture that can be given away.

    A VERDICT loses the values of each --kind; salted commitments stand in their place, and --sidecar keeps what opens
    them. An IMAGE is decoded, each --box is burnt in, and a PNG without any metadata is written. The original is not
    changed.
    """
    if bool(boxes) == bool(given["kinds"] or given["public"]):
        raise click.UsageError("name --box for a picture, or --kind or --public for a verdict")
    targets = [output, *([given["sidecar"]] if given["sidecar"] else [])]
    for target in targets:
        _refuse(target, file, force=given["force"])
    if boxes:
        if given["sidecar"]:
            raise click.UsageError("--sidecar goes with a verdict; what is painted over is in the original")
        before, after, params = _picture(file, boxes)
    else:
        before, after, params = _verdict(file, given)
    _write(output, after)
    if given["log"] is not None:
        _record(given, before, after, params)
    click.echo(f"wrote {' and '.join(map(str, targets))}", err=True)


def _verdict(file: Path, given: dict[str, Any]) -> tuple[bytes, bytes, dict[str, Any]]:
    from verifyctl.cli.verify import read_verdict
    from verifyctl.custody.redaction import redacted
    from verifyctl.custody.seal import check_seal

    raw, verdict = read_verdict(file)
    check_seal(raw, verdict)
    derived, sidecar = redacted(verdict, given["kinds"], public=given["public"])
    if given["sidecar"] is not None:
        _write(given["sidecar"], sidecar.to_bytes(), mode=0o600)
    kinds = [kind.partition(":")[0] for kind in given["kinds"]]
    return raw, derived.to_bytes(), {"kinds": kinds, "public": given["public"], "values": len(sidecar.values)}


def _picture(file: Path, boxes: tuple[tuple[int, int, int, int], ...]) -> tuple[bytes, bytes, dict[str, Any]]:
    from verifyctl.cli import options
    from verifyctl.errors import UnreadableInputError
    from verifyctl.media.read import read_evidence
    from verifyctl.run.pipeline import worker_for
    from verifyctl.run.pool import WorkerError

    settings = options.settings_from(None)
    evidence, data = read_evidence(file, max_bytes=settings.max_bytes)
    with worker_for(settings) as worker:
        worker.take(evidence, data)
        try:
            made = worker.cover([_box(each) for each in boxes])
        except WorkerError as error:
            raise UnreadableInputError(f"{file}: could not be painted over: {error}") from error
    return data, made, {"boxes": len(boxes), "role": "redacted_copy"}


def _box(given: tuple[int, int, int, int]) -> Box:
    from verifyctl.model.base import Box

    x, y, width, height = given
    return Box(x=x, y=y, width=width, height=height)


def _refuse(target: Path, original: Path, *, force: bool) -> None:
    if target.exists() and (not force or target.resolve() == original.resolve()):
        raise click.UsageError(f"{target}: is already there; name another, or --force to replace it")


def write_new(target: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file that is not there yet. Raises UsageError."""
    if target.exists():
        raise click.UsageError(f"{target}: is already there; name another")
    _write(target, data, mode=mode)


def _write(target: Path, data: bytes, mode: int = 0o666) -> None:
    from verifyctl.run.output import write_atomically

    try:
        write_atomically(target, data, mode=mode)
    except OSError as error:
        raise click.UsageError(f"{target}: could not be written: {error.strerror}") from error


def _record(given: dict[str, Any], before: bytes, after: bytes, params: dict[str, Any]) -> None:
    import hashlib

    from verifyctl.cli.note import record
    from verifyctl.custody.log import Action

    made = f"sha256:{hashlib.sha256(after).hexdigest()}"
    origin = f"sha256:{hashlib.sha256(before).hexdigest()}"
    record(given["log"], Action.REDACT, given["actor"], origin, params | {"made": made})
