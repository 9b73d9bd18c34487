"""Which words that the claim asks for were not read? That they were not read says nothing."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.words import quoted, seek_on_picture, with_words


def judge(case: Case) -> Iterator[Hit]:
    """Note, for every assertion that names words, that none of them was read."""
    text = case.facts.text
    if text is None:
        return
    for assertion in with_words(case):
        if any(item.lines for item in seek_on_picture(assertion, case)):
            continue
        yield Hit(
            about=assertion.id,
            observation=f"{quoted(assertion.look_for)} {'were' if len(assertion.look_for) > 1 else 'was'} not among "
            f"the {len(text.lines)} line(s) that were read by machine",
            direction=Direction.NEUTRAL,
            locations=(Location(kind="text_span", where="the whole transcript", start=0, end=len(text.transcript)),),
            assertions=(assertion.id,),
            evidence={"sought": list(assertion.look_for), "lines_read": len(text.lines)},
        )


RULE = Rule(
    code="claimed-words-not-read",
    title="Words of the claim were not read",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the visible text says what is claimed",
    alternative="it does not",
    limits=("Machines miss words in good pictures and most words in poor ones, so this carries no weight",),
    innocent_explanations=(
        "The words are there and were not read: small, curled, shadowed, handwritten or under a stamp.",
        "The document says it in other words, or the claim gives a translation.",
    ),
    next_step="Have a reader of the language look for the words in the picture itself.",
    judge=judge,
)
