"""Does the embedded thumbnail show another picture?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

# In thousandths of correlation; benchmarks/thumbnails.py prints how often untouched files fall below.
DIFFERS_BELOW = 400


def judge(case: Case) -> Iterator[Hit]:
    """Weigh a thumbnail that is unlike the picture in all four rotations."""
    metadata = case.facts.metadata
    thumbnail = metadata.thumbnail if metadata else None
    if thumbnail is None or (thumbnail.likeness is not None and thumbnail.likeness >= DIFFERS_BELOW):
        return
    location = (locate.tag("Thumbnail JPEGInterchangeFormat"),)
    size = {"width": thumbnail.width, "height": thumbnail.height}
    if thumbnail.likeness is None:
        yield Hit(
            observation="The embedded thumbnail or the picture had too little contrast to be compared",
            direction=Direction.NOT_ASSESSABLE,
            locations=location,
            evidence=size,
        )
        return
    yield Hit(
        observation="The embedded thumbnail was unlike the picture in all four rotations "
        f"(highest correlation {thumbnail.likeness} of 1000)",
        direction=Direction.CONTRADICTS,
        strength=Strength.WEAK,
        locations=location,
        evidence={**size, "likeness_thousandths": thumbnail.likeness},
    )


RULE = Rule(
    code="thumbnail-differs",
    title="The embedded thumbnail shows something else",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("metadata",),
    proposition="the picture is as it was when the thumbnail was made",
    alternative="the picture was changed or replaced after the thumbnail was made",
    limits=("A crop or a strong change of tone does the same, so it shows a change and not its purpose",),
    innocent_explanations=(
        "The picture was cropped or turned by a program that left the old thumbnail in place.",
        "A template or a batch program copied the metadata of another picture.",
        "Some cameras write a poor or damaged thumbnail.",
    ),
    next_step="Look at the thumbnail beside the picture: it may show what lay outside a crop.",
    judge=judge,
)
