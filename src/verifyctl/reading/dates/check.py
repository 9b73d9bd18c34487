"""Dates of one letter held against each other: when two readings that know nothing of each other say the same day.

What is asked of both: to be readings in their own right, each by most of its votes, before anything is compared. No
alternative is ever tried until it fits; alternatives can only speak against an agreement.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifyctl.model.consistency import consistency, days_apart
from verifyctl.model.calendars import days_after_hijri
from verifyctl.model.dates import Calendar
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.reading.dates.seen import Seen

SURE, VERY_SURE = 700, 930
"""The least confidence, in thousandths, for the two calendars of a letter; and for a single number read by two readers."""


def checked(seen: Sequence[Seen | None], dates: Sequence[DateReading]) -> tuple[DateReading, ...]:
    """The dates, those cross-checked that another date or another reader agrees with. `seen` goes with `dates`."""
    result = list(dates)
    for pair in consistency(dates):
        one, other = seen[pair.first], seen[pair.second]
        if pair.agree and one is not None and other is not None and _holds(one, other, pair.apart or 0):
            for index, partner in ((pair.first, pair.second), (pair.second, pair.first)):
                result[index] = _agreed(result[index], partner)
    for index, one in enumerate(seen):
        if one is not None and result[index].status is DateStatus.CANDIDATE and _by_two_readers(one):
            result[index] = result[index].model_copy(update={"status": DateStatus.CROSS_CHECKED})
    return tuple(result)


def _agreed(date: DateReading, partner: int) -> DateReading:
    # The other calendar settles the order of day and month: the first, which agreed, stands alone.
    return date.model_copy(
        update={"status": DateStatus.CROSS_CHECKED, "agrees_with": (partner,), "days": date.days[:1]}
    )


def _holds(one: Seen, other: Seen, apart: int) -> bool:
    """Whether an agreement of two calendars is one of two good readings.

    Days that differ by one or two may agree because a figure was misread by as much (٢ and ٣): then all readings must
    agree, and none may have seen a day that fits better.
    """
    if not (_is_good(one) and _is_good(other)) or set(one.numbers) & set(other.numbers):
        return False
    if apart == 0:
        return True
    return one.votes > 2 and other.votes > 2 and not _fits_better(one, other)


def _is_good(seen: Seen) -> bool:
    return seen.exists and seen.votes >= 2 and seen.permille >= SURE


def _fits_better(one: Seen, other: Seen) -> bool:
    """Whether another reading of one of the two would make them the same day."""
    return any(_same_day(rival, other.first) for rival in one.rivals) or any(
        _same_day(one.first, rival) for rival in other.rivals
    )


def _same_day(one: object, other: object) -> bool:
    return bool(set(getattr(one, "days", ())) & set(getattr(other, "days", ())))


def _by_two_readers(seen: Seen) -> bool:
    """Whether the text engine and all readings of the number reader gave the same figures, and surely."""
    return seen.engine and not seen.named and seen.exists and seen.votes > 2 and seen.permille >= VERY_SURE
