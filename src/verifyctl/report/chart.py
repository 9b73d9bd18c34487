"""The timeline as rows with a bar each: every moment that a time can mean, on one scale, and how the time is known.

The scale keeps the order and shortens long stretches: a span of ten years and one of ten seconds are both to be seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from verifyctl.model.dates import Span, When
from verifyctl.model.facts import ContextFacts
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.timeline import Bound, Held, Known, Timeline
from verifyctl.model.verdict import Verdict
from verifyctl.report import words

WIDTH = 1000
"""Units of the scale."""

_LEAST = 6  # units: a moment has to be seen
_HOUR = 3600.0

_KNOWN: dict[Known, tuple[str, str]] = {
    Known.COMPUTED: ("solid", "computed from an id"),
    Known.ARCHIVED: ("solid", "archived"),
    Known.CONFIRMED_BY_PERSON: ("solid", "read by a person"),
    Known.PUBLISHED_TABLE: ("solid", "from a published table"),
    Known.SIGNED: ("solid", "within an intact signature"),
    Known.READ_BY_MACHINE: ("striped", "only read by machine"),
    Known.WRITTEN_BY_DEVICE: ("open", "written by a device, which anyone can write"),
    Known.WRITTEN_BY_SOFTWARE: ("open", "written by software, which anyone can write"),
    Known.STATED: ("open", "only stated"),
    Known.NAMED: ("open", "from a file's name"),
}


# Fractions of a second, and seconds where they are none.
_REST = re.compile(r"(?::00)?(?:\.[0-9]+)?\Z")

_BOUNDS = {
    Bound.NOT_BEFORE: "the picture is no older",
    Bound.NOT_AFTER: "the picture is no younger",
}


@dataclass(frozen=True)
class Row:
    """A dated thing: its id, what it is, the time as written, how it is known, its bar, and what it is held against.

    `style` is solid, striped (read by machine) or open (stated or written); `start` and `length` are units of the
    scale; `clashes` names rows that it cannot stand with.
    """

    id: str
    label: str
    text: str
    span: Span
    known: str
    style: str
    bound: Bound
    start: int
    length: int
    assertion: str | None = None
    clashes: tuple[str, ...] = ()

    @property
    def utc(self) -> str:
        """The moments of the bar in UTC, as `moment` writes them."""
        earliest, latest = moment(self.span.earliest), moment(self.span.latest)
        return earliest if earliest == latest else f"{earliest} to {latest}"

    @property
    def said(self) -> str:
        """How it is known, and what it says of the picture's age."""
        return "; ".join(filter(None, (self.known, _BOUNDS.get(self.bound))))


@dataclass(frozen=True)
class Clash:
    """Two dated things that cannot both hold, or of which it could not be told."""

    first: str
    second: str
    held: str
    reason: str


@dataclass(frozen=True)
class Chart:
    """The rows, earliest first, and the pairs that cannot both hold or were not tested."""

    rows: tuple[Row, ...]
    impossible: tuple[Clash, ...] = ()
    untested: tuple[Clash, ...] = ()
    possible: int = 0

    @property
    def first(self) -> str:
        """Where the scale begins, as `moment` writes it."""
        return moment(min(row.span.earliest for row in self.rows))

    @property
    def last(self) -> str:
        """Where it ends."""
        return moment(max(row.span.latest for row in self.rows))


@dataclass(frozen=True)
class _Dated:
    """A dated thing before it has a place on the scale."""

    id: str
    label: str
    text: str
    span: Span
    known: Known
    bound: Bound = Bound.AT
    assertion: str | None = None


def moment(text: str) -> str:
    """`2015-04-27T23:41:07.384Z` as `2015-04-27 23:41:07`, whole minutes as minutes; the verdict file has the rest."""
    day, _, clock = text.removesuffix("Z").partition("T")
    return f"{day} {_REST.sub('', clock)}".strip()


def of(verdict: Verdict) -> Chart | None:
    """The chart; None where nothing is dated. Verdicts of older versions have no timeline: their times are shown."""
    if verdict.timeline is not None and verdict.timeline.entries:
        chart = _of_timeline(verdict.timeline)
        return chart if chart.rows else None
    dated = list(filter(_placed, _of_facts(verdict)))
    return Chart(_rows(dated, {})) if dated else None


