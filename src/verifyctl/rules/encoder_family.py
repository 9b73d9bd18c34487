"""Does the build of the file fit a known family of encoders?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """List every family that fits with its signs."""
    structure = case.facts.structure
    if structure is None or not structure.encoders:
        return
    families = "; ".join(encoder.family for encoder in structure.encoders)
    yield Hit(
        observation=f"The build of the file fitted: {families}",
        direction=Direction.NEUTRAL,
        locations=(locate.whole_file(case),),
        evidence={encoder.family: list(encoder.signs) for encoder in structure.encoders},
    )


RULE = Rule(
    code="encoder-family",
    title="The file is built as a family of programs builds them",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("structure",),
    proposition="a program of the family named last saved the file",
    alternative="another program that builds files in the same way did",
    limits=("Many programs, platforms and cameras share one library; it names a family and nobody",),
    innocent_explanations=(
        "Half of all cameras, and most platforms and programs, use the same library.",
        "Every re-save by anybody rewrites the build.",
    ),
    judge=judge,
)
