"""Names of months among the words that the text engine read, a misread letter allowed, ties refused.

A short name a letter away from another one (أيار and آذار, رجب and no month at all) is not guessed: it is given with
what else it may be, and not accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import Line, Word
from verifyctl.reading.months import MonthReading
from verifyctl.reference.months import MONTHS
from verifyctl.reference.spelling import folded

LOOKALIKES = ("بتثني", "جحخ", "دذ", "رزو", "سش", "صض", "طظ", "عغ", "فق", "هة", "كل")
"""Letters that differ by dots or a stroke: readers take one for the other."""

LOOKALIKE, OTHER = 0.5, 1.0
APART = 0.8
"""Names of other months that are not further off than this make a tie."""

NEAR_FIGURES = 2
"""Misread names are looked for among words that are at most so many away from a number."""

SURELY_A_NAME = 4
"""Shorter names are common words or scraps too, and are taken for months only near a number."""

FURTHEST = 3
"""Whole letters by which a name may differ that counts: `_allowed` and `OTHER` more."""

MOST_OTHERS = 3
MOST_WORDS = 400
"""Words of a page that are compared with the names."""


@dataclass(frozen=True)
class _Name:
    """A month's name, folded and without spaces, and its usual spelling."""

    folded: str
    text: str
    calendar: Calendar
    month: int

    @cached_property
    def shape(self) -> str:
        """Its letters, those of like shape as one."""
        return self.folded.translate(_shapes())


@dataclass(frozen=True)
class _Token:
    """Letters that stand together in a word: folded, and the word. `figures` where they are digits."""

    text: str
    word: Word
    figures: bool


def months_in(lines: Sequence[Line]) -> tuple[MonthReading, ...]:
    """Names of months in lines whose numbers were merged in, in reading order; two names of one month are one reading.

    Exact names of some length are found anywhere, short and misread ones only near a number.
    """
    found: list[MonthReading] = []
    compared = 0
    for line in lines:
        tokens = [token for word in line.words for token in _tokens(word)]
        near = _near_figures(tokens)
        here: list[MonthReading] = []
        place = 0
        while place < len(tokens) and compared < MOST_WORDS:
            reading, used = _best(tokens, place, fuzzy=near[place])
            compared += near[place]
            if reading is not None:
                here.append(reading)
            place += used
        found += _joined(here)
    return tuple(found)


def _tokens(word: Word) -> Iterator[_Token]:
    plain = folded(word.text)
    start = 0
    for place in range(1, len(plain) + 1):
        if place == len(plain) or _kind(plain[place]) != _kind(plain[start]):
            if _kind(plain[start]):
                yield _Token(plain[start:place], word, figures=_kind(plain[start]) == "N")
            start = place


def _kind(sign: str) -> str:
    return "N" if sign.isdigit() else "L" if sign.isalpha() or sign == "'" else ""


def _near_figures(tokens: list[_Token]) -> list[bool]:
    places = [place for place, token in enumerate(tokens) if token.figures or token.word.number]
    return [any(0 < abs(place - other) <= NEAR_FIGURES for other in places) for place in range(len(tokens))]


def _best(tokens: list[_Token], place: int, *, fuzzy: bool) -> tuple[MonthReading | None, int]:
    """The month that begins at a token, and how many tokens it takes up; longer names first."""
    for size in (3, 2, 1):
        window = tokens[place : place + size]
        if len(window) < size or any(token.figures for token in window):
            continue
        reading = _matched(window, fuzzy=fuzzy)
        if reading is not None:
            return reading, size
    return None, 1


def _matched(window: list[_Token], *, fuzzy: bool) -> MonthReading | None:
    text = "".join(token.text for token in window)
    exact = _exact().get(text)
    if not fuzzy and (exact is None or len(exact.folded) < SURELY_A_NAME):
        return None
    if exact is None and len(window) > 2:
        return None
    ranked = _ranked(text)
    if not ranked or ranked[0][0] > _allowed(ranked[0][1].folded):
        return None
    cost, name = ranked[0]
    others = [(far, other) for far, other in ranked if (other.calendar, other.month) != (name.calendar, name.month)]
    tie = any(far - cost < APART for far, _ in others)
    near = list(dict.fromkeys(other.text for far, other in others if far <= cost + OTHER))[:MOST_OTHERS]
    sure = min(token.word.confidence for token in window) * 10
    permille = round(sure * max(0.0, 1 - cost / len(name.folded)) * (0.5 if tie else 1))
    return MonthReading(
        text=name.text,
        box=around(token.word.box for token in window),
        calendar=name.calendar,
        month=name.month,
        confidence=min(permille, 1000),
        accepted=not tie,
        tie=tie,
        others=tuple(near),
    )


