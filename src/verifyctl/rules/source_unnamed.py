"""Does the claim name where the picture came from?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Note a claim without source, post id or account."""
    if case.claim is None:
        return
    said = case.claim.claim
    claimant = said.claimant
    sources = case.facts.context.sources if case.facts.context else said.sources
    if sources or (claimant and (claimant.post_id or claimant.account)):
        return
    yield Hit(
        observation="The claim named no source, post or account",
        direction=Direction.NEUTRAL,
        locations=(locate.claim("claim.sources"),),
    )


RULE = Rule(
    code="source-unnamed",
    title="No source is named",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="source-statement",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(),
    proposition="the picture can be traced to a source",
    alternative="it cannot, or nobody has yet",
    limits=("It concerns what was written down, not what can be found",),
    innocent_explanations=("The source is known and was left out to protect somebody.",),
    next_step="Find the earliest post, archive it, and record its address, time and digest under sources in the claim.",
    judge=judge,
)
