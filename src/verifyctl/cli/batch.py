"""`verifyctl batch`: examine a folder or a manifest; a killed run goes on where it was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import case, claims, options, reporting
from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.cli.gates import Gates
    from verifyctl.run.journal import Entry, Header
    from verifyctl.run.listing import Item, Listing
    from verifyctl.settings import Settings

Told = Callable[[str | None], None]
"""Called for every picture that is done, with what kept it from a verdict, if anything did."""


@click.command("batch", short_help="Examine a folder or a manifest of pictures; resumable.")
@click.argument("source", metavar="FOLDER|MANIFEST")
@options.examination
@click.option(
    "-o", "--output", metavar="DIR", required=True, help="Folder for verdicts, index.html, summary.csv and run.jsonl."
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Workers; by default one for each core.")
@click.option(
    "--resume/--fresh", "resume", default=None, help="Go on with the run in DIR (the default), or start again."
)
@click.option(
    "--engine", type=click.Choice(["local"]), default="local", show_default=True, help="Where the work is done."
)
@click.option(
    "--format", "formats", type=options.Names(), default="text", help=f"Any of {', '.join(reporting.FORMATS)}."
)
@case.log_options
@options.previews
@options.manners
def command(source: str, **given: Any) -> int:
    """Examine every picture of a folder (with its subfolders) or of a CSV or JSONL manifest.

    A manifest names an `image` in each row, and if wanted its `claim`, `source_url`, `capture` (WARC, WACZ) and
    `known` (a store to search besides those of --known), files relative to the manifest. Each picture gets a verdict
    in DIR; DIR/index.html and DIR/summary.csv list them, DIR/run.jsonl is the journal. One bad file never stops the
    rest, and a run that was killed goes on where it was when the same command is given again.
    """
    from verifyctl.claims import loader
    from verifyctl.cli.exits import raise_if_stopped
    from verifyctl.cli.gates import Gates, expectations
    from verifyctl.run.batch import Batch, default_jobs
    from verifyctl.run.journal import Journal

    reporting.check_names(given["formats"])
    settings = options.settings_of(given)
    folder = Path(given["output"])
    listing = _listing(Path(source), folder)
    gates = Gates(settings, expectations(given["expect"]), write_to=given["write_expected"])
    named = claims.one(given["claims"])
    claim = loader.load(named) if named else None
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"-o: {folder} is a file")
    for problem in listing.unread:
        _complain(problem)
        gates.unreadable()
    journal = Journal.open(folder, _header(settings), fresh=given["resume"] is False)
    try:
        with _progress(given, len(listing.items)) as told:

            def done(_: Item, entry: Entry) -> None:
                raise_if_stopped()
                told(entry.problem)

            artifacts = Path(given["artifacts"]) if given["artifacts"] else None
            crops = Path(given["crops"]) if given["crops"] else None
            maps = Path(given["maps"]) if given["maps"] else None
            batch = Batch(
                listing,
                journal,
                settings,
                claim=claim,
                artifacts=artifacts,
                crops=crops,
                maps=maps,
                reporter=reporting.reporter(given, thumbnails=True),
                attach=case.CaseFile(given, settings, command="batch", many=True).attached,
            )
            batch.run(settings.jobs or default_jobs(), done)
        for problem in batch.undrawn:
            _complain(problem)
        for line in batch.told:
            case.tell(line)
        entries = journal.finish(item.name for item in listing.items)
    finally:
        journal.close()
    _summarise(folder, entries)
    reporting.list_run(folder, entries, journal.created)
    reporting.share_run(given, folder, entries)
    _gate(gates, folder, entries)
    gates.write_expected()
    _print(given, folder, listing, entries)
    return gates.exit_code()


def _listing(source: Path, output: Path) -> Listing:
    from verifyctl.run.listing import list_folder, list_manifest

    if source.is_dir():
        return list_folder(source, leave_out=output)
    if source.is_file():
        return list_manifest(source)
    raise click.UsageError(f"{source}: no such folder or manifest")


def _header(settings: Settings) -> Header:
    from verifyctl import __version__
    from verifyctl.run.journal import Header
    from verifyctl.run.policies import policy_for

    return Header(
        version=__version__,
        created=options.recorded_time(),
        settings=settings.shaping() | {"known": [Path(store).name for store in settings.known]},
        policy=policy_for(settings).info().digest,
    )


@contextmanager
def _progress(given: dict[str, Any], total: int) -> Iterator[Told]:
    if not options.wants_progress(given["progress"], quiet=given["quiet"]):
        yield _complain
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from verifyctl.report.safe import visible

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate="")

        def told(problem: str | None) -> None:
            if problem is not None:  # above the bar, which would be torn otherwise
                progress.console.print(Text(f"error: {visible(problem)}"), soft_wrap=True)
            progress.advance(task)
            speed = progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f} files/s" if speed else "")

        yield told


def _complain(problem: str | None) -> None:
    if problem is not None:
        from verifyctl.report.safe import visible

        click.echo(f"error: {visible(problem)}", err=True)


def _summarise(folder: Path, entries: tuple[Entry, ...]) -> None:
    from verifyctl.report import summary
    from verifyctl.run.output import write_atomically

    rows = [summary.COLUMNS]
    for entry in entries:
        if entry.problem is not None:
            rows.append(summary.unread_row(entry.item, entry.problem, sha256=entry.sha256))
            continue
        rows.append(
            summary.row(
                name=entry.item,
                sha256=entry.sha256,
                outcome=entry.outcome or "",
                axes=entry.axes or {},
                contradictions=entry.contradictions,
                matches=entry.matches,
                best_match=entry.best_match or "",
                stages_not_run=entry.stages_not_run,
                verdict_file=entry.verdict or "",
            )
        )
    write_atomically(folder / "summary.csv", summary.csv_text(rows).encode())


def _gate(gates: Gates, folder: Path, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        if entry.problem is not None:
            gates.wrong_claim() if entry.claim_wrong else gates.unreadable()
        elif gates.wants_verdicts:
            from verifyctl.api import load_verdict

            gates.verdict(entry.item, load_verdict(folder / (entry.verdict or "")))
        else:
            gates.outcome(entry.item, entry.outcome or "")
            gates.stages(entry.item, entry.stages_not_run)


def _print(given: dict[str, Any], folder: Path, listing: Listing, entries: tuple[Entry, ...]) -> None:
    from collections import Counter

    outcomes = Counter(entry.outcome for entry in entries if entry.outcome)
    unread = sum(entry.problem is not None for entry in entries)
    if "json" in given["formats"]:
        report = {
            "items": len(entries),
            "outcomes": dict(sorted(outcomes.items())),
            "unread": unread,
            "passed_over": listing.passed_over,
            "output": folder.as_posix(),
        }
        write_json(report)
        return
    if given["quiet"] or "text" not in given["formats"]:
        return
    from verifyctl.report.safe import visible

    click.echo(f"{len(entries)} pictures examined")
    for outcome, count in sorted(outcomes.items()):
        click.echo(f"  {count:6d}  {outcome.replace('_', ' ')}")
    if unread:
        click.echo(f"  {unread:6d}  without a verdict; the reasons are in summary.csv")
    if listing.passed_over:
        click.echo(
            f"{listing.passed_over} other files were passed over: neither their names nor their contents are pictures"
        )
    click.echo(f"Verdicts, index.html, summary.csv and run.jsonl are in {visible(str(folder))}")
    click.echo("No contradiction found is not a statement that a claim is true.")
    sys.stdout.flush()
