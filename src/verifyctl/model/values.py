"""What the value of an assertion may be, by its kind: a date, a place, a name, a number as it is written, words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from verifyctl.model.dates import When
from verifyctl.model.windows import is_window, read_when

ValueType = Literal["day", "time", "place", "name", "serial", "words"]

LONGEST_NAME = 200
LONGEST_SERIAL = 64
LONGEST_WORDS = 2_000

_COORDINATES = re.compile(
    r"(?P<north>[+-]?\d{1,3}(?:\.\d{1,10})?)\s*[,;]\s*(?P<east>[+-]?\d{1,3}(?:\.\d{1,10})?)", re.ASCII
)
_POLE, _DATE_LINE = 90, 180


def check_value(kind: str, of: ValueType, text: str) -> None:
    """Raise ValueError, with what is expected, for a text that is no value of this type."""
    _CHECKS[of](kind, text)


def _day(kind: str, text: str) -> None:
    if is_window(text):
        raise ValueError(
            f"a {kind} is a day, a month or a year; hours of a day belong to a publication or capture_time"
        )
    When.parse(text)


def _time(kind: str, text: str) -> None:
    read_when(text)


def _place(kind: str, text: str) -> None:
    if found := _COORDINATES.fullmatch(text.strip()):
        north, east = float(found["north"]), float(found["east"])
        if abs(north) > _POLE or abs(east) > _DATE_LINE:
            raise ValueError(f"{text.strip()!r} lies on no map; write latitude, longitude in degrees")
        return
    _name(kind, text)


def _name(kind: str, text: str) -> None:
    _one_line(kind, text, LONGEST_NAME)
    if not any(map(str.isalpha, text)):
        raise ValueError(f"{text[:LONGEST_SERIAL]!r} holds no word; say who or what the {kind} is")


def _serial(kind: str, text: str) -> None:
    _one_line(kind, text, LONGEST_SERIAL)
    if not any(map(str.isalnum, text)):
        raise ValueError(f"{text!r} holds no digit and no letter; write the {kind} as it stands on the picture")


def _words(kind: str, text: str) -> None:
    if len(text) > LONGEST_WORDS:
        raise ValueError(f"is longer than {LONGEST_WORDS} characters; an assertion is one checkable part of the claim")


def _one_line(kind: str, text: str, longest: int) -> None:
    if len(text) > longest or len(text.splitlines()) > 1:
        raise ValueError(f"is longer than one line of {longest} characters; one {kind} is named in a few words")


_CHECKS: dict[ValueType, Callable[[str, str], None]] = {
    "day": _day,
    "time": _time,
    "place": _place,
    "name": _name,
    "serial": _serial,
    "words": _words,
}
