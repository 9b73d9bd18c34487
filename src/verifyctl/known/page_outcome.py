"""What is said of two pages, from the map of what differs and a coarse look at everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.known.agreement import ALL, NEARLY_ALL, OTHER, SAME
from verifyctl.model.matches import Compared

if TYPE_CHECKING:
    from verifyctl.known.differences import Held

MOST_OF_TEXT = 500
"""Thousandths of a page's text that must have been compared for it to be called the same where it agrees."""
BESIDE_A_COVER = 700
"""Thousandths likewise, where something compact lies over the page."""
INSIDE_A_FRAME = 900
"""Thousandths likewise, where something reaches all around."""
COVERED_AT_MOST = 0.2
"""Share of the known page's ink that may lie under something compact."""
UNDER_A_FRAME = 0.1
"""Share of the known page's ink that may lie under something that reaches all around, such as a frame."""
WRITTEN_AT_MOST = 0.08
"""New ink like letters, as a share of the known page's, from which on what lies all around may be another text."""
MOST_OF_PAGE = 0.3
"""Share of a page that the boxes of what is compact may fill."""


def settled(held: Held, alike: float, boxes: float, *, wide: bool) -> Compared:
    """What the map says, held against how much agrees at a coarse look.

    `alike`, 0 to 1, is that of `agreement`; `boxes` is the area of the changed regions as a share of the page's; `wide`
    says that many places agree, all over what the two share.

    Two screenshots of one app have all their text in common. And where little of the text could be compared, or where
    all that agrees is a stamp and a footer, it may be the form's alone.
    """
    seen = held.comparison.outcome
    if seen in (Compared.UNCHANGED, Compared.EDITED):
        enough = SAME if wide and held.comparison.compared >= MOST_OF_TEXT else ALL
        return seen if alike >= enough else Compared.OTHER_TEXT if alike < OTHER else Compared.UNDECIDED
    if seen is not Compared.NOT_COMPARABLE and _covered(held, alike, compact=boxes <= MOST_OF_PAGE):
        return Compared.EDITED
    if seen is Compared.OTHER_TEXT and alike >= OTHER:
        return Compared.UNDECIDED
    return seen


def _covered(held: Held, alike: float, *, compact: bool) -> bool:
    """Whether what tells the two apart lies over the page, and the text is the same where it can be seen.

    The map counts text: words over a page, a frame or an app's buttons may be more than the page's own.
    """
    compared = held.comparison.compared
    if compared < BESIDE_A_COVER or alike < (SAME if held.legible else NEARLY_ALL):
        return False
    if compact:
        return held.missing <= COVERED_AT_MOST
    readable = held.legible and compared >= INSIDE_A_FRAME
    return readable and held.missing <= UNDER_A_FRAME and held.written <= WRITTEN_AT_MOST
