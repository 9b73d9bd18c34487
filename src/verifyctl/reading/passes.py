"""Several readings of a page brought together, line by line, and what they disagree on kept.

The page is read once as a whole; then its lines, found by their ink, are read one by one where the first reading left
doubt. What was read at one place is compared: a reading that several passes share, that is a word, and that the engine
is surer of, stands; the rest is kept beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.lexicon import Lexicon
from verifyctl.reading.normalise import folded
from verifyctl.reading.order import reading_order
from verifyctl.reading.tsv import Fragment, around, fragment_of

WORD_BONUS, NO_WORD_MALUS, SHARED_BONUS = 12, 12, 15
"""What being in a word list, not being in it, and being read alike by one pass more are worth, in the engine's
confidence of 0 to 100. Set on half of the letters that readings were tried on."""

LEAST_ALONE = 60
LEAST_SIGN_ALONE = 85
LEAST_OUTSIDE = 75
LEAST_DIFFERING = 80
"""Least worth of what only one pass saw: words, signs without letters or digits, words outside every line; and of words
in a line on which passes have nothing in common: stamps, emblems, scribble."""

ALIKE = 0.5
"""Readings of a line with less in common than this share have nothing in common."""

SETTLED = 80
SETTLED_NUMBER = 50
"""Confidence from which a word, and what no list can tell to be one, is not read again."""

EDGE, HOLE = 1.2, 2.5
"""A line is not settled either where so many letter heights at its ends, or between its words, hold no word."""

MOST_LINES, MOST_UNSEEN = 60, 15
"""Lines with and without words that are read again in one pass, the longest first. Letters have 20 to 40."""

FEWEST_BEYOND, SHARE_BEYOND = 3, 0.05
"""Words with letters that Arabic has not, from which a page is in another language. In Arabic letters there was one
misread word in some, in Persian every tenth word, in Kurdish every other."""

OVER = 0.4
"""Words stand at one place if they overlap by this part of the narrower one."""


@dataclass(frozen=True)
class Row:
    """A line found by its ink and what each pass read there, words from left to right; boxes on one page."""

    box: Box
    readings: tuple[tuple[Word, ...], ...] = ()

    def read_again(self, words: Iterable[Word]) -> Row:
        """With the words of one pass more."""
        return replace(self, readings=(*self.readings, tuple(words)))


def spread(fragments: Iterable[Fragment], boxes: Sequence[Box]) -> tuple[tuple[Row, ...], tuple[Fragment, ...]]:
    """The lines with the words of the first pass that stand on them, and the words that stand on none."""
    on: list[list[Word]] = [[] for _ in boxes]
    outside = []
    for fragment in fragments:
        left: list[Word] = []
        for word in fragment.words:
            number = _line_under(word.box, boxes)
            (left if number is None else on[number]).append(word)
        if left:
            outside.append(fragment_of(left))
    return tuple(Row(box, (tuple(words),)) for box, words in zip(boxes, on, strict=True)), tuple(outside)


def _line_under(box: Box, boxes: Sequence[Box]) -> int | None:
    best, most = None, 0
    for number, line in enumerate(boxes):
        high = min(box.y + box.height, line.y + line.height) - max(box.y, line.y)
        wide = min(box.x + box.width, line.x + line.width) - max(box.x, line.x)
        fits = wide >= box.width / 2 and high >= OVER * min(box.height, line.height) and box.height <= 4 * line.height
        if fits and wide * high > most:
            best, most = number, wide * high
    return best


def to_read_again(rows: Sequence[Row], lexicon: Lexicon, letter: float) -> tuple[int, ...]:
    """Which lines to read once more; `letter` is the height of letters in pixels of the page.

    Of the lines on which nothing was read only the longest are read on their own, once: most are no print.
    """
    doubtful = [number for number, row in enumerate(rows) if _in_doubt(row, lexicon, letter)]
    doubtful.sort(key=lambda number: -rows[number].box.width)
    seen = [number for number in doubtful if any(rows[number].readings)]
    unseen = [number for number in doubtful if not any(rows[number].readings) and len(rows[number].readings) < 2]
    return tuple(sorted((*seen[:MOST_LINES], *unseen[:MOST_UNSEEN])))


def speaks(row: Row, lexicon: Lexicon) -> bool:
    """Whether half of a line's letters and more are in words of the lists."""
    told = [
        (answer, len(word.text)) for word in merged(row, lexicon) if (answer := lexicon.knows(word.text)) is not None
    ]
    return sum(size for answer, size in told if answer) >= sum(size for _, size in told) / 2 and bool(told)


