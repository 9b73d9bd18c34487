"""`verifyctl when --sun`: where the sun stood at a place and a time, for a person who looks at shadows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.reference.sun import Sun

_EXACT = "The centre of the disc without refraction, right to about 0.02 degrees; a plain horizon and an open sky."


def answer(place: str, texts: Iterable[str], form: str) -> int:
    """Print the sun for every time. Returns the exit code: 0, or 3 where some text was no time with an offset.

    Raises click.BadParameter for a place that there is none of.
    """
    latitude, longitude = _place(place)
    results: list[dict[str, Any]] = []
    failed = False
    for text in texts:
        moment = _moment(text)
        if isinstance(moment, str):
            failed = True
            _complain(text, moment)
            if form == "json":
                results.append({"input": text[:200], "reason": moment})
            continue
        found = _sun(latitude, longitude, moment)
        if form == "json":
            results.append({"input": text, **_as_json(found, moment)})
        else:
            _print(text, place, found, moment)
    if form == "json":
        write_json(results)
    return 3 if failed else 0


def _place(text: str) -> tuple[float, float]:
    latitude, separator, longitude = text.partition(",")
    try:
        place = float(latitude), float(longitude)
    except ValueError:
        place = None
    if not separator or place is None or not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
        raise click.BadParameter(
            "write degrees north and degrees east with a comma between them, such as 33.42,43.30", param_hint="--sun"
        )
    return place


def _moment(text: str) -> datetime | str:
    """The moment of a text, or why it is none."""
    try:
        moment = datetime.fromisoformat(text.strip()[:64])
    except ValueError:
        return "it is no time; write one such as 2015-04-27T12:00+03:00"
    if moment.tzinfo is None:
        return "it has no offset from UTC, so it is no moment; write one such as 2015-04-27T12:00+03:00"
    return moment if 1900 <= moment.year <= 2100 else "it lies outside the years 1900 to 2100"


def _sun(latitude: float, longitude: float, moment: datetime) -> Sun:
    from verifyctl.reference.sun import sun

    return sun(latitude, longitude, moment)


def _complain(text: str, reason: str) -> None:
    from verifyctl.report.safe import isolated

    click.echo(f"{isolated(text[:200])}: {reason}", err=True)


def _print(text: str, place: str, found: Sun, moment: datetime) -> None:
    from verifyctl.report.safe import isolated

    click.echo(f"{isolated(text)} at {place.strip()} ({_utc(moment)})")
    side = "above" if found.elevation >= 0 else "below"
    click.echo(f"  sun       {abs(found.elevation):.1f} degrees {side} the horizon")
    click.echo(f"  from      {found.azimuth:.1f} degrees, counted from north through east")
    click.echo(f"  light     {found.light}")
    if found.shadow is not None:
        length, direction = found.shadow
        click.echo(f"  shadows   {length:.2f} times the height of what throws them, towards {direction:.1f} degrees")
    click.echo(f"  how exact {_EXACT}")
    click.echo()


def _as_json(found: Sun, moment: datetime) -> dict[str, Any]:
    shadow = found.shadow
    return {
        "utc": _utc(moment),
        "elevation": f"{found.elevation:.2f}",
        "azimuth": f"{found.azimuth:.2f}",
        "light": found.light,
        "shadow_length": f"{shadow[0]:.2f}" if shadow else None,
        "shadow_direction": f"{shadow[1]:.2f}" if shadow else None,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
