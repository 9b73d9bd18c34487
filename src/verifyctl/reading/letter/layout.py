"""The order of a letter: letterhead, labels, body, foot. Found by labels and by the length of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifyctl.model.text import DateReading
from verifyctl.reading.letter.labels import Labelled
from verifyctl.reading.letter.pieces import Piece, gap
from verifyctl.reference.letters import CLOSINGS, FOOTERS, GREETINGS, HONORIFICS, INVOCATIONS, RESPECT_WORDS

BODY_WORDS = 7
"""A line of so many words, without a label, is taken for the body."""

_LONGEST_HEAD = 14


@dataclass(frozen=True)
class Layout:
    """Pieces in order with their labels, and where the parts of the letter begin.

    `head` is the index of the first labelled piece, `body` that of the first piece of the body, `foot` that of the first
    piece after it; each is the number of pieces where there is none.
    """

    pieces: tuple[Piece, ...]
    labels: tuple[Labelled | None, ...]
    dated: frozenset[int]
    head: int
    body: int
    foot: int


def layout_of(pieces: Sequence[Piece], labels: Sequence[Labelled | None], dates: Sequence[DateReading]) -> Layout:
    """Where the parts begin. A page without any label has no head: nothing on it is known to be a letterhead."""
    dated = frozenset(index for index, piece in enumerate(pieces) if any(_holds(piece, date) for date in dates))
    body = _body(pieces, labels, dated)
    marks = [
        index
        for index in range(min(body, len(pieces)))
        if labels[index] is not None or index in dated or addressed(pieces[index])
    ]
    copies = next((i for i, label in enumerate(labels) if label is not None and label.part == "copy_to"), len(pieces))
    foot = max((i + 1 for i in range(body, len(pieces)) if _is_body(pieces[i], labels[i], i in dated)), default=body)
    return Layout(
        pieces=tuple(pieces),
        labels=tuple(labels),
        dated=dated,
        head=marks[0] if marks and marks[0] <= _LONGEST_HEAD else (0 if not marks else marks[0]),
        body=body,
        foot=min(foot, copies) if copies > body else foot,
    )


def _holds(piece: Piece, date: DateReading) -> bool:
    if piece.line != date.line:
        return False
    box, other = piece.box, date.box
    return gap((box.x, box.x + box.width), (other.x, other.x + other.width)) <= 0 and (
        gap((box.y, box.y + box.height), (other.y, other.y + other.height)) <= 0
    )


def _body(pieces: Sequence[Piece], labels: Sequence[Labelled | None], dated: frozenset[int]) -> int:
    """The first piece of the body: after the last label of the head, a greeting or a long line without a label."""
    for index, piece in enumerate(pieces):
        if index > 0 and (_is_body(piece, labels[index], index in dated) or begins(piece, GREETINGS)):
            return index
    return len(pieces)


def _is_body(piece: Piece, label: Labelled | None, dated: bool) -> bool:
    if label is not None and (label.sign or label.likeness == 100):
        return False
    if begins(piece, INVOCATIONS) or begins(piece, FOOTERS) or addressed(piece) or piece.marked:
        return False
    short = len(piece.key) <= BODY_WORDS and dated
    return not short and (len(piece.key) >= BODY_WORDS or holds(piece, CLOSINGS))


def addressed(piece: Piece) -> bool:
    """True if the piece is a person spoken to: it begins with "Mr" or its like and ends with "the respected"."""
    key = piece.key
    return 2 <= len(key) <= 14 and key[0] in HONORIFICS and key[-1] in RESPECT_WORDS


def begins(piece: Piece, phrases: Sequence[str]) -> bool:
    """True if the piece begins with one of the phrases."""
    text = " ".join(piece.key) + " "
    return any(text.startswith(phrase + " ") for phrase in phrases)


def holds(piece: Piece, phrases: Sequence[str]) -> bool:
    """True if one of the phrases stands in the piece."""
    text = " " + " ".join(piece.key) + " "
    return any(f" {phrase} " in text for phrase in phrases)
