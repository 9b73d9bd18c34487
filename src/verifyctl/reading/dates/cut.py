"""Numbers of which the number reader lost a figure at the edge, told by where the text engine saw figures.

All readings of a number share that error, for they share the edge. The engine's figures are not to be believed, but
where they stand is. A day of one figure can have lost one, and a year of two; others would be no date with one more.
"""

from __future__ import annotations

import re
from typing import Literal

from verifyctl.model.base import Box
from verifyctl.reading.dates.sheet import Placed, Sheet, across, in_row
from verifyctl.reference.spelling import folded

CUT = 0.45
"""Where the engine's figures reach further than a number by so much of their height, a figure of it was lost."""

_ONE_AND_COLON = re.compile(r":\d|\d:")
"""The colon after "date" and a day of one figure, read as one word: it reaches further, and nothing is lost."""

Side = Literal["left", "right"]


def is_cut(sheet: Sheet, index: int, *sides: Side) -> bool:
    """Whether figures of the text engine reach beyond a number, given by its place in the list, on one of the sides.

    A side on which other words stand inside those figures tells nothing: there the engine's box is too wide. Where
    the digits are Western, which the engine knows, more of them in its word tell the same.
    """
    number, box = sheet.numbers[index], sheet.places[index]
    taken = [place for other, place in enumerate(sheet.places) if other != index and in_row(place, box)]
    for figure in sheet.figures:
        if not in_row(figure.box, box) or across(figure.box, box) >= 0:
            continue
        if number.accepted and _ONE_AND_COLON.fullmatch(folded(figure.word.text)):
            continue
        if sides and number.digits == "western" and _has_more(figure, number.text, taken):
            return True
        room = max((_uncovered(sheet, figure, box, taken, side) for side in sides), default=0)
        if room > CUT * min(figure.box.height, 0.6 * box.height):
            return True
    return False


def _has_more(figure: Placed, text: str, taken: list[Box]) -> bool:
    more = sum(map(str.isdigit, figure.word.text)) > sum(map(str.isdigit, text))
    return more and not any(across(figure.box, place) < 0 for place in taken)


def _uncovered(sheet: Sheet, figure: Placed, box: Box, taken: list[Box], side: Side) -> int:
    """Columns of the figures beside the box where no other number stands; 0 where another word does."""
    start, end = (figure.box.x, box.x) if side == "left" else (box.x + box.width, figure.box.x + figure.box.width)
    words = (word.box for word in sheet.row(figure.box) if _is_other(word, figure))
    if any(_shared(start, end, word) for word in words):
        return 0
    return end - start - sum(_shared(start, end, other) for other in taken)


def _is_other(word: Placed, figure: Placed) -> bool:
    return word.word.box != figure.word.box and not word.word.number


def _shared(start: int, end: int, box: Box) -> int:
    return max(0, min(end, box.x + box.width) - max(start, box.x))
