"""Single digits that stand between words, as the day before a month's name does: found by the spaces around them.

Within a line the network takes a lone digit for a part of the words beside it more often than not; cut out it reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.numbers.alphabet import DIGITS
from verifyctl.reading.numbers.find import ink_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.numbers.find import Found

    Grey = NDArray[np.uint8]

SPACE, CLOSE = 0.3, 0.2
"""Gaps between words are at least so many letter heights wide; at the day's other side a narrower one will do."""

NARROWEST, WIDEST = 0.12, 1.8
"""How wide one or two digits are, in letter heights."""

DIGIT, NEXT, NEARER = 0.8, 0.5, 0.8
"""Of two digits set wide (١٣) none is wider than so many letter heights; the gap between them is less high, and at most
this share of the gap before the first.
"""

REACH = 4.0
"""How far right of a name its day stands at most, in letter heights."""

OF_NAME = 0.25
"""Boxes of names are often so wide that the day lies within them: but never in this share of them at the left."""

DAY_LENGTH, LONGEST_MONTH = 2, 31


def is_day(text: str) -> bool:
    """Whether a text is one or two digits, from 1 to 31, and nothing else."""
    return 0 < len(text) <= DAY_LENGTH and all(sign in DIGITS for sign in text) and 1 <= int(text) <= LONGEST_MONTH


def lone_pieces(page: Grey, found: Found, name: Box, end: int) -> list[Box]:
    """Narrow pieces of ink with spaces around them that may be the day right of a month's name, left to right.

    `name` is the name's box on the page, `end` the column up to which there is room. Of what stands beside the box only
    the first piece counts.
    """
    letter = found.letter
    line = max(found.lines, key=lambda box: _rows(box, name), default=name)
    line = line if _rows(line, name) > 0 else name
    last = min(end, round(name.x + name.width + REACH * letter), page.shape[1])
    if last <= name.x or line.y >= page.shape[0]:
        return []
    room = Box(x=name.x, y=line.y, width=last - name.x, height=line.height)
    likely: list[Box] = []
    before = name.x
    for piece in _paired(_pieces(page, room, CLOSE * letter), name.x, letter):
        if piece.width < NARROWEST * letter:
            continue
        apart = piece.x - before >= SPACE * letter and piece.x >= name.x + OF_NAME * name.width
        cut_off = piece.x + piece.width >= last
        if apart and not cut_off and piece.width <= WIDEST * letter:
            likely.append(piece)
        before = piece.x + piece.width
        if piece.x + piece.width / 2 > name.x + name.width and apart:
            break
    return likely


def _pieces(page: Grey, room: Box, space: float) -> list[Box]:
    """What stands between spaces, left to right."""
    ink = ink_of(page[room.y : room.y + room.height, room.x : room.x + room.width]).max(axis=0) > 0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], ink.astype(np.int8), [0]])))
    pieces: list[list[int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if pieces and start - pieces[-1][1] < space:
            pieces[-1][1] = end
        else:
            pieces.append([start, end])
    return [Box(x=room.x + start, y=room.y, width=end - start, height=room.height) for start, end in pieces]


def _paired(pieces: list[Box], start: int, letter: float) -> list[Box]:
    """The pieces, two digits that stand nearer to each other than to what is before them as one."""
    paired: list[Box] = []
    end, place = start, 0
    while place < len(pieces):
        piece, after = pieces[place], pieces[place + 1 : place + 2]
        space = piece.x - end
        if after and max(piece.width, after[0].width) <= DIGIT * letter and space >= SPACE * letter:
            gap = after[0].x - piece.x - piece.width
            if gap <= min(NEXT * letter, NEARER * space):
                piece = piece.model_copy(update={"width": after[0].x + after[0].width - piece.x})
                place += 1
        paired.append(piece)
        end, place = piece.x + piece.width, place + 1
    return paired


def _rows(line: Box, name: Box) -> int:
    """Rows that a line shares with a name that stands in it."""
    beside = line.x <= name.x + name.width and name.x <= line.x + line.width
    return min(line.y + line.height, name.y + name.height) - max(line.y, name.y) if beside else 0
