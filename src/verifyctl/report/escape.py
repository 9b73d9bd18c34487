"""Text of evidence inside formats that have markup of their own: it stays text there, whatever it holds."""

from __future__ import annotations

import re

from verifyctl.report.safe import clipped, sentence, visible

_PROSE = 2000
_MARKUP = re.compile(r"[\\`*_{}\[\]~|#$]")
# Addresses would become links, :names: pictures.
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|(?<!\d):(?=[\w+-]+:)", re.IGNORECASE)
# At the start of an item or a cell these would begin a list, a rule or a heading of its own.
_START = re.compile(r"^([-+=]|[0-9]+[.)])")
# GitHub turns these into links after the Markdown has been read; a comment between keeps them apart.
_REFERENCE = re.compile(r"(@|\\#)(?=\w)")
_BREAK = "<!-- -->"


def markdown(text: str) -> str:
    """One line of Markdown that shows the text as it is: no markup, no link, no mention, no table cell of its own."""
    shown = sentence(clipped(text, _PROSE)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = _ADDRESS.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", shown))
    shown = _START.sub(_start_escaped, shown)
    return _REFERENCE.sub(rf"\1{_BREAK}", shown)


def _start_escaped(found: re.Match[str]) -> str:
    return f"{found[1][:-1]}\\{found[1][-1]}"


def code_span(text: str) -> str:
    """The text as a Markdown code span, its fence longer than any run of backticks in it."""
    shown = visible(clipped(text, _PROSE)).replace("|", "\\u{7c}")
    fence = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    inner = f" {shown} " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) or not shown else shown
    return f"{fence}{inner}{fence}"


def command_data(text: str) -> str:
    """Text as the message of a GitHub workflow command."""
    shown = sentence(clipped(text, _PROSE))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Text as a property of a GitHub workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
