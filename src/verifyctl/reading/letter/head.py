"""The upper part of a letter: who writes, under which number, on which day, to whom, about what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from verifyctl.model.text import DateReading, FieldName, FieldReading, NumberReading
from verifyctl.reading.letter.labels import Labelled
from verifyctl.reading.letter.layout import Layout, addressed, begins
from verifyctl.reading.letter.made import made, normalised
from verifyctl.reading.letter.numbers import REACH, reference
from verifyctl.reading.letter.pieces import Piece, gap, length
from verifyctl.reading.letter.unlabelled import unlabelled
from verifyctl.reference.letters import HONORIFICS, INVOCATIONS, OFFICE_WORDS, PART_WORDS, STATE_LINES
from verifyctl.reference.spelling import plain

_LETTERHEAD_LINES = 10
_MOST_ITEMS = 20
_FEW, _LONGEST_PERSON = 4, 9

NEAR_OFFICE = 80
"""Likeness, in percent, from which the first word of a letterhead counts as a misread name of an office."""


def letterhead(layout: Layout) -> Iterator[FieldReading]:
    """The issuer in each script, and the other lines of the letterhead.

    The letterhead stands above the first label; lines beside labels belong to it if they name an office or a state.
    """
    above = [
        piece
        for index, piece in enumerate(layout.pieces[: layout.to])
        if layout.labels[index] is None
        and index not in layout.dated
        and _worded(piece)
        and (index < layout.head or _names_office(piece) or begins(piece, STATE_LINES))
    ][-_LETTERHEAD_LINES:]
    labels = [script_of(label.piece) for label in layout.labels if label is not None]
    main = max("RL", key=labels.count)
    for script in ("R", "L"):
        side = [piece for piece in above if script_of(piece) == script]
        issuer = _issuer(side, named=script != main)
        for piece in side:
            if piece is issuer:
                yield made(FieldName.ISSUER, [piece], 950 if _names_office(piece) else 600)
            elif issuer is not None or begins(piece, (*STATE_LINES, *INVOCATIONS)):
                yield made(FieldName.LETTERHEAD, [piece], 900)


def _issuer(side: Sequence[Piece], *, named: bool) -> Piece | None:
    """The first line that names an office; without one the first that names no state, if it need not be `named`.

    Where that is a part of an office ("section of …"), the line directly above it is the office, however it was read.
    """
    lines = [piece for piece in side if not begins(piece, (*STATE_LINES, *INVOCATIONS)) and len(piece.key) >= 2]
    place = next((place for place, piece in enumerate(lines) if _names_office(piece)), None)
    if place is None:
        return lines[0] if lines and not named else None
    ends = (lines[place].key[0], lines[place].key[-1])
    if place > 0 and not PART_WORDS.isdisjoint(ends) and _follows(lines[place - 1], lines[place]):
        return lines[place - 1]
    return lines[place]


def _follows(above: Piece, below: Piece) -> bool:
    """True if one line stands close under the other."""
    return gap(above.across, below.across) <= 2 * max(length(above.across), length(below.across))


def _names_office(piece: Piece) -> bool:
    return not OFFICE_WORDS.isdisjoint(piece.key) or any(_near_office(word) for word in piece.key[:1])


@lru_cache(maxsize=1024)
def _near_office(word: str) -> bool:
    """True if a word of six letters and more may be a misread name of an office."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import extractOne

    return len(word) >= 6 and extractOne(word, OFFICE_WORDS, scorer=fuzz.ratio, score_cutoff=NEAR_OFFICE) is not None


def _worded(piece: Piece) -> bool:
    """True for words rather than the marks that an emblem is read as."""
    letters = sum(char.isalpha() for char in piece.text)
    return letters >= 4 and 2 * letters >= len(piece.text.replace(" ", "")) and piece.confidence >= 30


def script_of(piece: Piece) -> str:
    """R or L by the direction of most letters."""
    sides = [unicodedata.bidirectional(char) for char in piece.text]
    return "R" if sum(side in ("R", "AL") for side in sides) > sum(side == "L" for side in sides) else "L"


