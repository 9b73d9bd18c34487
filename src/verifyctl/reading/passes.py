"""Several readings of a page brought together, line by line, and what they disagree on kept.

The page is read once as a whole; then its lines, found by their ink, are read one by one where the first reading left
doubt. What was read at one place is compared: a reading that several passes share, that is a word, and that the engine
is surer of, stands; the rest is kept beside it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.lexicon import Lexicon
from verifyctl.reading.merging import merged, worth_of
from verifyctl.reading.normalise import folded
from verifyctl.reading.order import letters
from verifyctl.reading.tsv import Fragment, around, fragment_of

LEAST_OUTSIDE = 75
"""Least worth, in the engine's confidence, of words that stand on no line."""

ON_LINE = 0.4
"""A word stands on a line if it shares this part of the lower one's height, and half of its width."""

SETTLED = 80
SETTLED_NUMBER = 50
"""Confidence from which a word, and what no list can tell to be one, is not read again; nor is what two passes read."""

SETTLED_NAME, SHORTEST_NAME = 92, 3
"""The same, and least letters, of a word that stands in no list: most of those that are read so surely are names."""

EDGE, HOLE = 1.2, 2.5
"""A line is not settled either where so many letter heights at its ends, or between its words, hold no word."""

MOST_LINES, MOST_UNSEEN = 60, 15
"""Lines with and without words that are read again in one pass, the longest first. Letters have 20 to 40."""

LONG_LINE = 6
"""Letter heights: so long a line, on which passes have nothing in common, is read with the next data too. It may be in
letters that these do not know."""

FEWEST_LATIN, LEAST_LATIN_SURE = 6, 60
"""Characters, and mean confidence, from which what was read as Latin letters is taken for them."""

FEWEST_BEYOND, SHARE_BEYOND = 3, 0.05
"""Words with letters that Arabic has not, from which a page is in another language. In Arabic letters there was one
misread word in some, in Persian every tenth word, in Kurdish every other."""


@dataclass(frozen=True)
class Row:
    """A line found by its ink and what each pass read there, words from left to right; boxes on one page."""

    box: Box
    readings: tuple[tuple[Word, ...], ...] = ()

    def read_again(self, words: Iterable[Word]) -> Row:
        """With the words of one pass more."""
        return replace(self, readings=(*self.readings, tuple(words)))

    def words(self, lexicon: Lexicon) -> tuple[Word, ...]:
        """All readings brought together, from left to right."""
        return merged(self.readings, lexicon)


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
        fits = (
            wide >= box.width / 2 and high >= ON_LINE * min(box.height, line.height) and box.height <= 4 * line.height
        )
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
    told = [(answer, len(word.text)) for word in row.words(lexicon) if (answer := lexicon.knows(word.text)) is not None]
    return sum(size for answer, size in told if answer) >= sum(size for _, size in told) / 2 and bool(told)


def unread_latin(rows: Sequence[Row]) -> tuple[int, ...]:
    """Lines that the last pass, with data for Arabic script, found to be in Latin letters."""
    found = []
    for number, row in enumerate(rows):
        last = row.readings[-1]
        count = letters(last)
        sure = sum(word.confidence for word in last) >= LEAST_LATIN_SURE * len(last)
        if len(row.readings) > 1 and count["L"] >= FEWEST_LATIN and count["L"] > count["R"] and sure:
            found.append(number)
    return tuple(found)


def beyond(words: Iterable[Word], letters: frozenset[str]) -> bool:
    """Whether words of a pass are in a language that uses more letters than Arabic; `letters` are those."""
    arabic = [word.text for word in words if any(unicodedata.bidirectional(char) == "AL" for char in word.text)]
    found = sum(not letters.isdisjoint(text) for text in arabic)
    return found >= FEWEST_BEYOND and found >= SHARE_BEYOND * len(arabic)


def _in_doubt(row: Row, lexicon: Lexicon, letter: float) -> bool:
    words = sorted(row.words(lexicon), key=lambda word: word.box.x)
    if not words:
        return len(row.readings) < 2 or (any(row.readings) and row.box.width >= LONG_LINE * letter)
    whole = around(word.box for word in words)
    ends = max(whole.x - row.box.x, row.box.x + row.box.width - whole.x - whole.width)
    holes = max((after.box.x - word.box.x - word.box.width for word, after in pairwise(words)), default=0)
    alike = Counter(text for words in row.readings for text in {folded(word.text) for word in words})
    settled = (alike[folded(word.text)] > 1 or _settled(word, lexicon) for word in words)
    return ends > EDGE * letter or holes > HOLE * letter or not all(settled)


def _settled(word: Word, lexicon: Lexicon) -> bool:
    known = lexicon.knows(word.text)
    if known is None:
        return word.confidence >= SETTLED_NUMBER or not any(char.isalpha() for char in word.text)
    if known:
        return word.confidence >= SETTLED
    return word.confidence >= SETTLED_NAME and len(word.text) >= SHORTEST_NAME


def fragments_of(rows: Iterable[Row], outside: Iterable[Fragment], lexicon: Lexicon) -> tuple[Fragment, ...]:
    """The lines as read, with what is worth keeping of the words outside them."""
    lines = (row.words(lexicon) for row in rows)
    strays = (fragment for fragment in outside if worth_of(fragment.words, lexicon) >= LEAST_OUTSIDE)
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