def _of_timeline(timeline: Timeline) -> Chart:
    labels = {entry.id: entry.label for entry in timeline.entries}
    clashes: dict[str, list[str]] = {}
    told: dict[Held, list[Clash]] = {held: [] for held in Held}
    for one in timeline.relations:
        clash = Clash(labels.get(one.first, one.first), labels.get(one.second, one.second), one.held.value, one.reason)
        told[one.held].append(clash)
        if one.held is Held.IMPOSSIBLE:
            clashes.setdefault(one.first, []).append(clash.second)
            clashes.setdefault(one.second, []).append(clash.first)
    dated = [
        _Dated(one.id, one.label, one.written or one.text, one.span, one.known, one.bound, one.assertion)
        for one in timeline.entries
    ]
    dated = list(filter(_placed, dated))
    return Chart(
        _rows(dated, {name: tuple(with_) for name, with_ in clashes.items()}),
        impossible=tuple(told[Held.IMPOSSIBLE]),
        untested=tuple(told[Held.UNTESTED]),
        possible=len(told[Held.POSSIBLE]),
    )


def _placed(one: _Dated) -> bool:
    """Whether its time is one: a verdict that somebody else made may hold anything."""
    try:
        one.span.bounds()
    except ValueError:
        return False
    return True


def _of_facts(verdict: Verdict) -> Iterator[_Dated]:
    """What is dated in the facts themselves: ids, tags, dates that were read, known copies. What is no date is not."""
    for stage in verdict.stages:
        if isinstance(stage.facts, ContextFacts):
            for number, decoded in enumerate(stage.facts.decoded):
                label = f"Id of {decoded.scheme}"
                yield from _dated(f"id-{number}", label, decoded.at, decoded.at, Known.COMPUTED)
        if isinstance(stage.facts, MetadataFacts):
            for time in stage.facts.times:
                yield _Dated(
                    time.tag, f"{time.tag}: {time.meaning.value}", time.text, time.span, Known.WRITTEN_BY_DEVICE
                )
    for number, date in enumerate(verdict.text.dates if verdict.text else (), start=1):
        for day in date.days[:1]:
            label = f"Date {number} on the picture"
            yield from _dated(f"read-{number}", label, f"{date.written or day}", day, Known.READ_BY_MACHINE)
    facts = words.matches_of(verdict)
    for number, match in enumerate(facts.matches if facts else (), start=1):
        if match.image.first_seen:
            known = Known(match.image.first_seen_basis or "stated")
            seen = match.image.first_seen
            yield from _dated(f"copy-{number}", f"Known image {match.image.id} first seen", seen, seen, known)


def _dated(name: str, label: str, text: str, when: str, known: Known) -> Iterator[_Dated]:
    with suppress(ValueError):
        yield _Dated(name, label, text, When.parse(when).span(), known)


def _rows(dated: list[_Dated], clashes: dict[str, tuple[str, ...]]) -> tuple[Row, ...]:
    ordered = sorted(dated, key=lambda one: (one.span.bounds(), one.id))
    scale = _scale([moment.timestamp() for one in ordered for moment in one.span.bounds()])
    rows = []
    for one in ordered:
        start, end = (scale[moment.timestamp()] for moment in one.span.bounds())
        length = max(_LEAST, end - start)
        style, known = _KNOWN[one.known]
        rows.append(
            Row(
                id=one.id,
                label=one.label,
                text=one.text,
                span=one.span,
                known=known,
                style=style,
                bound=one.bound,
                start=min(start, WIDTH - length),
                length=length,
                assertion=one.assertion,
                clashes=clashes.get(one.id, ()),
            )
        )
    return tuple(rows)


def _scale(moments: list[float]) -> dict[float, int]:
    """Units for each moment: order kept, a stretch as long as the logarithm of its hours."""
    ends = sorted(set(moments))
    lengths = [math.log1p((after - before) / _HOUR) for before, after in pairwise(ends)]
    whole = sum(lengths) or 1.0
    places, so_far = {ends[0]: 0} if ends else {}, 0.0
    for moment, length in zip(ends[1:], lengths, strict=True):
        so_far += length
        places[moment] = round(so_far / whole * WIDTH)
    return places