def beyond(words: Iterable[Word], letters: frozenset[str]) -> bool:
    """Whether words of a pass are in a language that uses more letters than Arabic; `letters` are those."""
    arabic = [word.text for word in words if any(unicodedata.bidirectional(char) == "AL" for char in word.text)]
    found = sum(not letters.isdisjoint(text) for text in arabic)
    return found >= FEWEST_BEYOND and found >= SHARE_BEYOND * len(arabic)


def _in_doubt(row: Row, lexicon: Lexicon, letter: float) -> bool:
    words = sorted(merged(row, lexicon), key=lambda word: word.box.x)
    if not words:
        return len(row.readings) < 2
    whole = around(word.box for word in words)
    ends = max(whole.x - row.box.x, row.box.x + row.box.width - whole.x - whole.width)
    holes = max((after.box.x - word.box.x - word.box.width for word, after in pairwise(words)), default=0)
    return ends > EDGE * letter or holes > HOLE * letter or not all(_settled(word, lexicon) for word in words)


def _settled(word: Word, lexicon: Lexicon) -> bool:
    known = lexicon.knows(word.text)
    if known is None:
        return word.confidence >= SETTLED_NUMBER or not any(char.isalpha() for char in word.text)
    return known and word.confidence >= SETTLED


def merged(row: Row, lexicon: Lexicon) -> tuple[Word, ...]:
    """The words of a line from all its readings, from left to right."""
    read = [reading for reading in row.readings if reading]
    if len(row.readings) < 2 or not read:
        return read[0] if read else ()
    places = [_Place.of(group, lexicon) for group in _groups(row.readings)]
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
    others: tuple[str, ...]

    @classmethod
    def of(cls, group: Sequence[tuple[Word, ...]], lexicon: Lexicon) -> _Place:
        alike: dict[str, list[_Reading]] = {}
        for words in group:
            if words:
                text = " ".join(word.text for word in reading_order(words))
                alike.setdefault(folded(text), []).append(_Reading(text, words, _worth(words, lexicon)))
        votes = max(alike.values(), key=lambda some: max(one.worth for one in some) + SHARED_BONUS * (len(some) - 1))
        best = max(votes, key=lambda one: one.worth)
        others = tuple(one.text for some in alike.values() if some is not votes for one in some)
        return cls(best, len(votes) > 1, len(votes) == 1 and not others, bool(group[0]), tuple(dict.fromkeys(others)))

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
        return tuple(word.model_copy(update={"others": self.others}) for word in self.best.words)


def _worth(words: Sequence[Word], lexicon: Lexicon) -> float:
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


def fragments_of(rows: Iterable[Row], outside: Iterable[Fragment], lexicon: Lexicon) -> tuple[Fragment, ...]:
    """The lines as read, with what is worth keeping of the words outside them."""
    lines = (merged(row, lexicon) for row in rows)
    strays = (fragment for fragment in outside if _worth(fragment.words, lexicon) >= LEAST_OUTSIDE)
    return (*(fragment_of(words) for words in lines if words), *strays)


def with_commas(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words of a line, commas and closing quotation marks after Arabic letters as Arabic commas.

    The models have no Arabic comma and print these instead; a mark that was opened stays.
    """
    opened = any("«" in word.text for word in words)
    return tuple(word if opened and word.text.endswith("»") else _with_comma(word) for word in words)


def _with_comma(word: Word) -> Word:
    bare = word.text[:-1]
    if word.text[-1] not in ",»" or not bare or unicodedata.bidirectional(bare[-1]) != "AL":
        return word
    return word.model_copy(update={"text": bare + "،", "others": tuple(dict.fromkeys((*word.others, word.text)))})
