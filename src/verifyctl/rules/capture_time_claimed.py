"""Does the capture time in the file fit the capture time that is claimed?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.metadata import TimeMeaning
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.times import is_vague


def judge(case: Case) -> Iterator[Hit]:
    """Hold the capture tag against every assertion of kind capture_time."""
    metadata = case.facts.metadata
    captured = [field for field in metadata.times if field.meaning is TimeMeaning.CAPTURED] if metadata else []
    if not captured or case.claim is None:
        return
    field = captured[0]
    for assertion in case.claim.of_kind(AssertionKind.CAPTURE_TIME):
        when = assertion.when
        if when is None:
            continue
        fits = field.span.overlaps(when.span())
        # A claimed year or month fits nearly any tag by chance: it fits, and weighs nothing.
        vague = fits and is_vague(when.span())
        direction = Direction.NEUTRAL if vague else Direction.SUPPORTS if fits else Direction.CONTRADICTS
        yield Hit(
            about=assertion.id,
            observation=f"The tag {field.tag} said {field.text}, which {'fits' if fits else 'lies outside'} "
            f"the claimed capture time {when}",
            direction=direction,
            strength=Strength.NONE if vague else Strength.WEAK,
            locations=(locate.tag(field.tag), locate.claim(f"assertions.{assertion.id}")),
            assertions=(assertion.id,),
            evidence={"tag": field.text, "offset": field.offset or "none", "claimed": str(when)},
        )


RULE = Rule(
    code="capture-time-claimed",
    title="Capture time in the file against the claimed one",
    axis=Axis.TIME_PLACE,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("metadata",),
    proposition="the picture was taken at the claimed time",
    alternative="it was taken at another time",
    limits=("A camera's clock shows what somebody set it to, and anyone can write the tag",),
    innocent_explanations=(
        "The camera's clock was wrong or set to another zone.",
        "The file is a later photograph or scan of the same thing.",
        "A program wrote the time of its own work into the tag.",
    ),
    next_step="Compare with other pictures of the same device whose time is known.",
    judge=judge,
)
