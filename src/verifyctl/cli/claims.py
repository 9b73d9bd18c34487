"""Which claims a command line names: claim files, one sentence, or none; and the pictures that a claim names itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from verifyctl.model.claim import Claim

    Named = Claim | Path | None


def named(files: tuple[str, ...], statement: str | None, *, quiet: bool) -> list[Named]:
    """Every claim that was named, in order; one None where each picture is to be held against what lies beside it.

    A sentence is parsed here, and what was taken from it is shown on stderr.
    """
    if statement is None:
        return [Path(file) for file in files] or [None]
    if files:
        raise click.UsageError("--statement and --claim: give one of the two")
    from verifyctl.claims.statement import parse_statement

    parsed = parse_statement(statement)
    if not quiet:
        _show(parsed.claim, parsed.left_out)
    return [parsed.claim]


def pictures_of(claims: list[Named]) -> tuple[str, ...]:
    """The pictures that claim files name under `media`, beside the file, each once; none where no file was named.

    Only names below the claim's own folder count: what a claim that came from elsewhere names must not be opened.
    """
    from verifyctl.claims.loader import load

    found: dict[str, None] = {}
    for claim in claims:
        if not isinstance(claim, Path):
            continue
        for entry in load(claim).media:
            inside = Path(entry.path)
            if inside.is_absolute() or ".." in inside.parts:
                raise click.UsageError(
                    f"{claim}: media: {entry.path} lies outside the claim's folder; name the picture"
                )
            found[str(claim.parent / inside)] = None
    return tuple(found)


def _show(claim: Claim, left_out: tuple[str, ...]) -> None:
    from verifyctl.report.safe import visible

    lines = ["Taken from the statement by machine; a claim file says it better (verifyctl claim new):"]
    for item in claim.assertions[1:]:
        hijri = f" = {item.hijri} AH" if item.hijri else ""
        words = f", looking for {', '.join(item.look_for)}" if item.look_for else ""
        lines.append(f"  {item.id} {item.kind.value}: {item.value}{hijri}{words}")
    if len(claim.assertions) == 1:
        lines.append("  nothing: no date, place or quoted word was found in it")
    lines += [f"  left out: {text}" for text in left_out]
    click.echo("\n".join(map(visible, lines)), err=True)


def one(files: tuple[str, ...]) -> Any:
    """The only claim file that was named, or None. Raises UsageError for several."""
    if len(files) > 1:
        raise click.UsageError("--claim: a batch takes one claim for all pictures; others lie beside their pictures")
    return Path(files[0]) if files else None
