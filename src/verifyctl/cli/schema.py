"""`verifyctl schema`: print the JSON Schema of a verdict, a claim or the configuration."""

from __future__ import annotations

from typing import Any

import click

DOCUMENTS: tuple[str, ...] = ("verdict", "claim", "config")


@click.command(
    "schema",
    short_help="Print the JSON Schema of a verdict, a claim or the configuration.",
    epilog="Example: verifyctl schema claim > claim.schema.json",
)
@click.argument("document", type=click.Choice(DOCUMENTS))
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="The only form; the default.")
def command(document: str, form: str) -> None:
    """Print the JSON Schema (2020-12) of DOCUMENT: verdict, claim or config.

    Editors and programs can check a file against it. verifyctl itself checks more than a schema can say, such as
    whether a day exists; use `verifyctl claim check` for a claim.
    """
    click.echo(text_of(document), nl=False)


def text_of(document: str) -> str:
    """The schema as it is published: indented JSON, UTF-8, a line feed at the end."""
    import json

    return json.dumps(schema_of(document), indent=2, ensure_ascii=False) + "\n"


def schema_of(document: str) -> dict[str, Any]:
    """The schema of `verdict`, `claim` or `config`. Raises KeyError for another name."""
    from verifyctl.model import schema
    from verifyctl.model.claim import Claim
    from verifyctl.model.verdict import Verdict
    from verifyctl.settings import Settings

    match document:
        case "verdict":
            return schema.schema_of_written(Verdict, name="verdict:1", title="verifyctl verdict")
        case "claim":
            return schema.schema_of_read_as_text(Claim, name="claim:1", title="verifyctl claim")
        case "config":
            return schema.schema_of_read(Settings, name="config:1", title="verifyctl configuration (verifyctl.toml)")
    raise KeyError(document)
