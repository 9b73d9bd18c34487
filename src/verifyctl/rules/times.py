"""Times that rules share: when the picture was already public, and when the claim says that it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from verifyctl.model.claim import AssertionKind
from verifyctl.model.dates import EARLIEST_ZONE, LATEST_ZONE, HijriDate, Span, When
from verifyctl.model.finding import Location, Premise, PremiseBasis
from verifyctl.reference.ids import carries
from verifyctl.rules import locate
from verifyctl.rules.base import Case

# A Hijri day begins at sunset before, and tabular calendars differ from Umm al-Qura by -1 to +2 days; one day more
# where the crescent was sighted. Some tabular variants lie two days early, and begin at the sunset before: three days
# before the Umm al-Qura day is the earliest that a written date can mean.
HIJRI_EARLY = timedelta(days=3)
HIJRI_LATE = timedelta(days=3)

# A Hijri day with that room, anywhere on Earth.
LONGEST_DAY = timedelta(days=1) + HIJRI_EARLY + HIJRI_LATE + EARLIEST_ZONE + LATEST_ZONE


@dataclass(frozen=True)
class KnownBy:
    """A time at which the picture was already public, how that is known, and where to look it up."""

    span: Span
    text: str
    basis: PremiseBasis
    location: Location

    @property
    def premise(self) -> Premise:
        """The same as a premise of a contradiction."""
        return Premise(text=self.text, basis=self.basis)


def public_by(case: Case) -> tuple[KnownBy, ...]:
    """Times by which the picture was public: ids with a server's clock, dated archive captures; earliest first."""
    context = case.facts.context
    if context is None:
        return ()
    found = [
        KnownBy(
            span=Span(earliest=decoded.at, latest=decoded.at),
            text=f"post time: {decoded.scheme} id {decoded.id} decodes to {decoded.at}",
            basis=PremiseBasis.COMPUTED,
            location=locate.record(decoded.source),
        )
        for decoded in context.decoded
        if carries(decoded.scheme)
    ]
    found += [
        KnownBy(
            span=When.parse(source.captured_at).span(),
            text=f"archive capture: {source.archive_url} at {source.captured_at}",
            basis=PremiseBasis.ARCHIVED,
            location=locate.record(source.archive_url),
        )
        for source in context.sources
        if source.archive_url and source.captured_at
    ]
    return tuple(sorted(found, key=lambda known: (known.span.latest, known.text)))


def said_public_by(case: Case) -> tuple[KnownBy, ...]:
    """Times by which the claim itself says that the picture was public."""
    if case.claim is None:
        return ()
    found = [
        KnownBy(
            span=assertion.when.span(),
            text=f"the claim says published {assertion.when}",
            basis=PremiseBasis.STATEMENT,
            location=locate.claim(f"assertions.{assertion.id}"),
        )
        for assertion in case.claim.of_kind(AssertionKind.PUBLICATION)
        if assertion.when
    ]
    if first_seen := case.claim.claim.first_seen:
        found.append(
            KnownBy(
                span=first_seen.when.span(),
                text=f"the claim says first seen {first_seen.at}",
                basis=PremiseBasis.STATEMENT,
                location=locate.claim("claim.first_seen"),
            )
        )
    return tuple(found)


def said_made(case: Case) -> tuple[tuple[str, Span], ...]:
    """(assertion id, span) of every claimed time before which the picture cannot have existed."""
    kinds = (AssertionKind.DOCUMENT_DATE, AssertionKind.CAPTURE_TIME)
    claimed = case.claim.of_kind(*kinds) if case.claim else ()
    return tuple((assertion.id, assertion.when.span()) for assertion in claimed if assertion.when)


def hijri_span(written: HijriDate) -> Span:
    """Every moment that a written Hijri day can mean, whichever variant of the calendar its writer used."""
    day = When.parse(written.gregorian().isoformat())
    earliest, latest = day.span().bounds()
    return Span.of(earliest - HIJRI_EARLY, latest + HIJRI_LATE)


def is_vague(span: Span) -> bool:
    """Whether the span is longer than a written day of any calendar can mean: a month, a year, a long interval."""
    earliest, latest = span.bounds()
    return latest - earliest > LONGEST_DAY
