"""Do the larger previews inside the file show another picture?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule

# In thousandths of correlation; benchmarks/innocent.py prints how often untouched files fall below.
DIFFERS_BELOW = 400
_KINDS = ("thumbnail", "preview")
_ELSEWHERE = "EXIF IFD1"  # the thumbnail that the finding thumbnail-differs is about


def judge(case: Case) -> Iterator[Hit]:
    """Weigh previews, and thumbnails other than that of EXIF, that are unlike the picture in all four rotations."""
    structure = case.facts.structure
    unlike = [
        one
        for one in (structure.embedded if structure else ())
        if one.kind in _KINDS and one.note != _ELSEWHERE and one.likeness is not None and one.likeness < DIFFERS_BELOW
    ]
    if not unlike:
        return
    least = min(unlike, key=lambda one: one.likeness or 0)
    yield Hit(
        observation=f"{len(unlike)} preview(s) inside the file were unlike the picture in all four rotations "
        f"(lowest correlation {least.likeness} of 1000, {least.note or least.kind})",
        direction=Direction.CONTRADICTS,
        strength=Strength.WEAK,
        locations=tuple(
            Location(kind="byte_range", where=one.note or one.kind, start=one.offset, end=one.offset + one.size)
            for one in unlike
        ),
        evidence={"likeness_thousandths": [one.likeness or 0 for one in unlike]},
    )


RULE = Rule(
    code="preview-differs",
    title="A preview inside the file shows something else",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("structure",),
    proposition="the picture is as it was when the preview was made",
    alternative="the picture was changed or replaced after the preview was made",
    limits=("A crop or a strong change of tone does the same, so it shows a change and not its purpose",),
    innocent_explanations=(
        "The picture was cropped by a program that left an older preview in place.",
        "A batch program copied the metadata of another picture, preview and all.",
        "Some cameras write a poor or damaged preview.",
        "The preview is of one layer or of one page of a larger work.",
    ),
    next_step="Look at the preview beside the picture: it may show what lay outside a crop.",
    judge=judge,
)
