"""Which named ids and addresses hold no time, and why?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_MOST = 10


def judge(case: Case) -> Iterator[Hit]:
    """Name every id from which no time was taken."""
    context = case.facts.context
    for number, undated in enumerate((context.undated if context else ())[:_MOST], start=1):
        yield Hit(
            about=f"id-{number}",
            observation=f"No time was taken from \u201c{undated.id or undated.source}\u201d: {undated.reason}",
            direction=Direction.NOT_ASSESSABLE,
            locations=(locate.record(undated.source),),
            evidence={"id": undated.id, "source": undated.source, "reason": undated.reason},
        )


RULE = Rule(
    code="post-time-refused",
    title="An id that holds no time",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="post-clock",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("context",),
    proposition="the id says when the upload was registered",
    alternative="ids of this kind, or of that age, hold no time",
    limits=("That an id holds no time says nothing of the post or the picture",),
    innocent_explanations=("Many platforms number what is uploaded one by one or at random.",),
    next_step="Note the date that the post's page shows, and archive the page.",
    judge=judge,
)
