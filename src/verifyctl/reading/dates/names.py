"""Names of months in text: exact, or as a text engine may have misread them. What could be two months is none.

A misread name is compared letter by letter; letters that differ by their dots only cost less than others. It is taken
only if it is near one month of the calendar and clearly further from all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from verifyctl.model.dates import Calendar
from verifyctl.reference.months import MONTHS, Script
from verifyctl.reference.spelling import folded

MOST_WORDS = 7
LONGEST = 48
"""Characters between a day and its year, at most."""

_AROUND_NAMES = "من شهر عام لعام سنه لسنه لشهر العام ماه سال مانكي ي ê of the de"
_SAID_OF_HIJRI_MONTHS = "المبارك مبارك المعظم معظم الحرام المكرم الخير المظفر الفرد المرجب"
FILLERS = frozenset(f"{_AROUND_NAMES} {_SAID_OF_HIJRI_MONTHS}".split())
_NUMBERED = re.compile(r"(?<!\w)([كت])([12])(?!\w)")
# Letters that stand for 1 and 2 there, and nowhere else.
_NUMBERS = "ٮٯ"
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = {"Sorani Kurdish": ("", "ي"), "Kurmanji Kurdish": ("", "a", "ê")}
_NOT_ARABIC = frozenset({"Iran", "Afghanistan", "Sorani Kurdish", "Persian"})
SCRIPTS: tuple[Script, ...] = get_args(Script)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?!\w)")
_STRANGE = re.compile(r"[^\w\s,،./\\()\-–—'’‘ʼ\u00a0]|[\d_]")


@dataclass(frozen=True)
class Named:
    """Months that words can stand for, with how far they are off: 0 if exact, 1 for each misread letter.

    More than one month where both halves of a double name are clear and differ. `doubled` is whether two names
    stand there and both say the same.
    """

    calendar: Calendar
    months: tuple[int, ...]
    cost: float = 0.0
    doubled: bool = False


def spelled(plain: str) -> str:
    """A folded text with months that are shortened to a letter and a figure (ك٢) as two letters; as long as before."""
    return _NUMBERED.sub(lambda match: match[1] + _NUMBERS[int(match[2]) - 1], plain)


def words_of(text: str) -> tuple[str, ...]:
    """The words in a text, folded, without those that may stand around a month's name."""
    return tuple(word for word in _WORD.findall(folded(text)) if word not in FILLERS)


def exact_between(plain: str) -> Named | None:
    """The month that a folded text names and nothing else: what stands between a day and its year."""
    if len(plain) > LONGEST or _STRANGE.search(plain):
        return None
    return exact(_WORD.findall(_ORDINAL.sub(" ", plain, count=1) if _ORDINAL.match(plain) else plain))


def exact(words: Sequence[str], *, arabic: bool = False) -> Named | None:
    """The month that folded words name, as one name or as two of one calendar."""
    names = _exact(arabic)
    words = list(words) if "".join(words) in names else [word for word in words if word not in FILLERS]
    if not 0 < len(words) <= MOST_WORDS:
        return None
    whole = names.get("".join(words))
    if whole is not None:
        return Named(whole[0], (whole[1],))
    for cut in range(1, len(words)):
        first, second = (names.get("".join(half)) for half in (words[:cut], words[cut:]))
        if first is not None and second is not None and first[0] is second[0]:
            same = first[1] == second[1]
            return Named(first[0], (first[1],) if same else (first[1], second[1]), doubled=same)
    return _run_together("".join(words), names)


def _run_together(text: str, names: Mapping[str, tuple[Calendar, int]]) -> Named | None:
    """A double name whose slash was read as an alef or a lam: تموزايوليو. Both halves must name one month."""
    for place, sign in enumerate(text):
        first, second = (names.get(text[:place]), names.get(text[place + 1 :])) if sign in "ال" else (None, None)
        if first is not None and first == second:
            return Named(first[0], (first[1],), doubled=True)
    return None


def ends_with_name(plain: str) -> tuple[int, Named] | None:
    """Where the name begins with which a folded text ends, and its month; the longest name counts."""
    words = list(_WORD.finditer(plain[-LONGEST:]))
    offset = max(0, len(plain) - LONGEST)
    if not words or _STRANGE.search(plain[offset + words[-1].end() :]):
        return None
    for match in words[-4:]:
        tail = plain[offset + match.start() :]
        found = None if _STRANGE.search(tail) or tail.startswith(tuple(FILLERS)) else exact(_WORD.findall(tail))
        if found is not None:
            return offset + match.start(), found
    return None


@cache
def _exact(arabic: bool = False) -> dict[str, tuple[Calendar, int]]:
    """Names folded and without spaces and signs, to calendar and month."""
    return {name: (calendar, month) for script in SCRIPTS for name, calendar, month in _names(script, arabic)}


def key(name: str) -> str:
    """A name folded, its letters only."""
    return "".join(_WORD.findall(spelled(folded(name))))


ANOTHER_DATE = frozenset({"الموافق", "وفق", "المصادف", "التاريخ", "بتاريخ", "corresponding"})
"""Words with which another date begins: no name reaches across them."""

MOST_STRAY = 8
"""Letters beside a name that may be the unreadable half of a double one."""

# Misread names -----------------------------------------------------------------------------------

OTHER, DOTS, STROKE, LOST = 1.0, 0.4, 0.7, 0.8
LEAST_AHEAD = 0.75
"""How much nearer a name must be than that of any other month."""

