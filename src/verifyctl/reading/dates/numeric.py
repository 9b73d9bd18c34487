"""Dates that stand in one number: `2015/4/27`, as the number reader saw it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from verifyctl.model.base import Box
from verifyctl.model.text import NumberReading
from verifyctl.reading.dates.beside import beside
from verifyctl.reading.dates.cut import Side, is_cut
from verifyctl.reading.dates.find import NUMERIC, SEPARATOR, in_longer_chain
from verifyctl.reading.dates.meaning import Beside, Written, impossible, numeric, numeric_meanings
from verifyctl.reading.dates.seen import Seen, without_stray_dot
from verifyctl.reading.dates.sheet import Sheet, covers
from verifyctl.reading.numbers.votes import of_three
from verifyctl.reference.spelling import folded

FEWEST_DIGITS = 3
_LONG_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SHORT_AT_LEFT = re.compile(rf"\D*\d{SEPARATOR}.*\d{{4}}\D*$")
_SHORT_AT_RIGHT = re.compile(rf"\d{{4}}.*{SEPARATOR}\d\D*$")
_TWO_CHAINED = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})-(\d{4}-\d{1,2}-\d{1,2})|(\d{1,2}-\d{1,2}-\d{4})-(\d{1,2}-\d{1,2}-\d{4})"
)
"""Two dates of one order that are written with the dash that also stands between them."""

_DIGITS = {"western": frozenset("0123456789"), "persian": frozenset("۰۱۲۳۴۵۶۷۸۹")}

Taken = tuple[tuple[Written, ...], bool]
"""The meanings of a date; or one that is no day of its calendar, and false."""


def numeric_dates(sheet: Sheet) -> Iterator[Seen]:
    """Every date that stands in one number of the page."""
    for index, (number, box) in enumerate(zip(sheet.numbers, sheet.places, strict=True)):
        if sum(char.isdigit() for char in number.text) < FEWEST_DIGITS:
            continue
        near = beside(sheet, box, number.letters, persian=number.digits == "persian")
        for (written, exists), votes in _voted(number, near):
            by_engine = _by_engine(sheet, number, box, near)
            engine = written[0] in by_engine
            if not engine and is_cut(sheet, index, *_open_sides(number)):
                continue
            yield Seen(
                written=written,
                votes=votes,
                permille=number.confidence,
                agreed=number.accepted,
                box=box,
                numbers=(index,),
                exists=exists,
                engine=engine,
                contested=bool(by_engine) and not engine,
                split=_others((reading for reading in number.readings if reading), near, written[0]),
                rivals=_others(number.alternatives, near, written[0]),
                alternatives=tuple(other for other in number.alternatives if NUMERIC.search(folded(other))),
            )


def _open_sides(number: NumberReading) -> tuple[Side, ...]:
    """The sides of a number at which a figure may be missing: where a day of one figure stands, or a year of two.

    A calendar letter that was read at the left is what the text engine's figures reach over.
    """
    plain = folded(number.text)
    if not _LONG_YEAR.search(plain):
        return ("left", "right")
    if _SHORT_AT_LEFT.match(plain):
        return () if number.letters else ("left",)
    return ("right",) if _SHORT_AT_RIGHT.search(plain) else ()


def _voted(number: NumberReading, near: Beside) -> Iterator[tuple[Taken, int]]:
    """Each date in a number with how many of its readings gave it: those that two gave, else those of its text."""
    readings = [set(_taken(reading, near)) for reading in number.readings or (number.text,) if reading]
    counted = Counter(taken for reading in readings for taken in reading)
    votes = {taken: of_three(count, len(number.readings)) for taken, count in counted.items()}
    several = [taken for taken, count in votes.items() if count > 1]
    for taken in several or dict.fromkeys(_taken(number.text, near)):
        yield taken, votes.get(taken, 0)


def _taken(seen: str, near: Beside) -> Iterator[Taken]:
    """The dates in a number as it looks from left to right."""
    plain = without_stray_dot(folded(seen))
    chain = _TWO_CHAINED.fullmatch(plain)
    texts = [plain] if chain is None else [half for half in chain.groups() if half]
    for text in texts:
        yield from _taken_alone(text, near)


def _taken_alone(plain: str, near: Beside) -> Iterator[Taken]:
    for match in NUMERIC.finditer(plain):
        if in_longer_chain(plain, match):
            continue
        parts = (match["first"], match["second"], match["third"])
        written = numeric_meanings(parts, near)
        none = (impossible(year, orders, near) for year, orders in numeric(parts, near))
        if written:
            yield written, True
        elif (first := next((one for one in none if one is not None), None)) is not None:
            yield (first,), False


def _others(texts: Iterator[str] | tuple[str, ...], near: Beside, chosen: Written) -> frozenset[Written]:
    found = (written[0] for text in texts for written, _ in _taken(text, near))
    return frozenset(written for written in found if written != chosen)


def _by_engine(sheet: Sheet, number: NumberReading, box: Box, near: Beside) -> frozenset[Written]:
    """What the text engine read there as dates, where it knows the digits: where it gave digits of the same set."""
    if number.digits == "arabic-indic":
        return frozenset()
    words = [word.word for word in sheet.row(box) if covers(box, word.box)]
    texts = [text for word in words for text in (word.others if word.number else (word.text,))]
    texts.append("".join(word.text for word in words if not word.number))
    known = [text for text in texts if _DIGITS[number.digits].issuperset(char for char in text if char.isdigit())]
    return frozenset(written[0] for text in known for written, exists in _taken(text, near) if exists)
