"""The lower part of a letter: who signs, and who gets a copy."""

from __future__ import annotations

from collections.abc import Iterator

from verifyctl.model.text import FieldName, FieldReading
from verifyctl.reading.letter.layout import Layout, begins, holds
from verifyctl.reading.letter.made import made, normalised
from verifyctl.reading.letter.pieces import Piece, gap, length
from verifyctl.reference.letters import CLOSINGS, FOOTERS, ROLE_WORDS
from verifyctl.reference.spelling import plain

_MOST_COPIES = 30
_WIDEST_STEP = 3.5
"""Lines of one block are at most so many heights of a line apart."""

_LONGEST_NAME, _LONGEST_OFFICE = 6, 8
_FEW, _SPECK = 5, 60
"""Words that the engine is less sure of are taken for strokes of the signature, where an office is looked for."""


def copies(layout: Layout) -> Iterator[FieldReading]:
    """Those who get a copy: after the label on its line, and the items below it."""
    for index, piece, trust in _copies(layout):
        if index is not None and normalised(piece):
            yield made(FieldName.COPY_TO, [piece], trust)


def _copies(layout: Layout) -> Iterator[tuple[int, Piece, int]]:
    """Index, item and trust of each line of the copy list; the label's own line too where it names somebody."""
    start = _label(layout)
    if start is None:
        return
    label = layout.labels[start]
    if label is not None and label.rest is not None:
        yield start, label.rest.without_mark(), 10 * label.likeness
    above = layout.pieces[start]
    marked: bool | None = None
    found = 0
    for index in range(start + 1, len(layout.pieces)):
        piece = layout.pieces[index]
        if not _same_column(layout.pieces[start], piece):
            continue
        if begins(piece, FOOTERS) or layout.labels[index] is not None or found >= _MOST_COPIES or _far(above, piece):
            return
        marked = piece.marked if marked is None else marked
        if marked and not piece.marked:
            return
        if not normalised(piece):
            continue
        yield index, piece.without_mark(), 900 if marked else 700
        above, found = piece, found + 1


def _label(layout: Layout) -> int | None:
    return next((i for i, label in enumerate(layout.labels) if label is not None and label.part == "copy_to"), None)


def _same_column(first: Piece, second: Piece) -> bool:
    """True if one stands under the other."""
    return gap(first.along, second.along) <= 0


def _far(first: Piece, second: Piece) -> bool:
    height = max(1, min(length(first.across), length(second.across)))
    return gap(first.across, second.across) > _WIDEST_STEP * height


def signatories(layout: Layout) -> Iterator[FieldReading]:
    """Who signs: the name beside a line that tells an office, or that line where no name was read."""
    listed = {index for index, _, _ in _copies(layout)}
    block = [
        piece
        for index, piece in enumerate(layout.pieces)
        if index >= layout.foot
        and index not in listed
        and layout.labels[index] is None
        and not (piece.marked or begins(piece, FOOTERS))
    ]
    for place, piece in enumerate(block):
        role = _role(piece)
        if role is None:
            continue
        name = _name_beside(block, place)
        if name is not None:
            yield made(FieldName.SIGNATORY, [name, role], 850)
        else:
            yield made(FieldName.SIGNATORY, [role], 600)
        return
    closed = any(holds(piece, CLOSINGS) for piece in layout.pieces[: layout.foot])
    names = [place for place, piece in enumerate(block) if _is_name(piece)]
    place = next(
        (place for place in reversed(names) if _over_words(block, place)), names[0] if names and closed else -1
    )
    if place >= 0:
        yield made(FieldName.SIGNATORY, [block[place]], 400)


def _role(piece: Piece) -> Piece | None:
    """The piece from the word that tells an office on, if that is its first or second word, specks not counted."""
    for index, word in enumerate(piece.words[:_FEW]):
        if index > 1 and any(before.confidence >= _SPECK for before in piece.words[:index]):
            return None
        if plain(word.text).strip(" .:/-،") in ROLE_WORDS and len(piece.words) - index <= _LONGEST_OFFICE:
            return piece.part(piece.joined.starts[index])
    return None


def _name_beside(block: list[Piece], place: int) -> Piece | None:
    """The nearest line above the office that may be a name, else the one below."""
    role = block[place]
    above = (block[index] for index in range(place - 1, max(-1, place - 4), -1))
    below = (block[index] for index in range(place + 1, min(len(block), place + 3)))
    for side in (above, below):
        for piece in side:
            if _is_name(piece) and _same_column(piece, role) and not _far(piece, role):
                return piece
    return None


def _over_words(block: list[Piece], place: int) -> bool:
    """True if a line of a few words, an office perhaps, stands close under the line."""
    if place + 1 >= len(block):
        return False
    above, below = block[place], block[place + 1]
    worded = 2 <= len(below.key) <= _LONGEST_NAME and not any(map(str.isdigit, below.text))
    return worded and _same_column(above, below) and not _far(above, below)


def _is_name(piece: Piece) -> bool:
    """True for two to six words of letters that are no office."""
    words = piece.key
    text = plain(piece.text)
    letters = sum(char.isalpha() or char.isspace() or char in ".-'’/" for char in text)
    return (
        2 <= len(words) <= _LONGEST_NAME
        and max(map(len, words)) >= 3
        and not any(char.isdigit() for char in piece.text)
        and 10 * letters >= 9 * len(text)
        and _role(piece) is None
        and piece.confidence >= 30
    )
