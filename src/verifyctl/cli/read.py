"""`verifyctl read`: the text on a picture as a person wants it: transcript, parts of the letter, dates, places."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options

if TYPE_CHECKING:
    from verifyctl.model.evidence import EvidenceFile
    from verifyctl.model.text import TextFacts
    from verifyctl.run.crops import Crops
    from verifyctl.run.pool import Worker
    from verifyctl.settings import Settings


@click.command(
    "read",
    short_help="Read the text on a picture: transcript, fields, dates, places.",
    epilog="Exit codes: 0 it was read, even if no text was found, 2 usage, 3 the picture could not be read, 4 the "
    "engine that reads, or its data, are missing.",
)
@click.argument("image", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.option("--lang", "languages", metavar="LANGS", help="OCR languages such as ara+eng; auto chooses by script.")
@click.option("--crops", type=click.Path(path_type=Path), metavar="DIR", help="Cut dates and numbers out into DIR.")
@click.option("--config", type=click.Path(), metavar="FILE", help="Read settings from this file.")
@click.option("-q", "--quiet", is_flag=True, help="Print the transcript only.")
@click.option("--color", type=options.WHEN, default="auto", show_default=True, help="Colours in the text.")
def command(image: Path, **given: Any) -> None:
    """Read the text on IMAGE: the whole transcript, the parts of a letter, dates and places.

    All of it in the order in which it is written, with its place on the picture. Dates come with their calendar, every
    day that they can mean, and how far they are to be believed: a person should look at what a machine reads.

    An IMAGE of - is standard input.
    """
    from verifyctl.cli.known.common import read_picture
    from verifyctl.cli.output import write, write_json
    from verifyctl.run.pipeline import worker_for

    settings = options.settings_from(given["config"], languages=given["languages"])
    evidence, data = read_picture(image, max_bytes=settings.max_bytes)
    with worker_for(settings) as worker:
        worker.take(evidence, data)
        facts = read_text(worker, settings, str(image))
        crops = None if given["crops"] is None else cut_out(given["crops"], image, facts, worker, evidence)
    if given["form"] == "json":
        write_json(_as_json(evidence, facts, crops))
    elif given["quiet"]:
        from verifyctl.report.letter import without_marks
        from verifyctl.report.safe import visible

        write("".join(f"{visible(without_marks(line.text))}\n" for line in facts.lines))
    else:
        write(_as_text(evidence, facts, given["color"]))
    if crops is not None and not given["quiet"]:
        tell(crops)


def read_text(worker: Worker, settings: Settings, name: str) -> TextFacts:
    """What is read on the evidence that the worker has.

    Raises StageUnavailableError where the engine is missing, UnreadableInputError where it could not finish.
    """
    from verifyctl.errors import StageUnavailableError, UnreadableInputError
    from verifyctl.model.stage import StageStatus
    from verifyctl.model.text import TextFacts
    from verifyctl.run.pipeline import text_parameters

    result = worker.run_stage("text", text_parameters(settings))
    if result.status is StageStatus.UNAVAILABLE:
        raise StageUnavailableError(f"{name}: {result.reason}", hint=result.next_step or "")
    if not isinstance(result.facts, TextFacts):
        raise UnreadableInputError(f"{name}: {result.reason or 'nothing could be read'}")
    return result.facts


def cut_out(folder: Path, image: Path, facts: TextFacts, worker: Worker, evidence: EvidenceFile) -> Crops:
    """Write the strips that a person should look at. Raises UsageError where the folder cannot be written to."""
    from verifyctl.cli.known.common import stem_of
    from verifyctl.errors import UsageError
    from verifyctl.run.crops import cut

    try:
        return cut(folder, stem_of(image), facts, worker, name=evidence.name, sha256=evidence.digests.sha256)
    except OSError as error:
        raise UsageError(f"--crops: {folder}: {error.strerror}") from error


def tell(crops: Crops) -> None:
    """Say on standard error which strips were cut out."""
    from verifyctl.report.safe import visible
    from verifyctl.report.words import counted

    cut = counted(len(crops.files), "strip", "strips")
    click.echo(visible(f"{cut} to look at, listed in {crops.index}"), err=True)


def _as_text(evidence: EvidenceFile, facts: TextFacts, color: str) -> str:
    from rich.text import Text

    from verifyctl.reading.crops import doubtful
    from verifyctl.report import letter
    from verifyctl.report.layout import Page
    from verifyctl.report.safe import isolated
    from verifyctl.rules.letter import dates_heard

    page = Page(width=options.width_of(sys.stdout), color=options.wants_color(color, sys.stdout))
    head = (f"{isolated(evidence.name)}  ", "bold")
    page.add(Text.assemble(head, (f"SHA-256 {evidence.digests.sha256[:12]}…", "dim")))
    letter.add_transcript(page, facts, all_of_it=True)
    if facts.screen is not None:
        letter.add_screen(page, facts.screen, all_of_it=True)
    if facts.fields:
        letter.add_fields(page, facts)
    letter.add_dates(page, facts, dates_heard(facts, ()), all_of_them=True)
    if doubtful(facts):
        letter.add_numbers(page, facts, all_of_them=True)
    if facts.places:
        letter.add_places(page, facts)
    page.gap()
    page.add("Read by machine. Compare dates, numbers and names with the picture before anything is built on them.")
    return page.text()


def _as_json(evidence: EvidenceFile, facts: TextFacts, crops: Crops | None) -> dict[str, Any]:
    """The facts, with the transcript, the names of the places, and what could not be read."""
    from verifyctl.reading.crops import doubtful
    from verifyctl.rules.claimed_place_read import named
    from verifyctl.rules.document_date_not_read import unread_date_lines

    found = facts.as_json()
    del found["stage"]
    places = [place | {"name": named(place["place"])} for place in found.pop("places", [])]
    unread: list[dict[str, Any]] = [
        {"what": "date", "text": field.text, "box": field.box.as_json()} for field in unread_date_lines(facts)
    ]
    unread += [
        {"what": "number", "readings": list(number.readings), "box": number.box.as_json()} for number in doubtful(facts)
    ]
    answer: dict[str, Any] = {"image": evidence.name, "sha256": evidence.digests.sha256, "transcript": facts.transcript}
    answer |= found | {"places": places, "unread": unread}
    if crops is not None:
        answer["crops"] = {"index": str(crops.index), "files": {name: str(path) for name, path in crops.files.items()}}
    return answer
