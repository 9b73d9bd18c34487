"""Was any text read at all? Its absence says nothing."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Note that reading ran and gave no line."""
    text = case.facts.text
    if text is None or text.lines:
        return
    yield Hit(
        observation="No text was read on the picture",
        direction=Direction.NEUTRAL,
        locations=(locate.whole_file(case),),
        evidence={"languages": text.languages},
    )


RULE = Rule(
    code="text-absent",
    title="No text was read",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the picture shows readable text",
    alternative="it shows none, or none that a machine can read",
    limits=("Machines fail on small, blurred, handwritten or decorated text, so this carries no weight",),
    innocent_explanations=("The picture shows no text, or text that only a person can read.",),
    judge=judge,
)
