"""The letter before a reference number, as in "ص/480".

The text engine reads the letter and misreads the digits; the number reader knows digits and signs, and either leaves
the letter out or takes it for a digit. Each is believed in what it can read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from verifyctl.model.base import Box
from verifyctl.model.text import NumberReading

_CODE = re.compile(r"(?P<letter>[ء-ي])/")
_TAKEN_FOR_DIGITS = re.compile(r"(?P<number>.*\d)/\d{0,2}$")
_BEFORE_A_SIGN = re.compile(r"(?P<number>.*\d)/$")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CALENDAR_LETTERS = frozenset("مه")
_LEAST_DIGITS = 3
_RIM = 0.3
"""Where a number ends nearer than this, in heights, to the end of the word, it reaches over the letter."""


def coded(number: NumberReading, box: Box, words: Iterable[tuple[str, Box]]) -> tuple[str, str] | None:
    """The letter before a number in a right-to-left line, and the number as seen without it; None if it has no letter.

    `words` are what the engine read where the number stands, its other readings among them, with their places on the
    same picture as `box`. The letter stands right of the number.
    """
    if sum(sign.isdigit() for sign in number.text) < _LEAST_DIGITS:
        return None
    found = [(match["letter"], place) for text, place in words if (match := _CODE.match(text))]
    if not found:
        return None
    letter = Counter(letter for letter, _ in found).most_common(1)[0][0]
    if letter in _CALENDAR_LETTERS and _YEAR.search(number.text):
        return None
    ends = max(place.x + place.width for each, place in found if each == letter)
    over = ends - box.x - box.width < _RIM * box.height
    match = (_TAKEN_FOR_DIGITS if over else _BEFORE_A_SIGN).match(number.text)
    return letter, match["number"] if match else number.text
