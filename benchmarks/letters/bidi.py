"""The order in which the characters of a line stand on paper, left to right.

The Unicode Bidirectional Algorithm (UAX #9, revision 48) for one paragraph of one line without explicit marks and
without its rule N0 for brackets: rules W1 to W7, N1, N2, I1, I2, L1 (white space at the end), L2.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def visual_order(text: str, *, rtl: bool) -> list[int]:
    """Indexes into `text`, the character at the far left first."""
    base = 1 if rtl else 0
    levels = _levels(_resolved([unicodedata.bidirectional(char) for char in text], base), base)
    for place in range(len(text) - 1, -1, -1):
        if not text[place].isspace():
            break
        levels[place] = base
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def shown(text: str, start: int, end: int, *, rtl: bool) -> str:
    """A part of the line as the eye meets it, left to right; words of letters keep the order in which they are read.

    "٢٧ نيسان ٢٠١٥" in a right-to-left line is shown as "٢٠١٥ نيسان ٢٧".
    """
    order = [place for place in visual_order(text, rtl=rtl) if start <= place < end]
    words: list[str] = []
    letters: list[int] = []
    for place in [*order, -1]:
        if place >= 0 and (_is_letter(text[place]) or (letters and _between(text, order, place))):
            letters.append(place)
            continue
        words.append("".join(text[index] for index in sorted(letters)))
        letters = []
        words.append(text[place] if place >= 0 else "")
    return "".join(words)


def _is_letter(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL", "L", "NSM")


def _between(text: str, order: Sequence[int], place: int) -> bool:
    """True for what stands between two letters on paper, with no digit on either side."""
    at = order.index(place)
    before = next((text[one] for one in reversed(order[:at]) if not text[one].isspace()), "0")
    after = next((text[one] for one in order[at + 1 :] if not text[one].isspace()), "0")
    return _is_letter(before) and _is_letter(after) and unicodedata.decimal(text[place], None) is None


def _resolved(classes: list[str], base: int) -> list[str]:
    """Rules W1 to W7, N1 and N2: every class becomes L, R, EN or AN."""
    edge = "R" if base else "L"
    made = list(classes)
    strong, before = edge, edge
    for place, kind in enumerate(made):
        if kind == "NSM":
            made[place] = before
        if made[place] in ("L", "R", "AL"):
            strong = made[place]
        elif made[place] == "EN" and strong == "AL":
            made[place] = "AN"
        before = made[place]
    made = ["R" if kind == "AL" else kind for kind in made]
    _separators(made)
    _terminators(made)
    made = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in made]
    strong = edge
    for place, kind in enumerate(made):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            made[place] = "L"
    _neutrals(made, edge)
    return made


def _separators(made: list[str]) -> None:
    """Rule W4."""
    for place in range(1, len(made) - 1):
        left, right = made[place - 1], made[place + 1]
        if left == right and (made[place], left) in (("CS", "EN"), ("CS", "AN"), ("ES", "EN")):
            made[place] = left


def _terminators(made: list[str]) -> None:
    """Rule W5."""
    for place, kind in enumerate(made):
        if kind != "EN":
            continue
        for step in (-1, 1):
            other = place + step
            while 0 <= other < len(made) and made[other] == "ET":
                made[other] = "EN"
                other += step


def _neutrals(made: list[str], edge: str) -> None:
    """Rules N1 and N2; numbers count as R."""
    place = 0
    while place < len(made):
        if made[place] in ("L", "R", "EN", "AN"):
            place += 1
            continue
        end = place
        while end < len(made) and made[end] not in ("L", "R", "EN", "AN"):
            end += 1
        left = _side(made[place - 1]) if place else edge
        right = _side(made[end]) if end < len(made) else edge
        made[place:end] = [left if left == right else edge] * (end - place)
        place = end


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _levels(made: Sequence[str], base: int) -> list[int]:
    """Rules I1 and I2."""
    if base:
        return [base if kind == "R" else base + 1 for kind in made]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in made]
