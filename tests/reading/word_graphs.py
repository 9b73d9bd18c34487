"""Data files of the engine that hold a word list and nothing else."""

from __future__ import annotations

import struct

from verifyctl.reading.lexicon import WordList, parse

LETTERS = "ابتدلمنوي"
LAST, END = 1, 4


def graph(words: set[str], letters: str) -> bytes:
    """A word graph as in the engine's data: one edge a letter, the edges of a node side by side."""
    edges: list[int] = []
    bits = (len(letters) + 1).bit_length()

    def node(endings: set[str]) -> int:
        firsts = sorted({word[0] for word in endings})
        start = len(edges)
        edges.extend(0 for _ in firsts)
        for place, letter in enumerate(firsts, start=start):
            rest = {word[1:] for word in endings if word[0] == letter}
            following = node({word for word in rest if word}) if rest - {""} else 0
            flags = (LAST if letter == firsts[-1] else 0) | (END if "" in rest else 0)
            edges[place] = following << bits + 3 | flags << bits | letters.index(letter) + 1
        return start

    node(words)
    return struct.pack("<hii", 42, len(letters) + 1, len(edges)) + struct.pack(f"<{len(edges)}Q", *edges)


def data(words: set[str], letters: str = LETTERS) -> bytes:
    """A data file that holds these words and this character set."""
    characters = "\n".join([str(len(letters) + 1), "NULL 0", *(f"{letter} 1 0,255" for letter in letters)]).encode()
    parts, offsets = b"", [-1] * 24
    for number, part in ((19, graph(words, letters)), (21, characters)):
        offsets[number] = 4 + 8 * 24 + len(parts)
        parts += part
    return struct.pack("<i24q", 24, *offsets) + parts


def words_of(*words: str, letters: str = LETTERS) -> WordList:
    found = parse(data(set(words), letters))
    assert found is not None
    return found
