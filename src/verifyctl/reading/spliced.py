"""Words that were read once more, put into the transcript's lines in the place of what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.model.text import Line
from verifyctl.reading.dates.sheet import in_row, is_figure, middle
from verifyctl.reading.tsv import around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifyctl.model.base import Box
    from verifyctl.model.text import Word
    from verifyctl.reading.numbers.level import Levelling


def spliced(lines: Sequence[Line], gap: Box, words: Sequence[Word], level: Levelling) -> tuple[Line, ...]:
    """The lines with words, in reading order and written from right to left, in a gap of one of their rows.

    `gap` is on the level page, boxes of lines and words on the picture. Figures stay; what else stood in the gap is
    kept among the `others` of the first word. Where no line stands in that row, the words become one.
    """
    rows = [sum(in_row(level(word.box), gap) for word in line.words) for line in lines]
    if not any(rows):
        return _with_line(lines, gap, words, level)
    at = max(range(len(rows)), key=rows.__getitem__)
    line = lines[at]
    gone = [word for word in line.words if not is_figure(word) and _inside(level(word.box), gap)]
    others = tuple(dict.fromkeys(text for word in gone for text in (word.text, *word.others)))
    first = words[0].model_copy(update={"others": (*words[0].others, *others)})
    left = [word for word in line.words if word not in gone]
    place = next((place for place, word in enumerate(left) if middle(level(word.box)) < middle(gap)), len(left))
    made = _line((*left[:place], first, *words[1:], *left[place:]))
    return (*lines[:at], made, *lines[at + 1 :])


def _with_line(lines: Sequence[Line], gap: Box, words: Sequence[Word], level: Levelling) -> tuple[Line, ...]:
    below = (place for place, line in enumerate(lines) if level(line.box).y > gap.y)
    at = next(below, len(lines))
    return (*lines[:at], _line(tuple(words)), *lines[at:])


def _inside(box: Box, gap: Box) -> bool:
    return in_row(box, gap) and 2 * gap.x <= middle(box) <= 2 * (gap.x + gap.width)


def _line(words: tuple[Word, ...]) -> Line:
    return Line(text=" ".join(word.text for word in words), box=around(word.box for word in words), words=words)
