"""Dates of one letter held against each other: when two readings that know nothing of each other say the same day.

Both must be good readings in their own right before anything is compared, and which two are compared is decided by
where they stand. No alternative is ever tried until it fits; alternatives can only speak against an agreement.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifyctl.model.consistency import consistency, weekday_fits
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.reading.dates.meaning import Written
from verifyctl.reading.dates.seen import ALL, MOST, Seen

SURE = 700
"""The least confidence, in thousandths, of either of two calendars that agree."""

VERY_SURE = 930
"""The same where their days differ by one or two, and for a date that the text engine and the number reader share."""


def checked(seen: Sequence[Seen | None], dates: Sequence[DateReading]) -> tuple[DateReading, ...]:
    """The dates, those cross-checked that another date or another reader agrees with. `seen` goes with `dates`."""
    result = list(dates)
    for pair in consistency(dates):
        one, other = seen[pair.first], seen[pair.second]
        if not pair.agree or one is None or other is None or not _hold(one, other, pair.apart or 0):
            continue
        if weekday_fits(dates[pair.first]) is False or weekday_fits(dates[pair.second]) is False:
            continue
        result[pair.first] = _agreeing(result[pair.first], pair.second)
        result[pair.second] = _agreeing(result[pair.second], pair.first)
    for index, alone in enumerate(seen):
        if alone is not None and result[index].status is DateStatus.CANDIDATE and _by_two_readers(alone):
            result[index] = result[index].model_copy(update={"status": DateStatus.CROSS_CHECKED})
    return tuple(result)


def _agreeing(date: DateReading, partner: int) -> DateReading:
    # The other calendar settles the order of day and month: only the first was compared, and it agreed.
    update = {"status": DateStatus.CROSS_CHECKED, "agrees_with": (partner,), "days": date.days[:1]}
    return date.model_copy(update=update)


def _hold(one: Seen, other: Seen, apart: int) -> bool:
    """Whether an agreement of two calendars is one of two good readings.

    Days that differ by one or two may agree because a figure was misread by as much (٢ and ٣): then all readings must
    be of one mind, and none may have thought of a day that fits better.
    """
    if set(one.numbers) & set(other.numbers) or not all(_is_good(seen, SURE) for seen in (one, other)):
        return False
    if apart == 0:
        return True
    sure = all(seen.votes >= ALL and not seen.contested and _is_good(seen, VERY_SURE) for seen in (one, other))
    return sure and not _fits_better(one, other)


def _is_good(seen: Seen, level: int) -> bool:
    return seen.exists and seen.votes >= MOST and seen.permille >= level


def _fits_better(one: Seen, other: Seen) -> bool:
    """Whether another reading of one of the two would make them the very same day."""
    return any(_same_day(rival, other.first) for rival in one.rivals | one.split) or any(
        _same_day(rival, one.first) for rival in other.rivals | other.split
    )


def _same_day(one: Written, other: Written) -> bool:
    return not set(one.days).isdisjoint(other.days)


def _by_two_readers(seen: Seen) -> bool:
    """Whether the text engine and all readings of the number reader gave the same figures, and surely."""
    return seen.engine and not seen.named and seen.exists and seen.votes >= ALL and seen.permille >= VERY_SURE
