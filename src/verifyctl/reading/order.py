"""Reading order: of words in a line, of pieces of a line on their row, of lines on the page.

Words come with their letters in logical order; where they stand decides the rest. What a row holds side by side is
read from the side that most of the page's letters begin at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

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

COLUMNS, MOST_IN_COLUMN = 2, 6
NEXT_LINE = 1.4
"""A line of such a column is not further from the one above it than this many times the page's usual distance."""

LEAST_STEP = 0.6
"""Lines nearer than this share of it have boxes that reach over what stands beside them; they measure nothing."""

HEAD_SHARE = 0.33
"""The part of the page's text, from its top, in which columns in one direction are looked for; below they are cells."""

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

    Two columns of a few lines side by side are read one after the other: a letterhead in two languages, or with the
    number and the date beside it. Longer ones are a table.
    """
    leftwards = side(word for line in lines for word in line.words) == "R"
    bands: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (_middle(item.box), item.box.x)):
        if bands and all(_side_by_side(other.box, line.box) for other in bands[-1]):
            bands[-1].append(line)
        else:
            bands.append([line])
    for band in bands:
        band.sort(key=lambda line: -line.box.x - line.box.width if leftwards else line.box.x)
    pitch = _pitch(lines)
    head = _upper_part(lines)
    found: list[Line] = []
    number = 0
    while number < len(bands):
        columns = _columns(bands[number:], pitch)
        taken = sum(map(len, columns))
        one_way = len({side(column[0].words) for column in columns} - {" "}) < 2
        row = one_way and (_middle(columns[0][0].box) > head or _has_figures(columns[0][0]))
        if row or max(map(len, columns)) > MOST_IN_COLUMN:
            columns, taken = (bands[number],), len(bands[number])
        found += [line for column in columns for line in column]
        while taken > 0:
            taken -= len(bands[number])
            number += 1
    return tuple(found)


def _has_figures(line: Line) -> bool:
    """Beside a number stands the date on one row; beside an office stand both, under each other."""
    return any(char.isdecimal() for char in line.text)


def _side_by_side(first: Box, second: Box) -> bool:
    lower = min(first.height, second.height)
    return _shared_rows(first, second) >= SAME_BAND * lower and _gap(first, second) > 0


def _upper_part(lines: Sequence[Line]) -> float:
    """Twice the row where the part ends in which a letter has its head."""
    top = min((line.box.y for line in lines), default=0)
    bottom = max((line.box.y + line.box.height for line in lines), default=0)
    return 2 * (top + HEAD_SHARE * (bottom - top))


def _pitch(lines: Sequence[Line]) -> float:
    """Twice the usual distance of a line from the one above it, 0 where there are no two."""
    middles = sorted(_middle(line.box) for line in lines)
    least = median(line.box.height for line in lines) if lines else 0
    steps = [below - above for above, below in pairwise(middles) if below - above > least]
    return median(steps) if steps else 0.0


def _columns(bands: Sequence[Sequence[Line]], pitch: float) -> tuple[list[Line], ...]:
    """The lines of the first band, each with those that stand under it and under no other, none skipped.

    Their distance is measured by that of the lines above them in the columns, and by the page's.
    """
    columns = tuple([line] for line in bands[0])
    if len(columns) != COLUMNS:
        return columns
    steps: list[float] = []
    for band in bands[1:]:
        under = [column for line in band for column in columns if _is_under(line, column, columns)]
        if len(set(map(id, under))) < len(band):
            break
        added = [_middle(line.box) - _middle(column[-1].box) for line, column in zip(band, under, strict=True)]
        widest = NEXT_LINE * min(pitch, max(steps, default=pitch))
        if max(added) > widest and not _is_two_ways(band, columns):
            break
        for line, column in zip(band, under, strict=True):
            column.append(line)
        steps += [step for step in added if step >= LEAST_STEP * pitch]
    return columns


def _is_two_ways(band: Sequence[Line], columns: Sequence[Sequence[Line]]) -> bool:
    """Whether a line stands under each of two columns, and each column is in a direction of its own."""
    sides = [side(line.words) for line in band]
    return set(sides) == {"L", "R"} and sides == [side(column[0].words) for column in columns]


def _is_under(line: Line, column: Sequence[Line], columns: Sequence[Sequence[Line]]) -> bool:
    """Whether a line stands under one of a column and beside all lines of the others."""
    others = [other.box for one in columns if one is not column for other in one]
    return any(_gap(line.box, one.box) < 0 for one in column) and all(_gap(line.box, other) > 0 for other in others)


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
