"""Letters laid out in words and boxes, as a text engine would give them, without any picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word

WIDTH, LEFT, RIGHT = 1000, 80, 920
LETTER, HEIGHT, STEP = 9, 20, 40


def sheet(rows: Sequence[str | tuple[str, str]], *, confidence: int = 95, turned: bool = False) -> tuple[Line, ...]:
    """One line a row. A pair is a row with one text at its beginning and another at its end.

    Arabic rows begin at the right. With `turned` the page lies on its side.
    """
    lines = [_line(row, 60 + STEP * number, confidence) for number, row in enumerate(rows)]
    return tuple(_turned(line) for line in lines) if turned else tuple(lines)


def _line(row: str | tuple[str, str], top: int, confidence: int) -> Line:
    texts = (row,) if isinstance(row, str) else row
    rtl = any(unicodedata.bidirectional(char) in ("R", "AL") for text in texts for char in text)
    words: list[Word] = []
    for place, text in enumerate(texts):
        reach = LETTER * len(text)
        start = 0 if place == 0 else RIGHT - LEFT - reach
        for part in text.split():
            width = LETTER * len(part)
            x = RIGHT - start - width if rtl else LEFT + start
            words.append(Word(text=part, box=Box(x=x, y=top, width=width, height=HEIGHT), confidence=confidence))
            start += width + LETTER
    return Line(text=" ".join(word.text for word in words), box=_around(words), words=tuple(words))


def _around(words: Sequence[Word]) -> Box:
    left, top = min(word.box.x for word in words), min(word.box.y for word in words)
    right = max(word.box.x + word.box.width for word in words)
    return Box(x=left, y=top, width=right - left, height=HEIGHT)


def _turned(line: Line) -> Line:
    words = tuple(word.model_copy(update={"box": _swapped(word.box)}) for word in line.words)
    return line.model_copy(update={"box": _swapped(line.box), "words": words})


def _swapped(box: Box) -> Box:
    return Box(x=box.y, y=WIDTH - box.x - box.width, width=box.height, height=box.width)
