"""`verifyctl pack`: a case folder as a BagIt bag to hand over; `--check` holds a bag against itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

BROKEN = 5


@click.command("pack", short_help="Write a case folder as a BagIt bag to hand over.")
@click.argument("case", type=click.Path(path_type=Path), metavar="CASE")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="BAG", help="Default: CASE.bag beside it.")
@click.option("--check", "only_check", is_flag=True, help="CASE is a bag: hold it against itself.")
@click.option("--incomplete", is_flag=True, help="Pack although something does not fit together.")
@click.option("--with-private", is_flag=True, help="Pack what opens redactions too.")
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help="Custody log in CASE to record it in.")
@click.option("--actor", metavar="NAME", help="Who does it, for the log; a pseudonym will do.")
def command(case: Path, output: Path | None, only_check: bool, log: Path | None, **given: bool | str | None) -> int:
    """Write a copy of the folder CASE (evidence, claims, verdicts, pictures, logs) as a BagIt bag.

    Before that every verdict's seal is checked, that its evidence is there, and that its custody log fits the recorded
    head; what does not fit stops the command (exit code 5) unless --incomplete is given. Hidden files stay behind,
    and so does the private side of redactions.
    """
    from verifyctl.errors import UsageError
    from verifyctl.run import packing

    if only_check:
        return _told(packing.check(case), f"{case}: holds")
    contents = packing.survey(case)
    if contents.problems and not given["incomplete"]:
        return _told(contents.problems, "")
    target = output or case.with_name(f"{case.resolve().name}.bag")
    if target.resolve().is_relative_to(case.resolve()):
        raise UsageError(f"{target}: lies in the case itself; name another place with -o")
    files = [name for name in contents.files if given["with_private"] or name not in contents.private]
    if log is not None:
        _record(log, target, contents.verdicts, str(given["actor"]) if given["actor"] else None)
    packing.pack(case, target, files, _info(contents.verdicts, contents.problems))
    _told(contents.problems, "")
    for name in contents.private if not given["with_private"] else ():
        _say(f"left out, since it opens a redaction: {name}")
    _say(f"wrote {target}: {len(files)} files")
    return 0


def _info(verdicts: Iterable[str], problems: tuple[str, ...]) -> dict[str, str]:
    from verifyctl import __version__
    from verifyctl.cli import options

    info = {
        "Bagging-Date": options.recorded_time()[:10],
        "Bag-Software-Agent": f"verifyctl {__version__}",
        "External-Description": "A case of verifyctl: evidence, claims, verdicts and custody logs",
    }
    ids = sorted(verdicts)
    return info | ({"External-Identifier": " ".join(ids)} if ids else {}) | ({"Incomplete": "yes"} if problems else {})


def _record(log: Path, target: Path, verdicts: tuple[str, ...], actor: str | None) -> None:
    from verifyctl.cli.note import record
    from verifyctl.custody.log import Action

    record(log, Action.EXPORT, actor, None, {"bag": target.name, "verdicts": sorted(verdicts)})


def _told(problems: tuple[str, ...], good: str) -> int:
    for problem in problems:
        _say(problem)
    if not problems and good:
        _say(good)
    return BROKEN if problems else 0


def _say(text: str) -> None:
    from verifyctl.report.safe import visible

    click.echo(visible(text), err=True)
