"""Has a preview inside the file another shape than the picture?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule

# The sides' relation, in thousandths; letterboxed thumbnails of 160 by 120 are the rule and are left out.
_SAME_WITHIN = 40
_BOXED = frozenset({(160, 120), (120, 160)})
_SMALLEST = 64


def judge(case: Case) -> Iterator[Hit]:
    """Note previews whose sides relate otherwise than the picture's, turned or not."""
    structure, file = case.facts.structure, case.facts.file
    pixels = file.pixels if file else None
    if structure is None or pixels is None:
        return
    whole = _relation(pixels.width, pixels.height)
    other = [
        one
        for one in structure.embedded
        if one.kind in ("thumbnail", "preview")
        and one.width
        and one.height
        and min(one.width, one.height) >= _SMALLEST
        and (one.width, one.height) not in _BOXED
        and abs(_relation(one.width, one.height) - whole) > _SAME_WITHIN * whole // 1000
    ]
    if not other:
        return
    sizes = ", ".join(f"{one.width} by {one.height}" for one in other)
    yield Hit(
        observation=f"A preview inside the file had another shape ({sizes}) than the picture "
        f"({pixels.width} by {pixels.height})",
        direction=Direction.NEUTRAL,
        locations=tuple(
            Location(kind="byte_range", where=one.note or one.kind, start=one.offset, end=one.offset + one.size)
            for one in other
        ),
        evidence={"previews": [[one.width or 0, one.height or 0] for one in other]},
    )


def _relation(width: int, height: int) -> int:
    """The long side over the short one, in thousandths."""
    return 1000 * max(width, height) // max(1, min(width, height))


RULE = Rule(
    code="preview-shape-differs",
    title="A preview has another shape than the picture",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(
        "file",
        "structure",
    ),
    proposition="the picture has the frame that it had when the preview was made",
    alternative="it was cropped afterwards",
    limits=("Makers give previews the shape of their screens, so another shape alone shows no crop",),
    innocent_explanations=(
        "Cameras make previews in the shape of their screen whatever the picture's shape is.",
        "The camera was set to another shape, and the preview shows the whole sensor.",
        "A program cropped the picture and left the preview.",
    ),
    next_step="Look at the preview: if it shows more than the picture, ask for the uncropped file.",
    judge=judge,
)
