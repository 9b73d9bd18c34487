"""`verifyctl known check`: is a store what it must be?"""

from __future__ import annotations

from pathlib import Path

import click

from verifyctl.cli.known import common


@click.command("check", short_help="Hold all that a store keeps against itself.")
@click.argument("store", type=common.PATH)
@common.output_format
@common.manners("Print problems only.")
def command(store: Path, form: str, quiet: bool) -> int:
    """Hold all that STORE keeps against its digests and against itself: every image must find itself again.

    Every problem is printed with its place. The exit code is 3 where there is one: a store that fails this cannot be
    searched, and a search in it must not read like one that found nothing.
    """
    from verifyctl.cli.known.text import images_in
    from verifyctl.cli.output import write, write_json
    from verifyctl.known.storage.sqlite import Store
    from verifyctl.report.safe import visible

    with Store.open(store) as opened:
        problems = list(opened.check())
        held, digest = (opened.count, opened.digest()) if not problems else (None, None)
    if form == "json":
        whole = {} if problems else {"images": held, "digest": digest}
        write_json(
            {"store": str(store), "ok": not problems, **whole, "problems": [each.as_json() for each in problems]}
        )
    else:
        for each in problems:
            write(visible(f"{store}: {each.where}: {each.what}") + "\n")
        if held is not None and not quiet:
            write(f"{images_in(str(store), held)}; nothing is amiss\n")
    if not problems:
        return 0
    if form == "text":
        from verifyctl.known.storage.schema import REPAIR

        click.echo(f"error: {visible(str(store))}: {len(problems)} problems. {REPAIR}", err=True)
    return 3
