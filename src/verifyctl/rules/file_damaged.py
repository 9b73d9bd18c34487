"""Does the file keep to the rules of its own format?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_SHOWN = 8


def judge(case: Case) -> Iterator[Hit]:
    """List what does not fit."""
    structure = case.facts.structure
    if structure is None or not structure.damage:
        return
    more = f", and {len(structure.damage) - 1} more" if len(structure.damage) > 1 else ""
    yield Hit(
        observation=f"The file did not keep to its format: {structure.damage[0]}{more}",
        direction=Direction.NOT_ASSESSABLE,
        locations=(locate.whole_file(case),),
        evidence={"damage": list(structure.damage[:_SHOWN])},
    )


RULE = Rule(
    code="file-damaged",
    title="The file does not keep to its format",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("structure",),
    proposition="the file is whole, as it was written",
    alternative="it was cut or changed byte by byte",
    limits=("What could not be read was not examined",),
    innocent_explanations=(
        "A download or a transfer broke off.",
        "A card or disk has bad blocks.",
        "Some programs and cameras write formats with faults that readers forgive.",
    ),
    next_step="Ask for the file again, by another way.",
    judge=judge,
)
