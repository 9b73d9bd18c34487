"""What is dated outside the file: by the claim, by ids and archives, on the letter, by known copies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from verifyctl.model.claim import Assertion, AssertionKind, Layer, Source
from verifyctl.model.dates import Calendar, HijriDate, Precision, When
from verifyctl.model.facts import DecodedTime
from verifyctl.model.matches import SeenBasis
from verifyctl.model.text import DateStatus
from verifyctl.model.timeline import Bound, Event, Known, TimelineEntry
from verifyctl.reference.ids import SCHEMES, carries
from verifyctl.rules import locate, moments
from verifyctl.rules.base import Case
from verifyctl.rules.copies import same_picture, told_apart, where
from verifyctl.rules.dated_file import made
from verifyctl.rules.letter import LetterDate, standing
from verifyctl.rules.moments import Moment
from verifyctl.rules.persons import DateRead, dates_read
from verifyctl.rules.times import HIJRI_EARLY, hijri_span

MOST_COPIES = 20
MOST_DATES = 12

_CLAIMED: dict[AssertionKind, tuple[Event, str, Layer, Bound]] = {
    AssertionKind.DOCUMENT_DATE: (Event.DOCUMENT_DATED, "claimed date of the document", Layer.DOCUMENT, Bound.AT),
    AssertionKind.PUBLICATION: (Event.PUBLISHED, "claimed publication", Layer.FILE, Bound.NOT_AFTER),
    AssertionKind.CAPTURE_TIME: (Event.CAPTURED, "claimed capture", Layer.PICTURE, Bound.AT),
}
_SEEN = {
    SeenBasis.ARCHIVED: Known.ARCHIVED,
    SeenBasis.COMPUTED: Known.COMPUTED,
    SeenBasis.STATED: Known.STATED,
}
_CALENDARS = {Calendar.HIJRI: "Hijri", Calendar.JALALI: "solar Hijri", Calendar.GREGORIAN: "Gregorian"}


def entries(case: Case) -> Iterator[TimelineEntry]:
    """Every dated thing outside the file."""
    yield from _claim(case)
    yield from _context(case)
    yield from (_read_by_person(read) for read in dates_read(case))
    yield from _read_by_machine(case)
    yield from _copies(case)


def _claim(case: Case) -> Iterator[TimelineEntry]:
    if case.claim is None:
        return
    for assertion in case.assertions:
        yield from _assertion(assertion)
    said = case.claim.claim
    if said.first_seen is not None:
        yield _stated(
            "claim:first_seen", Event.FIRST_SEEN, "first seen, by the claim", said.first_seen.at, said.first_seen.when
        )
    for number, denial in enumerate(said.denials):
        if denial.at is not None:
            yield _stated(f"claim:denials.{number}", Event.DENIED, "a denial", denial.at, When.parse(denial.at))
    for number, media in enumerate(case.claim.media):
        if media.obtained is not None and media.obtained.at is not None:
            yield _stated(
                f"claim:media.{number}",
                Event.OBTAINED,
                "a copy was obtained",
                media.obtained.at,
                When.parse(media.obtained.at),
            )


def _assertion(assertion: Assertion) -> Iterator[TimelineEntry]:
    if assertion.when is None:
        return
    event, label, layer, bound = _CLAIMED[assertion.kind]
    place = locate.claim(f"assertions.{assertion.id}")
    yield made(
        f"claim:{assertion.id}",
        event,
        label,
        moments.of_when(assertion.when),
        layer=layer,
        bound=bound,
        known=Known.STATED,
        text=assertion.value or str(assertion.when),
        location=place,
        assertion=assertion.id,
    )
    if assertion.hijri is not None:
        yield made(
            f"claim:{assertion.id}:hijri",
            event,
            f"{label}, Hijri",
            Moment(span=hijri_span(HijriDate.parse(assertion.hijri))),
            layer=layer,
            bound=bound,
            known=Known.STATED,
            text=assertion.hijri,
            location=place,
            assertion=assertion.id,
            calendar=Calendar.HIJRI,
            written=assertion.hijri,
        )


def _stated(identifier: str, event: Event, label: str, at: str, when: When) -> TimelineEntry:
    return made(
        identifier,
        event,
        label,
        moments.of_when(when),
        bound=Bound.NOT_AFTER,
        known=Known.STATED,
        text=at,
        location=locate.claim(identifier.replace(":", ".", 1)),
    )


def _context(case: Case) -> Iterator[TimelineEntry]:
    context = case.facts.context
    if context is None:
        return
    for decoded in context.decoded:
        yield _decoded(decoded)
    for number, source in enumerate(context.sources, start=1):
        if source.captured_at is not None:
            yield _secured(number, source, source.captured_at)


def _decoded(decoded: DecodedTime) -> TimelineEntry:
    """Only the number that a platform gave is computed; an archive's address or a writer's key is somebody's word."""
    archive = SCHEMES[decoded.scheme].role == "archive"
    computed = carries(decoded.scheme)
    return made(
        f"id:{decoded.scheme}:{decoded.id}",
        Event.ARCHIVED if archive else Event.UPLOADED,
        "capture time in an archive's address" if archive else f"registered, by {SCHEMES[decoded.scheme].title}",
        moments.of_utc(decoded.at),
        bound=Bound.NOT_AFTER,
        known=Known.COMPUTED if computed else Known.NAMED,
        text=decoded.id,
        location=locate.record(decoded.source),
    )


