"""Does the time inside the post's id fit the claimed time of publication?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, PremiseBasis, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.times import is_vague, public_by


def judge(case: Case) -> Iterator[Hit]:
    """Hold the earliest decoded post time against every assertion of kind publication."""
    computed = [known for known in public_by(case) if known.basis is PremiseBasis.COMPUTED]
    if not computed or case.claim is None:
        return
    post = computed[0]
    for assertion in case.claim.of_kind(AssertionKind.PUBLICATION):
        if (when := assertion.when) is None:
            continue
        fits = post.span.overlaps(when.span())
        # A claimed month or year fits nearly any post: it fits, and weighs nothing.
        vague = fits and is_vague(when.span())
        yield Hit(
            about=assertion.id,
            observation=f"The post was registered at {post.span.latest} by its id, which "
            f"{'lies within' if fits else 'lies outside'} the claimed time {when}",
            direction=Direction.NEUTRAL if vague else Direction.SUPPORTS if fits else Direction.CONTRADICTS,
            strength=Strength.NONE if vague else Strength.MODERATE,
            locations=(post.location, locate.claim(f"assertions.{assertion.id}")),
            assertions=(assertion.id,),
            evidence={"utc": post.span.latest, "id": post.text, "claimed": str(when)},
        )


RULE = Rule(
    code="post-time-claimed",
    title="The post's time against the claimed publication",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="post-clock",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("context",),
    proposition="the picture was published within the claimed time",
    alternative="it was published at another time",
    limits=("The id was taken from the claim or an address, and nothing ties it to these bytes",),
    innocent_explanations=(
        "The id is that of a repost or a quote, and the first post had another.",
        "The claimed time was given in another zone, or rounded.",
        "Some ids date the start of an upload; drafts and scheduled posts go public later.",
    ),
    next_step="Find the earliest post, archive it, and record its id and address in the claim.",
    judge=judge,
)
