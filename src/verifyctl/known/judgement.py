"""What is said of the leads of a search, the likeliest first, so that few pages are held against each other in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.geometry import WORTH_A_LOOK
from verifyctl.known.pairs import Examinee, judged
from verifyctl.model.matches import Match, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from verifyctl.known.geometry import Geometry
    from verifyctl.known.leads import Lead

PLACES = 32
"""Places along each side of a square around the picture in which agreement is counted."""


class Judgement:
    """What is said of leads, the likeliest first; only so many pages are held against the picture.

    The likeliest is the one that agrees in most places. But places in which pages agree that turned out to be others
    count less with every such page: all letters of an office agree at its letterhead, all screenshots of an app at
    its buttons.
    """

    def __init__(self, examinee: Examinee) -> None:
        self._examinee = examinee
        self._said: dict[int, tuple[Lead, Match | None]] = {}
        self._others = np.zeros((PLACES, PLACES), dtype=np.int64)

    @property
    def answered(self) -> bool:
        """Whether it was said of a known image that it is on the picture."""
        return any(_is_answer(match) for _, match in self._said.values())

    def judge(self, leads: dict[int, Lead], most: int) -> None:
        """Judge what was not judged yet. At most so many pages are held against the picture; others are left.

        So are pages that hardly agree.
        """
        left = most
        waiting = self._by_promise((number, lead) for number, lead in leads.items() if self._is_new(number, lead))
        while waiting:
            number, lead = waiting.pop(0)
            if lead.image.item.page and (left <= 0 or lead.inliers < WORTH_A_LOOK):
                continue
            match = judged(self._examinee, lead.image, lead.geometry)
            self._said[number] = (lead, match)
            held = match is not None and match.comparison is not None
            left -= held
            if _is_answer(match):
                left = min(left, 1)  # pages on one letterhead: the next best is enough to be sure
            elif held and lead.geometry is not None:
                self._others[self._at(lead.geometry)] += 1
                waiting = self._by_promise(waiting)

    def complete(self, leads: dict[int, Lead]) -> dict[int, Match]:
        """By number what is said of every lead; of pages that were left, what can be said without a difference map."""
        said = {number: match for number, (_, match) in self._said.items()}
        for number, lead in leads.items():
            if number not in said:
                said[number] = judged(self._examinee, lead.image, lead.geometry, compare=False)
        return {number: match for number, match in said.items() if match is not None}

    def _is_new(self, number: int, lead: Lead) -> bool:
        return number not in self._said or self._said[number][0] is not lead

    def _by_promise(self, leads: Iterable[tuple[int, Lead]]) -> list[tuple[int, Lead]]:
        return sorted(leads, key=lambda each: (-self._promise(each[1]), each[0]))

    def _promise(self, lead: Lead) -> float:
        """The inliers, each divided by the square of one more than the other pages that agree at its place."""
        if lead.geometry is None:
            return 0.0
        return lead.inliers * float(((1.0 + self._others[self._at(lead.geometry)]) ** -2).mean())

    def _at(self, found: Geometry) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Row and column of the place of each inlier."""
        side = max(self._examinee.size) / PLACES
        column, row = np.clip(np.floor(found.points_evidence.T / side), 0, PLACES - 1).astype(np.intp)
        return row, column


def _is_answer(match: Match | None) -> bool:
    return match is not None and match.relation not in (Relation.CANDIDATE, Relation.SAME_TEMPLATE)
