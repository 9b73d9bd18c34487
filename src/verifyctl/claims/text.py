"""Hostile text made fit for one line of a message, a comment or a quoted YAML value."""

from __future__ import annotations

import json

LONGEST = 60


def shown(text: str) -> str:
    """The text with every character that is not printable (controls, direction marks, line ends) escaped."""
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def quoted(text: str, longest: int = LONGEST) -> str:
    """The text in single quotes for a message, escaped, cut after `longest` characters."""
    return repr(text) if len(text) <= longest else f"{text[:longest]!r}…"


def yaml_quoted(text: str) -> str:
    """The text as a double-quoted YAML value on one line; it is also a JSON string unless it needs `\\U`.

    What is no character (bytes of a file name that are no UTF-8) becomes U+FFFD: no claim file could hold it.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return shown(json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
