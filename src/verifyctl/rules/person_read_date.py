"""Does a person's reading of the date agree with the claimed date?"""

from collections.abc import Iterator

from verifyctl.model.claim import Assertion, AssertionKind, Layer
from verifyctl.model.dates import HijriDate
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import DateRead, dates_read, group_of
from verifyctl.rules.times import hijri_span, is_vague


def judge(case: Case) -> Iterator[Hit]:
    """Hold every person's reading of a document date against the claimed ones."""
    claimed = case.claim.of_kind(AssertionKind.DOCUMENT_DATE) if case.claim else ()
    for read in dates_read(case):
        for assertion in claimed:
            yield _compare(read, assertion)


def _compare(read: DateRead, assertion: Assertion) -> Hit:
    spans = [assertion.when.span()] if assertion.when else []
    if assertion.hijri is not None:
        spans.append(hijri_span(HijriDate.parse(assertion.hijri)))
    agrees = any(read.span.overlaps(span) for span in spans)
    return Hit(
        about=f"{assertion.id}:reading-{read.index}",
        observation=f"{read.by} read the date on the document as \u201c{read.text}\u201d, which "
        f"{'fits' if agrees else 'does not fit'} the claimed {assertion.value}",
        direction=Direction.SUPPORTS if agrees else Direction.CONTRADICTS,
        # Who could read only a year read what many other dates have too.
        strength=Strength.WEAK if agrees and is_vague(read.span) else Strength.MODERATE,
        group=group_of(read.by),
        locations=(read.location, locate.claim(f"assertions.{assertion.id}")),
        assertions=(assertion.id,),
        evidence={"read": read.text, "by": read.by, "claimed": assertion.value or ""},
    )


RULE = Rule(
    code="person-read-date",
    title="A person read the date",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="human-reading",
    basis=Basis.CONFIRMED,
    strongest=Strength.MODERATE,
    stages=(),
    proposition="the document bears the claimed date",
    alternative="it bears another",
    limits=("It is one person's reading of what the paper bears, which need not be when it was written",),
    innocent_explanations=(
        "The reader or the claimant took one digit for another.",
        "A Hijri date was converted with another calendar.",
    ),
    next_step="Have a second person read the date without knowing the first reading.",
    judge=judge,
)
