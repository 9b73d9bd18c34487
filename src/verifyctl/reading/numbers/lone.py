"""Single digits that stand between words, as the day before a month's name does: found by the spaces around them.

Within a line the network takes a lone digit for a part of the words beside it more often than not; cut out it reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.numbers.alphabet import DIGITS
from verifyctl.reading.numbers.find import ink_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SPACE = 0.33
"""Gaps between words are wider than this many letter heights, those within words and numbers are not."""

NARROWEST, WIDEST = 0.12, 1.8
"""How wide one or two digits are, in letter heights."""

YEAR_LENGTH, DAY_LENGTH = 4, 2


def lacks_a_day(texts: Sequence[str]) -> bool:
    """Whether the numbers of a line are a year, as far as can be told from its length, without a day."""
    lengths = [len(text) for text in texts if all(sign in DIGITS for sign in text)]
    return lengths.count(YEAR_LENGTH) == 1 and not any(length <= DAY_LENGTH for length in lengths)


def is_day(text: str) -> bool:
    """Whether a text is one or two digits and nothing else."""
    return 0 < len(text) <= DAY_LENGTH and all(sign in DIGITS for sign in text)


def lone_pieces(page: Grey, line: Box, taken: Sequence[Box], letter: float) -> list[Box]:
    """Narrow pieces of ink with spaces around them that lie on none of the boxes taken, left to right."""
    ink = ink_of(page[line.y : line.y + line.height, line.x : line.x + line.width]).max(axis=0) > 0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], ink.astype(np.int8), [0]])))
    pieces: list[list[int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if pieces and start - pieces[-1][1] < SPACE * letter:
            pieces[-1][1] = end
        else:
            pieces.append([start, end])
    narrow = [(line.x + start, end - start) for start, end in pieces if NARROWEST <= (end - start) / letter <= WIDEST]
    boxes = [Box(x=x, y=line.y, width=width, height=line.height) for x, width in narrow]
    return [box for box in boxes if not any(_near(box, other, SPACE / 2 * letter) for other in taken)]


def _near(box: Box, other: Box, distance: float) -> bool:
    apart = max(other.x - box.x - box.width, box.x - other.x - other.width)
    rows = min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
    return rows > 0 and apart < distance
