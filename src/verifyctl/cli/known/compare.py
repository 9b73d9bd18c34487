"""`verifyctl known compare`: how do two pictures relate, and what differs?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.known import common

if TYPE_CHECKING:
    from verifyctl.model.matches import Match


@click.command("compare", short_help="Compare two pictures with each other.")
@click.argument("a", type=common.PATH)
@click.argument("b", type=common.PATH)
@click.option("--artifacts", type=common.PATH, metavar="DIR", help="Draw the two into DIR: beside and over each other.")
@common.output_format
@common.manners("Print one line only.", "Show the transform and every hash too.")
@common.color
def command(a: Path, b: Path, **given: Any) -> None:
    """Compare picture A with picture B, which takes the place of a known image.

    Says how A relates to B, by which transform, what each shares with the other, and where they differ. No store is
    needed, and nothing is kept.
    """
    from verifyctl.cli.output import write, write_json
    from verifyctl.errors import UnreadableInputError
    from verifyctl.run.pipeline import worker_for
    from verifyctl.run.pool import WorkerError

    settings = options.settings_from(None)
    evidence, data = common.read_picture(a, max_bytes=settings.max_bytes)
    other, other_data = common.read_picture(b, max_bytes=settings.max_bytes)
    params = {
        "artifacts": given["artifacts"] is not None,
        "tesseract": settings.tesseract,
        "tessdata": settings.tessdata,
    }
    with worker_for(settings) as worker:
        worker.take(evidence, data)
        try:
            answer = worker.compare(other, other_data, params)
        except WorkerError as error:
            raise UnreadableInputError(f"{a} and {b} could not be compared: {error}") from error
    match = _match(answer)
    drawn = () if given["artifacts"] is None else _write(given["artifacts"], a, b, answer.get("files"))
    texts = str(answer.get("region_texts", ""))
    if given["form"] == "json":
        write_json(
            {
                "a": {"path": str(a), "sha256": evidence.digests.sha256},
                "b": {"path": str(b), "sha256": other.digests.sha256},
                **({"region_texts": texts} if texts else {}),
                **({"artifacts": [str(path) for path in drawn]} if given["artifacts"] is not None else {}),
                "flat": bool(answer.get("flat")),
                "match": None if match is None else match.as_json(),
            }
        )
        return
    from verifyctl.cli.known.matches import show_pair

    page = common.page(given["color"])
    flat = bool(answer.get("flat"))
    show_pair(page, (str(a), str(b)), match, flat=flat, quiet=given["quiet"], verbose=given["verbose"])
    write(page.text())
    common.tell(given, drawn, texts)


def _match(answer: dict[str, Any]) -> Match | None:
    from pydantic import ValidationError

    from verifyctl.errors import UnreadableInputError
    from verifyctl.model.matches import Match

    if answer.get("match") is None:
        return None
    try:
        return Match.model_validate_json(json.dumps(answer["match"]))
    except ValidationError as error:
        raise UnreadableInputError("the worker's answer was not well-formed") from error


def _write(folder: Path, a: Path, b: Path, files: object) -> tuple[Path, ...]:
    from verifyctl.run.artifacts import write

    with common.writing_into(folder):
        return write(folder, f"{common.stem_of(a)}.{common.stem_of(b)}", files if isinstance(files, dict) else {})
