"""What ties a verdict to its case: the custody log, and the earlier verdict that it takes the place of."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from verifyctl.model.verdict import Custody, Earlier, Verdict
    from verifyctl.settings import Settings

Command = TypeVar("Command", bound="Callable[..., Any]")


def log_options(command: Command) -> Command:
    """The options of a command that records in a custody log what it examined."""
    made = (
        click.option(
            "--log",
            "log",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Custody log: record the examination in it, and its head in the verdict.",
        ),
        click.option("--actor", metavar="NAME", help="Who does it, for the log; a pseudonym will do."),
    )
    return _with(made, command)


def options(command: Command) -> Command:
    """The options of a command that writes verdicts of a case."""
    capture = click.option(
        "--capture",
        "captures",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help="Capture of a web page (WARC, WACZ) in which to look for the picture.",
    )
    earlier = (
        click.option(
            "--supersedes", metavar="VERDICT", help="Verdict that this one takes the place of; needs --reason."
        ),
        click.option("--correction-of", metavar="VERDICT", help="Verdict that was wrong; needs --reason."),
        click.option("--reason", metavar="TEXT", help="Why an earlier verdict is superseded or corrected."),
    )
    return capture(log_options(_with(earlier, command)))


def _with(made: Sequence[Callable[[Any], Any]], command: Command) -> Command:
    for option in reversed(made):
        command = option(command)
    return command


class CaseFile:
    """The log and the earlier verdicts that were named for one call. Several threads may ask it at once."""

    def __init__(self, given: Mapping[str, Any], settings: Settings, *, command: str, many: bool) -> None:
        earlier = {name: given[name] for name in ("supersedes", "correction_of") if given.get(name) is not None}
        if bool(earlier) != (given.get("reason") is not None):
            raise click.UsageError("--reason goes with --supersedes or --correction-of, and they with it")
        if earlier and many:
            raise click.UsageError("--supersedes and --correction-of go with one picture")
        self._command = command
        self._log: Path | None = given["log"]
        self._actor: str = given["actor"] or settings.actor
        self._earlier = {name: _earlier(path, given["reason"]) for name, path in earlier.items()}
        self._beside: dict[Path, Custody | None] = {}
        self._lock = threading.Lock()
        self._begun = False

    def attached(self, verdict: Verdict, beside: Path | None) -> Verdict:
        """The verdict with the log's head and the earlier verdict in it, sealed again.

        `beside` is the evidence, in whose folder a log is looked for if none was named; such a log is only read.
        Raises CustodyError where the log does not hold.
        """
        from verifyctl.custody.seal import seal

        if self._log is not None:
            custody: Custody | None = self._recorded(self._log, verdict)
        else:
            custody = None if beside is None else self._found(beside.parent)
        if custody is None and not self._earlier:
            return verdict
        return seal(verdict.model_copy(update={"custody": custody, **self._earlier}))

    def _found(self, folder: Path) -> Custody | None:
        """The head of the log in a folder of evidence, as it stood when it was first met."""
        from verifyctl.custody.log import NAME, intact, read

        with self._lock:
            if folder not in self._beside:
                path = folder / NAME
                self._beside[folder] = intact(read(path)).custody() if path.is_file() else None
            return self._beside[folder]

    def _recorded(self, path: Path, verdict: Verdict) -> Custody:
        """The head of the log once the examination stands in it. The chain is looked through before the first one."""
        from verifyctl.cli.note import record
        from verifyctl.custody.log import Action, intact, read
        from verifyctl.model.verdict import Custody

        params = {
            "command": self._command,
            "stages": {result.stage: result.status.value for result in verdict.stages},
            "claim": verdict.claim.digest if verdict.claim else None,
            "result": verdict.result_digest,
        }
        with self._lock:
            if not self._begun and path.exists():
                intact(read(path))
            self._begun = True
            added = record(path, Action.STAGE, self._actor, f"sha256:{verdict.subject[0].digests.sha256}", params)
        return Custody(log=path.name, records=added.seq, head=added.hash)


def tell(line: str) -> None:
    """Say something of a capture, made harmless."""
    from verifyctl.report.safe import visible

    click.echo(visible(line), err=True)


def _earlier(path: str, reason: str) -> Earlier:
    from verifyctl.api import load_verdict
    from verifyctl.model.verdict import Earlier

    return Earlier(id=load_verdict(path).id, reason=reason)
