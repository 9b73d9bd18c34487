"""`verifyctl claim new` writes a claim file to fill in; `verifyctl claim check` names every mistake in one."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.model.claim import Claim
    from verifyctl.model.evidence import EvidenceFile

_STDIN = "<stdin>"


@click.group(name="claim")
def command() -> None:
    """Write a claim file to fill in, or check one."""


@command.command("new")
@click.argument("image", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="Write to FILE; - is the screen.")
@click.option("--statement", help="What is said of the picture, in one sentence.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--text/--no-text", "text", default=True, help="Read the text on the picture too, or do not.")
@click.option("--lang", "languages", metavar="LANGS", help="OCR languages such as ara+eng; auto chooses by script.")
@click.option("--crops", type=click.Path(path_type=Path), metavar="DIR", help="Cut dates and numbers out into DIR.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    help="YAML with explanations, or bare JSON. Default: by the name of FILE, else yaml.",
)
def new(image: Path, output: Path | None, statement: str | None, force: bool, form: str | None, **given: Any) -> None:
    """Write a claim file to fill in for IMAGE.

    The picture is opened, hashed and read, and not changed. What was read stands in comments: the transcript, and each
    date, number and field with its place, to be filled in by a person as a reading. A file that is already there is
    kept unless --force is given.
    """
    if output is not None and str(output) == "-":
        output = None
    named = _form_of(output)
    if named and form and named != form:
        from verifyctl.errors import UsageError

        raise UsageError(
            f"{output}: --format {form} does not fit the name", hint="Claim files are read by their ending."
        )
    data = _filled(image, statement, form or named or "yaml", given)
    if output is None:
        click.echo(data, nl=False)
    else:
        _write(output, data, image, force=force)
        _tell(f"wrote {output}")


@command.command("check")
@click.argument("files", type=click.Path(path_type=Path, allow_dash=True), nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Name every mistake in claim files, with line and column.

    Where a claim has none, advice says what it could say more of.

    A FILE of - is standard input. Exit code 2 if a file has a mistake; advice is no mistake.
    """
    results = [_checked(path) for path in files]
    if form == "json":
        write_json(results)
    else:
        for result in results:
            _print(result)
    if not all(result["ok"] for result in results):
        ctx.exit(2)


def _form_of(output: Path | None) -> str | None:
    return {".json": "json", ".yaml": "yaml", ".yml": "yaml"}.get(output.suffix.lower()) if output else None


def _filled(image: Path, statement: str | None, form: str, given: dict[str, Any]) -> bytes:
    from verifyctl.claims.loader import loads
    from verifyctl.claims.statement import parse_statement
    from verifyctl.claims.template import template
    from verifyctl.media.read import read_evidence
    from verifyctl.reference.ids import read_name

    evidence, data = read_evidence(image)
    times = read_name(image.name)
    read = given["crops"] is not None or (given["text"] and form == "yaml")
    seen = _read(image, evidence, data, given) if read else {}
    parsed = parse_statement(statement).claim.assertions[1:] if statement else ()
    text = template(image.name, evidence.digests.sha256, statement=statement, name_times=times, parsed=parsed, **seen)
    if form == "yaml":
        return text.encode()
    claim = loads(text, "template.yaml")
    return (claim.model_dump_json(exclude_none=True, indent=2) + "\n").encode()


def _read(image: Path, evidence: EvidenceFile, data: bytes, given: dict[str, Any]) -> dict[str, Any]:
    """What was read on the picture, and the strips that were cut out; or why nothing was read."""
    from verifyctl.cli import options
    from verifyctl.cli.read import cut_out, read_text, tell
    from verifyctl.errors import StageUnavailableError, UnreadableInputError
    from verifyctl.run.pipeline import worker_for

    settings = options.settings_from(None, languages=given["languages"])
    with worker_for(settings) as worker:
        worker.take(evidence, data)
        try:
            facts = read_text(worker, settings, image.name)
        except (StageUnavailableError, UnreadableInputError) as error:
            return {"unread": f"{error} {error.hint}".strip()}
        if given["crops"] is None:
            return {"text": facts}
        crops = cut_out(given["crops"], image, facts, worker, evidence)
    tell(crops)
    return {"text": facts, "crops": {name: path.name for name, path in crops.files.items()}}


def _write(path: Path, data: bytes, image: Path, *, force: bool) -> None:
    from verifyctl.errors import UsageError

    with contextlib.suppress(OSError):
        if path.samefile(image):
            raise UsageError(f"{path}: is the picture itself; evidence is never written to")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path}: not a regular file, so nothing is written to it")
    try:
        if force:
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            with part.open("xb") as file:
                file.write(data)
            part.replace(path)
        else:
            with path.open("xb") as file:
                file.write(data)
    except FileExistsError:
        raise UsageError(f"{path}: is already there", hint="Give another name, or --force to replace it.") from None
    except OSError as error:
        raise UsageError(f"{path}: could not be written: {error.strerror}") from error


def _checked(path: Path) -> dict[str, Any]:
    from verifyctl.claims.lint import lint
    from verifyctl.claims.normal import understood
    from verifyctl.errors import ClaimError

    name = _STDIN if str(path) == "-" else str(path)
    try:
        claim = _loaded(path)
    except ClaimError as error:
        return {"file": name, "ok": False, "problems": list(error.problems)}
    return {
        "file": name,
        "ok": True,
        "id": claim.claim.id,
        "digest": claim.digest(),
        "assertions": len(claim.assertions),
        "understood": list(understood(claim)),
        "advice": list(lint(claim)),
    }


def _loaded(path: Path) -> Claim:
    from verifyctl.claims.loader import MAX_BYTES, load, load_bytes

    if str(path) != "-":
        return load(path)
    return load_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), _STDIN)


def _print(result: dict[str, Any]) -> None:
    from verifyctl.report.safe import visible

    if not result["ok"]:
        for problem in result["problems"]:
            _tell(problem)
        return
    count = result["assertions"]
    click.echo(visible(f"{result['file']}: ok ({count} assertion{'' if count == 1 else 's'})"))
    for line in result["understood"]:
        click.echo(visible(f"  understood: {line}"))
    for advice in result["advice"]:
        click.echo(visible(f"  advice: {advice}"))


def _tell(text: str) -> None:
    from verifyctl.report.safe import visible

    click.echo(visible(text), err=True)
