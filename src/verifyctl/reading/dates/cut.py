"""Numbers of which the number reader lost a figure at the edge, told by where the text engine saw figures.

All readings of a number share that error, for they share the edge. The engine's figures are not to be believed, but
where they stand and how many there are.
"""

from __future__ import annotations

from verifyctl.model.base import Box
from verifyctl.reading.dates.sheet import Placed, Sheet, across, in_row

CUT = 0.45
"""Where the engine's figures reach further than a number by so much of their height, a figure of it was lost."""

FEW = 2
"""Numbers of so many figures are held against how many figures the engine has in their place."""


def is_cut(sheet: Sheet, index: int) -> bool:
    """Whether the text engine saw more figures where a number stands, given by its place in the list."""
    box = sheet.places[index]
    digits = sum(char.isdigit() for char in sheet.numbers[index].text)
    taken = [place for other, place in enumerate(sheet.places) if other != index and in_row(place, box)]
    for figure in sheet.figures:
        if not in_row(figure.box, box) or across(figure.box, box) >= 0:
            continue
        more = sum(char.isdigit() for char in figure.word.text) > digits
        if digits <= FEW and more and not any(across(figure.box, place) < 0 for place in taken):
            return True
        if _uncovered(sheet, figure, box, taken) > CUT * min(figure.box.height, 0.6 * box.height):
            return True
    return False


def _uncovered(sheet: Sheet, figure: Placed, box: Box, taken: list[Box]) -> int:
    """Columns of the figures beside the box, at its worse side, where no other number stands.

    A side on which other words stand inside the figures tells nothing: there the engine's box is too wide.
    """
    words = [word.box for word in sheet.row(figure.box) if _is_other(word, figure)]
    sides = ((figure.box.x, box.x), (box.x + box.width, figure.box.x + figure.box.width))
    free = [
        end - start - sum(_shared(start, end, other) for other in taken)
        for start, end in sides
        if not any(_shared(start, end, word) for word in words)
    ]
    return max(free, default=0)


def _is_other(word: Placed, figure: Placed) -> bool:
    return word.word.box != figure.word.box and not word.word.number


def _shared(start: int, end: int, box: Box) -> int:
    return max(0, min(end, box.x + box.width) - max(start, box.x))
