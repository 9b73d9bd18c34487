"""Was this copy saved so that silence of pixel tests says nothing?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import LARGER_COPY, Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Give the reasons, if there are any."""
    pixels = case.facts.pixels
    if pixels is None or pixels.assessability.assessable:
        return
    held = pixels.assessability
    yield Hit(
        observation=f"Pixel tests could say nothing by their silence about this copy: {'; '.join(held.reasons)}",
        direction=Direction.NOT_ASSESSABLE,
        locations=(locate.whole_file(case),),
        evidence={
            "reasons": list(held.reasons),
            "tests_not_run": [
                {"test": test.test, "reason": test.reason or ""} for test in pixels.tests if not test.ran
            ],
        },
    )


RULE = Rule(
    code="pixels-not-assessable",
    title="Pixel tests can say nothing about this copy",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="pixels",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("pixels",),
    proposition="the pixels of this copy still hold the traces that changes leave",
    alternative="this copy was saved so that such traces are gone",
    limits=("It says nothing about changes, neither for nor against them",),
    innocent_explanations=(
        "Every messenger and every platform saves pictures anew: most copies in circulation are like this.",
        "The camera itself saves at a low quality, or the picture was made small to be sent.",
    ),
    next_step=LARGER_COPY,
    judge=judge,
)
