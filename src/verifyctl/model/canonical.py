"""Canonical JSON: one byte form per value, so that digests can be recomputed in any language.

A restricted profile of RFC 8785: ASCII keys, no floats, integers within ±(2^53 − 1), no lone
surrogates, text as read (no Unicode normalisation). Inside the profile, Python's own encoder gives the
bytes of RFC 8785; a test holds it against the `rfc8785` package.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

MAX_INTEGER = 2**53 - 1


def check_profile(value: Any) -> None:
    """Raise ValueError, naming the path, if `value` is outside the profile."""
    if not _surely_inside(value):
        _name_what_is_outside(value, "$")


def _surely_inside(value: Any) -> bool:
    """Whether a value of the plain types is inside the profile; False where a closer look is needed."""
    kind = type(value)
    if kind is str:
        return value.isascii() or _encodable(value)
    if kind is dict:
        return all(type(key) is str and key.isascii() and _surely_inside(item) for key, item in value.items())
    if kind is list or kind is tuple:
        return all(map(_surely_inside, value))
    if kind is int:
        return bool(-MAX_INTEGER <= value <= MAX_INTEGER)
    return value is None or kind is bool


def _name_what_is_outside(value: Any, where: str) -> None:
    match value:
        case None | bool():
            return
        case int():
            if abs(value) > MAX_INTEGER:
                raise ValueError(f"{where}: integer beyond 2^53 - 1; store it as text")
        case str():
            if not _encodable(value):
                raise ValueError(f"{where}: text holds a lone surrogate")
        case list() | tuple():
            for index, item in enumerate(value):
                _name_what_is_outside(item, f"{where}[{index}]")
        case dict():
            for key, item in value.items():
                if not isinstance(key, str) or not key.isascii():
                    raise ValueError(f"{where}: key {key!r} is not ASCII text")
                _name_what_is_outside(item, f"{where}.{key}")
        case _:
            raise ValueError(f"{where}: {type(value).__name__} has no place in a verdict")


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def canonical(value: Any) -> bytes:
    """The canonical UTF-8 bytes of a JSON value. Raises ValueError outside the profile."""
    check_profile(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(value: Any) -> str:
    """`sha256:` and the hexadecimal SHA-256 of the canonical form."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


# Control and format characters, line and paragraph separators, private use and non-characters.
_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def printable(value: Any, indent: int | None = None) -> str:
    """JSON of the same value that can be shown anywhere: what could move a cursor or reorder a line is escaped.

    Letters stay as they are, so Arabic remains readable; every JSON reader gets the value back unchanged.
    """
    separators = (",", ":") if indent is None else None
    return shown(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False))


def shown(text: str) -> str:
    """JSON text with everything escaped that could move a cursor or reorder a line."""
    return _UNPRINTABLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
