"""The order of a letter: letterhead, labels, body, foot. Found by labels and by the length of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.text import DateReading
from verifyctl.reading.letter.labels import Labelled
from verifyctl.reading.letter.pieces import Piece, gap
from verifyctl.reference.letters import CLOSINGS, FOOTERS, GREETINGS, HONORIFICS, INVOCATIONS, RESPECT_WORDS, Part

BODY_WORDS = 7
"""A line of so many words, without a label, is taken for the body."""

_LONG_LINE = 10
"""A line of so many words that begins with the word for date or number is a sentence."""

_LONGEST_WEAK = 9


@dataclass(frozen=True)
class Layout:
    """Pieces in order with their labels, and where the parts of the letter begin.

    `head` is the index of the first piece with a label, `to` that of the first that tells whom the letter is for or
    what it is about, `body` that of the first piece of the body, `foot` that of the first piece after it. Where there
    is no such piece it is that of the next part. `dated` are the pieces that hold a date.
    """

    pieces: tuple[Piece, ...]
    labels: tuple[Labelled | None, ...]
    dated: frozenset[int]
    head: int
    to: int
    body: int
    foot: int


def layout_of(pieces: Sequence[Piece], labels: Sequence[Labelled | None], dates: Sequence[DateReading]) -> Layout:
    """Where the parts begin. Without any label there is no head: nothing is known to be a letterhead."""
    dated = frozenset(index for index, piece in enumerate(pieces) if any(_holds(piece, date) for date in dates))
    found = _without_weak(pieces, labels)
    long = [_is_body(piece, found[index], index in dated) for index, piece in enumerate(pieces)]
    body = _body(pieces, found, long)
    head = [i for i in range(body) if found[i] is not None or i in dated or addressed(pieces[i])]
    to = [i for i in head if addressed(pieces[i]) or _part(found[i]) in ("recipient", "subject")]
    copies = next((i for i in range(body, len(pieces)) if _part(found[i]) == "copy_to"), len(pieces))
    foot = max((i + 1 for i in range(body, copies) if long[i]), default=min(body, copies))
    return Layout(
        pieces=tuple(pieces),
        labels=found,
        dated=dated,
        head=head[0] if head else 0,
        to=to[0] if to else (body if head else 0),
        body=body,
        foot=foot,
    )


def _part(label: Labelled | None) -> Part | None:
    return label.part if label is not None else None


def _holds(piece: Piece, date: DateReading) -> bool:
    return piece.line == date.line and _overlap(piece.box, date.box)


def _overlap(one: Box, other: Box) -> bool:
    across = gap((one.x, one.x + one.width), (other.x, other.x + other.width))
    down = gap((one.y, one.y + one.height), (other.y, other.y + other.height))
    return max(across, down) <= 0


def _without_weak(pieces: Sequence[Piece], labels: Sequence[Labelled | None]) -> tuple[Labelled | None, ...]:
    """Without labels that lack a sign, but for those of short lines where such a label is due.

    That is for a recipient between the first label and the subject, for a subject after a recipient. A person spoken
    to is a line of its own kind.
    """
    strong = [i for i, label in enumerate(labels) if label is not None and not label.weak]
    subject = next((i for i in strong if _part(labels[i]) == "subject"), None)
    first = strong[0] if strong else len(labels)

    def counts(index: int, label: Labelled) -> bool:
        if not label.weak:
            return True
        if len(pieces[index].key) > _LONGEST_WEAK or addressed(pieces[index]):
            return False
        if label.part == "recipient":
            return subject is not None and first < index < subject
        return subject is None and index > 0 and _part(labels[index - 1]) == "recipient"

    return tuple(label if label is not None and counts(i, label) else None for i, label in enumerate(labels))


def _body(pieces: Sequence[Piece], labels: Sequence[Labelled | None], long: Sequence[bool]) -> int:
    """The first long line or greeting after the subject, else after the first recipient, else after the first label."""
    anchor = -1
    for parts in (("subject",), ("recipient",), ("reference", "date")):
        anchor = next((i for i, label in enumerate(labels) if _part(label) in parts), -1)
        if anchor >= 0:
            break
    after = range(anchor + 1, len(pieces))
    return next((i for i in after if i > 0 and (long[i] or begins(pieces[i], GREETINGS))), len(pieces))


def _is_body(piece: Piece, label: Labelled | None, dated: bool) -> bool:
    words = len(piece.key)
    if label is not None and not (_part(label) in ("reference", "date") and words >= _LONG_LINE):
        return False
    if begins(piece, INVOCATIONS) or begins(piece, FOOTERS) or addressed(piece) or piece.marked:
        return False
    return words > BODY_WORDS or (words == BODY_WORDS and not dated) or holds(piece, CLOSINGS)


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