def _allowed(name: str) -> float:
    """How much may be misread: nothing in a name of two letters, two letters in a long one."""
    return 0.0 if len(name) < 3 else 0.5 if len(name) < 4 else 1.0 if len(name) < 7 else 2.0


def _ranked(text: str) -> list[tuple[float, _Name]]:
    """The names, nearest first, among them all that can be meant or can be in the way."""
    rows = [(distance(text, name.folded), name) for name in _within_reach(text)]
    return sorted(rows, key=lambda row: (row[0], row[1].calendar, row[1].month, row[1].text))


def _within_reach(text: str) -> Iterator[_Name]:
    """Names that may differ by no more than counts, told quickly: letters of like shape taken for one."""
    from rapidfuzz.distance import Levenshtein

    shape = text.translate(_shapes())
    for name in _names():
        fits = abs(len(name.folded) - len(text)) <= 2 * OTHER
        if fits and Levenshtein.distance(shape, name.shape, score_cutoff=FURTHEST) <= FURTHEST:
            yield name


@cache
def _shapes() -> dict[int, str]:
    return {ord(sign): group[0] for group in LOOKALIKES for sign in group}


def distance(read: str, name: str) -> float:
    """The cost of the letters in which they differ: misread, lost or added; letters of like shape count half."""
    row = [place * OTHER for place in range(len(name) + 1)]
    for number, sign in enumerate(read, start=1):
        diagonal, row[0] = row[0], number * OTHER
        for place, wanted in enumerate(name, start=1):
            changed = diagonal + (0.0 if sign == wanted else LOOKALIKE if (sign, wanted) in _alike() else OTHER)
            diagonal = row[place]
            row[place] = min(changed, row[place] + OTHER, row[place - 1] + OTHER)
    return row[-1]


@cache
def _alike() -> frozenset[tuple[str, str]]:
    return frozenset((one, other) for group in LOOKALIKES for one in group for other in group if one != other)


@cache
def _names() -> tuple[_Name, ...]:
    rows: dict[tuple[str, str, int], _Name] = {}
    for month in MONTHS:
        for text in month.names:
            plain = "".join(folded(text).split())
            if len(plain) > 1 and plain.isalpha():
                key = (plain, month.calendar, month.month)
                rows.setdefault(key, _Name(plain, text, Calendar(month.calendar), month.month))
    return tuple(rows.values())


@cache
def _exact() -> dict[str, _Name]:
    return {name.folded: name for name in _names()}


def _joined(found: list[MonthReading]) -> list[MonthReading]:
    """Two names of one Gregorian month side by side are one reading; two of different months are a tie."""
    result: list[MonthReading] = []
    for reading in found:
        before = result[-1] if result else None
        if before is None or before.calendar != reading.calendar or not _beside(before.box, reading.box):
            result.append(reading)
        elif before.month == reading.month:
            result[-1] = _both(before, reading)
        else:
            result[-1] = replace(before, accepted=False, tie=True)
            result.append(replace(reading, accepted=False, tie=True))
    return result


def _both(first: MonthReading, second: MonthReading) -> MonthReading:
    return replace(
        first,
        text=first.text if first.text == second.text else f"{first.text}/{second.text}",
        box=around((first.box, second.box)),
        confidence=max(first.confidence, second.confidence),
        accepted=True,
        tie=False,
        others=(),
    )


def _beside(one: Box, other: Box) -> bool:
    apart = max(one.x - other.x - other.width, other.x - one.x - one.width)
    down = max(one.y - other.y - other.height, other.y - one.y - one.height)
    height = min(one.height, other.height) + 1
    return max(apart, down) <= 2 * height


def around(boxes: Iterator[Box] | Sequence[Box]) -> Box:
    """The smallest box around at least one box."""
    every = tuple(boxes)
    left, top = min(box.x for box in every), min(box.y for box in every)
    right, bottom = max(box.x + box.width for box in every), max(box.y + box.height for box in every)
    return Box(x=left, y=top, width=right - left, height=bottom - top)