LEAST_AHEAD_OF_BEGINNINGS = 0.3
"""And than the beginning of any other: of a name cut short (ربيع ال) nobody knows how it went on."""

_SKELETONS = (
    "بتثنيپ", "جحخچ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فقڤ", "كل", "هة", "وۆ",
    "ilj1", "oceé", "uvn", "ғгт", "иійпнц", "оосе", "шщ", "ьъ",
)  # fmt: skip
_STROKES = ("در", "رو", "ان", "لا", "مه", "عم", "فم", "حع", "نر", "دل", "سي", "هم", "rn", "mn", "ft", "bh", "ao")
_THIN = frozenset("ايلنتبiltrьі")


def nearest(
    words: Sequence[str], calendars: Iterable[Calendar], script: Script, *, arabic: bool = False
) -> Named | None:
    """The month that folded words stand for, misread or not, in one of the calendars; None where two are as near.

    Signs and stray letters around the name are allowed; two names side by side (نيسان/أبريل) must not differ. `arabic`
    is whether the language is Arabic for certain: Persian and Kurdish names are then not thought of.
    """
    wanted = frozenset(calendars)
    found = exact(words, arabic=arabic)
    if found is not None and found.calendar in wanted:
        return found
    words = [word for word in words if word not in FILLERS]
    if len(words) > MOST_WORDS or not ANOTHER_DATE.isdisjoint(words):
        return None
    halves: list[Named] = []
    for cut in range(len(words) + 1):
        parts = ["".join(words[:cut]), "".join(words[cut:])]
        near = [_near(part, wanted, script, arabic) for part in parts]
        seen = [one for one in near if one is not None]
        left = sum(len(part) for part, one in zip(parts, near, strict=True) if one is None)
        if left <= MOST_STRAY:
            halves += [replace(one, doubled=len(seen) == 2) for one in seen]
    # Nothing that is as clear may say another month.
    if len({(half.calendar, half.months) for half in halves}) != 1:
        return None
    return min(halves, key=lambda half: (not half.doubled, half.cost))


def has_little_else(texts: Iterable[str]) -> bool:
    """Whether the words around a month's name may be stray: few letters, and none that begins another date."""
    words = [word for text in texts for word in words_of(text)]
    return sum(map(len, words)) <= MOST_STRAY and ANOTHER_DATE.isdisjoint(words)


@cache
def _near(text: str, calendars: frozenset[Calendar], script: Script, arabic: bool) -> Named | None:
    if not 1 < len(text) <= 24:
        return None
    costs: dict[tuple[Calendar, int], float] = {}
    begun: dict[tuple[Calendar, int], float] = {}
    fitting: dict[tuple[Calendar, int], float] = {}
    for name, calendar, month in _names(script, arabic):
        if calendar not in calendars:
            continue
        row = distances(text, name)
        cost, one = row[-1], (calendar, month)
        costs[one] = min(cost, costs.get(one, cost))
        begun[one] = min(*row, begun.get(one, cost))
        if cost <= _allowed(name):
            fitting[one] = min(cost, fitting.get(one, cost))
    if not fitting:
        return None
    best = min(fitting, key=lambda one: (fitting[one], one))
    ahead = min((costs[one] for one in costs if one != best), default=99.0) - fitting[best]
    ahead_of_begun = min((begun[one] for one in begun if one != best), default=99.0) - fitting[best]
    if fitting[best] > 0 and (ahead < LEAST_AHEAD or ahead_of_begun < LEAST_AHEAD_OF_BEGINNINGS):
        return None
    return Named(best[0], (best[1],), fitting[best])


def _allowed(name: str) -> float:
    """How far a misread name may be off: dots in a short one, two letters and dots in a long one."""
    return 0.0 if len(name) < 3 else DOTS if len(name) == 3 else min(0.3 * len(name), 2.4)


@cache
def _names(script: Script, arabic: bool = False) -> tuple[tuple[str, Calendar, int], ...]:
    """Names folded and without spaces and signs, those of Kurdish also as they stand before a year (نیسانی ٢٠١٥)."""
    rows = (row for row in MONTHS if row.script == script and not (arabic and row.tradition in _NOT_ARABIC))
    return tuple(
        sorted(
            {
                (key(name) + ending, Calendar(row.calendar), row.month)
                for row in rows
                for name in row.names
                for ending in _ENDINGS.get(row.tradition, ("",))
            }
        )
    )


def distance(read: str, name: str) -> float:
    """The least cost of changing one text to the other: letters lost, added, or taken for others."""
    return distances(read, name)[-1]


def distances(read: str, name: str) -> list[float]:
    """The same for every beginning of the name, the empty one first and the whole name last."""
    row = [0.0]
    for sign in name:
        row.append(row[-1] + _lost(sign))
    for char in read:
        before, row[0] = row[0], row[0] + _lost(char)
        for place, wanted in enumerate(name, start=1):
            changed = before + _exchanged(char, wanted)
            before = row[place]
            row[place] = min(changed, row[place] + _lost(char), row[place - 1] + _lost(wanted))
    return row


def _lost(sign: str) -> float:
    return LOST if sign in _THIN else OTHER


def _exchanged(one: str, other: str) -> float:
    return 0.0 if one == other else _alike().get((one, other), OTHER)


@cache
def _alike() -> dict[tuple[str, str], float]:
    pairs = {}
    for cost, groups in ((STROKE, _STROKES), (DOTS, _SKELETONS)):
        for group in groups:
            pairs.update({(one, other): cost for one in group for other in group if one != other})
    return pairs
