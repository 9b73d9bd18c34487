"""`verifyctl known note`: change what is said of an image."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifyctl.cli.known import common

if TYPE_CHECKING:
    from verifyctl.known.items import Description


@click.command("note", short_help="Change what is said of an image.")
@click.argument("store", type=common.PATH)
@click.argument("id_", metavar="ID")
@common.said
@click.option(
    "--withdraw", "withdrawn", type=click.Choice(common.FIELDS), multiple=True, help="Say nothing of this any more."
)
@common.output_format
@common.manners("Print errors only.")
def command(store: Path, id_: str, withdrawn: tuple[str, ...], form: str, quiet: bool, **said: str | None) -> None:
    """Change what is said of the image with this ID in STORE.

    What is newly said replaces what stood there, which is printed; what is not named stays.
    """
    from verifyctl.cli.output import write_json
    from verifyctl.errors import UsageError
    from verifyctl.known.exchange.lines import reason
    from verifyctl.known.exchange.manifest import describe_all
    from verifyctl.known.storage.sqlite import Store

    given = {name: value for name, value in said.items() if value}
    if not given and not withdrawn:
        raise UsageError("nothing to change", hint="Say something with an option, or name a field to --withdraw.")
    if both := sorted(given.keys() & set(withdrawn)):
        raise UsageError(f"{both[0]} is both said and withdrawn")
    common.require(store)
    with Store.create(store) as opened:
        number = common.number_in(opened, id_)
        described = describe_all(_rests_on(given, opened.item(number).item.description) | given)
        try:
            result = opened.update(number, described, withdrawn=withdrawn)
        except ValueError as error:
            raise UsageError(f"{store}: {id_}: {reason(error)}") from error
    if form == "json":
        write_json({"store": str(store), **result.as_json()})
    elif not quiet:
        from verifyctl.cli.known.text import changed_lines
        from verifyctl.cli.output import write

        write("\n".join([f"{result.status:<9}  {result.id}", *changed_lines(result.as_json())]) + "\n")


def _rests_on(given: dict[str, str], old: Description) -> dict[str, str]:
    """What of the old words the new ones need beside them: a basis its date, an archived date its address."""
    needed = []
    if "first_seen_basis" in given:
        needed = ["first_seen", *(["archive_url"] if given["first_seen_basis"] == "archived" else [])]
    return {name: value for name in needed if (value := getattr(old, name)) is not None}
