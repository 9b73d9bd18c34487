"""`verifyctl known import`: what others export, into a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.known import common

if TYPE_CHECKING:
    from datetime import datetime

    from verifyctl.cli.progress import Told
    from verifyctl.known.exchange.lines import Incoming, Mistake
    from verifyctl.known.exchange.lists import PassedOver
    from verifyctl.known.exchange.merge import Imported
    from verifyctl.known.items import Description
    from verifyctl.known.storage.sqlite import Store

FORMATS = ("auto", "jsonl", "pdq-csv", "phash-list")


@click.command("import", short_help="Take in exports and hash lists of others.")
@click.argument("store", type=common.PATH)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--from", "kind", type=click.Choice(FORMATS), default="auto", show_default=True, help="What the files are."
)
@click.option(
    "--prefer",
    type=click.Choice(["ours", "theirs"]),
    default="ours",
    show_default=True,
    help="Whose words stand where a file and the store say different things.",
)
@common.said
@common.added_by
@common.output_format
@common.manners("Print conflicts and errors only.", "Print a line for every image.")
@common.progress
def command(store: Path, files: tuple[str, ...], **given: Any) -> int:
    """Take what others exported into STORE; make it if there is none. A FILE of - is standard input.

    Records of images that the store holds are merged: what is missing is filled in, conflicts are printed, and what was
    measured here is never replaced. What the options say holds where a line is silent. Lines that are wrong are named
    as FILE:LINE, the others are taken; the exit code is then 3.
    """
    return _Import(store, given).run(files)


class _Import:
    """One call of the command: what is taken from each file."""

    def __init__(self, store: Path, given: dict[str, Any]) -> None:
        from verifyctl.known.exchange.manifest import describe_all

        self._store = store
        self._given = given
        self._now: datetime = options.recorded_moment()
        self._said: Description = describe_all({name: given[name] for name in common.FIELDS})
        self._files: list[dict[str, Any]] = []
        self._wrong = False

    def run(self, files: tuple[str, ...]) -> int:
        from verifyctl.cli.progress import progress
        from verifyctl.known.storage.sqlite import Store

        given = self._given
        with (
            Store.create(self._store) as opened,
            progress(given["progress"], quiet=given["quiet"], total=None, unit="lines") as told,
        ):
            for name in files:
                self._file(opened, name, told)
            held = opened.count
        self._finish(held)
        return 3 if self._wrong else 0

    def _file(self, store: Store, name: str, told: Told) -> None:
        from verifyctl.errors import UnreadableInputError

        report: dict[str, Any] = {
            "file": name,
            **dict.fromkeys(("added", "updated", "unchanged", "passed_over"), 0),
            "conflicts": [],
            "mistakes": [],
        }
        self._files.append(report)
        try:
            with _opened(name) as stream:
                self._lines(store, stream, report, told)
        except UnreadableInputError as error:
            report["problem"] = str(error)
            self._complain(told, str(error), error.hint)

    def _lines(self, store: Store, stream: IO[bytes], report: dict[str, Any], told: Told) -> None:
        from verifyctl.cli.exits import raise_if_stopped
        from verifyctl.known.exchange.detect import read
        from verifyctl.known.exchange.lines import lines_of
        from verifyctl.known.exchange.merge import import_into

        kind = None if self._given["kind"] == "auto" else self._given["kind"]
        coming = self._completed(read(lines_of(stream), report["file"], kind))
        for line in import_into(store, coming, self._now, theirs=self._given["prefer"] == "theirs"):
            raise_if_stopped()
            told.advance()
            self._line(line, report, told)

    def _completed(self, lines: Iterable[Incoming | PassedOver | Mistake]) -> Iterator[Incoming | PassedOver | Mistake]:
        """The lines with what the options say, where a line is silent."""
        from verifyctl.known.exchange.lines import Incoming
        from verifyctl.known.exchange.merge import completed

        for line in lines:
            if isinstance(line, Incoming):
                yield completed(line, self._said, self._given["added_by"] or None)
            else:
                yield line

    def _line(self, line: Imported | PassedOver | Mistake, report: dict[str, Any], told: Told) -> None:
        from verifyctl.known.exchange.lines import Mistake
        from verifyctl.known.exchange.merge import Imported
        from verifyctl.report.safe import visible

        where = f"{report['file']}:{line.number}"
        if isinstance(line, Mistake):
            report["mistakes"].append({"line": line.number, "what": line.what})
            self._complain(told, f"{where}: {line.what}")
        elif isinstance(line, Imported):
            report[line.added.status.value] += 1
            if self._given["verbose"] and self._given["form"] == "text":
                told.say(visible(f"{line.added.status:<9}  {line.added.id}  {where}"), err=False)
            for conflict in line.conflicts:
                report["conflicts"].append({"line": line.number, "id": line.added.id, **conflict.as_json()})
                if self._given["form"] == "text":
                    self._conflict(told, where, report["conflicts"][-1])
        else:
            report["passed_over"] += 1

    def _conflict(self, told: Told, where: str, conflict: dict[str, Any]) -> None:
        from verifyctl.report.safe import isolated, visible

        lead = f"conflict   {conflict['id']}  {visible(where)}: {conflict['field']}"
        if "ours" not in conflict:
            told.say(f"{lead} differ; ours stand", err=False)
            return
        kept = self._given["prefer"]
        told.say(
            f"{lead}: ours {isolated(conflict['ours'])}, theirs {isolated(conflict['theirs'])}; {kept} stands",
            err=False,
        )

    def _complain(self, told: Told, text: str, hint: str = "") -> None:
        from verifyctl.report.safe import visible

        self._wrong = True
        told.say(f"error: {visible(text, newlines=True)}")
        if hint:
            told.say(f"  {visible(hint, newlines=True)}")

    def _finish(self, held: int) -> None:
        from verifyctl.cli.output import write, write_json

        if self._given["form"] == "json":
            write_json({"store": str(self._store), "images": held, "files": self._files})
        elif not self._given["quiet"]:
            from verifyctl.cli.known.text import images_in, imported_line

            lines = [imported_line(report) for report in self._files]
            write("\n".join([*lines, images_in(str(self._store), held)]) + "\n")


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    from verifyctl.known.exchange.lines import opened

    if name == common.STDIN:
        yield sys.stdin.buffer
        return
    with opened(Path(name)) as stream:
        yield stream
