"""Which numbers of the number reader may change the transcript, and which words of the engine they stand for.

Single letters look like figures (a Ukrainian і, a و, a full stop), and the engine draws boxes of words much too wide.
So a figure or two inside a word that was surely read is a part of it, and a figure of the engine in whose box a number
stands is that number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.normalise import folded
from verifyctl.reading.numbers.hints import MARKS
from verifyctl.reading.numbers.level import Levelling
from verifyctl.reading.numbers.merge import MANY, likely
from verifyctl.reading.numbers.words import COVERED
from verifyctl.reading.order import side

INSIDE = 0.8
"""A number stands inside a word if this share of its width does."""

SAME_ROW = 0.5
SURE = 80
"""The engine's confidence in words that figures beside them do not speak against."""

LIKE_FIGURES = {"و": "9", "لا": "7"}
"""Words that look like a figure: where the engine read one of them there never was that figure, and where there was one
it read something else, on every letter that was looked at.
"""

FOUR_LIKE, NINE_LIKE = "ع", "و"
"""At the end of a word where letters do not join, and at the beginning of one, they stand as single figures do."""

TOUCHING = 0.06
"""There is no space between a figure and a word if it is less than this share of the height of the figure's box."""

BULLETS = frozenset("-–—•*")

_GROUP = re.compile(r"\d+")


@dataclass(frozen=True)
class _Near:
    """A word in a number's row: its line, its place there, how much of it lies under the number and of that on it.

    `apart` is the space between them in heights of the number's box, less than 0 where they overlap; `right` says on
    which side the word stands.
    """

    line: int
    place: int
    word: Word
    covered: float
    inside: float
    apart: float
    right: bool

    @property
    def figures(self) -> int:
        return sum(map(str.isdecimal, self.word.text))

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.word.text))

    @property
    def replaced(self) -> bool:
        """Whether the number takes the word's place as their boxes are."""
        return self.covered >= COVERED

    @property
    def holds(self) -> bool:
        """Whether the number stands inside the word's box."""
        return not self.replaced and self.inside >= INSIDE


def for_transcript(
    lines: Sequence[Line], numbers: Sequence[NumberReading], level: Levelling
) -> tuple[tuple[Line, ...], tuple[NumberReading, ...]]:
    """The lines, boxes of figures narrowed to the numbers that stand in them, and the numbers to merge into them.

    All boxes are on the picture; `level` is the way back to the page that was read. Nothing else is changed: numbers
    that are left out here were seen all the same.
    """
    words = [
        (level(word.box), index, place, word)
        for index, line in enumerate(lines)
        for place, word in enumerate(line.words)
    ]
    rightwards = [side(line.words) == "L" for line in lines]
    boxes: dict[tuple[int, int], Box] = {}
    kept = []
    for number in numbers:
        near = list(_near(level(number.box), words))
        if likely(number):
            if not _may_change(number, near, rightwards=bool(near) and rightwards[near[0].line]):
                continue
            boxes.update(
                ((one.line, one.place), number.box) for one in near if one.holds and _is_number_of(one, number)
            )
        kept.append(number)
    return tuple(_narrowed(line, index, boxes) for index, line in enumerate(lines)), tuple(kept)


def words_for_figures(lines: Sequence[Line], numbers: Sequence[NumberReading], level: Levelling) -> tuple[bool, ...]:
    """Of each number, whether it is a figure that stands where the engine read a word that looks like it."""
    words = [
        (level(word.box), index, place, word)
        for index, line in enumerate(lines)
        for place, word in enumerate(line.words)
        if _figures_like(word)
    ]
    return tuple(
        any((one.replaced or one.holds) and _looks_like(one.word, number) for one in _near(level(number.box), words))
        for number in numbers
    )


def _figures_like(word: Word) -> set[str]:
    """The figures that a word or another reading of it looks like."""
    texts = (text.strip(MARKS) for text in (word.text, *word.others))
    return {LIKE_FIGURES[text] for text in texts if text in LIKE_FIGURES}


def _looks_like(word: Word, number: NumberReading) -> bool:
    return folded(number.text) in _figures_like(word)


