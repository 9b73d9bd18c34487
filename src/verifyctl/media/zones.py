"""The time zone of a position, by the optional package timezonefinder and the IANA data base."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timezonefinder import TimezoneFinder

INSTALL = 'pip install "verifyctl[zones]"'


class NoZonesError(Exception):
    """No zone can be looked up here; the message says what is missing."""


def zone_of(latitude: float, longitude: float) -> str | None:
    """The name of the zone that a place in degrees lies in; at sea one such as `Etc/GMT-3`. Raises NoZonesError."""
    return _finder().timezone_at(lng=longitude, lat=latitude)


@cache
def _finder() -> TimezoneFinder:
    """Opened once for all files of a process: loading its data costs more than the answers."""
    try:
        from timezonefinder import TimezoneFinder
    except (ImportError, OSError) as error:
        raise NoZonesError("the package timezonefinder is not installed") from error
    return TimezoneFinder()


def offsets_at(zone: str, shown: datetime) -> tuple[str, ...]:
    """The offsets from UTC that clocks in the zone had when they showed this: two where the hour came twice.

    None where the clocks were put forward over it. Raises NoZonesError without the data of the zone.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise NoZonesError(f"the time zone data base has no {zone}") from error
    found = []
    for fold in (0, 1):
        local = shown.replace(tzinfo=there, fold=fold)
        # An hour that was passed over does not come back from UTC as it went.
        if local.astimezone(UTC).astimezone(there).replace(tzinfo=None) == shown:
            found.append(_text(local.utcoffset() or timedelta()))
    return tuple(dict.fromkeys(found))


def versions() -> tuple[tuple[str, str], ...]:
    """The packages that the answer depends on, with their versions."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("timezonefinder", "tzdata"):
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "of the system"))
    return tuple(found)


def _text(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    odd = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{'-' if seconds < 0 else '+'}{hours:02d}:{rest // 60:02d}{odd}"
