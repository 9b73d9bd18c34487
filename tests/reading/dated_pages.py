"""Pages for the reader of dates, put together from what stands in a row, from left to right, as the eye sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.dates.sheet import is_rightwards
from verifyctl.reading.tsv import around

GLYPH, HEIGHT, ROW = 10, 20, 36


@dataclass(frozen=True)
class Number:
    """A number on the page: what the number reader saw, left to right, and what the engine made of it."""

    seen: str
    engine: str | None = None
    votes: int = 3
    permille: int = 980
    accepted: bool = True
    others: tuple[str | None, ...] = (None, None)
    alternatives: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    glyphs: int | None = None

    @property
    def digits(self) -> Literal["western", "arabic-indic", "persian"]:
        if any("۰" <= char <= "۹" for char in self.seen):
            return "persian"
        return "arabic-indic" if any("٠" <= char <= "٩" for char in self.seen) else "western"

    @property
    def readings(self) -> tuple[str | None, ...]:
        return ((self.seen,) * self.votes + self.others)[:3]


@dataclass
class Page:
    """Rows added from the top; `gap` is the space between words in glyphs."""

    lines: list[Line] = field(default_factory=list)
    numbers: list[NumberReading] = field(default_factory=list)
    y: int = 100

    def row(self, *parts: str | Number, x: int = 100, gap: float = 1.0, down: int = ROW) -> Page:
        """A row of words and numbers, given from left to right. An engine that saw no number has no word for it."""
        words: list[Word] = []
        for part in parts:
            glyphs = len(part) if isinstance(part, str) else part.glyphs or len(part.seen)
            box = Box(x=x, y=self.y, width=GLYPH * glyphs, height=HEIGHT)
            if isinstance(part, str):
                words.append(Word(text=part, box=box, confidence=90))
            else:
                seen = Box(x=x, y=self.y - 8, width=GLYPH * len(part.seen), height=HEIGHT + 16)
                self.numbers.append(
                    NumberReading(
                        text=part.seen,
                        digits=part.digits,
                        box=seen,
                        confidence=part.permille,
                        accepted=part.accepted,
                        alternatives=part.alternatives,
                        letters=part.letters,
                        readings=part.readings,
                    )
                )
                if part.engine is not None:
                    words.append(Word(text=part.engine, box=box, confidence=80))
            x += round(GLYPH * (glyphs + gap))
        if words:
            ordered = words if is_rightwards(word.text for word in words) else words[::-1]
            self.lines.append(
                Line(
                    text=" ".join(word.text for word in ordered),
                    box=around(word.box for word in ordered),
                    words=tuple(ordered),
                )
            )
        self.y += down
        return self
