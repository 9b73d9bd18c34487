"""`verifyctl known list`: a line for each image of a store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifyctl.cli import options
from verifyctl.cli.known import common


@click.command("list", short_help="List the images of a store.")
@click.argument("store", type=common.PATH)
@click.option("--label", "labels", type=click.Choice(common.LABELS), multiple=True, help="Only images with this label.")
@common.output_format
@common.manners("Print ids only.")
def command(store: Path, labels: tuple[str, ...], form: str, quiet: bool) -> None:
    """List the images of STORE: id, day first seen, label, caption or name.

    verifyctl known show prints all that is held of one; --format json gives all of it for every image.
    """
    from verifyctl.cli.known.text import images_in, list_head, list_line
    from verifyctl.cli.output import write, write_json
    from verifyctl.known.storage.sqlite import Store

    width = options.width_of(sys.stdout)
    with Store.open(store) as opened:
        chosen = (each for each in opened.items() if not labels or each.item.description.label in labels)
        if form == "json":
            items = [common.record(each) for each in chosen]
            write_json({"store": str(store), "digest": opened.digest(), "images": opened.count, "items": items})
            return
        if quiet:
            for each in chosen:
                write(f"{each.item.id}\n")
            return
        shown = 0
        for each in chosen:
            if not shown:
                write(list_head(width) + "\n")
            write(list_line(each.item, width) + "\n")
            shown += 1
        held = images_in(str(store), opened.count)
    write(f"{held}; {shown} with the label {' or '.join(labels)}\n" if labels else f"{held}\n")