def references(layout: Layout, numbers: Sequence[NumberReading]) -> Iterator[FieldReading]:
    """The numbers of the letter: labelled, above the body; without any, one above the recipients that looks like it."""
    labels = (_with_rest(layout, index) for index in range(min(layout.body, len(layout.labels))))
    found = [
        field
        for label in labels
        if label is not None and label.part == "reference" and (field := reference(label, numbers)) is not None
    ]
    yield from found
    if not found:
        alone = unlabelled(layout, numbers)
        if alone is not None:
            yield alone


def _with_rest(layout: Layout, index: int) -> Labelled | None:
    """The label of a piece; where it stands alone, with the number that follows far off in its line."""
    label, following = layout.labels[index], index + 1
    if label is None or label.rest is not None or following >= len(layout.pieces):
        return label
    piece = layout.pieces[following]
    same_line = piece.line == label.piece.line and layout.labels[following] is None
    near = gap(label.piece.along, piece.along) <= REACH * length(label.piece.across)
    return replace(label, rest=piece) if same_line and near and any(map(str.isdigit, piece.text)) else label


def date_lines(layout: Layout, dates: Sequence[DateReading]) -> Iterator[FieldReading]:
    """Lines that are there for a date: labelled, or hardly more than a date, outside the body."""
    for index, piece in enumerate(layout.pieces):
        label = layout.labels[index]
        dated = index in layout.dated
        announced = label is not None and label.part == "date" and (dated or any(map(str.isdigit, piece.text)))
        alone = dated and len(piece.key) <= 6 and not layout.body <= index < layout.foot and label is None
        if announced or alone:
            days = [date for date in dates if date.line == piece.line and dated]
            spelled = " ".join(dict.fromkeys(date.written or date.days[0] for date in days if date.days))
            trust = (label.likeness if label else 80) * 10
            yield made(FieldName.DATE_LINE, [piece], trust, spelled or normalised(piece))


def recipients(layout: Layout) -> Iterator[FieldReading]:
    """Everybody that the letter is sent to, in order."""
    seen = 0
    index = 0
    while index < layout.body and seen < _MOST_ITEMS:
        label, piece = layout.labels[index], layout.pieces[index]
        index += 1
        if label is not None and label.part == "recipient":
            if label.rest is not None and normalised(label.rest):
                yield made(FieldName.RECIPIENT, [label.rest], 10 * label.likeness - (0 if label.sign else 100))
                seen += 1
            listed = list(_items(layout, index, every=label.rest is None))
            for item in listed:
                yield made(FieldName.RECIPIENT, [item], 850)
            seen += len(listed)
            index += len(listed)
        elif label is None and index > layout.head and addressed(piece):
            yield made(FieldName.RECIPIENT, [piece], 800)
            seen += 1
        elif label is None and seen and (person := _misread(piece)) is not None:
            yield made(FieldName.RECIPIENT, [person], 600)
            seen += 1


def _misread(piece: Piece) -> Piece | None:
    """What follows "Messrs" and its likes near the beginning of a short line whose label was not read; else None."""
    for index, word in enumerate(piece.words[:_FEW]):
        if index and plain(word.text).strip(" .:/-،") in HONORIFICS and len(piece.words) <= _LONGEST_PERSON:
            return piece.part(piece.joined.starts[index] + len(word.text))
    return None


def _items(layout: Layout, start: int, *, every: bool) -> Iterator[Piece]:
    """The pieces of a list that begins at `start`: those with a mark, or with `every` all up to the next label."""
    for index in range(start, min(layout.body, start + _MOST_ITEMS)):
        piece = layout.pieces[index]
        if layout.labels[index] is not None or index in layout.dated or not (every or piece.marked):
            return
        item = piece.without_mark()
        if normalised(item):
            yield item


def subjects(layout: Layout) -> Iterator[FieldReading]:
    """What stands after the word "subject"; where nothing does, the line below."""
    for index, label in enumerate(layout.labels):
        if label is None or label.part != "subject" or index > layout.body:
            continue
        below = (
            layout.pieces[index + 1]
            if label.rest is None and index + 1 < min(len(layout.pieces), layout.body)
            else None
        )
        piece = label.rest or (below if below is not None and layout.labels[index + 1] is None else None)
        if piece is not None and normalised(piece):
            yield made(FieldName.SUBJECT, [piece], 10 * label.likeness)
            return
