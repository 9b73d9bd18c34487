"""The reports that `check` and `batch` write beside their verdicts, as `--format` names them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.report.kinds import KINDS, TOGETHER_STEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifyctl.model.verdict import Verdict
    from verifyctl.report.named import Entry
    from verifyctl.run.journal import Entry as JournalEntry
    from verifyctl.run.pool import Worker
    from verifyctl.run.reports import Reporter
    from verifyctl.settings import Settings

PRINTED = ("text", "json")
FORMATS = (*PRINTED, *KINDS)


def check_names(formats: Iterable[str]) -> None:
    """Raise UsageError for a form that there is not."""
    for name in formats:
        if name not in FORMATS:
            raise click.UsageError(f"--format: no format {name!r}; there are {', '.join(FORMATS)}")


def reporter(given: dict[str, Any], *, thumbnails: bool = False) -> Reporter | None:
    """What writes the forms that are one file for each verdict; None where none was asked for."""
    from verifyctl.run.reports import Reporter

    each = tuple(name for name in given["formats"] if name in KINDS and not KINDS[name].together)
    return Reporter(each, given["previews"], thumbnails) if each else None


def shared(given: dict[str, Any]) -> tuple[str, ...]:
    """The forms that hold all verdicts of a call."""
    return tuple(name for name in given["formats"] if name in KINDS and KINDS[name].together)


class Reports:
    """The reports of one call of `check`."""

    def __init__(self, given: dict[str, Any], settings: Settings) -> None:
        self._reporter = reporter(given)
        self._settings = settings
        self._shared = shared(given)
        self._given = given
        self._entries: list[Entry] = []
        self._folder = Path()

    def add(self, name: str, written: Path | None, verdict: Verdict, worker: Worker) -> None:
        """Write what is one file for each verdict, and keep what goes together.

        `name` is what the evidence is called here, `written` the verdict's file; the worker has the evidence.
        """
        from verifyctl.report.named import Named
        from verifyctl.run.reports import base_of, evidence_for

        base = base_of(written or Path(f"{Path(name).stem}.verdict.json"))
        shown = Path(name).name if Path(name).is_absolute() else name
        entry = Named(shown, verdict, written.name if written else None)
        self._folder = base.parent
        if self._shared:
            self._entries.append(entry)
        if self._reporter is None:
            return
        artifacts = Path(self._given["artifacts"]) if self._given["artifacts"] else None
        maps = Path(self._given["maps"]) if self._given["maps"] else None
        stems = ("stdin" if name == "-" else Path(name).stem, base.name)
        try:
            with evidence_for(verdict, artifacts, stems, worker, self._settings, maps=maps) as evidence:
                for path in self._reporter.write(base, entry, evidence, worker):
                    self._tell(path)
        except OSError as error:
            raise click.UsageError(f"{base}: a report could not be written: {error.strerror}") from error

    def unread(self, name: str, problem: str) -> None:
        """An input without a verdict."""
        from verifyctl.report.named import Unread

        self._entries.append(Unread(name, problem))

    def finish(self) -> None:
        """Write or print what holds all verdicts of the call."""
        for kind in self._shared:
            if self._entries:
                path = put_together(kind, self._entries, self._folder)
                if path is not None:
                    self._tell(path)

    def _tell(self, path: Path) -> None:
        if not self._given["quiet"]:
            from verifyctl.report.safe import visible

            click.echo(visible(f"written: {path}"), err=True)


def list_run(folder: Path, entries: Iterable[JournalEntry], created: str) -> None:
    """Write the list of a run, with links to what lies in its folder."""
    from verifyctl.report.html.listing import Row, render
    from verifyctl.run.output import VERDICT_SUFFIX, write_atomically
    from verifyctl.run.reports import THUMBNAIL_SUFFIX

    def there(verdict: str | None, suffix: str) -> str | None:
        name = None if verdict is None else verdict.removesuffix(VERDICT_SUFFIX) + suffix
        return name if name is not None and (folder / name).is_file() else None

    rows = [
        Row(
            name=entry.item,
            outcome=entry.outcome,
            axes=tuple((entry.axes or {}).values()),
            contradictions=entry.contradictions,
            matches=entry.matches,
            best_match=entry.best_match,
            # A stage that found itself not applicable looked, and had nothing to do.
            stages_not_run=tuple(one for one in entry.stages_not_run if not one.endswith("(not_applicable)")),
            report=there(entry.verdict, KINDS["html"].suffix),
            verdict=entry.verdict,
            thumbnail=there(entry.verdict, THUMBNAIL_SUFFIX),
            problem=entry.problem,
        )
        for entry in entries
    ]
    write_atomically(folder / "index.html", render(rows, created=created).encode())


def share_run(given: dict[str, Any], folder: Path, entries: Iterable[JournalEntry]) -> None:
    """Write or print the forms that hold all verdicts of a run, reading one verdict after the other."""
    from verifyctl.api import load_verdict
    from verifyctl.report.named import Named, Unread

    def loaded() -> Iterator[Entry]:
        for entry in kept:
            if entry.verdict is None:
                yield Unread(entry.item, entry.problem or "there is no verdict")
            else:
                yield Named(entry.item, load_verdict(folder / entry.verdict), entry.verdict)

    kept = tuple(entries)
    for kind in shared(given):
        put_together(kind, loaded(), folder)


def put_together(kind: str, entries: Iterable[Entry], folder: Path) -> Path | None:
    """Write all verdicts in one form into a folder, its path; annotations are printed, for GitHub to find them."""
    from verifyctl.cli.output import write
    from verifyctl.cli.report import summarise, write_report
    from verifyctl.report.render import together

    if kind == "github":
        kept = list(entries)
        write(together(kind, kept))
        summarise(kept)
        return None
    path = folder / f"{TOGETHER_STEM}{KINDS[kind].suffix}"
    write_report(path, together(kind, entries))
    return path
