"""What ties a verdict to its case: the custody log, and the earlier verdict that it takes the place of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifyctl.model.verdict import Custody, Earlier, Verdict
    from verifyctl.settings import Settings

Command = TypeVar("Command", bound="Callable[..., Any]")


def options(command: Command) -> Command:
    """The options of a command that writes verdicts of a case."""
    made = (
        click.option(
            "--capture",
            "captures",
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="FILE",
            help="Capture of a web page (WARC, WACZ) in which to look for the picture.",
        ),
        click.option(
            "--log",
            "log",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Custody log: record the examination in it, and its head in the verdict.",
        ),
        click.option("--actor", metavar="NAME", help="Who does it, for the log; a pseudonym will do."),
        click.option(
            "--supersedes", metavar="VERDICT", help="Verdict that this one takes the place of; needs --reason."
        ),
        click.option("--correction-of", metavar="VERDICT", help="Verdict that was wrong; needs --reason."),
        click.option("--reason", metavar="TEXT", help="Why an earlier verdict is superseded or corrected."),
    )
    for option in reversed(made):
        command = option(command)
    return command


class CaseFile:
    """The log and the earlier verdicts that were named for one call."""

    def __init__(self, given: dict[str, Any], settings: Settings, *, many: bool) -> None:
        earlier = {name: given[name] for name in ("supersedes", "correction_of") if given[name] is not None}
        if bool(earlier) != (given["reason"] is not None):
            raise click.UsageError("--reason goes with --supersedes or --correction-of, and they with it")
        if earlier and many:
            raise click.UsageError("--supersedes and --correction-of go with one picture")
        self._log: Path | None = given["log"]
        self._actor: str = given["actor"] or settings.actor
        self._earlier = {name: _earlier(path, given["reason"]) for name, path in earlier.items()}

    def attached(self, verdict: Verdict, beside: Path | None) -> Verdict:
        """The verdict with the log's head and the earlier verdict in it, sealed again.

        `beside` is the evidence, in whose folder a log is looked for if none was named; such a log is only read.
        Raises CustodyError where the log does not hold.
        """
        from verifyctl.custody.seal import seal

        custody = self._custody(verdict, beside)
        if custody is None and not self._earlier:
            return verdict
        return seal(verdict.model_copy(update={"custody": custody, **self._earlier}))

    def _custody(self, verdict: Verdict, beside: Path | None) -> Custody | None:
        from verifyctl.custody.log import NAME, intact, read

        path = self._log
        if path is not None:
            self._record(path, verdict)
        elif beside is not None and (beside.parent / NAME).is_file():
            path = beside.parent / NAME
        return None if path is None else intact(read(path)).custody()

    def _record(self, path: Path, verdict: Verdict) -> None:
        from verifyctl.cli.note import record
        from verifyctl.custody.log import Action, intact, read

        if path.exists():
            intact(read(path))
        params = {
            "command": "check",
            "stages": {result.stage: result.status.value for result in verdict.stages},
            "claim": verdict.claim.digest if verdict.claim else None,
            "result": verdict.result_digest,
        }
        record(path, Action.STAGE, self._actor, f"sha256:{verdict.subject[0].digests.sha256}", params)


def tell(line: str) -> None:
    """Say something of a capture, made harmless."""
    from verifyctl.report.safe import visible

    click.echo(visible(line), err=True)


def _earlier(path: str, reason: str) -> Earlier:
    from verifyctl.api import load_verdict
    from verifyctl.model.verdict import Earlier

    return Earlier(id=load_verdict(path).id, reason=reason)
