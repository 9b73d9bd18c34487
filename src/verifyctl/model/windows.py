"""Claimed time windows: `2015-04-27 overnight`, and zones for times that were written without one.

A word such as "overnight" is as wide as people use it, so each word stands for an interval of local time that is wider
than most would draw it. Without a zone it is that interval anywhere on Earth, as for any local time.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from verifyctl.model.dates import Precision, When


class Window(NamedTuple):
    """Hours of local time, counted from the midnight at which the named day begins; over 24 is the next day."""

    first: int
    last: int


# Assigned, each wider than the ordinary use of the word; "overnight" and "night" begin on the named day.
WINDOWS: dict[str, Window] = {
    "overnight": Window(18, 30),
    "night": Window(18, 30),
    "early hours": Window(0, 7),
    "morning": Window(4, 13),
    "noon": Window(11, 15),
    "midday": Window(11, 15),
    "afternoon": Window(11, 20),
    "evening": Window(16, 26),
    "midnight": Window(22, 26),
}

_WINDOW = re.compile(rf"(?P<day>\d{{4}}-\d{{2}}-\d{{2}})[ \t]+(?P<word>{'|'.join(WINDOWS)})", re.ASCII | re.IGNORECASE)
_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d|Z|UTC", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}", re.ASCII)
_LONGEST = 64


def read_when(text: str, zone: str | None = None) -> When:
    """A date or time as `When.parse` reads it, or a day and a word from `WINDOWS`; in a zone, where one is given.

    Raises ValueError with the reason, for a zone too.
    """
    found = _WINDOW.fullmatch(text.strip())
    when = _window(found["day"], found["word"].lower()) if found else When.parse(text)
    return in_zone(when, zone) if zone else when


def is_window(text: str) -> bool:
    """Whether the text is a day and a word such as "overnight"."""
    return _WINDOW.fullmatch(text.strip()) is not None


def in_zone(when: When, zone: str) -> When:
    """The same time where it has no zone, in this one. Raises ValueError for a zone that is not known.

    Where a clock was put back and shows an hour twice, the earlier is the beginning and the later the end.
    """
    ends = (when, When.parse(when.end)) if when.end else (when, when)
    if any(end.zone for end in ends):
        return when
    first, last = ends[0].as_written()[0], ends[1].as_written()[1].replace(microsecond=0)
    start = _text(first, _offset(first, zone, fold=0))
    return When(text=start, precision=Precision.SECOND, zone=start[19:], end=_text(last, _offset(last, zone, fold=1)))


def _window(day: str, word: str) -> When:
    first, last = WINDOWS[word]
    midnight = When.parse(day).as_written()[0]
    ends = (midnight + timedelta(hours=hours) for hours in (first, last))
    start, end = (moment.isoformat(timespec="minutes") for moment in ends)
    return When.parse(f"{start}/{end}")


def _offset(moment: datetime, zone: str, *, fold: int) -> timedelta:
    if _OFFSET.fullmatch(zone):
        if zone in ("Z", "UTC"):
            return timedelta()
        sign = -1 if zone[0] == "-" else 1
        return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    if not _NAME.fullmatch(zone) or len(zone) > _LONGEST:
        raise ValueError(f"{zone[:_LONGEST]!r} is not a zone; write an offset such as +03:00, or Asia/Damascus")
    from zoneinfo import ZoneInfo

    try:
        offset = moment.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset()
    except (OSError, ValueError, KeyError):
        offset = None
    if offset is None:
        raise ValueError(f"{zone!r} is no zone that this machine knows; {_nearest(zone)}")
    return offset


def _nearest(zone: str) -> str:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    near = get_close_matches(zone, sorted(available_timezones()), n=1, cutoff=0.8)
    return f"did you mean {near[0]}?" if near else "write its offset, such as +03:00"


def _text(moment: datetime, offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{moment.isoformat(timespec='seconds')}{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def _zone_text(text: str) -> str:
    text = text.strip()
    _offset(datetime(2015, 1, 1), text, fold=0)  # noqa: DTZ001 - only to see whether the zone is known
    return text


ZoneText = Annotated[str, AfterValidator(_zone_text)]
"""A zone: `+03:00`, `Z`, or a name of the IANA database such as `Asia/Damascus`."""
