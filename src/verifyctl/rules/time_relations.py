"""How dated things must stand to each other if all hold, and whether they can.

Only order in time is held against order in time. That two statements cannot both hold never says which is wrong, and
nothing here weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from verifyctl.model.claim import Layer
from verifyctl.model.timeline import Event, Expected, Held, Known, TimelineEntry, TimeRelation
from verifyctl.reference.releases import EARLY
from verifyctl.rules.moments import Moment

MOST_RELATIONS = 300

APART = timedelta(minutes=2)
"""Two clocks in one device may differ by this much: a position is some seconds old, a clock drifts."""

_PUBLIC = frozenset({Event.UPLOADED, Event.PUBLISHED, Event.ARCHIVED, Event.COPY_SEEN, Event.FIRST_SEEN})

_LATER: dict[Event, frozenset[Event]] = {
    Event.DOCUMENT_DATED: _PUBLIC | {Event.CAPTURED},
    Event.CAPTURED: _PUBLIC | {Event.DIGITISED, Event.MODIFIED, Event.SIGNED, Event.NAMED},
    Event.POSITIONED: frozenset({Event.UPLOADED, Event.PUBLISHED, Event.ARCHIVED}),
}
_MADE_WITH = _PUBLIC | {Event.CAPTURED}
_SAVED_WITH = frozenset({Event.MODIFIED})
_SAME: frozenset[frozenset[Event]] = frozenset(
    {
        frozenset({Event.CAPTURED}),
        frozenset({Event.CAPTURED, Event.POSITIONED}),
        frozenset({Event.DOCUMENT_DATED}),
        frozenset({Event.PUBLISHED, Event.UPLOADED}),
    }
)

_CLOCKS = frozenset({Known.WRITTEN_BY_DEVICE, Known.WRITTEN_BY_SOFTWARE})
_ZONE = re.compile(r"([+-])(\d{2}):(\d{2})", re.ASCII)

# What no conclusion rests on, whatever the arithmetic says.
_HINTS = {
    Known.READ_BY_MACHINE: "a machine read it, and a person has not yet",
    Known.NAMED: "anyone can name a file or choose such a number",
}
KNOWN_IN_WORDS: dict[Known, str] = {
    Known.COMPUTED: "an id that the platform set",
    Known.ARCHIVED: "an archive's capture",
    Known.CONFIRMED_BY_PERSON: "a person's reading",
    Known.READ_BY_MACHINE: "a machine's reading",
    Known.PUBLISHED_TABLE: "published release dates",
    Known.SIGNED: "a time-stamp in a signature",
    Known.WRITTEN_BY_DEVICE: "a device's clock, which shows what somebody set it to",
    Known.WRITTEN_BY_SOFTWARE: "what a program wrote",
    Known.STATED: "somebody's statement",
    Known.NAMED: "a name that anyone can choose",
}


def relations(entries: Sequence[TimelineEntry], unsettled: frozenset[str]) -> tuple[TimeRelation, ...]:
    """Every pair that has to stand in an order, or at one moment; impossible ones first, then untested ones.

    `unsettled` are ids of known copies of which it is not settled that they are what is claimed.
    """
    found = sorted(_held(entries, unsettled), key=lambda item: (_RANK[item.held], item.first, item.second))
    return tuple(found[:MOST_RELATIONS])


_RANK = {Held.IMPOSSIBLE: 0, Held.UNTESTED: 1, Held.POSSIBLE: 2}


def _held(entries: Sequence[TimelineEntry], unsettled: frozenset[str]) -> Iterator[TimeRelation]:
    for place, one in enumerate(entries):
        for other in entries[place + 1 :]:
            if (expected := _expected(one, other)) is not None:
                how, first, second = expected
                yield _relation(how, first, second, unsettled)


def _expected(one: TimelineEntry, other: TimelineEntry) -> tuple[Expected, TimelineEntry, TimelineEntry] | None:
    if frozenset({one.event, other.event}) in _SAME:
        return (Expected.SAME, one, other) if _about_one_thing(one, other) else None
    for first, second in ((one, other), (other, one)):
        if second.event in _after(first):
            return Expected.IN_ORDER, first, second
    return None


def _after(first: TimelineEntry) -> frozenset[Event]:
    if first.event is Event.RELEASED:
        # An editor's release bounds the file as it was saved, not the picture.
        return _SAVED_WITH if first.layer is Layer.FILE else _MADE_WITH
    return _LATER.get(first.event, frozenset())


def _about_one_thing(one: TimelineEntry, other: TimelineEntry) -> bool:
    """Two claimed dates may be of two documents, and a letter bears other dates than its own."""
    if one.known is not other.known or one.event is not other.event:
        return True
    stated = one.assertion is not None and one.assertion == other.assertion
    return stated or one.known is Known.WRITTEN_BY_SOFTWARE


@dataclass(frozen=True)
class _Ends:
    """The ends of two stretches of time: of the first, then of the second."""

    first: tuple[datetime, datetime]
    second: tuple[datetime, datetime]

    def missed(self, expected: Expected) -> timedelta:
        """By how much, at the least, the two fail to stand as expected; nothing or less where they can."""
        behind = self.first[0] - self.second[1]
        return behind if expected is Expected.IN_ORDER else max(behind, self.second[0] - self.first[1])

    def settled(self, expected: Expected) -> bool:
        """Whether they stand as expected whichever moments they mean. Two that share a moment are as good as one."""
        return self.first[1] <= self.second[0] if expected is Expected.IN_ORDER else self.missed(expected) <= APART


def _relation(
    expected: Expected, first: TimelineEntry, second: TimelineEntry, unsettled: frozenset[str]
) -> TimeRelation:
    wide = _Ends(first.span.bounds(), second.span.bounds())
    missed = wide.missed(expected) - _room(expected, first, second)
    held, reason = _judged(expected, first, second, missed)
    if held is Held.IMPOSSIBLE:
        hint = _HINTS.get(first.known) or _HINTS.get(second.known)
        if unsettled & {first.id, second.id}:
            hint = "it is not settled that the known copy is what is claimed"
        if hint is not None:
            held, reason = Held.UNTESTED, f"they would not fit, but {hint}"
    seconds = int(wide.missed(expected).total_seconds()) if held is Held.IMPOSSIBLE else None
    return TimeRelation(first=first.id, second=second.id, expected=expected, held=held, reason=reason, seconds=seconds)


def _room(expected: Expected, first: TimelineEntry, second: TimelineEntry) -> timedelta:
    if first.event is Event.RELEASED:
        return EARLY
    return APART if expected is Expected.SAME or {first.known, second.known} <= _CLOCKS else timedelta()


def _judged(expected: Expected, first: TimelineEntry, second: TimelineEntry, missed: timedelta) -> tuple[Held, str]:
    if missed > timedelta():
        rests = dict.fromkeys((KNOWN_IN_WORDS[first.known], KNOWN_IN_WORDS[second.known]))
        return Held.IMPOSSIBLE, f"no moment that the two can mean fits; it rests on {' and '.join(rests)}"
    if _Ends(first.span.bounds(), second.span.bounds()).settled(expected) and not _needs_zone(expected, first, second):
        return Held.POSSIBLE, "they fit in every reading" if expected is Expected.IN_ORDER else "they share a moment"
    return _unsettled(expected, first, second)


def _unsettled(expected: Expected, first: TimelineEntry, second: TimelineEntry) -> tuple[Held, str]:
    """Two that can fit and need not: on what it depends."""
    bare = _as_shown(first, second)
    if bare.first == bare.second:
        return Held.POSSIBLE, "they show the same time"
    if first.local or second.local:
        if bare.missed(expected) > timedelta():
            return Held.UNTESTED, "they fit only if one is of another zone, and no zone is given"
        if bare.settled(expected):
            return Held.UNTESTED, "they fit unless one is of a distant zone, and no zone is given"
    if first.event is Event.RELEASED:
        return Held.UNTESTED, "test versions are in use some months before a release"
    return Held.UNTESTED, "the times are too coarse to tell"


def _needs_zone(expected: Expected, first: TimelineEntry, second: TimelineEntry) -> bool:
    """Whether two times are only said to share a moment because a clock without a zone was given its room."""
    if expected is not Expected.SAME or not (first.local or second.local):
        return False
    return _as_shown(first, second).missed(expected) > APART


def _as_shown(first: TimelineEntry, second: TimelineEntry) -> _Ends:
    """The two without the room for zones. Tags of one file are compared as the clock showed them, zone or not."""
    ends = [Moment(span=entry.span, local=entry.local).bare for entry in (first, second)]
    if {first.known, second.known} <= _CLOCKS and (first.local is None) != (second.local is None):
        offsets = [_offset(entry) for entry in (first, second)]
        ends = [(start + offset, end + offset) for (start, end), offset in zip(ends, offsets, strict=True)]
    return _Ends(*ends)


def _offset(entry: TimelineEntry) -> timedelta:
    if entry.zone is None or (found := _ZONE.fullmatch(entry.zone)) is None:
        return timedelta()
    length = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -length if found[1] == "-" else length
