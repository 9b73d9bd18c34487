"""A bracket that was taken for a ١: told by the other bracket of its pair, and by its ink.

Figures stand on one line and are of one height; a bracket reaches below it and is higher than they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.numbers.alphabet import DIGITS
from verifyctl.reading.numbers.decode import Candidate, Run
from verifyctl.reading.numbers.strip import STEP

if TYPE_CHECKING:
    from verifyctl.reading.numbers.strip import Ink

CLOSING = {"[": "]", "(": ")"}
OPENING = {closing: opening for opening, closing in CLOSING.items()}
ONES = frozenset("١1")

BELOW, HIGHER = 0.15, 1.2
"""How far a bracket reaches below figures, in their height, and how many times as high as they it is."""

DARK = 0.4
"""Ink, 0 to 1, from which a place belongs to a sign."""

WHOLE = 0.45
"""Pieces of less than this share of the highest one's height are points and noughts."""

BESIDE = 6
"""Pixels at each side of a number in which its first and last sign may reach further."""


def in_pairs(run: Run, ink: Ink) -> Run:
    """The number with a ١ at its end as a bracket where it is one; `ink` is the strip that it was read from."""
    text = run.text
    if sum(sign in DIGITS for sign in text) < 2:
        return run
    if text[0] in CLOSING and text[-1] in ONES and _reaches_below(run, ink, last=True):
        return _renamed(run, text[-1], CLOSING[text[0]], last=True)
    if text[-1] in OPENING and text[0] in ONES and _reaches_below(run, ink, last=False):
        return _renamed(run, text[0], OPENING[text[-1]], last=False)
    return run


def _renamed(run: Run, one: str, bracket: str, *, last: bool) -> Run:
    found: dict[str, Candidate] = {}
    for candidate in run.candidates:
        text = candidate.text
        if last and text.endswith(one):
            text = text[:-1] + bracket
        elif not last and text.startswith(one):
            text = bracket + text[1:]
        found.setdefault(text, replace(candidate, text=text))
    return replace(run, candidates=tuple(found.values()))


def _reaches_below(run: Run, ink: Ink, *, last: bool) -> bool:
    import cv2

    start, end = max(run.start * STEP - BESIDE, 0), run.end * STEP + BESIDE
    dark = (ink[:, start:end] >= DARK).astype(np.uint8)
    pieces = cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:]
    pieces = pieces[np.argsort(pieces[:, cv2.CC_STAT_LEFT], kind="stable")]
    pieces = pieces[pieces[:, cv2.CC_STAT_HEIGHT] >= WHOLE * pieces[:, cv2.CC_STAT_HEIGHT].max(initial=0)]
    if len(pieces) < 2:
        return False
    bottoms, heights = pieces[:, cv2.CC_STAT_TOP] + pieces[:, cv2.CC_STAT_HEIGHT], pieces[:, cv2.CC_STAT_HEIGHT]
    own = -1 if last else 0
    others = np.delete(np.arange(len(pieces)), own)
    usual = float(np.median(heights[others]))
    return bool(bottoms[own] - np.median(bottoms[others]) > BELOW * usual and heights[own] > HIGHER * usual)
