"""Reading order: of words in a line, of pieces of a line on their row, of lines on the page.

Words come with their letters in logical order; where they stand decides the rest. What a row holds side by side is
read from the side that most of the page's letters begin at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.tsv import Fragment, around

SAME_ROW = 0.35
"""Fragments belong to one row if they overlap vertically by this part of the lower one's height."""

WIDEST_GAP, WIDEST_BETWEEN_SCRIPTS = 8, 2.5
"""Fragments further apart than this many line heights are lines of their own: columns, margins. Where one is in the
other direction it is sooner a column."""

ALIKE = 2.5
"""How many times higher than its neighbour a fragment may be: a stamp is no neighbour of small print."""

SAME_BAND = 0.5
_ROWS_LOOKED_BACK = 8


def lines_of(fragments: Iterable[Fragment]) -> tuple[Line, ...]:
    """Lines in reading order, fragments of one row joined, words in reading order."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda item: (_middle(item.box), item.box.x, item.box.y)):
        row = next((row for row in reversed(rows[-_ROWS_LOOKED_BACK:]) if _joins(row, fragment)), None)
        if row is None:
            rows.append([fragment])
        else:
            row.append(fragment)
    return ordered([line_of([word for fragment in row for word in fragment.words]) for row in rows])


def line_of(words: Iterable[Word]) -> Line:
    """A line of at least one word, wherever the words stand on it."""
    inorder = tuple(reading_order(words))
    return Line(text=" ".join(word.text for word in inorder), box=around(word.box for word in inorder), words=inorder)


def _middle(box: Box) -> int:
    return 2 * box.y + box.height


def _joins(row: Sequence[Fragment], fragment: Fragment) -> bool:
    """True if the fragment stands beside one of the row and over none of them."""
    near = False
    for other in row:
        lower, higher = sorted((other, fragment), key=lambda item: item.box.height)
        shared, gap = _shared_rows(lower.box, higher.box), _gap(lower.box, higher.box)
        if gap < -lower.box.height:
            return False
        # A dash or full stop is as low as it likes: its neighbour gives the size.
        sign = not any(char.isalnum() for word in lower.words for char in word.text)
        size = higher.box.height if sign else lower.box.height
        one_way = sign or len({side(lower.words), side(higher.words)} - {" "}) < 2
        beside = shared >= SAME_ROW * lower.box.height and higher.box.height <= ALIKE * size
        near = near or (beside and gap <= (WIDEST_GAP if one_way else WIDEST_BETWEEN_SCRIPTS) * size)
    return near


def _shared_rows(first: Box, second: Box) -> int:
    return min(first.y + first.height, second.y + second.height) - max(first.y, second.y)


def _gap(first: Box, second: Box) -> int:
    return max(first.x, second.x) - min(first.x + first.width, second.x + second.width)


def ordered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines from top to bottom; those at one height from the side at which the page begins.

    Where two columns stand side by side, one in each direction (a letterhead in two languages), one is read after the
    other.
    """
    leftwards = side(word for line in lines for word in line.words) == "R"
    bands: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (_middle(item.box), item.box.x)):
        if bands and all(_side_by_side(other.box, line.box) for other in bands[-1]):
            bands[-1].append(line)
        else:
            bands.append([line])
    found: list[Line] = []
    block: list[list[Line]] = []
    for band in bands:
        band.sort(key=lambda line: -line.box.x - line.box.width if leftwards else line.box.x)
        if block and not (_two_ways(band) and _stands_under(block[-1], band)):
            found += _columns(block)
            block = []
        if _two_ways(band):
            block.append(band)
        else:
            found += band
    return (*found, *_columns(block))


def _side_by_side(first: Box, second: Box) -> bool:
    lower = min(first.height, second.height)
    return _shared_rows(first, second) >= SAME_BAND * lower and _gap(first, second) > 0


def _two_ways(band: Sequence[Line]) -> bool:
    """Two lines, one in each direction."""
    return len(band) == 2 and {side(line.words) for line in band} == {"L", "R"}


def _stands_under(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    """The same directions on the same sides."""
    return [side(line.words) for line in upper] == [side(line.words) for line in lower]


def _columns(block: Sequence[Sequence[Line]]) -> list[Line]:
    return [line for column in zip(*block, strict=True) for line in column]


def side(words: Iterable[Word]) -> str:
    """R or L by the direction of most letters; a space where there are none."""
    count = letters(words)
    if not any(count.values()):
        return " "
    return "R" if count["R"] > count["L"] else "L"


def letters(words: Iterable[Word]) -> dict[str, int]:
    """Characters of words in each direction, by the direction of the word's first letter."""
    count = {"L": 0, "R": 0}
    for word in words:
        if (kind := direction(word.text)) in count:
            count[kind] += len(word.text)
    return count


def reading_order(words: Iterable[Word]) -> list[Word]:
    """The words of one line in logical order, from where they stand.

    The side to begin from is that of most letters. Runs of words of the other direction are read their own way;
    numbers in a right-to-left line belong to a run of left-to-right words only where they stand after its first.
    """
    seen = sorted(words, key=lambda word: (word.box.x, word.box.x + word.box.width, word.box.y))
    kinds = [direction(word.text) for word in seen]
    base = "R" if side(seen) == "R" else "L"
    runs: list[tuple[str, list[Word]]] = []
    for position, (word, kind) in enumerate(zip(seen, kinds, strict=True)):
        way = kind if kind in "RL" else _weak_side(kinds, position, base)
        if way != base and runs and runs[-1][0] == way:
            runs[-1][1].append(word)
        else:
            runs.append((way, [word]))
    if base == "R":
        runs.reverse()
    return [word for way, run in runs for word in (reversed(run) if way == "R" and len(run) > 1 else run)]


def _weak_side(kinds: Sequence[str], position: int, base: str) -> str:
    """Numbers and signs go with their neighbours where both agree, else with the line."""
    before = next((kind for kind in reversed(kinds[:position]) if kind in "RL"), base)
    after = next((kind for kind in kinds[position + 1 :] if kind in "RL"), base)
    if kinds[position] == "N" and base == "R":
        return before
    return before if before == after else base


def direction(text: str) -> str:
    """R or L by the first letter with a direction, N for a number without any, else a space."""
    number = False
    for char in text:
        way = unicodedata.bidirectional(char)
        if way in ("R", "AL"):
            return "R"
        if way == "L":
            return "L"
        number = number or way in ("EN", "AN")
    return "N" if number else " "
