"""From the engine's table of words to lines of text in reading order.

The engine gives the letters of a word in logical order, but its words not always in reading order, and in
sparse mode it cuts one line of a letter into several. So words are put together again by where they stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word

_COLUMNS = 12
_WORD_LEVEL = "5"
_SAME_ROW = 0.35
"""Fragments belong to one row if they overlap vertically by this part of the lower one's height."""

_WIDEST_GAP = 8
"""Fragments further apart than this many line heights are kept as lines of their own: columns, margins."""


@dataclass(frozen=True)
class Fragment:
    """Words that the engine found to be one line, boxes in pixels of the prepared picture."""

    words: tuple[Word, ...]
    box: Box


def parse_tsv(text: str) -> tuple[Fragment, ...]:
    """The words in the output of `tesseract … tsv`, by line as the engine saw it.

    Rows of another shape, empty words and words without a confidence are left out. Never raises.
    """
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in text.split("\n"):
        cells = row.rstrip("\r").split("\t", _COLUMNS - 1)
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        word = _word(cells)
        if word is not None:
            lines.setdefault(tuple(cells[1:5]), []).append(word)
    return tuple(Fragment(words=tuple(words), box=around(word.box for word in words)) for words in lines.values())


def _word(cells: list[str]) -> Word | None:
    text = cells[11].strip()
    try:
        left, top, width, height = (int(cell) for cell in cells[6:10])
        confidence = float(cells[10])
    except ValueError:
        return None
    if not text or width <= 0 or height <= 0 or not 0 <= confidence <= 100:
        return None
    return Word(text=text, box=Box(x=left, y=top, width=width, height=height), confidence=round(confidence))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around at least one box."""
    every = tuple(boxes)
    left, top = min(box.x for box in every), min(box.y for box in every)
    right = max(box.x + box.width for box in every)
    bottom = max(box.y + box.height for box in every)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def lines_of(fragments: Iterable[Fragment]) -> tuple[Line, ...]:
    """Lines from top to bottom, fragments of one row joined, words in reading order."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda item: (_middle(item.box), item.box.x, item.box.y)):
        row = next((row for row in reversed(rows[-8:]) if _joins(row, fragment)), None)
        if row is None:
            rows.append([fragment])
        else:
            row.append(fragment)
    return tuple(_line([word for fragment in row for word in fragment.words]) for row in rows)


def _middle(box: Box) -> int:
    return 2 * box.y + box.height


def _joins(row: list[Fragment], fragment: Fragment) -> bool:
    """True if the fragment stands beside one of the row and over none of them."""
    near = False
    for other in row:
        first, second = other.box, fragment.box
        lower = min(first.height, second.height)
        shared = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
        gap = max(first.x, second.x) - min(first.x + first.width, second.x + second.width)
        if gap < -lower:
            return False
        # A stamp or a heading in large type is no neighbour of the small print beside it.
        alike = max(first.height, second.height) <= 2.5 * lower
        near = near or (alike and shared >= _SAME_ROW * lower and gap <= _WIDEST_GAP * lower)
    return near


def _line(words: list[Word]) -> Line:
    ordered = reading_order(words)
    return Line(
        text=" ".join(word.text for word in ordered), box=around(word.box for word in ordered), words=tuple(ordered)
    )


def reading_order(words: Iterable[Word]) -> list[Word]:
    """The words of one line in logical order, from where they stand.

    The side to begin from is that of most letters. Runs of words of the other direction are read their own way;
    numbers in a right-to-left line belong to a run of left-to-right words only where they stand after its first.
    """
    seen = sorted(words, key=lambda word: (word.box.x, word.box.x + word.box.width, word.box.y))
    kinds = [direction(word.text) for word in seen]
    letters = {
        side: sum(len(word.text) for word, kind in zip(seen, kinds, strict=True) if kind == side) for side in "RL"
    }
    rightwards = letters["R"] <= letters["L"]
    base = "L" if rightwards else "R"
    runs: list[tuple[str, list[Word]]] = []
    for position, (word, kind) in enumerate(zip(seen, kinds, strict=True)):
        side = kind if kind in "RL" else _weak_side(kinds, position, base)
        if side != base and runs and runs[-1][0] == side:
            runs[-1][1].append(word)
        else:
            runs.append((side, [word]))
    if not rightwards:
        runs.reverse()
    return [word for side, run in runs for word in (reversed(run) if side == "R" and len(run) > 1 else run)]


def _weak_side(kinds: list[str], position: int, base: str) -> str:
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
        side = unicodedata.bidirectional(char)
        if side in ("R", "AL"):
            return "R"
        if side == "L":
            return "L"
        number = number or side in ("EN", "AN")
    return "N" if number else " "