def _secured(number: int, source: Source, at: str) -> TimelineEntry:
    archived = source.archive_url is not None
    return made(
        f"source:{number}",
        Event.ARCHIVED if archived else Event.OBTAINED,
        "archived" if archived else "secured by somebody",
        moments.of_when(When.parse(at)),
        bound=Bound.NOT_AFTER,
        known=Known.ARCHIVED if archived else Known.STATED,
        text=at,
        location=locate.record(source.archive_url or source.url or f"source {number}"),
    )


def _read_by_person(read: DateRead) -> TimelineEntry:
    day = next(iter(read.days)) if len(read.days) == 1 else None
    hijri = Calendar.HIJRI in read.calendars
    return made(
        f"reading:{read.index}",
        Event.DOCUMENT_DATED,
        f"date on the document, read by {read.by}",
        moments.of_day(day) if day and not hijri else Moment(span=read.span),
        layer=Layer.DOCUMENT,
        known=Known.CONFIRMED_BY_PERSON,
        text=read.text,
        location=read.location,
        calendar=Calendar.HIJRI if hijri else Calendar.GREGORIAN,
    )


def _read_by_machine(case: Case) -> Iterator[TimelineEntry]:
    unread = [each for each in standing(case) if each.status is not DateStatus.READ_BY_PERSON and each.date.days]
    for each in unread[:MOST_DATES]:
        if each.date.precision is Precision.DAY:
            yield _machine_date(each)


def _machine_date(each: LetterDate) -> TimelineEntry:
    date = each.date
    moment = moments.spanning(date.days)
    if date.calendar is Calendar.HIJRI:
        earliest, latest = moment.span.bounds()
        moment = Moment(span=type(moment.span).of(earliest - HIJRI_EARLY, latest + HIJRI_EARLY))
    return made(
        f"read:{each.number}",
        Event.DOCUMENT_DATED,
        f"a {_CALENDARS[date.calendar]} date on the picture, read by machine",
        moment,
        layer=Layer.DOCUMENT,
        known=Known.READ_BY_MACHINE,
        text=date.text,
        location=each.location,
        calendar=date.calendar,
        written=date.written if date.calendar is not Calendar.GREGORIAN else None,
    )


def _copies(case: Case) -> Iterator[TimelineEntry]:
    seen = [(name, match) for name, match in told_apart(same_picture(case)) if match.image.first_seen is not None]
    first = sorted(seen, key=lambda pair: (When.parse(pair[1].image.first_seen or "").span().earliest, pair[0]))
    for name, match in islice(first, MOST_COPIES):
        at = match.image.first_seen or ""
        yield made(
            f"copy:{name}",
            Event.COPY_SEEN,
            f"a known copy was first seen ({match.relation.value.replace('_', ' ')})",
            moments.of_when(When.parse(at)),
            layer=Layer.PICTURE,
            bound=Bound.NOT_AFTER,
            known=_SEEN[match.image.first_seen_basis or SeenBasis.STATED],
            text=at,
            location=where(match),
        )
