"""What was seen of one date on a page, before it is held against others: its meanings and how well it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.reading.dates.meaning import Written

ALL, MOST = 3, 2
"""Readings of the number reader that give a date: all of them, and fewer than which make none."""

ALL_SURE, MOST_SURE, SPLIT_SURE, NONE_SURE = 400, 500, 700, 980
"""The least confidence, in thousandths, for a date that all readings gave; that two gave and the third did not; where
the third gave another one; and for a date that its calendar does not have, as most misreadings make.

On drawn strips in unseen digit shapes, up to the heaviest damage, of dates between the first of these and 0.7 more than
nine in ten were right, of those above 0.97 all of 2274.
"""


@dataclass(frozen=True)
class Seen:
    """A date by the number reader; `box` is on the level page.

    `written` are its meanings, the likelier first; where `exists` is false there is one, which is no day of its
    calendar. `votes` is how many of the three readings gave it, of its worst number where it has several; `permille`
    the least confidence; `agreed` whether every number was accepted as it stands. `named` is whether a month's name is
    part of it. `engine` is whether the text engine, knowing these digits, gave the same date, `contested` whether it
    gave another. `numbers` are places in the list of numbers, `boxes` what else belongs to it, on the picture.
    `split` are dates that one of the readings gave instead, `rivals` such as were less likely in all of them.
    """

    written: tuple[Written, ...]
    votes: int
    permille: int
    agreed: bool
    box: Box
    numbers: tuple[int, ...]
    exists: bool = True
    named: bool = False
    engine: bool = False
    contested: bool = False
    boxes: tuple[Box, ...] = ()
    split: frozenset[Written] = frozenset()
    rivals: frozenset[Written] = frozenset()
    alternatives: tuple[str, ...] = ()

    @property
    def first(self) -> Written:
        """The likeliest meaning."""
        return self.written[0]

    @property
    def is_given(self) -> bool:
        """Whether it was read well enough to be given at all.

        A date that no calendar has must have been read the same by all readings, and surely; any other by most, the
        text engine's among them where it knows the digits.
        """
        if not self.exists:
            return self.agreed and self.votes >= ALL and self.permille >= NONE_SURE
        if self.engine:
            return self.votes + 1 >= MOST
        least = SPLIT_SURE if self.split else ALL_SURE if self.votes >= ALL else MOST_SURE
        return self.votes >= MOST and self.permille >= least


_STRAY_DOT = re.compile(r"(?<!\d)0(?=[12]\d{3}(?!\d)|[1-3]\d$|[0-3]\d\D.*\d{4})")


def without_stray_dot(plain: str) -> str:
    """A number in ASCII digits without a nought in front of a whole year or a day of two figures.

    It is what is left of a calendar letter (هـ, م) or a bracket at the left of a date, or a speck: all look like a ٠.
    """
    return _STRAY_DOT.sub("", plain)


def best_of(found: Iterable[Seen]) -> list[Seen]:
    """Each number used once: of several dates with one number, that which more readings gave.

    Two different dates that stand in one number, run together, are both kept.
    """
    kept: list[Seen] = []
    for seen in sorted(found, key=lambda one: (-one.votes, one.named, -one.permille, one.numbers)):
        if all(_go_together(seen, other) for other in kept):
            kept.append(seen)
    return sorted(kept, key=lambda one: one.numbers)


def _go_together(one: Seen, other: Seen) -> bool:
    return not set(one.numbers) & set(other.numbers) or (one.numbers == other.numbers and one.written != other.written)
