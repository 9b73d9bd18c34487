"""A month word that was found on the page by its looks, before it is part of a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifyctl.model.base import Box
    from verifyctl.model.dates import Calendar


@dataclass(frozen=True)
class MonthReading:
    """A month as a reader of month words saw it.

    `text` is the name that it is taken for, as it stands in `reference/months.py`; of a double name (نيسان/أبريل) both
    parts. `box` is its place in pixels of the upright picture. `month` is 1 to 12 in `calendar`. `confidence` is in
    thousandths; `accepted` whether it is sure enough to be used; `tie` whether another month is as near, in which
    case it is never accepted. `others` are names of other months, likelier first.
    """

    text: str
    box: Box
    calendar: Calendar
    month: int
    confidence: int
    accepted: bool
    tie: bool = False
    others: tuple[str, ...] = ()
