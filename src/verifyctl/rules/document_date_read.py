"""Which dates does the machine believe to read on the document, and how far is each to be believed?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import LetterDate, letter_dates, meaning, standing_in_words
from verifyctl.rules.persons import readings_of


def judge(case: Case) -> Iterator[Hit]:
    """List every date that was read, with every day that it can mean; the list itself weighs nothing."""
    dates = letter_dates(case)
    if not dates:
        return
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()
    yield Hit(
        observation=f"Read by machine as dates: {'; '.join(map(_in_words, dates))}",
        direction=Direction.NOT_ASSESSABLE,
        locations=tuple(each.location for each in dates),
        assertions=ids,
        evidence={"readings": [values(each) for each in dates]},
        next_step="" if any(readings_of(case, AssertionKind.DOCUMENT_DATE)) else None,
    )


def _in_words(each: LetterDate) -> str:
    also = f", also read as {' or '.join(map(_quoted, each.machine.alternatives))}" if each.machine.alternatives else ""
    return f"{_quoted(each.machine.text)} ({meaning(each.machine)}; {standing_in_words(each)}{also})"


def _quoted(text: str) -> str:
    return f"\u201c{text}\u201d"


def values(each: LetterDate) -> dict[str, object]:
    """A date as evidence of a finding: the machine's reading, and its status once persons were heard."""
    found = each.machine.as_json()
    del found["box"]
    return found | {"status": each.status.value, "read_by": [read.by for read in each.read_by + each.otherwise]}


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
        "Digits are misread as other digits while engines report high confidence, so a list of what was read carries "
        "no weight",
    ),
    innocent_explanations=(
        "A digit was misread, or a date of a form, a footer or another letter was read.",
        "Day and month were exchanged.",
    ),
    next_step="Have a reader of the language read the date in the picture and record it under readings in the claim.",
    judge=judge,
)
