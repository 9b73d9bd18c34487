"""Dates of one letter held against each other: when two readings that know nothing of each other say the same day.

Both must be good readings in their own right before anything is compared, and which two are compared is decided by
where they stand. No alternative is ever tried until it fits; alternatives can only speak against an agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifyctl.model.calendars import CONSISTENT
from verifyctl.model.consistency import consistency, weekday_fits
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.reading.dates.meaning import Written
from verifyctl.reading.dates.seen import ALL, MOST, Seen

SURE = 600
"""The least confidence, in thousandths, of either of two calendars that agree."""

DOUBTED = 900
"""Readings less sure than that are not given where the other calendar speaks against them."""

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
        open_ = result[index].status is DateStatus.CANDIDATE
        if alone is not None and open_ and _by_two_readers(alone, dates[index].days):
            result[index] = result[index].model_copy(update={"status": DateStatus.CROSS_CHECKED})
    return tuple(result)


def doubted(seen: Sequence[Seen], dates: Sequence[DateReading]) -> frozenset[int]:
    """Places of dates that are better not given at all: the letter's other calendar says that they were misread.

    That is so where the two do not agree, and would if a reading that is none too sure were another one that was also
    thought of. That other one is not given either.
    """
    found = set()
    for pair in consistency(dates):
        if not pair.agree:
            for place, partner in ((pair.first, pair.second), (pair.second, pair.first)):
                unsure = seen[place].permille < DOUBTED and seen[place].exists
                if unsure and any(_is_near(rival, seen[partner].first) for rival in seen[place].rivals):
                    found.add(place)
    return frozenset(found)


def _agreeing(reading: DateReading, partner: int) -> DateReading:
    # The other calendar settles the order of day and month: only the first was compared, and it agreed.
    update = {"status": DateStatus.CROSS_CHECKED, "agrees_with": (partner,), "days": reading.days[:1]}
    return reading.model_copy(update=update)


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
    # A reading that gave another date was perhaps the one without the figure too many: 14 for 4.
    return seen.exists and seen.votes >= MOST and not seen.split and seen.permille >= level


def _fits_better(one: Seen, other: Seen) -> bool:
    """Whether another reading of one of the two would make them the very same day."""
    return any(_days_apart(rival, other.first) == 0 for rival in one.rivals | one.split) or any(
        _days_apart(rival, one.first) == 0 for rival in other.rivals | other.split
    )


def _is_near(one: Written, other: Written) -> bool:
    apart = _days_apart(one, other)
    return apart is not None and abs(apart) <= max(CONSISTENT)


def _days_apart(one: Written, other: Written) -> int | None:
    if not one.days or not other.days:
        return None
    return (date.fromisoformat(one.days[0]) - date.fromisoformat(other.days[0])).days


def _by_two_readers(seen: Seen, days: Sequence[str]) -> bool:
    """Whether the text engine and all readings of the number reader gave the same figures, surely, for one day only."""
    good = seen.exists and seen.votes >= ALL and seen.permille >= VERY_SURE
    return good and seen.engine and not seen.named and len(days) == 1
