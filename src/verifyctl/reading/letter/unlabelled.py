"""Reference numbers whose label was not read: long numbers between the letterhead and the recipients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from verifyctl.model.base import Box
from verifyctl.model.text import FieldName, FieldReading, NumberReading
from verifyctl.reading.letter.layout import Layout
from verifyctl.reading.letter.made import made
from verifyctl.reading.letter.numbers import SEPARATORS, code_before, form_of, with_other
from verifyctl.reading.letter.pieces import Piece, gap, length
from verifyctl.reading.numbers.shape import GROUPS_OF_A_DATE, groups_of, is_like_a_date
from verifyctl.reading.numbers.votes import of_three
from verifyctl.reference.spelling import folded

TRUST = 300
"""Most trust in such a number, in thousandths."""

NEARLY_ACCEPTED, MOST_AGREE = 900, 600
"""Confidence, in thousandths, from which a number in the transcript counts, and one beside a date that most readings
give alike."""

NEAR_DATE = 2.0
"""So many heights of its line a date stands off at most, above or below the number."""

_FEWEST, _MOST, _MOST_IN_THREE = 5, 9, 12
"""Digits: shorter ones are anything, longer ones telephone numbers, but for those in three groups."""

_FEWEST_CODED = 3
"""Digits of a number with a letter before it."""

_NUMBER = re.compile(rf"(?:[^\W\d_]/)?\d{{1,6}}(?:[{re.escape(SEPARATORS)}]\d{{1,6}}){{0,2}}")
_TELEPHONES = frozenset(["هاتف", "تلفون", "فاكس", "موبايل", "نقال", "ص", "ب", "tel", "phone", "fax", "box"])


def unlabelled(layout: Layout, numbers: Sequence[NumberReading]) -> FieldReading | None:
    """The first number that looks like a letter's: of which the number reader is sure, or one beside the letter's date.

    It stands above the recipients, in no line with a label or a date.
    """
    above = range(layout.to)
    free = [layout.pieces[index] for index in above if layout.labels[index] is None and index not in layout.dated]
    sure = next(_in_transcript(free, numbers), None)
    if sure is not None:
        return sure
    dates = [layout.pieces[index] for index in above if index in layout.dated]
    others = [piece for piece in layout.pieces if piece not in free]
    return next(_beside_dates(dates, free, others, numbers), None)


def _in_transcript(free: Iterable[Piece], numbers: Iterable[NumberReading]) -> Iterator[FieldReading]:
    sure = {number.box: number for number in numbers if number.accepted or number.confidence >= NEARLY_ACCEPTED}
    for piece in free:
        for word in piece.words if _TELEPHONES.isdisjoint(piece.key) else ():
            seen, plain = sure.get(word.box), folded(word.text).strip(SEPARATORS)
            fewest = _FEWEST_CODED if code_before(piece, word.box) else _FEWEST
            if seen is not None and _is_long(seen.text, fewest) and _NUMBER.fullmatch(plain):
                yield _field(seen, piece)


def _beside_dates(
    dates: Sequence[Piece], free: Sequence[Piece], others: Sequence[Piece], numbers: Iterable[NumberReading]
) -> Iterator[FieldReading]:
    for number in numbers:
        if not (_agreed(number) and _is_long(number.text) and any(_near(date, number.box) for date in dates)):
            continue
        if any(_holds(piece, number.box) for piece in others):
            continue
        piece = next((piece for piece in free if _holds(piece, number.box)), None)
        if piece is None or _TELEPHONES.isdisjoint(piece.key):
            yield _field(number, piece)


def _field(number: NumberReading, piece: Piece | None) -> FieldReading:
    text = number.text.strip(SEPARATORS)
    code = code_before(piece, number.box) if piece is not None else ""
    form = form_of(f"{text}/{code}" if code else text)
    if piece is None:
        trust = TRUST * number.confidence // 1000
        field = FieldReading(
            name=FieldName.REFERENCE, text=text, normalised=form, box=number.box, lines=(), confidence=trust
        )
    else:
        held = tuple(word for word in piece.words if word.box == number.box) or piece.words
        field = made(FieldName.REFERENCE, [replace(piece, words=held)], TRUST, form)
    return with_other(field, form_of(f"{code}/{text}" if code else text), rtl=True)


def _agreed(number: NumberReading) -> bool:
    """Whether most readings give the same, signs at the ends aside."""
    text = number.text.strip(SEPARATORS)
    alike = sum(reading is not None and reading.strip(SEPARATORS) == text for reading in number.readings)
    return number.confidence >= MOST_AGREE and of_three(alike, len(number.readings)) > 1


def _near(date: Piece, box: Box) -> bool:
    _, across = date.spans_of(box)
    return gap(date.across, across) <= NEAR_DATE * max(1, length(date.across))


def _holds(piece: Piece, box: Box) -> bool:
    along, across = piece.spans_of(box)
    return gap(piece.along, along) < 0 and 2 * gap(piece.across, across) < -min(length(piece.across), length(across))


def _is_long(text: str, fewest: int = _FEWEST) -> bool:
    groups = groups_of(text)
    if len(groups) < GROUPS_OF_A_DATE:
        return fewest <= sum(groups) <= _MOST
    return sum(groups) <= _MOST_IN_THREE and not is_like_a_date(groups)
