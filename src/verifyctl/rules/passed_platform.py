"""Did the file pass through a platform that leaves its mark?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Name the platforms whose own marks the file bears; what merely fits one is listed and not said."""
    metadata = case.facts.metadata
    marks = metadata.platforms if metadata else ()
    passed = [mark for mark in marks if mark.strength == "passed_through"]
    if not passed:
        return
    names = ", ".join(dict.fromkeys(mark.platform for mark in passed))
    yield Hit(
        observation=f"The file bore a mark that {names} leaves in what is uploaded there",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.tag(mark.sign) for mark in passed),
        evidence={"marks": [mark.as_json() for mark in marks]},
    )


RULE = Rule(
    code="passed-platform",
    title="The file passed through a platform",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="this copy comes from the platform named",
    alternative="the mark was carried over from another copy or written by hand",
    limits=("It says where a copy passed, not who put it there first, and nothing of the picture",),
    innocent_explanations=(
        "Most pictures in circulation passed through a platform at least once.",
        "An editor keeps the mark when a downloaded picture is saved again.",
    ),
    next_step="Look for the post on that platform, and ask whoever sent the file where they had it from.",
    judge=judge,
)
