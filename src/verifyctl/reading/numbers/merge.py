"""The transcript's lines with numbers as the number reader saw them, where it is likely to be right.

The text engine has no Arabic-Indic digits but prints others in their place, splits numbers and joins them to words.
What it gave is kept among the word's `others`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.numbers.code import coded
from verifyctl.reading.numbers.level import Levelling, unchanged
from verifyctl.reading.numbers.logical import logical
from verifyctl.reading.numbers.shape import DIGITS_OF_A_YEAR, groups_of, is_like_a_date
from verifyctl.reading.numbers.votes import CODE, gives, of_three
from verifyctl.reading.numbers.words import standing_for

if TYPE_CHECKING:
    from verifyctl.reading.numbers.level import Levelling

WIDEST_GAP = 8
"""A number further from a line than this many heights is a line of its own."""

LIKELY = 600
"""Thousandths. What a single reading gave has at most 500."""

LIKELIER_THAN_THE_ENGINE = 300
"""Enough for Arabic-Indic digits on which two readings agree: the engine has no such digits. Not for what may be a
date or its year, where a wrong guess costs more than none."""

_AGREED = 2

SURE_ALONE = 900
"""Enough for a number that is not accepted to become a line of its own."""

MANY = 3
"""From so many digits on a number is surely none of a word's letters, and the reverse."""


@dataclass
class _Place:
    """A word of a line and where it stands on the level page."""

    word: Word
    box: Box


@dataclass
class _Row:
    """A line while numbers are put into it; its words in reading order."""

    places: list[_Place]
    rightwards: bool
    changed: bool = False
    line: Line | None = None


def merged(lines: Sequence[Line], numbers: Sequence[NumberReading], level: Levelling = unchanged) -> tuple[Line, ...]:
    """The lines, in logical order, with likely numbers in the place of what the engine made of them.

    A number that the engine did not see at all gets its place in its line or, if sure, a line of its own. One that
    is not likely changes no text: it joins the `others` of the word it stands on. `level` is the way back to the page
    that was read, on which rows are level.
    """
    rows = [_row(line, level) for line in lines]
    for number in sorted(numbers, key=lambda one: (one.box.y, one.box.x)):
        box = level(number.box)
        row = _row_of(rows, box)
        if not likely(number):
            if row is not None:
                _noted(row, number, box)
        elif row is None:
            if number.accepted or (number.confidence >= SURE_ALONE and _figures(number.text) >= MANY):
                _inserted(rows, number, box)
        else:
            _put(row, number, box, [other for other in rows if other is not row])
    return tuple(_line(row) for row in rows if row.places)


def likely(number: NumberReading) -> bool:
    """Whether the text is a better guess than the engine's: two readings agree, and they are not weak.

    Less than what makes a number accepted: here it is only held against an engine that exchanges digits freely.
    """
    if number.accepted or number.confidence >= LIKELY:
        return True
    groups = groups_of(number.text)
    no_date = sum(groups) > DIGITS_OF_A_YEAR and not is_like_a_date(groups)
    alike = sum(reading is not None and gives(reading, number.text) for reading in number.readings)
    agreed = of_three(alike, len(number.readings)) >= _AGREED
    return number.digits == "arabic-indic" and no_date and agreed and number.confidence >= LIKELIER_THAN_THE_ENGINE


def _row(line: Line, level: Levelling) -> _Row:
    return _Row([_Place(word, level(word.box)) for word in line.words], rightwards=_rightwards(line.text), line=line)


def _rightwards(text: str) -> bool:
    sides = [side for sign in text if (side := direction(sign))]
    return sides.count("L") >= sides.count("R") and bool(sides)


def direction(sign: str) -> Literal["R", "L", ""]:
    """The direction of a letter; empty for what is none."""
    kind = unicodedata.bidirectional(sign)
    return "R" if kind in ("R", "AL") else "L" if kind == "L" else ""


def _row_of(rows: list[_Row], box: Box) -> _Row | None:
    """The row whose words the number stands on or, if it stands on none, the nearest one beside it."""
    best, most = None, 0.0
    nearest, gap = None, float("inf")
    for row in rows:
        boxes = [place.box for place in row.places]
        found = standing_for(box, boxes)
        shared = sum(_shared(box, boxes[place]) for place in (*found.replaced, *found.touched))
        if shared > most:
            best, most = row, shared
        apart = min((_gap(box, other) for other in boxes), default=float("inf"))
        if apart < gap:
            nearest, gap = row, apart
    return best if best is not None else nearest if gap <= WIDEST_GAP * box.height else None


def _shared(one: Box, other: Box) -> float:
    return max(min(one.x + one.width, other.x + other.width) - max(one.x, other.x), 0)


def _gap(box: Box, other: Box) -> float:
    """Pixels between two boxes of one row; infinite if they are not in one."""
    rows = min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
    if rows < 0.5 * min(box.height, other.height):
        return float("inf")
    return max(box.x - other.x - other.width, other.x - box.x - box.width, 0)


