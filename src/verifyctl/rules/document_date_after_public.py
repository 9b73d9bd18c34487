"""Does the date on the document fall after the picture was public?"""

from collections.abc import Iterator
from datetime import timedelta

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.dates import Calendar, When
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.model.text import DateReading
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import DateRead, dates_read, group_of
from verifyctl.rules.times import HIJRI_EARLY, KnownBy, public_by

_SHOWN = 3


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """A date that a person read makes a contradiction; one that a machine read makes a possible one."""
    known = public_by(case)
    if not known:
        return
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    public = known[0]
    by_persons = tuple(dates_read(case))
    for read in by_persons:
        if public.span.wholly_before(read.span):
            yield from _by_person(read, public, ids)
    if by_persons:  # where a person has read the date, what a machine made of it is settled
        return
    candidates = case.facts.text.dates if case.facts.text else ()
    after = [(number, date) for number, date in enumerate(candidates, start=1) if _after(date, public)]
    for number, date in after[:_SHOWN]:
        yield from _by_machine(number, date, public, ids)


def _by_person(read: DateRead, public: KnownBy, ids: tuple[str, ...]) -> Iterator[Hit | Contradiction]:
    about = f"reading-{read.index}"
    yield Hit(
        about=about,
        observation=f"{read.by} read the date on the document as \u201c{read.text}\u201d, after the picture was public "
        f"({public.text})",
        direction=Direction.CONTRADICTS,
        strength=Strength.MODERATE,
        basis=Basis.CONFIRMED,
        group=group_of(read.by),
        locations=(read.location, public.location),
        assertions=ids,
        evidence={"read": read.text, "earliest": read.span.earliest, "public_by": public.span.latest},
        limits=("It rests on one person's reading",),
    )
    premise = Premise(
        text=f"document date, read by {read.by} as \u201c{read.text}\u201d",
        basis=PremiseBasis.HUMAN_CONFIRMED,
        finding=f"{RULE.code}:{about}",
    )
    yield _contradiction(premise, public, ids)


def _by_machine(number: int, date: DateReading, public: KnownBy, ids: tuple[str, ...]) -> Iterator[Hit | Contradiction]:
    about = f"date-{number}"
    yield Hit(
        about=about,
        observation=f"Read by machine, \u201c{date.text}\u201d would fall after the picture was public ({public.text})",
        direction=Direction.NOT_ASSESSABLE,
        locations=(locate.box(f"line {date.line + 1} of the transcript", date.box), public.location),
        assertions=ids,
        evidence={"read": date.text, "days": list(date.days), "public_by": public.span.latest},
        limits=("A machine's reading of digits carries no weight until a person has read them",),
    )
    premise = Premise(
        text=f"document date, read by machine as \u201c{date.text}\u201d",
        basis=PremiseBasis.MACHINE_READING,
        finding=f"{RULE.code}:{about}",
    )
    yield _contradiction(premise, public, ids)


def _after(date: DateReading, public: KnownBy) -> bool:
    """True if every day that the reading can mean lies after the picture was public."""
    spans = [When.parse(day).span().bounds()[0] for day in date.days]
    slack = HIJRI_EARLY if date.calendar is Calendar.HIJRI else timedelta()
    return bool(spans) and all(earliest - slack > public.span.bounds()[1] for earliest in spans)


def _contradiction(premise: Premise, public: KnownBy, ids: tuple[str, ...]) -> Contradiction:
    return Contradiction.resting_on(
        premise,
        public.premise,
        kind="document-date-after-public",
        statement="The date on the document falls after the picture was public",
        assertions=ids,
        axes=(Axis.TIME_PLACE,),
    )


RULE = Rule(
    code="document-date-after-public",
    title="The document's date falls after the picture was public",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="ocr-digits",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("text", "context"),
    proposition="the document was dated before the picture of it was public",
    alternative="it bears a date on which the picture was already public",
    limits=("Documents are post-dated, and offices make slips",),
    innocent_explanations=(
        "The date was misread; digits are the first thing that is.",
        "The document is dated ahead, as invitations and orders often are.",
        "The named post shows another picture.",
    ),
    next_step="Have a second reader read the date, and check that the named post shows this picture.",
    judge=judge,
)
