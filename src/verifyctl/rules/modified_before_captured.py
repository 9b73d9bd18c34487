"""Does the file say that it was changed before it was captured?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.metadata import TimeMeaning
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.clocks import in_words, shown, tagged


def judge(case: Case) -> Iterator[Hit]:
    """Note a time of change that lies before the time of capture, as the clocks showed them."""
    captured, modified = tagged(case, TimeMeaning.CAPTURED), tagged(case, TimeMeaning.MODIFIED)
    if captured is None or modified is None:
        return
    both = captured.offset is not None and modified.offset is not None
    apart = captured.span.bounds()[0] - modified.span.bounds()[0] if both else shown(captured) - shown(modified)
    if apart.total_seconds() <= 0:
        return
    zone = not modified.span.wholly_before(captured.span)
    yield Hit(
        observation=f"The tag {modified.tag} said {modified.text}, {in_words(apart)} before {captured.tag}, which said "
        f"{captured.text}" + ("; two clocks in different zones can show that" if zone else ""),
        direction=Direction.NEUTRAL,
        locations=(locate.tag(modified.tag), locate.tag(captured.tag)),
        evidence={
            "modified": modified.text,
            "captured": captured.text,
            "seconds": int(apart.total_seconds()),
            "a_zone_explains_it": zone,
        },
    )


RULE = Rule(
    code="modified-before-captured",
    title="The file was changed before it was captured",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the two clocks in the file ran as they should",
    alternative="one of them was set wrongly or to another zone, or one of the tags was written later",
    limits=("It is a statement of two clocks, and says nothing of what is in the picture",),
    innocent_explanations=(
        "The camera's clock and that of the computer were set to different zones, or one of them was wrong.",
        "A program set the time of capture right afterwards and left the other tag as it was.",
        "A scanner's or a converter's program filled in the two tags from different sources.",
    ),
    judge=judge,
)
