"""`verifyctl report`: write verdicts for people, for CI and for other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.output import write
from verifyctl.report.kinds import KINDS, TOGETHER_STEM

if TYPE_CHECKING:
    from verifyctl.model.verdict import Verdict
    from verifyctl.report.named import Entry, Named
    from verifyctl.run.pool import Worker
    from verifyctl.run.reports import Evidence, Reporter

STDIN = "-"


@click.command("report", short_help="Write verdicts as pages, text, test results, annotations.")
@click.argument("verdicts", nargs=-1, required=True, metavar="VERDICT…")
@click.option("--format", "formats", type=options.Names(), default="html", help=f"Any of {', '.join(KINDS)}.")
@click.option("-o", "--output", metavar="FILE|DIR|-", help="Where reports go; - is standard output.")
@click.option("--image", type=click.Path(), metavar="FILE", help="The picture that the verdict is about, to be shown.")
@click.option("--artifacts", type=click.Path(), metavar="DIR", help="Evidence pictures of matches, to be shown.")
@click.option("--maps", type=click.Path(), metavar="DIR", help="Maps that check --maps drew, to be shown.")
@options.previews
@click.option("--public", is_flag=True, help="Leave out what a public version should not hold.")
@click.option("--redact", type=options.Names(), default=(), metavar="KIND,…", help="Replace such values by markers.")
@click.option("--sidecar", type=click.Path(), metavar="FILE", help="Private: what opens the markers, for you alone.")
@click.option("--all", "everything", is_flag=True, help="SARIF: also what is no problem.")
@click.option("-q", "--quiet", is_flag=True, help="Do not name the files that were written.")
def command(verdicts: tuple[str, ...], **given: Any) -> int:
    """Write each VERDICT anew in another form. A folder stands for all verdict files below it, - for verdicts on
    standard input, one a line.

    Pages (html) go to files in the current folder; a single form of another kind goes to standard output unless -o
    names a place. junit, sarif, github and csv hold all verdicts in one file.
    """
    for name in given["formats"]:
        if name not in KINDS:
            raise click.UsageError(f"--format: no format {name!r}; there are {', '.join(KINDS)}")
    if not given["formats"]:
        raise click.UsageError(f"--format: name one of {', '.join(KINDS)}")
    return _Report(given).run(list(_paths(verdicts)))


def _paths(named: tuple[str, ...]) -> Iterator[str]:
    from verifyctl.run.output import VERDICT_SUFFIX

    for name in named:
        path = Path(name)
        if name != STDIN and path.is_dir():
            found = sorted(path.rglob(f"*{VERDICT_SUFFIX}"))
            if not found:
                raise click.UsageError(f"{name}: no verdict files (*{VERDICT_SUFFIX}) below this folder")
            yield from map(str, found)
        else:
            yield name


class _Report:
    """One call: which forms go where, and what went wrong on the way."""

    def __init__(self, given: dict[str, Any]) -> None:
        from verifyctl.run.reports import Reporter

        self._given = given
        self._each = tuple(name for name in given["formats"] if not KINDS[name].together)
        self._together = tuple(name for name in given["formats"] if KINDS[name].together)
        private = bool(given["public"] or given["redact"])
        if private and (given["image"] or given["artifacts"] or given["maps"]):
            raise click.UsageError("A redacted report shows no pictures: leave out --image, --artifacts and --maps.")
        self._reporter: Reporter = Reporter(self._each, "none" if private else given["previews"])
        self._problems = 0

    def run(self, paths: list[str]) -> int:
        """Write everything; 3 where a verdict could not be read."""
        if self._given["sidecar"] and (len(paths) > 1 or not (self._given["public"] or self._given["redact"])):
            raise click.UsageError("--sidecar goes with one verdict, and with --public or --redact.")
        if self._given["image"] and len(paths) > 1:
            raise click.UsageError("--image goes with one verdict.")
        several = len(self._given["formats"]) > 1 or (bool(self._each) and len(paths) > 1)
        with ExitStack() as stack:
            worker = self._worker(stack)
            entries = self._entries(paths, several=several, worker=worker)
            if self._together:
                kept = list(entries)
                for kind in self._together:
                    self._deliver_together(kind, kept, several=several)
            else:
                for _ in entries:
                    pass
        return 3 if self._problems else 0

    def _worker(self, stack: ExitStack) -> Worker | None:
        if not (self._given["image"] or self._given["artifacts"] or self._given["maps"]):
            return None
        from verifyctl.run.pipeline import worker_for
        from verifyctl.settings import Settings

        return stack.enter_context(worker_for(Settings()))

    def _entries(self, paths: list[str], *, several: bool, worker: Worker | None) -> Iterator[Entry]:
        """Every verdict that could be read, its own forms written on the way."""
        from verifyctl.cli.exits import complain
        from verifyctl.errors import UnreadableInputError, VerdictError
        from verifyctl.report.named import Unread

        for path in paths:
            try:
                for entry in _read(path):
                    shown = self._redacted(entry)
                    self._deliver_each(path, shown, several=several, worker=worker)
                    yield shown
            except (VerdictError, UnreadableInputError) as error:
                complain(error)
                self._problems += 1
                yield Unread(path, str(error))

    def _redacted(self, entry: Named) -> Named:
        if not (self._given["public"] or self._given["redact"]):
            return entry
        from dataclasses import replace

        from verifyctl.custody.redaction import redacted

        verdict, sidecar = redacted(entry.verdict, self._given["redact"], public=self._given["public"])
        if self._given["sidecar"]:
            from verifyctl.cli.redact import write_new

            write_new(Path(self._given["sidecar"]), sidecar.to_bytes(), mode=0o600)
        return replace(entry, name=verdict.subject[0].name, verdict=verdict, file=None)

    def _deliver_each(self, path: str, entry: Named, *, several: bool, worker: Worker | None) -> None:
        from verifyctl.run.crops import safe_stem
        from verifyctl.run.reports import base_of

        named = safe_stem(Path(entry.verdict.subject[0].name).stem)  # a name in a verdict may be anything
        base = base_of(Path(path if path != STDIN else f"{named}.verdict.json"))
        evidence = self._evidence(base, entry.verdict)
        for kind in self._each:
            text = self._reporter.text(kind, entry, evidence, worker)
            self._put(kind, base.name, text, several=several)

    def _deliver_together(self, kind: str, entries: list[Entry], *, several: bool) -> None:
        from verifyctl.report.render import together
        from verifyctl.run.crops import safe_stem

        text = together(kind, entries, everything=self._given["everything"])
        if kind == "github":
            summarise(entries)
        stem = safe_stem(Path(entries[0].name).stem) if len(entries) == 1 else TOGETHER_STEM
        self._put(kind, stem, text, several=several and kind != "github")

    def _put(self, kind: str, stem: str, text: str, *, several: bool) -> None:
        """The text where it belongs: standard output, the named file, or a file of its own in a folder."""
        output = self._given["output"]
        if output == STDIN or (output is None and KINDS[kind].printed and not several):
            write(text)
            return
        folder = Path(output or ".")
        if output is not None and not (several or folder.is_dir() or output.endswith(("/", "\\"))):
            path = folder
        else:
            path = folder / f"{stem}{KINDS[kind].suffix}"
        write_report(path, text)
        if not self._given["quiet"]:
            from verifyctl.report.safe import visible

            click.echo(visible(f"{kind}: {path}"), err=True)

    def _evidence(self, base: Path, verdict: Verdict) -> Evidence:
        from verifyctl.media.read import read_bytes
        from verifyctl.run.reports import Evidence

        image = self._given["image"]
        data = (image, read_bytes(Path(image), max_bytes=2**28)) if image else None
        stems = (base.name, Path(verdict.subject[0].name).stem)
        return Evidence(data, self._folder("artifacts"), stems, self._folder("maps"))

    def _folder(self, option: str) -> Path | None:
        if not self._given[option]:
            return None
        folder = Path(self._given[option])
        if not folder.is_dir():
            raise click.UsageError(f"--{option}: {folder}: no such folder")
        return folder


def _read(path: str) -> Iterator[Named]:
    """The verdicts of a file, or of standard input line by line. Raises VerdictError and UnreadableInputError."""
    import sys

    from verifyctl import api
    from verifyctl.custody.reading import parse_verdict
    from verifyctl.custody.seal import check_seal
    from verifyctl.report.named import Named

    if path != STDIN:
        verdict = api.load_verdict(path)
        yield Named(verdict.subject[0].name, verdict, Path(path).name)
        return
    for number, line in enumerate(sys.stdin.buffer.read().splitlines(), start=1):
        if line.strip():
            verdict = parse_verdict(line, f"standard input, line {number}")
            check_seal(line, verdict)
            yield Named(verdict.subject[0].name, verdict)


def write_report(path: Path, text: str) -> None:
    """Write a report, making its folder. Raises UsageError where that cannot be done."""
    from verifyctl.run.output import write_atomically

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        raise click.UsageError(f"{path}: the report could not be written: {error.strerror}") from error


def summarise(entries: list[Entry]) -> None:
    """Append to the summary of the job where GitHub asks for one (environment variable GITHUB_STEP_SUMMARY)."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from verifyctl.report.github import summary

    try:
        with Path(name).open("a", encoding="utf-8") as stream:
            stream.write(summary(entries))
    except OSError as error:
        raise click.UsageError(f"GITHUB_STEP_SUMMARY: {name}: {error.strerror}") from error
