"""From the network's scores to numbers: where they stand, the best string, the next best ones.

Numbers are given as the eye sees them, from left to right, never in the order in which they were typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.numbers.alphabet import (
    ARABIC,
    BLANK,
    CALENDAR_LETTERS,
    DIGITS,
    INDEX,
    PERSIAN,
    SEPARATORS,
    SPACE,
    SYMBOLS,
    WESTERN,
    WORD,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

WIDTH = 10
"""Strings kept while searching."""

ALTERNATIVES = 4

APART = 24
"""Columns; digits half as high as the strip are about 10 apart where they are set wide. Further apart, a word was lost
between them.
"""

AGAINST = 12
"""Columns within which a symbol stands against the next one, as digits of one number do, be they set wide."""

FIVE, FIVE_LIKE = "٥", "ه"
_GROUP, _HIJRI_YEAR, _PARTS_OF_A_DATE = re.compile(r"\d+"), re.compile(r"(?<!\d)١[٣٤٥]\d\d(?!\d)"), 3
_SHORT_YEAR = 2
_LEAST = 1e-4
_JOINS = frozenset(SEPARATORS)
_ALL = 0b111


def _kinds(symbol: str) -> int:
    """The digit sets that a symbol fits into, as bits: Arabic-Indic, Persian, Western. Others fit into all."""
    if symbol not in DIGITS:
        return _ALL
    if symbol in WESTERN:
        return 0b100
    return (0b001 if symbol not in "۴۵۶" else 0) | (0b010 if symbol in PERSIAN else 0)


_KINDS = [_kinds(symbol) for symbol in SYMBOLS]
_NUMBERS = [number for number, symbol in enumerate(SYMBOLS) if number != BLANK and symbol in DIGITS | _JOINS | {SPACE}]


@dataclass(frozen=True)
class Token:
    """One symbol of the best path, and the columns of the output that it reaches over, the end exclusive."""

    symbol: str
    start: int
    end: int


@dataclass(frozen=True)
class Candidate:
    """A number as read: text from left to right, and the natural logarithm of its probability."""

    text: str
    logarithm: float


@dataclass(frozen=True)
class Run:
    """A number on a strip: candidates, best first, and the columns of the output of its digits, the end exclusive.

    `letters` are calendar letters that stand right beside it; `weakest` is the lowest probability, 0 to 1, among the
    peaks of the best path's symbols. `doubted` is what else its shapes allow, where more than they decided: a letter
    against its left end may be a ٥ and was taken for ه, since a Hijri date can stand here; or a sign at an end was
    taken for a bracket or a stop (`ends.mended`).
    """

    candidates: tuple[Candidate, ...]
    start: int
    end: int
    letters: tuple[str, ...]
    weakest: float
    doubted: str | None = None

    @property
    def text(self) -> str:
        """The best candidate's text."""
        return self.candidates[0].text

    @property
    def margin(self) -> float:
        """How much likelier the best is than the second best, as a difference of logarithms."""
        if len(self.candidates) == 1:
            return -float(np.log(_LEAST))
        return self.candidates[0].logarithm - self.candidates[1].logarithm


def tokens(scores: Scores) -> list[Token]:
    """The best path, repeats and blanks taken out."""
    best = scores.argmax(axis=1).tolist()
    found: list[Token] = []
    before = BLANK
    for column, now in enumerate(best):
        if now not in (BLANK, before):
            found.append(Token(SYMBOLS[now], column, column + 1))
        elif now == before and now != BLANK:
            found[-1] = Token(found[-1].symbol, found[-1].start, column + 1)
        before = now
    return found


def runs(scores: Scores) -> tuple[Run, ...]:
    """The numbers on a strip of scores (columns, classes), left to right. Empty where there are none."""
    scores = _with_fives(scores)
    path = tokens(scores)
    found = []
    for first, last in _groups(path):
        start = path[first - 1].end if first else 0
        end = path[last].start if last < len(path) else len(scores)
        candidates = _searched(scores[start:end])
        if not candidates or not DIGITS.intersection(candidates[0].text):
            continue
        peaks = [scores[token.start : token.end, INDEX[token.symbol]].max() for token in path[first:last]]
        weakest = float(np.exp(min(peaks)))
        digits = [token for token in path[first:last] if token.symbol in DIGITS]
        five = first > 0 and path[first - 1].symbol == FIVE_LIKE and _stands_against(path, first - 1)
        doubted = FIVE + candidates[0].text if five else None
        found.append(Run(candidates, digits[0].start, digits[-1].end, _letters(path, first, last), weakest, doubted))
    return tuple(found)


def _with_fives(scores: Scores) -> Scores:
    """The scores with each ه that stands against digits taken for the ٥ that it looks like, unless it may be a mark.

    Only a Hijri year, or a date in three parts, has that letter at its left.
    """
    path = tokens(scores)
    fives = [token for place, token in enumerate(path) if token.symbol == FIVE_LIKE and _is_five(path, place)]
    if not fives:
        return scores
    changed, pair = scores.copy(), [INDEX[FIVE_LIKE], INDEX[FIVE]]
    for token in fives:
        changed[token.start : token.end, pair] = scores[token.start : token.end, pair[::-1]]
    return changed


