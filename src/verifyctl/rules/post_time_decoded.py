"""When was the post or upload registered, by its id?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """State the time inside every id that was named."""
    context = case.facts.context
    for decoded in context.decoded if context else ():
        yield Hit(
            about=f"{decoded.scheme}:{decoded.id}",
            observation=f"The {decoded.scheme} id {decoded.id} decoded to {decoded.at}",
            direction=Direction.NEUTRAL,
            locations=(locate.record(decoded.source),),
            evidence={"scheme": decoded.scheme, "id": decoded.id, "utc": decoded.at, "formula": decoded.basis},
        )


RULE = Rule(
    code="post-time-decoded",
    title="The time inside a post's id",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="post-clock",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("context",),
    proposition="the upload was registered at that time",
    alternative="the id belongs to another upload",
    limits=("It dates that upload only, never the picture or what it shows, and nothing ties the id to these bytes",),
    innocent_explanations=("Ids are copied from quotes and reposts, which have times of their own.",),
    next_step="Open the post or its archived copy and check that it shows this picture; archive it.",
    judge=judge,
)
