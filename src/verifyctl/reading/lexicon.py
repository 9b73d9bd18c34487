"""The word lists inside the engine's own data: which of two readings of a place is a word.

A data file is a header, the number of its parts and their offsets, and the parts; the word list of the neural models
is a directed acyclic word graph whose edges are 64-bit numbers, over the characters of the file's character set (see
`tessdatamanager.h` and `dawg.h` of Tesseract). Nothing is ever put in a word's place because it is in a list.
"""

from __future__ import annotations

import struct
import sys
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_WORDS, _CHARACTERS, _PARTS = 19, 21, 24
_MAGIC = 42
_FLAGS, _LAST, _END = 3, 1, 4
_MOST_EDGES = 64_000_000
_LONGEST = 60
_AROUND = ".,:;؛؟،!?…«»“”‘’\"'()[]{}<>*|-_/\\•"
_PARTICLES = "وبلفك"
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class WordList:
    """The words that a model knows; `edges` are 64-bit numbers, `numbers` the ids of characters."""

    edges: array[int]
    numbers: dict[str, int]
    bits: int
    _nodes: dict[int, dict[int, tuple[tuple[int, bool], ...]]] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, word: str) -> bool:
        """True if the list has the word, exactly as written."""
        ids = [self.numbers.get(char, -1) for char in word]
        if not ids or len(ids) > _LONGEST or -1 in ids:
            return False
        places = {0}
        for place, number in enumerate(ids):
            steps = [step for node in places for step in self._node(node).get(number, ())]
            if place == len(ids) - 1:
                return any(end for _, end in steps)
            places = {node for node, _ in steps if node}
        return False

    def _node(self, start: int) -> dict[int, tuple[tuple[int, bool], ...]]:
        found = self._nodes.get(start)
        if found is None:
            found = self._nodes[start] = self._read(start)
        return found

    def _read(self, start: int) -> dict[int, tuple[tuple[int, bool], ...]]:
        """Edges from one node by character: where each leads (0: nowhere) and whether a word ends with it."""
        mask, shift = (1 << self.bits) - 1, self.bits + _FLAGS
        nowhere = (1 << 64 - shift) - 1
        steps: dict[int, list[tuple[int, bool]]] = {}
        for place in range(start, len(self.edges)):
            edge = self.edges[place]
            flags, target = edge >> self.bits & 7, edge >> shift
            if target != nowhere:
                steps.setdefault(edge & mask, []).append((target, bool(flags & _END)))
            if flags & _LAST:
                break
        return {number: tuple(found) for number, found in steps.items()}


def parse(data: bytes) -> WordList | None:
    """The word list of a data file; None where it has none or is not understood. Never raises."""
    try:
        parts = _parts(data)
        characters, graph = parts.get(_CHARACTERS), parts.get(_WORDS)
        if characters is None or graph is None:
            return None
        magic, size, count = struct.unpack_from("<hii", graph)
        if magic != _MAGIC or not 0 < size < 1 << 20 or not 0 < count <= min(_MOST_EDGES, (len(graph) - 10) // 8):
            return None
        lines = bytes(characters).decode("utf-8").split("\n")
    except (struct.error, UnicodeDecodeError, ValueError):
        return None
    numbers = {name: number for number, line in enumerate(lines[1:]) if len(name := line.partition(" ")[0]) == 1}
    edges = array("Q", bytes(graph[10 : 10 + 8 * count]))
    if sys.byteorder == "big":
        edges.byteswap()
    return WordList(edges=edges, numbers=numbers, bits=size.bit_length())


def _parts(data: bytes) -> dict[int, memoryview]:
    """The parts that the file has, by number."""
    (count,) = struct.unpack_from("<i", data)
    if not 0 < count <= 4 * _PARTS:
        raise ValueError(count)
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    present = sorted(offset for offset in offsets if offset >= 0)
    ends = dict(zip(present, [*present[1:], len(data)], strict=True))
    view = memoryview(data)
    return {number: view[offset : ends[offset]] for number, offset in enumerate(offsets) if offset >= 0}


@lru_cache(maxsize=8)
def _list(file: Path, size: int, changed: int) -> WordList | None:
    """Size and time of change are part of the key, so that a replaced file is read anew."""
    return parse(file.read_bytes())


def word_lists(files: Iterable[Path]) -> tuple[WordList, ...]:
    """The lists in these data files; files that cannot be read, or hold none, give none."""
    found = []
    for file in files:
        try:
            state = file.stat()
            words = _list(file, state.st_size, state.st_mtime_ns)
        except OSError:
            continue
        if words is not None:
            found.append(words)
    return tuple(found)


SAME_LETTERS = frozenset("یکھہےۀەۃ")
"""Letters that models print for Arabic ones too."""


def letters_beyond(lists: Iterable[WordList], others: Iterable[WordList]) -> frozenset[str]:
    """The letters of Arabic script that the data of `others` can print and those of `lists` cannot."""
    known, more = ({char for words in some for char in words.numbers} for some in (lists, others))
    return frozenset(char for char in more - known - SAME_LETTERS if unicodedata.bidirectional(char) == "AL")


@dataclass(frozen=True)
class Lexicon:
    """Several word lists asked as one."""

    lists: tuple[WordList, ...] = ()
    _known: dict[str, bool | None] = field(default_factory=dict, compare=False, repr=False)

    def knows(self, text: str) -> bool | None:
        """Whether `text`, without the signs around it, is a word or words joined by strokes; None for numbers, signs,
        single letters, and where there is no list to tell.
        """
        if text not in self._known:
            self._known[text] = self._look_up(text)
        return self._known[text]

    def _look_up(self, text: str) -> bool | None:
        bare = bare_word(text)
        if not self.lists or len(bare) < 2 or any(char.isdecimal() for char in bare):
            return None
        return all(self._word(part) for part in bare.split("/") if part)

    def _word(self, word: str) -> bool:
        forms = {word, word.lower(), word.title()}
        forms.update(form[1:] for form in tuple(forms) if form[0] in _PARTICLES and len(form) > _SHORTEST_STEM)
        return any(form in words for words in self.lists for form in forms)


def bare_word(text: str) -> str:
    """The text without marks over letters, direction marks and the signs around it."""
    composed = unicodedata.normalize("NFC", text)
    kept = (char for char in composed if unicodedata.category(char) not in ("Mn", "Cf") or char == "\u200c")
    return "".join(kept).strip(_AROUND)