def _put(row: _Row, number: NumberReading, box: Box, elsewhere: list[_Row]) -> None:
    """The number in the place of the words it stands for, those among them that other rows hold included."""
    replaced, touched = _stood_for(row, number, box)
    at = replaced[0] if replaced else _place_for(row, box)
    taken = [row.places[index] for index in replaced]
    kept = [place for index, place in enumerate(row.places) if index not in replaced]
    for index in touched:
        row.places[index].word = _without(row.places[index].word)
    for other in elsewhere:
        gone = {index for index in _stood_for(other, number, box)[0] if not other.places[index].word.number}
        taken += [other.places[index] for index in sorted(gone)]
        other.places = [place for index, place in enumerate(other.places) if index not in gone]
        other.changed = other.changed or bool(gone)
    read = ((text, place.box) for place in taken for text in (place.word.text, *place.word.others))
    code = None if row.rightwards else coded(number, box, read)
    made = Word(
        text=_once(_typed(number.text, row, kept[:at]), kept[:at], kept[at:]) if code is None else _with_code(*code),
        box=number.box,
        confidence=number.confidence // 10,
        others=tuple(dict.fromkeys(other for place in taken for other in (place.word.text, *place.word.others))),
        number=True,
    )
    letters = [letter for place in taken if (letter := _letter(place, number)) is not None]
    beside = letters[:1] if code is None else []
    row.places = [*kept[:at], _Place(made, box), *beside, *kept[at:]]
    row.changed = True


def _stood_for(row: _Row, number: NumberReading, box: Box) -> tuple[list[int], list[int]]:
    """Places of words that the number takes the place of, and of those it reaches into.

    A figure or two never stand for a word of several letters: those are read more safely than single figures.
    """
    found = standing_for(box, [place.box for place in row.places])
    few = _figures(number.text) < MANY
    replaced = [index for index in found.replaced if not (few and _letters(row.places[index].word.text) >= MANY)]
    return replaced, list(found.touched)


def _figures(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


def _typed(seen: str, row: _Row, before: list[_Place]) -> str:
    sides = [side for place in before for sign in place.word.text if (side := direction(sign))]
    return logical(seen, rightwards=row.rightwards, before=sides[-1] if sides else "")


def _once(text: str, before: list[_Place], after: list[_Place]) -> str:
    """The number without a slash at an end where the word beside it is that slash."""
    if before and before[-1].word.text == CODE:
        text = text.removeprefix(CODE)
    return text.removesuffix(CODE) if after and after[0].word.text == CODE else text


def _with_code(letter: str, seen: str) -> str:
    return f"{letter}/{logical(seen, rightwards=False, before='R')}"


def _letter(place: _Place, number: NumberReading) -> _Place | None:
    """The calendar letter that the engine had joined to the digits it misread."""
    letters = "".join(sign for sign in place.word.text if direction(sign) == "R" or sign == "ـ")
    if not letters or not any(letter in letters for letter in number.letters) or len(letters) > 3:
        return None
    word = place.word.model_copy(update={"text": letters})
    return _Place(word, place.box)


def _without(word: Word) -> Word:
    """A word that the number reaches into, without the figures before or behind its letters.

    The engine's text of it is kept among its `others`.
    """
    letters = [place for place, sign in enumerate(word.text) if sign.isalpha() or unicodedata.category(sign) == "Mn"]
    figures = [place for place, sign in enumerate(word.text) if sign.isdigit()]
    if not letters or not figures:
        return word
    first, last = letters[0], letters[-1] + 1
    head, tail = word.text[:first], word.text[last:]
    head = head[max((place + 1 for place, sign in enumerate(head) if sign.isdigit()), default=0) :]
    tail = tail[: min((place for place, sign in enumerate(tail) if sign.isdigit()), default=len(tail))]
    text = head + word.text[first:last] + tail
    if text == word.text:
        return word
    return word.model_copy(update={"text": text, "others": (*word.others, word.text)})


def _noted(row: _Row, number: NumberReading, box: Box) -> None:
    """What was not accepted, among the other readings of the first word it stands on."""
    for index in _stood_for(row, number, box)[0][:1]:
        place = row.places[index]
        text = _typed(number.text, row, row.places[:index])
        if text != place.word.text and text not in place.word.others:
            place.word = place.word.model_copy(update={"others": (*place.word.others, text)})
            row.changed = True


def _place_for(row: _Row, box: Box) -> int:
    """Where in reading order something at this place stands."""
    middle = 2 * box.x + box.width
    for index, place in enumerate(row.places):
        other = 2 * place.box.x + place.box.width
        if (other > middle) if row.rightwards else (other < middle):
            return index
    return len(row.places)


def _inserted(rows: list[_Row], number: NumberReading, box: Box) -> None:
    """A line of its own, before the first line that begins below it."""
    word = Word(text=number.text, box=number.box, confidence=number.confidence // 10, number=True)
    rightwards = sum(row.rightwards for row in rows) * 2 > len(rows)
    row = _Row([_Place(word, box)], rightwards=rightwards, changed=True)
    word = word.model_copy(update={"text": _typed(number.text, row, [])})
    row.places = [_Place(word, box)]
    middle = 2 * box.y + box.height
    at = next((index for index, other in enumerate(rows) if _middle(other) > middle), len(rows))
    rows.insert(at, row)


def _middle(row: _Row) -> float:
    boxes = [place.box for place in row.places]
    return sum(2 * box.y + box.height for box in boxes) / len(boxes) if boxes else float("-inf")


def _line(row: _Row) -> Line:
    if not row.changed and row.line is not None:
        return row.line
    words = tuple(place.word for place in row.places)
    return Line(text=" ".join(word.text for word in words), box=_around([word.box for word in words]), words=words)


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(x=left, y=top, width=right - left, height=bottom - top)
