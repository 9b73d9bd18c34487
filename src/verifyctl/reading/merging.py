"""What several passes read on one line, brought together: one text, and what they disagree on beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from verifyctl.model.text import Word
from verifyctl.reading.lexicon import Lexicon
from verifyctl.reading.normalise import folded
from verifyctl.reading.order import reading_order

WORD_BONUS, NO_WORD_MALUS, SHARED_BONUS = 12, 12, 15
"""What being in a word list, not being in it, and being read alike by one pass more are worth, in the engine's
confidence of 0 to 100."""

LEAST_ALONE = 60
LEAST_SIGN_ALONE = 85
LEAST_DIFFERING = 80
"""Least worth of what only one pass saw: words, signs without letters or digits; and of words in a line on which passes
have nothing in common: stamps, emblems, scribble."""

ALIKE = 0.5
"""Readings of a line with less in common than this share have nothing in common."""

OVER = 0.4
"""Words stand at one place if they overlap by this part of the narrower one."""


def merged(readings: Sequence[tuple[Word, ...]], lexicon: Lexicon) -> tuple[Word, ...]:
    """The words of a line from all its readings, that of the page as a whole first; from left to right."""
    read = [reading for reading in readings if reading]
    if len(readings) < 2 or not read:
        return read[0] if read else ()
    places = [_Place.of(group, lexicon) for group in _groups(readings)]
    kept = [place for place in places if place.stands(LEAST_ALONE if len(read) > 1 else 0)]
    if not any(place.shared and place.spoken for place in kept) and not _in_common(read):
        kept = [place for place in kept if place.worth >= LEAST_DIFFERING and place.is_word(lexicon)]
    return tuple(word for place in kept for word in place.words())


def _groups(readings: Sequence[Sequence[Word]]) -> list[list[tuple[Word, ...]]]:
    """What each reading has at each place of the line, places from left to right."""
    every = sorted(
        (
            (word.box.x, word.box.x + word.box.width, number, word)
            for number, one in enumerate(readings)
            for word in one
        ),
        key=lambda item: item[:3],
    )
    root = list(range(len(every)))

    def top(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for first, (left, right, reading, _) in enumerate(every):
        for second in range(first + 1, len(every)):
            start, end, other, _ = every[second]
            if start >= right:
                break
            if other != reading and min(right, end) - start >= OVER * min(right - left, end - start):
                root[top(second)] = top(first)
    found: dict[int, list[list[Word]]] = {}
    for place, (_, _, reading, word) in enumerate(every):
        found.setdefault(top(place), [[] for _ in readings])[reading].append(word)
    return [[tuple(words) for words in group] for group in found.values()]


@dataclass(frozen=True)
class _Reading:
    text: str
    words: tuple[Word, ...]
    worth: float


@dataclass(frozen=True)
class _Place:
    """What stands at one place: the best reading, how many passes share it, and the others."""

    best: _Reading
    shared: bool
    alone: bool
    first: bool
    others: tuple[tuple[Word, ...], ...]

    @classmethod
    def of(cls, group: Sequence[tuple[Word, ...]], lexicon: Lexicon) -> _Place:
        alike: dict[str, list[_Reading]] = {}
        for words in group:
            if words:
                text = " ".join(word.text for word in reading_order(words))
                alike.setdefault(folded(text), []).append(_Reading(text, words, worth_of(words, lexicon)))
        votes = max(alike.values(), key=lambda some: max(one.worth for one in some) + SHARED_BONUS * (len(some) - 1))
        best = max(votes, key=lambda one: one.worth)
        others = tuple(one.words for some in alike.values() if some is not votes for one in some)
        return cls(best, len(votes) > 1, len(votes) == 1 and not others, bool(group[0]), others)

    @property
    def worth(self) -> float:
        return self.best.worth

    @property
    def spoken(self) -> bool:
        """Whether it holds a letter or digit."""
        return any(char.isalnum() for char in self.best.text)

    def stands(self, least: float) -> bool:
        """Whether this is more than a stray mark, `least` being asked of words that one pass alone has.

        Lines read on their own show signs at their ends that are not there.
        """
        if not self.spoken:
            return self.shared or (self.first and self.worth >= LEAST_SIGN_ALONE)
        return not self.alone or self.worth >= least

    def is_word(self, lexicon: Lexicon) -> bool:
        return any(lexicon.knows(word.text) for word in self.best.words)

    def words(self) -> tuple[Word, ...]:
        """The words of the best reading, each with what the others have over it."""
        return tuple(word.model_copy(update={"others": self._others(word)}) for word in self.best.words)

    def _others(self, word: Word) -> tuple[str, ...]:
        start, end = word.box.x, word.box.x + word.box.width
        over = (
            [one for one in words if one.box.x < end and start < one.box.x + one.box.width] for words in self.others
        )
        texts = (" ".join(one.text for one in reading_order(words)) for words in over)
        return tuple(dict.fromkeys(text for text in texts if text and text != word.text))


def worth_of(words: Sequence[Word], lexicon: Lexicon) -> float:
    """The mean confidence by character, more or less as the words are in a list or not."""
    total = 0.0
    for word in words:
        known = lexicon.knows(word.text)
        total += len(word.text) * (word.confidence + (0 if known is None else WORD_BONUS if known else -NO_WORD_MALUS))
    return total / sum(len(word.text) for word in words)


def _in_common(readings: Sequence[Sequence[Word]]) -> bool:
    texts = ["".join(folded(word.text) for word in reading_order(words)) for words in readings]
    return any(
        SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE
        for number, first in enumerate(texts)
        for second in texts[number + 1 :]
    )
