"""What a number's groups of digits say of it: whether it can be a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifyctl.reading.numbers.alphabet import ascii_digits

GROUPS_OF_A_DATE, DIGITS_OF_A_YEAR = 3, 4
_DIGITS_OF_NO_DATE = 3
_GROUP = re.compile(r"\d+")
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_YEARS = (range(1300, 1500), range(1900, 2100))
"""Of the Hijri and the Jalali calendar, and of the Gregorian one, on letters."""


def groups_of(text: str) -> list[int]:
    """How many digits each group of a number has."""
    return [len(group) for group in _GROUP.findall(text)]


def is_like_a_date(groups: Sequence[int]) -> bool:
    """Whether there are three groups of digits or more, and each can be a day, a month or a year."""
    fit = all(digits <= DIGITS_OF_A_YEAR and digits != _DIGITS_OF_NO_DATE for digits in groups)
    return len(groups) >= GROUPS_OF_A_DATE and fit


def can_be_a_date(text: str) -> bool:
    """Whether three groups are a day, a month and a year, in this order or the reverse."""
    groups = _GROUP.findall(ascii_digits(text))
    return len(groups) == GROUPS_OF_A_DATE and any(_is_date(*order) for order in (groups, groups[::-1]))


def is_year(text: str) -> bool:
    """Whether these are the four figures of a year as it may stand on a letter, and nothing else."""
    figures = ascii_digits(text)
    return len(figures) == DIGITS_OF_A_YEAR and figures.isdecimal() and any(int(figures) in years for years in _YEARS)


def holds_a_year(text: str) -> bool:
    """Whether one of the groups is a year as it may stand on a letter."""
    return any(is_year(group) for group in _GROUP.findall(ascii_digits(text)))


def _is_date(year: str, month: str, day: str) -> bool:
    if not len(month) <= len("12") >= len(day):
        return False
    return (len(year) == len("15") or is_year(year)) and int(month) in _MONTHS and int(day) in _DAYS
