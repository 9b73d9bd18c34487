"""`verifyctl known show`: all that a store holds of images."""

from __future__ import annotations

from pathlib import Path

import click

from verifyctl.cli.known import common


@click.command("show", short_help="Show all that a store holds of images.")
@click.argument("store", type=common.PATH)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@common.output_format
@common.color
def command(store: Path, ids: tuple[str, ...], form: str, color: str) -> None:
    """Show all that STORE holds of the images with these ids.

    An ID has sixteen hexadecimal digits, as verifyctl known list prints them; the SHA-256 of the file is as good.
    """
    from verifyctl.cli.known.text import show_item
    from verifyctl.cli.output import write, write_json
    from verifyctl.known.storage.sqlite import Store

    with Store.open(store) as opened:
        found = [opened.item(common.number_in(opened, id_)) for id_ in ids]
    if form == "json":
        write_json({"store": str(store), "items": [common.record(each) for each in found]})
        return
    page = common.page(color)
    for place, each in enumerate(found):
        if place:
            page.gap()
        show_item(page, each)
    write(page.text())
