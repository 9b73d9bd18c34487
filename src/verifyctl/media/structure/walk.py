"""What every walker gives: the parts of a file in order, where the picture ends, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_PARTS = 4000


@dataclass(frozen=True)
class Part:
    """A part of the file: its name, where it begins, its size with its own head, and where its content begins."""

    name: str
    offset: int
    size: int
    content: int

    @property
    def end(self) -> int:
        """The first byte behind it."""
        return self.offset + self.size


@dataclass
class Walk:
    """The parts of one file. `end` is the first byte behind the picture, or the file's size where it has no end.

    `damage` says in words what does not fit the format, with the byte.
    """

    parts: list[Part] = field(default_factory=list)
    end: int = 0
    damage: list[str] = field(default_factory=list)

    def named(self, *names: str) -> list[Part]:
        """The parts with one of these names."""
        return [part for part in self.parts if part.name in names]
