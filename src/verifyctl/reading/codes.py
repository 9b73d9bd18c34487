"""The letter of a reference number, "ص/480", looked at once more.

Beside a number the engine loses a single letter as often as not. The number reader sees the slash that leads to it, so
what stands there is cut out, alone and with the number and its label, and read again; most of what was read decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.dates.sheet import in_row
from verifyctl.reading.numbers.shape import groups_of, is_like_a_date
from verifyctl.reading.numbers.votes import CODE, IN_LINE
from verifyctl.reading.spliced import spliced
from verifyctl.reference.letters import LIKE_FIGURES

if TYPE_CHECKING:
    from verifyctl.model.text import Line, NumberReading
    from verifyctl.reading.numbers.level import Levelling

MOST = 3
"""Numbers of a page, from the top, beside which a letter is looked for."""

FEWEST_DIGITS = 2
TOLD_BY = 2

REACH, LABEL, LETTER = 2.3, 6.7, 1.4
"""How far right of the number, in letter heights, what is cut out ends: alone, with the label; and the letter."""

LETTERS = 28
"""Height in pixels of joined letters to which it is brought: single letters are read better larger than lines."""

_PLAIN = rf"(?P<letter>(?![{LIKE_FIGURES}])[ء-ي])"
"""A letter that is not what figures are read as."""

_LETTER = re.compile(_PLAIN)
_CODE = re.compile(r"(?<![^\W\d_])(?P<letter>[ء-ي])\s*/")
_SURE_CODE = re.compile(rf"(?<![^\W\d_]){_PLAIN}\s*/")
_ALONE = re.compile(rf"(?:^|/)\W*{_PLAIN}(?:\W*$|\s?(?:[/|1١۱]|لا?\b|ا\b))")
_AFTER_LABEL = re.compile(rf"[:؛|/]\s*{_PLAIN}\s?ا?(?=[\s\d])")
"""Where the slash after the letter is read as a one, an ا or a ل too, stands first, or is lost."""

_FEW = 3
"""Signs of which one letter may be the only thing that was read well."""

_LABEL = re.compile(r"[^\W\d_]{3}")
"""Part of a word: after a label and its slash a letter at the end is the number's first figure."""

_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f"))


@dataclass(frozen=True)
class Coded:
    """A number with a letter at its right: its place on the level page, the height of letters there, and the letter's
    place on the picture.
    """

    number: Box
    letter: float
    placed: Box


@dataclass(frozen=True)
class Look:
    """What one set of data read of the letter alone, and of the number, the letter and the label together."""

    alone: Sequence[Word]
    labelled: Sequence[Word]

    @property
    def readings(self) -> Iterator[tuple[str | None, int]]:
        """The letter by both, None where there is none, and the least confidence, 0 to 100."""
        for read, how in ((self.alone, alone_in), (self.labelled, among)):
            yield how(_text(read)), min((word.confidence for word in read), default=0)


def coded(numbers: Sequence[NumberReading], level: Levelling) -> tuple[Box, ...]:
    """Boxes, on the level page, of numbers at whose right end a slash was seen, from top to bottom."""
    boxes = (level(number.box) for number in numbers if _has_slash(number) and _may_be_coded(number.text))
    return tuple(sorted(boxes, key=lambda box: box.y)[:MOST])


def _has_slash(number: NumberReading) -> bool:
    """Whether two networks saw a slash at the right end within the line, where it is not cut off as alone.

    What only one of them sees is the sign of a label or a stroke.
    """
    seen = (reading for reading in (*number.readings[:IN_LINE], number.witness) if reading is not None)
    plain = number.text.strip(CODE)
    return sum(reading.endswith(CODE) and reading.strip(CODE) == plain for reading in seen) >= TOLD_BY


def _may_be_coded(text: str) -> bool:
    groups = groups_of(text)
    return sum(groups) >= FEWEST_DIGITS and not is_like_a_date(groups)


def alone(number: Box, letter: float) -> Box:
    """What stands right of a number; `letter` is the height of letters on the page."""
    return Box(x=number.x + number.width, y=number.y, width=round(REACH * letter), height=number.height)


def with_label(number: Box, letter: float) -> Box:
    """A number with what stands right of it, a label among it."""
    return number.model_copy(update={"width": number.width + round(LABEL * letter)})


