"""Times as they are written in tags and claims, with the zone that they carry and no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from verifyctl.model.dates import EARLIEST_ZONE, LATEST_ZONE, Span, When
from verifyctl.model.timeline import LocalInterval

_EXIF = re.compile(r"(\d{4}):(\d{2}):(\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_IPTC_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_IPTC_TIME = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})(?:([+-]\d{2}):?(\d{2}))?", re.ASCII)
_LONG_FRACTION = re.compile(r"(\.\d{6})\d{1,20}", re.ASCII)
_SUBSECONDS = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """A time as written: `zone` is the offset that it carries, `UTC` or `+03:00`; without one, `local` is given."""

    span: Span
    zone: str | None = None
    local: LocalInterval | None = None

    @property
    def bare(self) -> tuple[datetime, datetime]:
        """Both ends as if a clock without a zone showed UTC: to see whether only the missing zone matters."""
        if self.local is None:
            return self.span.bounds()
        ends = (datetime.fromisoformat(end).replace(tzinfo=UTC) for end in (self.local.earliest, self.local.latest))
        earliest, latest = ends
        return earliest, latest


def of_local(earliest: datetime, latest: datetime) -> Moment:
    """A stretch of clock time without a zone, given all the room of a clock somewhere on Earth."""
    room = Span.of(earliest.replace(tzinfo=UTC) - EARLIEST_ZONE, latest.replace(tzinfo=UTC) + LATEST_ZONE)
    local = LocalInterval(earliest=_local_text(earliest), latest=_local_text(latest))
    return Moment(span=room, local=local)


def of_when(when: When) -> Moment:
    """A date, a time or an interval as the claim writes them."""
    last = When.parse(when.end) if when.end is not None else when
    (earliest, _), (_, latest) = when.as_written(), last.as_written()
    if earliest.tzinfo is None and latest.tzinfo is None:
        return of_local(earliest, latest)
    zone = when.zone if when.zone == last.zone else None
    return Moment(span=when.span(), zone="UTC" if zone == "Z" else zone)


def of_day(day: str) -> Moment:
    """A civil day, ISO 8601, without a place."""
    return of_when(When.parse(day))


def of_utc(text: str) -> Moment:
    """A moment in the form of `Span`, ISO 8601 with Z. Raises ValueError."""
    earliest = datetime.fromisoformat(text).astimezone(UTC)
    whole = "." not in text
    return Moment(span=Span.of(earliest, earliest + timedelta(milliseconds=999 if whole else 0)), zone="UTC")


def read(text: str) -> Moment | None:
    """A time as programs write it: ISO 8601 (XMP, C2PA) or the form of EXIF. None for anything else."""
    text = _LONG_FRACTION.sub(r"\1", text.strip()[:80])
    if found := _EXIF.fullmatch(text):
        text = f"{found[1]}-{found[2]}-{found[3]}T{found[4]}{found[5] or ''}"
    try:
        when = When.parse(text)
    except ValueError:
        return None
    moment = of_when(when)
    fraction = re.search(r"\.(\d{1,6})", text)
    return _to_the_digit(moment, len(fraction[1])) if fraction else moment


def read_iptc(day: str, clock: str | None) -> Moment | None:
    """A date and, where there is one, a time of the Information Interchange Model: `20150427` and `101112+0300`."""
    written = _IPTC_DATE.fullmatch(day.strip()[:20])
    if written is None:
        return None
    text = "-".join(written.groups())
    if clock and (time := _IPTC_TIME.fullmatch(clock.strip()[:20])):
        offset = f"{time[4]}:{time[5]}" if time[4] else ""
        text += f"T{time[1]}:{time[2]}:{time[3]}{offset}"
    return read(text)


def with_subseconds(moment: Moment, digits: str) -> Moment:
    """A moment of whole seconds made as fine as the tag with its fractions says. Other digits leave it as it is."""
    digits = digits.strip()
    if not _SUBSECONDS.fullmatch(digits):
        return moment
    added = timedelta(milliseconds=int(f"{digits}000"[:3]))
    # Digits beyond the third are finer than what is kept here.
    length = timedelta(milliseconds=10 ** max(0, 3 - len(digits)) - 1)
    earliest, _ = moment.span.bounds()
    if moment.local is None:
        return Moment(span=Span.of(earliest + added, earliest + added + length), zone=moment.zone)
    start = datetime.fromisoformat(moment.local.earliest) + added
    return of_local(start, start + length)


def _to_the_digit(moment: Moment, digits: int) -> Moment:
    """A time with a fraction, which `When` gives a whole second of room."""
    length = timedelta(milliseconds=10 ** max(0, 3 - digits) - 1)
    earliest, _ = moment.span.bounds()
    if moment.local is None:
        return Moment(span=Span.of(earliest, earliest + length), zone=moment.zone)
    start = datetime.fromisoformat(moment.local.earliest)
    return of_local(start, start + length)


def spanning(days: tuple[str, ...]) -> Moment:
    """From the first to the last of several civil days. Raises ValueError where there is none."""
    ends = sorted(date.fromisoformat(day) for day in days)
    return of_when(When.parse(f"{ends[0]}/{ends[-1]}" if ends[0] != ends[-1] else str(ends[0])))


def _local_text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
