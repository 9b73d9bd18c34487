"""The day of the week that is named beside a date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from verifyctl.model.base import Box
from verifyctl.reading.dates.sheet import Sheet
from verifyctl.reference.spelling import folded
from verifyctl.reference.weekdays import WEEKDAYS

FILLERS = frozenset({"يوم", "في", "الموافق", "بتاريخ", "المصادف", "on", "رۆژي"})


def weekday_beside(sheet: Sheet, box: Box) -> int | None:
    """The weekday, 1 for Monday to 7, named right before or right after a box on the level page.

    Only names read without a mistake count. None where there is none, or two that differ.
    """
    before, after = sheet.around(box)
    found = {
        weekday
        for words in (before[::-1], after)
        if (weekday := first_weekday([word.word.text for word in words])) is not None
    }
    return found.pop() if len(found) == 1 else None


def first_weekday(texts: Sequence[str]) -> int | None:
    """The weekday that words begin with, words such as `on` left out."""
    words = [word for text in texts if (word := _letters(text)) and word not in FILLERS]
    if not words:
        return None
    # Names of two words stand in either order, for words before a date are given from it backwards.
    tried = ("".join(words[:2]), "".join(words[1::-1]), words[0])
    return next((_names()[name] for name in tried if name in _names()), None)


def _letters(text: str) -> str:
    return "".join(char for char in folded(text) if char.isalpha())


@cache
def _names() -> dict[str, int]:
    return {_letters(name): row.number for row in WEEKDAYS for name in row.names}
