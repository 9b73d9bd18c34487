"""Words looked for in lines as a machine read them, in the form for comparison of `verifyctl.reference.spelling`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from verifyctl.reference.spelling import folded, folded_with_places

__all__ = ["Found", "How", "alike", "find_words", "folded", "folded_with_places", "ratio", "tokens"]

NEAR_RATIO = 85
"""Least likeness, in percent, of two words that count as near; only for words of more than four letters.

Measured on place names in letters: at 85 precision was at least 0.97, at 75 below 0.5.
"""

SHORTEST_NEAR = 5
_LONGEST_COMPARED = 200
_ARTICLES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال")
_PARTICLES = ("و", "ب", "ل", "ف", "ك")
_SHORTEST_STEM = 3


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of the text in the form for comparison."""
    return tuple("".join(char if char.isalnum() else " " for char in folded(text)).split())


class How(StrEnum):
    """`exact`: the same words in one form. `near`: attached particles, spaces or single letters differ."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True)
class Found:
    """Where words were found: indexes of the lines, in order, how, and the words there in the form for comparison."""

    lines: tuple[int, ...]
    how: How
    text: str


def find_words(needle: str, lines: Sequence[str]) -> tuple[Found, ...]:
    """Every place where the words of `needle` stand one after another, also across the end of a line.

    Exact places come with near ones, in the order of the text, without overlaps: an exact place goes before a
    near one. A needle without words is found nowhere.
    """
    wanted = tokens(needle)
    if not wanted:
        return ()
    text = [(token, index) for index, line in enumerate(lines) for token in tokens(line)]
    hits: list[tuple[int, int, How]] = []
    taken: set[int] = set()
    for how, spans in ((How.EXACT, _exact(wanted, text)), (How.NEAR, _near(wanted, text))):
        for start, end in spans:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                hits.append((start, end, how))
    return tuple(
        Found(
            lines=tuple(sorted({index for _, index in text[start:end]})),
            how=how,
            text=" ".join(token for token, _ in text[start:end]),
        )
        for start, end, how in sorted(hits)
    )


_Tokens = list[tuple[str, int]]


def _exact(wanted: tuple[str, ...], text: _Tokens) -> Iterator[tuple[int, int]]:
    size = len(wanted)
    for start in range(len(text) - size + 1):
        if all(text[start + step][0] == word for step, word in enumerate(wanted)):
            yield start, start + size


def _near(wanted: tuple[str, ...], text: _Tokens) -> Iterator[tuple[int, int]]:
    """Places of as many words, each alike; then those where only spaces were lost or put in."""
    size = len(wanted)
    for start in range(len(text) - size + 1):
        if all(alike(word, text[start + step][0]) for step, word in enumerate(wanted)):
            yield start, start + size
    joined = "".join(wanted)
    for length in (size - 1, size + 1):
        if length < 1:
            continue
        for start in range(len(text) - length + 1):
            if "".join(token for token, _ in text[start : start + length]) == joined:
                yield start, start + length


@lru_cache(maxsize=8192)
def alike(wanted: str, token: str) -> bool:
    """True if two words in the form for comparison are equal, but for attached particles or a few letters.

    Numbers are alike only if equal: one wrong digit is another number.
    """
    if wanted == token:
        return True
    if any(char.isdigit() for char in wanted + token):
        return False
    # The article is the same in every word: compared with it, "the news" would come near to "Anbar".
    first, second = _without_article(wanted), _without_article(token)
    if {wanted, first} & _stems(token) or {token, second} & _stems(wanted):
        return True
    return min(len(first), len(second)) >= SHORTEST_NEAR and ratio(first, second) >= NEAR_RATIO


def _stems(word: str) -> set[str]:
    """The word, and the word without each of the particles that it may begin with."""
    cut = (word.removeprefix(particle) for particle in (*_ARTICLES, *_PARTICLES) if word.startswith(particle))
    return {word, *(stem for stem in cut if len(stem) >= _SHORTEST_STEM)}


def _without_article(word: str) -> str:
    article = next((article for article in _ARTICLES if word.startswith(article)), "")
    stem = word.removeprefix(article)
    return stem if len(stem) >= _SHORTEST_STEM else word


def ratio(first: str, second: str) -> int:
    """Likeness from 0 to 100: twice the longest common subsequence over both lengths, rounded down."""
    total = len(first) + len(second)
    if total == 0:
        return 100
    most = 200 * min(len(first), len(second)) // total
    if most < NEAR_RATIO or total > 2 * _LONGEST_COMPARED:
        return most if first == second else min(most, NEAR_RATIO - 1)
    row = [0] * (len(second) + 1)
    for char in first:
        diagonal = 0
        for column, other in enumerate(second, start=1):
            above = row[column]
            row[column] = diagonal + 1 if char == other else max(above, row[column - 1])
            diagonal = above
    return 200 * row[-1] // total
