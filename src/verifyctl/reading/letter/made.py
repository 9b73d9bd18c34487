"""Field readings put together from pieces of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifyctl.model.text import FieldName, FieldReading, Word
from verifyctl.reading.letter.pieces import Piece
from verifyctl.reading.spans import box_of, mean_confidence
from verifyctl.reference.spelling import folded

_DOUBTED = 60
_WITH_NUMBERS = frozenset({FieldName.REFERENCE, FieldName.DATE_LINE})


def normalised(piece: Piece) -> str:
    """The words of the piece in the form for comparison, with a space between them."""
    return " ".join("".join(char if char.isalnum() else " " for char in folded(piece.text)).split())


def _trimmed(piece: Piece) -> Piece:
    """Without words at either end that are signs, or numbers that the engine doubts: specks, frames, strokes."""
    kept = [index for index, word in enumerate(piece.words) if _says_something(word)]
    return replace(piece, words=piece.words[kept[0] : kept[-1] + 1]) if kept else piece


def _says_something(word: Word) -> bool:
    digit = any(map(str.isdigit, word.text)) and word.confidence >= _DOUBTED
    return digit or any(map(str.isalpha, word.text))


def made(name: FieldName, pieces: Sequence[Piece], trust: int, form: str | None = None) -> FieldReading:
    """A field from at least one piece.

    `trust`, 0 to 1000, is how sure the label and place make it; the confidence is that times the engine's confidence in
    the words. The text is that of the first piece, the box and the lines are those of all.
    """
    if name not in _WITH_NUMBERS:
        pieces = [_trimmed(piece) for piece in pieces]
    words = [word for piece in pieces for word in piece.words]
    return FieldReading(
        name=name,
        text=pieces[0].text,
        normalised=normalised(pieces[0]) if form is None else form,
        box=box_of(words),
        lines=tuple(sorted({piece.line for piece in pieces})),
        confidence=max(0, min(1000, trust)) * mean_confidence(words) // 100,
    )
