"""Text of evidence in a page: made visible, bounded, escaped, and kept from reordering what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from verifyctl.report import words
from verifyctl.report.letter import without_marks
from verifyctl.report.safe import clipped, sentence, visible

_PROSE = 4000
_VALUE = 1000
_LINE = re.compile(r"line ([0-9]{1,5}) of the transcript\Z")


def value(text: Any) -> Markup:
    """A value as it is, in an element of its own, in which it has its own direction."""
    return Markup("<bdi>{}</bdi>").format(visible(clipped(str(text), _VALUE)))


def prose(text: Any) -> Markup:
    """A sentence in which words of the evidence may stand."""
    return Markup("{}").format(sentence(clipped(str(text), _PROSE)))


def stopped(text: Any) -> Markup:
    """A sentence with its full stop."""
    return Markup("{}").format(words.stopped(sentence(clipped(str(text), _PROSE))))


def read(text: Any) -> Markup:
    """Text of the picture without the marks that engines add."""
    return value(without_marks(str(text)))


def line(text: Any) -> Markup:
    """A line of the picture for an element that takes its direction from it."""
    return Markup("{}").format(visible(clipped(without_marks(str(text)), _VALUE)))


def line_of(where: Any) -> str:
    """The number of the line of the transcript that a place names; empty for other places."""
    found = _LINE.match(str(where))
    return found[1] if found else ""


def attribute(text: Any) -> Markup:
    """Text for an attribute, which cannot hold elements."""
    return Markup("{}").format(sentence(clipped(str(text), _VALUE)))


def slug(text: Any) -> str:
    """An id for an element: letters and digits of ASCII, `-`, and the number of everything else."""
    return "".join(char if char.isascii() and char.isalnum() else f"-{ord(char):x}" for char in str(text))


def plain(text: Any) -> str:
    """A word of the contract in plain writing."""
    return words.plain(str(text))


def joined(texts: Iterable[Any]) -> Markup:
    """Sentences one after the other."""
    return Markup(" ").join(stopped(text) for text in texts)


def finished(output: Any) -> Any:
    """Whatever a page puts out: text that no filter has made harmless is made visible here."""
    return visible(output) if isinstance(output, str) and not isinstance(output, Markup) else output


FILTERS = {
    "value": value,
    "prose": prose,
    "stopped": stopped,
    "read": read,
    "line": line,
    "line_of": line_of,
    "attribute": attribute,
    "slug": slug,
    "plain": plain,
    "joined": joined,
}
