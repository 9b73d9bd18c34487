"""Sizes: of the page that is kept, and of the one that the text engine reads, both by the height of its letters."""

from __future__ import annotations

import math

PAGE_SIDE = 900
"""Pixels of the short side at which a page of ordinary print is read well; used where letters are not measured."""

LETTER = 20
"""Height in pixels of joined letters at which the engine reads best.

With larger letters its sparse mode was seen to leave out whole Arabic lines.
"""

LARGEST_LETTER = 40
"""Pictures with larger letters are made smaller at once: no reader gains from more."""

LARGEST_ENLARGEMENT = 2.0
LONGEST_ENLARGED = 1600
"""Small crops are enlarged at most so far, and only up to this length in pixels."""


MOST_PIXELS = 24_000_000
"""No page is kept larger than so."""


def kept(width: int, height: int, letter: float | None) -> float:
    """The factor for the page that is kept, at most 1, for a picture with letters of so many pixels."""
    by_letters = 1.0 if letter is None else LARGEST_LETTER / max(letter, 1.0)
    return min(1.0, by_letters, math.sqrt(MOST_PIXELS / (width * height)))


def for_reading(width: int, height: int, letter: float | None) -> float:
    """The factor from the kept page of `width` x `height` pixels to the one that is read."""
    factor = PAGE_SIDE / min(width, height) if letter is None else LETTER / max(letter, 1.0)
    if factor <= 1:
        return factor
    return max(1.0, min(factor, LARGEST_ENLARGEMENT, LONGEST_ENLARGED / max(width, height)))
