"""Which words of the text engine a number stands for: it splits numbers, joins them to words, or misreads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifyctl.model.base import Box

COVERED = 0.6
"""A word is the number's if this share of its width lies on it; from a third of that on it is partly the number's."""

SAME_ROW = 0.5
"""Two boxes stand in one row if they share this part of the lower one's height."""


@dataclass(frozen=True)
class Standing:
    """Places in the list of words: those that the number takes the place of, and those it only reaches into."""

    replaced: tuple[int, ...]
    touched: tuple[int, ...]


def standing_for(number: Box, words: Sequence[Box]) -> Standing:
    """The words of a page, as boxes on the same picture, that a number's box covers."""
    shares = [_share(number, word) for word in words]
    return Standing(
        replaced=tuple(place for place, share in enumerate(shares) if share >= COVERED),
        touched=tuple(place for place, share in enumerate(shares) if COVERED / 3 <= share < COVERED),
    )


def _share(number: Box, word: Box) -> float:
    """The share of the word's width that lies on the number, 0 to 1; 0 if they stand in different rows."""
    rows = min(number.y + number.height, word.y + word.height) - max(number.y, word.y)
    columns = min(number.x + number.width, word.x + word.width) - max(number.x, word.x)
    if columns <= 0 or rows < SAME_ROW * min(number.height, word.height):
        return 0.0
    return columns / max(word.width, 1)