def _is_five(path: list[Token], place: int) -> bool:
    if not _stands_against(path, place):
        return False
    after = takewhile(lambda token: _numeric(token.symbol) or token.symbol == SPACE, path[place + 1 :])
    text = "".join(token.symbol for token in after)
    groups = _GROUP.findall(text)
    may_be_dated = len(groups) >= _PARTS_OF_A_DATE or len(text) <= _SHORT_YEAR or _HIJRI_YEAR.search(text) is not None
    return not may_be_dated


def _stands_against(path: list[Token], place: int) -> bool:
    """Whether an Arabic-Indic digit follows a symbol as digits follow each other."""
    if place + 1 >= len(path):
        return False
    after = path[place + 1]
    return after.symbol in ARABIC and after.start - path[place].end <= AGAINST


def _groups(path: list[Token]) -> list[tuple[int, int]]:
    """Stretches of the path that are numbers, as places in it: digits and marks, spaces only beside a mark."""
    groups: list[tuple[int, int]] = []
    place = 0
    while place < len(path):
        if not _numeric(path[place].symbol):
            place += 1
            continue
        end = place + 1
        while end < len(path) and (_numeric(path[end].symbol) or _bridge(path, end)) and _close(path, end):
            end += 1
        start, last = place, end
        if DIGITS.intersection(token.symbol for token in path[start:last]):
            groups.append((start, last))
        place = end
    return groups


def _close(path: list[Token], place: int) -> bool:
    """Whether a symbol stands so near to the one before that nothing unread can stand between."""
    return path[place].start - path[place - 1].end <= APART


def _numeric(symbol: str) -> bool:
    return symbol in DIGITS or symbol in _JOINS


def _bridge(path: list[Token], place: int) -> bool:
    """True for a space between a digit and a slash or hyphen: one number, set wide."""
    if path[place].symbol != SPACE or place + 1 >= len(path):
        return False
    before, after = path[place - 1].symbol, path[place + 1].symbol
    return (before in DIGITS and after in "/-\\") or (before in "/-\\" and after in DIGITS)


def _letters(path: list[Token], first: int, last: int) -> tuple[str, ...]:
    """Calendar letters next to the run, a space between them or not."""
    found = []
    for place, step in ((first - 1, -1), (last, 1)):
        at = place + step if 0 <= place < len(path) and path[place].symbol == SPACE else place
        if 0 <= at < len(path) and path[at].symbol in CALENDAR_LETTERS and path[at].symbol != WORD:
            found.append(path[at].symbol)
    return tuple(found)


def _searched(scores: Scores) -> tuple[Candidate, ...]:
    """The likeliest strings of digits and marks, none of which mixes digit sets (prefix beam search).

    After A. Graves and N. Jaitly, "Towards end-to-end speech recognition with recurrent neural networks", 2014.
    """
    # prefix -> [probability ending in a blank, probability ending in its last symbol, digit sets it fits into]
    beam: dict[tuple[int, ...], list[float]] = {(): [1.0, 0.0, _ALL]}
    scale = 0.0
    chances = np.exp(scores.astype(np.float64))
    useful = chances[:, _NUMBERS] > _LEAST
    for column in range(len(scores)):
        row = chances[column]
        picked = [(_NUMBERS[place], float(row[_NUMBERS[place]])) for place in np.flatnonzero(useful[column])]
        beam = _extended(beam, float(row[BLANK]), picked)
        most = max(entry[0] + entry[1] for entry in beam.values())
        if most <= 0:
            return ()
        scale += float(np.log(most))
        for entry in beam.values():
            entry[0] /= most
            entry[1] /= most
    return _gathered(beam, scale)


def _extended(
    beam: dict[tuple[int, ...], list[float]], blank: float, picked: list[tuple[int, float]]
) -> dict[tuple[int, ...], list[float]]:
    grown: dict[tuple[int, ...], list[float]] = {}
    for prefix, (ended, open_, kinds) in beam.items():
        last = prefix[-1] if prefix else BLANK
        entry = grown.setdefault(prefix, [0.0, 0.0, kinds])
        entry[0] += (ended + open_) * blank
        for symbol, chance in picked:
            left = int(kinds) & _KINDS[symbol]
            if symbol == last:
                entry[1] += open_ * chance
            if not left:
                continue
            gain = (ended if symbol == last else ended + open_) * chance
            if gain > 0:
                longer = grown.setdefault((*prefix, symbol), [0.0, 0.0, left])
                longer[1] += gain
    if len(grown) <= WIDTH:
        return grown
    kept = sorted(grown.items(), key=lambda item: -(item[1][0] + item[1][1]))[:WIDTH]
    return dict(kept)


def _gathered(beam: dict[tuple[int, ...], list[float]], scale: float) -> tuple[Candidate, ...]:
    """Strings without their spaces; those that become one are added up. At most one more than the alternatives."""
    total: dict[str, float] = {}
    for prefix, (ended, open_, _) in beam.items():
        text = "".join(SYMBOLS[symbol] for symbol in prefix if SYMBOLS[symbol] != SPACE)
        total[text] = total.get(text, 0.0) + ended + open_
    ranked = sorted(((chance, text) for text, chance in total.items() if chance > 0), reverse=True)
    return tuple(Candidate(text, float(np.log(chance)) + scale) for chance, text in ranked[: ALTERNATIVES + 1])
