"""`verifyctl when`: the time inside an id, an address or a file name, with its sum worked out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.reference.timed import Decoded, Examined

_WIDTH = 96
_LONGEST_LINE = 32_768  # bytes; what is longer is no id, and only its beginning is kept


@click.command(
    "when",
    short_help="Decode the time inside a post id, a media name or a file name.",
    epilog="Exit codes: 0 something was decoded for every TEXT, 3 nothing could be decoded for some.",
)
@click.argument("texts", metavar="TEXT...", nargs=-1, required=True)
@click.option(
    "--sun",
    "place",
    metavar="LAT,LON",
    help="Say where the sun stood at each TEXT, a time with its offset, in degrees north and east: 33.42,43.30.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_context
def command(ctx: click.Context, texts: tuple[str, ...], place: str | None, form: str) -> None:
    """Decode the time inside each TEXT: a post id, an address, a media name or a file name.

    `-` reads texts from standard input, one a line. Nothing is fetched. Where a text fits several
    kinds of id, every reading is shown and named. A text that begins with a hyphen goes behind `--`.

    With `--sun`, each TEXT is a time such as 2015-04-27T12:00+03:00, and the answer is where the
    sun stood then at the place.
    """
    if place is not None:
        from verifyctl.cli import when_sun

        ctx.exit(when_sun.answer(place, _inputs(texts), form))
    from datetime import UTC, datetime, timedelta

    from verifyctl.reference.ids import examine

    # A clock somewhat behind must not refuse a post of today.
    latest = datetime.now(UTC) + timedelta(days=1)
    results: list[dict[str, Any]] = []
    empty = 0
    for text in _inputs(texts):
        found = examine(text, now=latest)
        empty += not found.decoded
        if not found.decoded:
            _complain(text, found)
        if form == "json":
            results.append(_as_json(text, found))
        elif found.decoded:
            _print(text, found)
    if form == "json":
        # Escapes keep control and direction characters of the input harmless.
        write_json(results)
    if empty:
        ctx.exit(3)


def _inputs(texts: tuple[str, ...]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        if text == "-":
            yield from _lines()
        else:
            yield text


def _lines() -> Iterator[str]:
    from verifyctl.reference.timed import MAX_LENGTH

    stream = sys.stdin.buffer
    while line := stream.readline(_LONGEST_LINE):
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST_LINE)
        if text := line.decode("utf-8", "replace").strip():
            yield text[: MAX_LENGTH + 1]


def _complain(text: str, found: Examined) -> None:
    from verifyctl.report.safe import isolated

    sys.stdout.flush()
    click.echo(f"{isolated(_short(text))}: no time could be read", err=True)
    for reason in dict.fromkeys(item.reason for item in found.refused):
        click.echo(_wrapped("  ", "  ", isolated(reason)), err=True)


def _print(text: str, found: Examined) -> None:
    from verifyctl.report.safe import isolated

    click.echo(isolated(_short(text)))
    for reading in found.decoded:
        _print_reading(reading)
    if any(not reading.certain for reading in found.decoded):
        click.echo(
            _wrapped(
                "  ",
                "  ",
                "The text alone does not say what kind of id it is. Numbers of platforms whose ids hold no time, "
                "such as Facebook's, look the same. Give the full address to be sure.",
            )
        )
    for item in found.refused:
        if item.recognised:
            click.echo(_wrapped("  no time     ", " " * 14, isolated(f"{item.id}: {item.reason}")))
    click.echo()


def _print_reading(reading: Decoded) -> None:
    from verifyctl.reference.ids import SCHEMES
    from verifyctl.report.safe import isolated

    scheme = SCHEMES[reading.scheme]
    known = "from" if reading.certain else "if it is"
    zone = "" if reading.at.endswith("Z") else " (zone not known)"
    click.echo(_wrapped("  ", "    ", f"{reading.at}{zone}  {known} {scheme.title}: {isolated(reading.id)}"))
    steps = [isolated(step) for step in reading.steps]
    for label, lines in (
        ("sum", [scheme.formula]),
        ("by hand", steps),
        ("bounds", [scheme.bounds]),
        ("not", [scheme.limits]),
        ("rule from", [f"{scheme.source}; checked: {scheme.checked}"]),
    ):
        for index, line in enumerate(lines):
            click.echo(_wrapped(f"    {label if not index else '':<10}", " " * 14, line))


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"


def _wrapped(first: str, others: str, text: str) -> str:
    import textwrap

    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _as_json(text: str, found: Examined) -> dict[str, Any]:
    return {
        "input": _short(text),
        "readings": [_reading_json(reading) for reading in found.decoded],
        "refused": [{"id": item.id, "reason": item.reason, "recognised": item.recognised} for item in found.refused],
    }


def _reading_json(reading: Decoded) -> dict[str, Any]:
    from verifyctl.reference.ids import SCHEMES

    scheme = SCHEMES[reading.scheme]
    return {
        "at": reading.at,
        "zone": "UTC" if reading.at.endswith("Z") else None,
        "scheme": reading.scheme,
        "title": scheme.title,
        "id": reading.id,
        "certain": reading.certain,
        "set_by": scheme.set_by,
        "formula": scheme.formula,
        "steps": list(reading.steps),
        "bounds": scheme.bounds,
        "limits": scheme.limits,
        "source": scheme.source,
        "checked": scheme.checked,
    }
