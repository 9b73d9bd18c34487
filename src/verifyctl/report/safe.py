"""Making text from evidence harmless to show: control, direction and other invisible characters become visible.

Nothing that a file, a claim or a file name carries may move a cursor, change a colour, reorder a line or end one.
"""

from __future__ import annotations

import re
import unicodedata

_KEPT = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}  # joiners: Persian and Kurdish spelling; text or emoji form
FSI, PDI = "\u2068", "\u2069"
_RTL = {"R", "AL", "AN"}
_STRONG = {"L", "R", "AL"}
_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Letters and marks that show nothing: a name may be padded with them, or carry words in them.
_BLANK = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
_BLANK |= {chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))}
# Vowelled Arabic carries two or three marks a letter; a tower of them covers the lines above and below.
_MARKS_IN_A_ROW = 4
_FOLDED = re.compile(r"[ \t\r\n]+")
_QUOTED = re.compile(r'(["“«][^"“”«»]*["”»])')
_RUN = re.compile(r"R(?:n*R)*")


def visible(text: str, *, newlines: bool = False) -> str:
    """The text with every control, format, surrogate, private and blank character written as `\\u{hex}`.

    With `newlines`, line feeds are kept (for transcripts shown line by line). Of a tower of combining marks
    the first four are kept. Not to be applied twice to text that `isolated` or `sentence` has made.
    """
    if text.isascii() and text.isprintable():  # most texts, and pictures inside pages
        return text
    shown: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) or unicodedata.category(char) == "Me" else 0
        shown.append(_escaped(char) if marks > _MARKS_IN_A_ROW else _shown(char, newlines))
    return "".join(shown)


def _shown(char: str, newlines: bool) -> str:
    if char in _KEPT or (char == "\n" and newlines):
        return char
    if char in _BLANK or unicodedata.category(char) in _HARMFUL:
        return _escaped(char)
    return char


def _escaped(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def isolated(text: str) -> str:
    """Made visible, and kept from reordering its neighbours where it has right-to-left letters."""
    shown = visible(text)
    return f"{FSI}{shown}{PDI}" if _has_rtl(shown) else shown


def sentence(text: str) -> str:
    """One line of prose in which words of the evidence may stand, made visible.

    White space is folded to single spaces. In a sentence whose first letter outside quotation marks is
    left-to-right, each quotation with right-to-left letters and each right-to-left run outside quotation marks
    is isolated: a quoted Arabic date stays in order, and does not pull the figures after it to its other side.
    """
    shown = visible(_FOLDED.sub(" ", text).strip(" "))
    if not _has_rtl(shown):
        return shown
    parts = _QUOTED.split(shown)
    own_words = (unicodedata.bidirectional(char) for char in "".join(parts[::2]))
    if next((direction for direction in own_words if direction in _STRONG), "R") != "L":
        return f"{FSI}{shown}{PDI}"
    return "".join(_quotation(part) if index % 2 else _runs_isolated(part) for index, part in enumerate(parts))


def _has_rtl(shown: str) -> bool:
    return not shown.isascii() and any(unicodedata.bidirectional(char) in _RTL for char in shown)


def _quotation(quoted: str) -> str:
    inner = quoted[1:-1]
    return f"{quoted[0]}{FSI}{inner}{PDI}{quoted[-1]}" if _has_rtl(inner) else quoted


def _runs_isolated(shown: str) -> str:
    """Each stretch from a right-to-left letter to the last one before a left-to-right letter, isolated."""
    kinds = "".join(_kind(unicodedata.bidirectional(char)) for char in shown)
    parts: list[str] = []
    done = 0
    for run in _RUN.finditer(kinds):
        parts += [shown[done : run.start()], FSI, shown[run.start() : run.end()], PDI]
        done = run.end()
    return "".join(parts) + shown[done:]


def _kind(direction: str) -> str:
    return "R" if direction in _RTL else "L" if direction == "L" else "n"


def clipped(text: str, length: int) -> str:
    """At most `length` characters (at least 1), the last one an ellipsis where something was left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
