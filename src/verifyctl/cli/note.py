"""`verifyctl note`: the custody log of a case. `add` writes one record, `log` shows them and checks the chain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.custody.log import Action, Event, Log, Record

LOG_NAME = "custody.jsonl"
ACTIONS = (
    "receive",
    "hash",
    "copy",
    "convert",
    "stage",
    "read",
    "annotate",
    "redact",
    "sign",
    "timestamp",
    "export",
    "transfer",
    "correct",
    "dispose",
)
BROKEN = 5


@click.group(name="note", short_help="Keep the custody log of a case: add records, show and check them.")
def command() -> None:
    """Keep the custody log of a case: add records, show and check them.

    A log is a file of JSON lines, each with the hash of the line before. Nothing in it is ever rewritten: what was
    wrong is put right by a further record.
    """


@command.command("add")
@click.argument("text", required=False)
@click.option("--log", "log", type=click.Path(path_type=Path), default=LOG_NAME, show_default=True, metavar="FILE")
@click.option("--action", type=click.Choice(ACTIONS), help="What happened. Default: annotate, or correct.")
@click.option("--of", "objects", multiple=True, metavar="FILE|DIGEST", help="What it happened to, by SHA-256.")
@click.option("--param", "params", multiple=True, metavar="KEY=TEXT", help="A detail; may be given again.")
@click.option("--corrects", type=click.IntRange(min=1), metavar="N", help="Number of the record that was wrong.")
@click.option("--actor", metavar="NAME", help="Who did it; a pseudonym will do. Default: the setting, or unset.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
def add(text: str | None, log: Path, objects: tuple[str, ...], form: str, **given: Any) -> None:
    """Add a record to a custody log; it is on disk when the command ends.

    TEXT is what is to be said of it. The log is made if it is not there. With several --of, one record is written for
    each.
    """
    from verifyctl.custody.log import append

    if text is None and given["action"] in (None, "annotate", "correct"):
        raise click.UsageError("TEXT: say what is to be noted")
    if given["action"] == "correct" and given["corrects"] is None:
        raise click.UsageError("--action correct needs --corrects N")
    events = [_event(text, each, given) for each in objects or ("",)]
    at, clock = moment()
    records = [append(log, event, at=at, clock=clock, tool=tool()) for event in events]
    if form == "json":
        write_json([record.as_json() for record in records])
        return
    for record in records:
        click.echo(f"{log}: record {record.seq}, head {record.hash}")


@command.command("log")
@click.argument("log", type=click.Path(path_type=Path), default=LOG_NAME, metavar="[LOG]")
@click.option("--verdict", type=click.Path(path_type=Path), metavar="FILE", help="Hold the log against its head.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
def show(log: Path, verdict: Path | None, form: str) -> int:
    """Show a custody log and check its chain, and with --verdict the head that was recorded there.

    Exit code 5 if it does not hold. The chain alone shows neither that its end was cut off nor that all of it was
    written anew; a verdict that recorded its head does.
    """
    from verifyctl.custody.log import read

    held = read(log)
    problems = [*held.problems, *(_against(held, verdict) if verdict else ())]
    if form == "json":
        write_json(
            {
                "log": held.name,
                "records": [record.as_json() for record in held.records],
                "head": held.head,
                "intact": not problems,
                "problems": problems,
            }
        )
    else:
        _print(held, problems)
    return BROKEN if problems else 0


def moment() -> tuple[str, str]:
    """The time to record, and whether the clock behind it is set from the network."""
    import os

    from verifyctl.cli import options
    from verifyctl.custody.clock import synchronised

    fixed = bool(os.environ.get("SOURCE_DATE_EPOCH"))
    return options.recorded_time(), "unknown" if fixed else synchronised()


def record(log: Path, action: Action, actor: str | None, object_: str | None, params: dict[str, Any]) -> Record:
    """Add a record of something that verifyctl did. Raises CustodyError."""
    from pydantic import ValidationError

    from verifyctl.cli import options
    from verifyctl.custody.log import Event, append

    try:
        event = Event(action=action, actor=actor or options.settings_from(None).actor, object=object_, params=params)
    except ValidationError as error:
        raise click.UsageError(f"--actor: {error.errors()[0]['msg']}") from error
    at, clock = moment()
    return append(log, event, at=at, clock=clock, tool=tool())


def tool() -> str:
    """What writes the record."""
    from verifyctl import __version__

    return f"verifyctl {__version__}"


def _event(text: str | None, named: str, given: dict[str, Any]) -> Event:
    from pydantic import ValidationError

    from verifyctl.cli import options
    from verifyctl.custody.log import Action, Event

    params: dict[str, str] = {}
    for pair in given["params"]:
        key, equals, value = pair.partition("=")
        if not equals or not key.isascii() or not key:
            raise click.UsageError(f"--param: {pair}: write KEY=TEXT, the key in ASCII")
        params[key] = value
    identity, name = _object(named) if named else (None, None)
    action = given["action"] or ("correct" if given["corrects"] else "annotate")
    try:
        return Event(
            action=Action(action),
            actor=given["actor"] or options.settings_from(None).actor,
            object=identity,
            note=text,
            corrects=given["corrects"],
            params=params | ({"name": name} if name else {}),
        )
    except ValidationError as error:
        detail = error.errors()[0]
        raise click.UsageError(f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}") from error


def _object(named: str) -> tuple[str, str | None]:
    import re

    if re.fullmatch(r"(sha256:)?[0-9a-f]{64}", named):
        return f"sha256:{named.removeprefix('sha256:')}", None
    from verifyctl.media.read import DEFAULT_MAX_BYTES, hash_bytes, read_bytes

    path = Path(named)
    return f"sha256:{hash_bytes(read_bytes(path, max_bytes=DEFAULT_MAX_BYTES)).sha256}", path.name


def _against(held: Log, verdict: Path) -> tuple[str, ...]:
    from verifyctl.api import load_verdict

    recorded = load_verdict(verdict).custody
    if recorded is None:
        raise click.UsageError(f"--verdict: {verdict} records no custody log")
    return held.against(recorded)


def _print(held: Log, problems: list[str]) -> None:
    from verifyctl.report.safe import visible

    for record in held.records:
        click.echo(visible(_line(record)))
        if record.note:
            click.echo(f"      {visible(record.note)}")
    for problem in problems:
        click.echo(visible(problem), err=True)
    state = "does not hold" if problems else "holds"
    click.echo(f"{len(held.records)} records; the chain {state}; head {held.head}")


def _line(record: Record) -> str:
    from verifyctl.custody.log import as_text

    clock = {"yes": "", "no": " (clock not synchronised)", "unknown": " (clock unknown)"}[record.clock]
    parts = [f"{record.seq:4d}  {record.ts}{clock}  {record.actor}  {record.action.value}"]
    parts += [f"of record {record.corrects}"] if record.corrects else []
    parts += [record.object] if record.object else []
    parts += [as_text(record.params)] if record.params else []
    return "  ".join(parts)
