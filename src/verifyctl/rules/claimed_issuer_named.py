"""Is the issuer that the claim names also named on the paper? That shows what the paper says of itself, no more."""

from collections.abc import Iterator

from verifyctl.model.claim import Assertion, AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import TextFacts
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.fields import FIELDS_OF, fields_on, in_words
from verifyctl.rules.words import Sought, quoted, seek_on_picture


def judge(case: Case) -> Iterator[Hit]:
    """Note where the claimed issuer's words stand; it bears on no assertion, since no picture shows an issuer."""
    text = case.facts.text
    if text is None:
        return
    for assertion in case.claim.of_kind(AssertionKind.ISSUER) if case.claim else ():
        found = [item for item in seek_on_picture(assertion, case) if item.lines]
        if found:
            yield _hit(assertion, found, text)


def _hit(assertion: Assertion, found: list[Sought], text: TextFacts) -> Hit:
    lines = sorted({line for item in found for line in item.lines})
    names = fields_on(text, lines)
    own = [name for name in names if name in FIELDS_OF[AssertionKind.ISSUER]]
    place = f" on the line of: {in_words(names)}" if names else ", outside the parts that name an issuer"
    return Hit(
        about=assertion.id,
        observation=f"{quoted([item.phrase for item in found])}, by which the claim knows the issuer, "
        f"{'were' if len(found) > 1 else 'was'} read by machine{place}",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.box(f"line {line + 1} of the transcript", text.lines[line].box) for line in lines),
        evidence={
            "found": [item.phrase for item in found],
            "fields": [name.value for name in names],
            "in_an_issuer_s_field": bool(own),
            "lines": [text.lines[line].text for line in lines],
        },
    )


RULE = Rule(
    code="claimed-issuer-named",
    title="The claimed issuer is named on the picture",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the paper names the claimed issuer",
    alternative="it names another, or none",
    limits=("Whoever makes a paper writes its letterhead: this says nothing of who issued it",),
    innocent_explanations=(
        "The words name somebody else: a recipient, a subject, an office that is written about.",
        "The words are common ones that many letterheads hold.",
    ),
    next_step="Have a specialist compare the letterhead with dated reference documents.",
    judge=judge,
)
