"""Do the two metadata readers give different values for the same tag?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_SHOWN = 10


def judge(case: Case) -> Iterator[Hit]:
    """Note the tags on which the readers disagree; none of them is used by other rules."""
    metadata = case.facts.metadata
    fields = [field for field in metadata.fields if field.agree is False] if metadata else []
    if not fields:
        return
    yield Hit(
        observation=f"The metadata readers gave different values for {len(fields)} tag(s)",
        direction=Direction.NOT_ASSESSABLE,
        locations=locate.tags(fields[:_SHOWN]),
        evidence={field.tag: {reading.reader: reading.text for reading in field.readings} for field in fields[:_SHOWN]},
    )


RULE = Rule(
    code="readers-disagree",
    title="Two readers disagree about the metadata",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the tags hold the values that one reader gives",
    alternative="they hold others, or are damaged",
    limits=("A disagreement is most often a reader's fault; no other finding uses the tags concerned",),
    innocent_explanations=(
        "The readers differ in how they decode text, fractions and unusual types.",
        "The file repeats a tag, or a program wrote it in a form that the standard does not foresee.",
    ),
    next_step="Read the tags concerned with a third program, such as exiftool.",
    judge=judge,
)
