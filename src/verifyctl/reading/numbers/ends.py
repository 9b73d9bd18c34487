"""Signs at a number's ends that were taken for figures: a bracket for a ١, a full stop for a ٠. Told by their ink.

Figures stand on one line and are of one height. A bracket reaches below it and is higher than they are, and the other
one of its pair stands at the other end. A stop stands as low as figures do, and without it there is a date or a year; a
٠ hangs higher, but in some faces hardly, so that its place alone would not tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.numbers.alphabet import DIGITS, SEPARATORS
from verifyctl.reading.numbers.decode import Candidate, Run
from verifyctl.reading.numbers.shape import can_be_a_date, is_year
from verifyctl.reading.numbers.strip import STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.numbers.strip import Ink

    Pieces = NDArray[np.int32]

CLOSING = {"[": "]", "(": ")"}
OPENING = {closing: opening for opening, closing in CLOSING.items()}
ONES = frozenset("١1")
NOUGHT, STOP = "٠", "."

BELOW, HIGHER = 0.15, 1.2
"""How far a bracket reaches below figures, in their height, and how many times as high as they it is."""

LOW = 0.75
"""How far below the top of figures, in their height, the middle of a stop is at least; that of a ٠ is 0.4 to 0.8."""

DARK = 0.4
"""Ink, 0 to 1, from which a place belongs to a sign."""

WHOLE = 0.45
"""Pieces of less than this share of the highest one's height are points and noughts."""

LEAST = 3
"""Pixels; smaller pieces are specks."""

BESIDE = 6
"""Pixels at each side of a number in which its first and last sign may reach further."""


def mended(run: Run, ink: Ink) -> Run:
    """The number with such signs for what they are, `doubted` as it was; `ink` is the strip that it was read from."""
    text = run.text
    if sum(sign in DIGITS for sign in text) < 2:
        return run
    if text[0] in CLOSING and text[-1] in ONES and _reaches_below(_signs(run, ink), last=True):
        return _renamed(run, text[-1], CLOSING[text[0]], last=True)
    if text[-1] in OPENING and text[0] in ONES and _reaches_below(_signs(run, ink), last=False):
        return _renamed(run, text[0], OPENING[text[-1]], last=False)
    if text[0] == NOUGHT and _is_date_but_for(text) and _begins_low(_signs(run, ink)):
        return _renamed(run, NOUGHT, STOP, last=False)
    return run


def _renamed(run: Run, sign: str, other: str, *, last: bool) -> Run:
    found: dict[str, Candidate] = {}
    for candidate in run.candidates:
        text = candidate.text
        if last and text.endswith(sign):
            text = text[:-1] + other
        elif not last and text.startswith(sign):
            text = other + text[1:]
        found.setdefault(text, replace(candidate, text=text))
    return replace(run, candidates=tuple(found.values()), doubted=run.text)


def _signs(run: Run, ink: Ink) -> Pieces:
    """Top, bottom and height of the pieces of a number's ink, from left to right."""
    import cv2

    start, end = max(run.start * STEP - BESIDE, 0), run.end * STEP + BESIDE
    dark = (ink[:, start:end] >= DARK).astype(np.uint8)
    pieces = cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:]
    pieces = pieces[pieces[:, cv2.CC_STAT_AREA] >= LEAST]
    pieces = pieces[np.argsort(pieces[:, cv2.CC_STAT_LEFT], kind="stable")]
    tops, heights = pieces[:, cv2.CC_STAT_TOP], pieces[:, cv2.CC_STAT_HEIGHT]
    return np.column_stack((tops, tops + heights, heights))


def _whole(signs: Pieces) -> NDArray[np.bool_]:
    """Which of them are no points or noughts."""
    return np.asarray(signs[:, 2] >= WHOLE * signs[:, 2].max(initial=0))


def _reaches_below(signs: Pieces, *, last: bool) -> bool:
    signs = signs[_whole(signs)]
    if len(signs) < 2:
        return False
    own, others = (signs[-1], signs[:-1]) if last else (signs[0], signs[1:])
    usual = float(np.median(others[:, 2]))
    return bool(own[1] - np.median(others[:, 1]) > BELOW * usual and own[2] > HIGHER * usual)


def _is_date_but_for(text: str) -> bool:
    """Whether a number is a date or the year of one without its first sign, and not with it."""
    rest = text[1:].strip(SEPARATORS)
    return not can_be_a_date(text) and (can_be_a_date(rest) or is_year(rest))


def _begins_low(signs: Pieces) -> bool:
    whole = _whole(signs)
    if not whole.any() or whole[0]:
        return False
    top, bottom, _ = np.median(signs[whole], axis=0)
    return bool((signs[0, 0] + signs[0, 1]) / 2 >= top + LOW * (bottom - top))