def _ends_a_word(near: Sequence[_Near], number: NumberReading) -> bool:
    """Whether a figure is a letter of the word it touches: the end of مستودع, left out of its box, looks like ٤."""
    figure = folded(number.text)
    beside = (one for one in near if one.letters and one.word.confidence >= SURE and one.apart <= TOUCHING)
    return any(
        (figure == "4" and one.right and one.word.text.endswith(FOUR_LIKE))
        or (figure == "9" and not one.right and one.word.text.startswith(NINE_LIKE))
        for one in beside
    )


def _near(box: Box, words: Sequence[tuple[Box, int, int, Word]]) -> Iterator[_Near]:
    """The words of a box's row, the nearest first."""
    found = []
    for other, line, place, word in words:
        rows = min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
        if rows >= SAME_ROW * min(box.height, other.height):
            shared = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
            wide = max(0, shared)
            right = 2 * other.x + other.width > 2 * box.x + box.width
            apart = -shared / max(1, box.height)
            one = _Near(line, place, word, wide / max(1, other.width), wide / max(1, box.width), apart, right)
            found.append((-shared, line, place, one))
    return (one for *_, one in sorted(found, key=lambda item: item[:3]))


def _may_change(number: NumberReading, near: Sequence[_Near], *, rightwards: bool) -> bool:
    """Whether the number, likely by itself, is more than letters or signs that look like figures."""
    under = [one for one in near if one.replaced or one.holds]
    few = sum(map(str.isdecimal, number.text)) < MANY
    if any(_looks_like(one.word, number) for one in under) or _ends_a_word(near, number):
        return False
    if rightwards and (any(_is_code(one, number) for one in under) or _is_several(under, number)):
        return False
    figures = [one for one in under if one.figures]
    if figures and (number.accepted or number.digits == "western" or not rightwards):
        return not few or any(one.replaced or _is_number_of(one, number) for one in figures)
    if rightwards:
        return _stands_among_latin(number, under, few=few)
    return _stands_among_arabic(number, under, few=few)


def _stands_among_latin(number: NumberReading, under: Sequence[_Near], *, few: bool) -> bool:
    """The engine knows the figures of such lines: where it saw none there seldom are any."""
    sure = any(one.word.confidence >= SURE and one.letters for one in under)
    if not number.accepted:
        return not few and not sure
    return not few or (number.digits == "western" and not sure)


def _stands_among_arabic(number: NumberReading, under: Sequence[_Near], *, few: bool) -> bool:
    if number.accepted:
        alone = len(number.text) == 1
        return not (alone and any(one.holds and one.letters and one.word.confidence >= SURE for one in under))
    if not few:
        return True
    stop = folded(number.text).strip("0") == "" and not any(one.replaced for one in under)
    bullet = any(one.replaced and one.word.text in BULLETS for one in under)
    return not (stop or bullet) and not any(one.holds and one.letters for one in under)


def _is_code(one: _Near, number: NumberReading) -> bool:
    """Whether a word is letters before or behind figures that the number ends or begins with: WM/570/2016."""
    own, seen = _GROUP.findall(folded(one.word.text)), _GROUP.findall(folded(number.text))
    return bool(own and one.letters) and own in (seen[: len(own)], seen[-len(own) :])


def _is_several(under: Sequence[_Near], number: NumberReading) -> bool:
    """Whether the number is figures of the engine and what stands beside them: з 20, not 320; 7, 2019, not 72019."""
    sure = any(one.letters and not one.figures and one.word.confidence >= SURE for one in under)
    own = ["".join(_GROUP.findall(folded(one.word.text))) for one in under if one.figures and not one.letters]
    seen = "".join(_GROUP.findall(folded(number.text)))
    joined = len(own) > 1 and number.text.isdecimal() and seen in ("".join(own), "".join(reversed(own)))
    return joined or (sure and any(seen != each and (seen.startswith(each) or seen.endswith(each)) for each in own))


def _is_number_of(one: _Near, number: NumberReading) -> bool:
    """Whether figures in whose box a number stands are that number, and not another one beside it or all of both."""
    figures = sum(map(str.isdecimal, number.text))
    return bool(one.figures) and not one.letters and (figures >= MANY or figures == one.figures)


def _narrowed(line: Line, index: int, boxes: dict[tuple[int, int], Box]) -> Line:
    if not any((index, place) in boxes for place in range(len(line.words))):
        return line
    words = (
        word.model_copy(update={"box": boxes.get((index, place), word.box)}) for place, word in enumerate(line.words)
    )
    return line.model_copy(update={"words": tuple(words)})
