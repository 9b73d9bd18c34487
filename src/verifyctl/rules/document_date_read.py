"""Which dates does the machine believe to read on the document?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import readings_of


def judge(case: Case) -> Iterator[Hit]:
    """List every date candidate; none carries weight until a person has read it."""
    dates = case.facts.text.dates if case.facts.text else ()
    if not dates:
        return
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    listed = "; ".join(f"\u201c{date.text}\u201d ({date.calendar.value}: {' or '.join(date.days)})" for date in dates)
    yield Hit(
        observation=f"Read by machine as dates: {listed}",
        direction=Direction.NOT_ASSESSABLE,
        locations=tuple(locate.box(f"line {date.line + 1} of the transcript", date.box) for date in dates),
        assertions=ids,
        evidence={
            "readings": [
                {"text": date.text, "calendar": date.calendar.value, "days": list(date.days)} for date in dates
            ]
        },
        next_step="" if any(readings_of(case, AssertionKind.DOCUMENT_DATE)) else None,
    )


RULE = Rule(
    code="document-date-read",
    title="Dates read by machine",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-digits",
    basis=Basis.ASSIGNED,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the document bears the claimed date",
    alternative="it bears another",
    limits=(
        "Digits are misread, and misread as other digits, while the engine reports high confidence: no machine reading "
        "of a date carries weight",
    ),
    innocent_explanations=("The engine has no Arabic-Indic digits but two, and prints others in their place.",),
    next_step="Have a reader of the language read the date in the picture and record it under readings in the claim.",
    judge=judge,
)
