"""Does the date on the document fall after the picture was public?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, Strength
from verifyctl.rules import document_dates
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import LetterDate, read_by_machine, wholly_after
from verifyctl.rules.persons import DateRead, dates_read, group_of
from verifyctl.rules.times import KnownBy, public_by


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """A date that a person read makes a contradiction; one that a machine read makes a possible one."""
    known = public_by(case)
    if not known:
        return
    ids = document_dates.claimed_dates(case)
    public = known[0]
    for read in dates_read(case):
        if public.span.wholly_before(read.span):
            yield from _by_person(read, public, ids)
    after = [each for each in read_by_machine(case) if wholly_after(each.date, public.span)]
    for each in after[: document_dates.SHOWN]:
        yield from _by_machine(each, public, ids)


def _by_person(read: DateRead, public: KnownBy, ids: tuple[str, ...]) -> Iterator[Hit | Contradiction]:
    yield Hit(
        about=document_dates.about_person(read),
        observation=document_dates.observed_by_person(read, f"the picture was public ({public.text})"),
        direction=Direction.CONTRADICTS,
        strength=Strength.MODERATE,
        basis=Basis.CONFIRMED,
        group=group_of(read.by),
        locations=(read.location, public.location),
        assertions=ids,
        evidence={"read": read.text, "earliest": read.span.earliest, "public_by": public.span.latest},
        limits=(document_dates.BY_ONE_PERSON,),
    )
    yield _contradiction(document_dates.premise_by_person(read, RULE.code), public, ids)


def _by_machine(each: LetterDate, public: KnownBy, ids: tuple[str, ...]) -> Iterator[Hit | Contradiction]:
    yield Hit(
        about=document_dates.about_machine(each),
        observation=document_dates.observed_by_machine(each, f"the picture was public ({public.text})"),
        direction=Direction.NOT_ASSESSABLE,
        locations=(each.location, public.location),
        assertions=ids,
        evidence=document_dates.values_by_machine(each) | {"public_by": public.span.latest},
        limits=(document_dates.BY_MACHINE_ALONE,),
    )
    yield _contradiction(document_dates.premise_by_machine(each, RULE.code), public, ids)


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