def place(number: Box, letter: float) -> Box:
    """Where the letter and its slash stand."""
    return alone(number, letter).model_copy(update={"width": round(LETTER * letter)})


def put(lines: tuple[Line, ...], one: Coded, looks: Iterable[Look], level: Levelling) -> tuple[Line, ...]:
    """The lines with the letter that most readings give before the number, what stood there among its `others`."""
    at = row_of(lines, one.number, level)
    if at is None:
        return lines
    words = beside(lines[at], one, level)
    before = among(_text(words))
    found = chosen([reading for look in looks for reading in look.readings], before)
    if found is None or found[0] == before:
        return lines
    if before is not None:
        return (*lines[:at], exchanged(lines[at], before, found[0], words), *lines[at + 1 :])
    sign = "" if any(word.number and word.text.startswith(CODE) for word in words) else CODE
    word = Word(text=f"{found[0]}{sign}", box=one.placed, confidence=found[1])
    return (*lines[:at], *spliced((lines[at],), place(one.number, one.letter), (word,), level), *lines[at + 1 :])


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def alone_in(text: str) -> str | None:
    """The single letter of what stands right of a number."""
    plain = text.translate(_JOINERS).strip()
    labelled = _LABEL.search(plain) is not None
    found = _SURE_CODE.search(plain) or (None if labelled else _ALONE.search(plain)) or _CODE.search(plain)
    return found["letter"] if found is not None else _only_letter(plain)


def _only_letter(text: str) -> str | None:
    """The one letter among few signs that is not what figures and slashes are read as."""
    signs = [sign for sign in text if sign.isalnum()]
    letters = [sign for sign in signs if _LETTER.match(sign)]
    return letters[0] if len(letters) == 1 and len(signs) <= _FEW else None


def among(text: str) -> str | None:
    """The first single letter before a slash in a line, in logical order."""
    plain = text.translate(_JOINERS)
    found = _SURE_CODE.search(plain) or _CODE.search(plain) or _AFTER_LABEL.search(plain)
    return found["letter"] if found is not None else None


def chosen(readings: Sequence[tuple[str | None, int]], before: str | None) -> tuple[str, int] | None:
    """The letter that most readings give, each with its confidence, 0 to 100; None where two are as likely.

    `before` is what the transcript has, which counts as a reading. The confidence is the mean of those that agree.
    """
    given = [(letter, confidence) for letter, confidence in readings if letter is not None]
    votes = Counter([letter for letter, _ in given] + ([before] if before else []))
    ranked = sorted(votes.items(), key=_weight, reverse=True)
    if not ranked or (len(ranked) > 1 and _weight(ranked[0]) == _weight(ranked[1])):
        return None
    sure = [confidence for letter, confidence in given if letter == ranked[0][0]]
    return (ranked[0][0], round(sum(sure) / len(sure))) if sure else None


def _weight(vote: tuple[str, int]) -> tuple[int, bool]:
    letter, votes = vote
    return votes, letter not in LIKE_FIGURES


def row_of(lines: Sequence[Line], number: Box, level: Levelling) -> int | None:
    """The line in which most words stand where the number does; None where none does."""
    shared = [sum(_meets(level(word.box), number) for word in line.words) for line in lines]
    return shared.index(max(shared)) if any(shared) else None


def beside(line: Line, one: Coded, level: Levelling) -> tuple[Word, ...]:
    """The words of the line where the number, its letter and its label stand, in logical order."""
    reach = with_label(one.number, one.letter)
    return tuple(word for word in line.words if _meets(level(word.box), reach))


def exchanged(line: Line, wrong: str, right: str, words: Iterable[Word]) -> Line:
    """The line with another letter in the first of these words that has the wrong one before its slash, or alone."""
    old = next((word for word in words if among(f"{word.text}/") == wrong), None)
    if old is None:
        return line
    new = old.model_copy(update={"text": old.text.replace(wrong, right, 1), "others": (*old.others, old.text)})
    made = tuple(new if word is old else word for word in line.words)
    return line.model_copy(update={"words": made, "text": " ".join(word.text for word in made)})


def _meets(box: Box, reach: Box) -> bool:
    return in_row(box, reach) and box.x < reach.x + reach.width and reach.x < box.x + box.width
