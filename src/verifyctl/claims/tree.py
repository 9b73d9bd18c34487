"""A claim file as a tree of text that remembers where each part stands, and the builder that both readers drive.

Values are never interpreted here: `no`, `1436-02-30`, `0123` and `592522217689153536` stay the text that was
written. The builder notes what no reader may let pass (a field given twice, a field name that is not text) and
stops at a depth and a number of values far beyond any claim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from verifyctl.claims.text import quoted, shown

MAX_DEPTH = 32
MAX_VALUES = 20_000

_LINE_END = re.compile("\r\n|\r|\n")

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Line and column, both counted from 1, columns in characters."""

    line: int
    column: int


class Places:
    """Turns character offsets into places. Lines end at LF, CR or CR LF, as editors count them."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def at(self, offset: int) -> Place:
        """The place of the character at this offset."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, in which field, and in words what is wrong."""

    place: Place
    path: Path
    what: str

    def line(self, name: str) -> str:
        """`name:line:column: path: what`, on one line whatever the file holds."""
        where = f"{shown(name)}:{self.place.line}:{self.place.column}: "
        return where + (f"{path_text(self.path)}: {self.what}" if self.path else self.what)


def path_text(path: Path) -> str:
    """`assertions.0.kind`; a field name that is not a plain word is quoted."""
    return ".".join(
        str(step) if isinstance(step, int) or (step.isidentifier() and step.isascii()) else quoted(step)
        for step in path
    )


class StopReadingError(Exception):
    """The rest of the file cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


@dataclass(frozen=True)
class Scalar:
    """Text as written; None where nothing was (empty, `~` or `null` without quotes)."""

    place: Place
    text: str | None


@dataclass(frozen=True)
class Unusable:
    """Stands where a mistake was already noted, so that no second one is made of it."""

    place: Place


@dataclass(frozen=True)
class Sequence:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Mapping:
    """Fields with the places of their names."""

    place: Place
    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


Node = Scalar | Unusable | Sequence | Mapping


@dataclass
class _Frame:
    node: Mapping | Sequence
    key: str | None = None
    key_place: Place | None = None
    is_key: bool = False


class Builder:
    """Takes values in the order of the file and makes the tree without recursion."""

    def __init__(self, places: Callable[[int], Place]) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._place = places
        self._frames: list[_Frame] = []
        self._values = 0

    def open_mapping(self, offset: int) -> None:
        """A mapping begins."""
        self._open(Mapping(self._place(offset)))

    def open_sequence(self, offset: int) -> None:
        """A list begins."""
        self._open(Sequence(self._place(offset)))

    def close(self) -> None:
        """The innermost mapping or list ends."""
        frame = self._frames.pop()
        if frame.is_key:
            self._bad_key(frame.node.place)
        else:
            self._put(frame.node)

    def scalar(self, offset: int, text: str | None) -> None:
        """A value or a field name; None for nothing."""
        place = self._place(offset)
        self._count(place)
        whole = None if text is None else _joined(text)
        if text is not None and whole is None:
            self.note(offset, "holds half of a character (a lone surrogate); write the character itself")
            self.unusable(offset)
        elif self._expects_key():
            if whole is None:
                self._bad_key(place)
            else:
                self._frames[-1].key, self._frames[-1].key_place = whole, place
        else:
            self._put(Scalar(place, whole))

    def unusable(self, offset: int) -> None:
        """A value about which a mistake has been noted."""
        place = self._place(offset)
        if self._expects_key():
            self._frames[-1].key_place = place
        else:
            self._put(Unusable(place))

    def note(self, offset: int, what: str) -> None:
        """Note a mistake and read on."""
        self.problems.append(Problem(self._place(offset), self.path(), what))

    def stop(self, offset: int, what: str) -> StopReadingError:
        """The error to raise where reading cannot go on."""
        return StopReadingError(Problem(self._place(offset), (), what))

    def path(self) -> Path:
        """The field that is being read."""
        steps: list[str | int] = []
        for frame in self._frames:
            if isinstance(frame.node, Sequence):
                steps.append(len(frame.node.items))
            elif frame.key is not None:
                steps.append(frame.key)
        return tuple(steps)

    def _open(self, node: Mapping | Sequence) -> None:
        self._count(node.place)
        if len(self._frames) >= MAX_DEPTH:
            raise StopReadingError(Problem(node.place, (), f"is nested deeper than {MAX_DEPTH} levels; no claim is"))
        self._frames.append(_Frame(node, is_key=self._expects_key()))

    def _expects_key(self) -> bool:
        if not self._frames:
            return False
        frame = self._frames[-1]
        return isinstance(frame.node, Mapping) and frame.key_place is None

    def _bad_key(self, place: Place) -> None:
        self._frames[-1].key_place = place
        self.problems.append(Problem(place, self.path(), "a field name must be a word"))

    def _put(self, node: Node) -> None:
        if not self._frames:
            self.root = node
            return
        frame = self._frames[-1]
        if isinstance(frame.node, Sequence):
            frame.node.items.append(node)
            return
        key, place = frame.key, frame.key_place
        if key is not None and place is not None:
            if key in frame.node.fields:
                first = frame.node.keys[key].line
                self.problems.append(Problem(place, self.path(), f"is given twice; first on line {first}"))
            else:
                frame.node.fields[key] = node
                frame.node.keys[key] = place
        frame.key = frame.key_place = None

    def _count(self, place: Place) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise StopReadingError(Problem(place, (), f"more than {MAX_VALUES} values; no claim has so many"))


def _joined(text: str) -> str | None:
    # Escapes such as "\ud83d\ude00" arrive as two halves of one character; a half alone is no text.
    if text.isascii():
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def plain(node: Node) -> Any:
    """The tree as JSON values, all text. Fields with nothing in them are left out, so that defaults hold."""
    match node:
        case Scalar(text=text):
            return text
        case Unusable():
            return None
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(fields=fields):
            return {key: plain(value) for key, value in fields.items() if not is_empty(value)}


def is_empty(node: Node) -> bool:
    """True for a value that was left open."""
    return isinstance(node, Scalar) and node.text is None


def find(root: Node, path: Path) -> Node | None:
    """The node at a path, the deepest `Unusable` on the way to it, or None where the file has nothing there."""
    node: Node | None = root
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.fields.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return node if isinstance(node, Unusable) else None
    return node
