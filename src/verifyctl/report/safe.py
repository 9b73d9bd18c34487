"""Making text from evidence harmless to show: control, direction and other invisible characters become visible.

Nothing that a file, a claim or a file name carries may move a cursor, change a colour, reorder a line or end one.
"""

from __future__ import annotations

import unicodedata

_KEPT = {"\u200c", "\u200d"}  # joiners: Persian and Kurdish spelling needs them
FSI, PDI = "\u2068", "\u2069"
_RTL = {"R", "AL", "AN"}


def visible(text: str, *, newlines: bool = False) -> str:
    """The text with every control, format, surrogate and private character written as `\\u{hex}`.

    With `newlines`, line feeds are kept (for transcripts shown line by line).
    """
    return "".join(_shown(char, newlines) for char in text)


def _shown(char: str, newlines: bool) -> str:
    if char == "\n" and newlines:
        return char
    if char in _KEPT:
        return char
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"\\u{{{ord(char):x}}}"
    return char


def isolated(text: str) -> str:
    """Made visible, and kept from reordering its neighbours where it has right-to-left letters."""
    shown = visible(text)
    if any(unicodedata.bidirectional(char) in _RTL for char in shown):
        return f"{FSI}{shown}{PDI}"
    return shown
