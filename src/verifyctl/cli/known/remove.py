"""`verifyctl known remove`: take images out of a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifyctl.cli.known import common

if TYPE_CHECKING:
    from verifyctl.known.storage.interface import Stored


@click.command("remove", short_help="Take images out of a store.")
@click.argument("store", type=common.PATH)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@common.output_format
@common.manners("Print errors only.")
def command(store: Path, ids: tuple[str, ...], yes: bool, form: str, quiet: bool) -> None:
    """Take the images with these ids out of STORE, with all that is kept of them.

    They are removed together or not at all. On a terminal you are asked first. A record cannot be brought back: export
    the store before, if in doubt.
    """
    from verifyctl.cli.output import write, write_json
    from verifyctl.errors import UsageError
    from verifyctl.known.storage.sqlite import Store

    common.require(store)
    with Store.open(store) as opened:
        found = {each.item.id: each for each in (opened.item(common.number_in(opened, id_)) for id_ in ids)}
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody is there to be asked", hint="Give --yes to remove without being asked.")
        _ask(store, list(found.values()))
    with Store.create(store) as opened:
        with opened.together():
            for id_ in found:
                opened.remove(common.number_in(opened, id_))
        held = opened.count
    if form == "json":
        write_json({"store": str(store), "images": held, "removed": list(found)})
    elif not quiet:
        from verifyctl.cli.known.text import images_in

        write("".join(f"removed    {id_}\n" for id_ in found) + images_in(str(store), held) + "\n")


def _ask(store: Path, found: list[Stored]) -> None:
    from verifyctl.cli.known.text import list_line
    from verifyctl.report.safe import isolated

    for each in found:
        click.echo(list_line(each.item, 80), err=True)
    click.confirm(f"Remove {common.images(len(found))} from {isolated(str(store))}?", abort=True, err=True)
