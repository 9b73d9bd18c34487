"""Is there a claimed document date, and did the machine read none? That says nothing, and asks for a person."""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import readings_of


def judge(case: Case) -> Iterator[Hit]:
    """Say that a claimed date waits for a reader."""
    text = case.facts.text
    claimed = case.claim.of_kind(AssertionKind.DOCUMENT_DATE) if case.claim else ()
    if text is None or text.dates or not claimed or any(readings_of(case, AssertionKind.DOCUMENT_DATE)):
        return
    yield Hit(
        observation=f"No date was read by machine among {len(text.lines)} line(s)",
        direction=Direction.NOT_ASSESSABLE,
        locations=(Location(kind="text_span", where="the whole transcript", start=0, end=len(text.transcript)),),
        assertions=tuple(assertion.id for assertion in claimed),
        evidence={"lines_read": len(text.lines)},
    )


RULE = Rule(
    code="document-date-not-read",
    title="No date was read by machine",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-digits",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the document bears the claimed date",
    alternative="it bears another, or none",
    limits=("The engine misses or misreads most Arabic-Indic digits, so this carries no weight",),
    innocent_explanations=(
        "The date is there and was not read: small, blurred, handwritten, or in digits that the engine lacks.",
    ),
    next_step="Have a reader of the language read the date in the picture and record it under readings in the claim.",
    judge=judge,
)
