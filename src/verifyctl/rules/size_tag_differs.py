"""Does the file state another size than the picture has?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_WIDTH, _HEIGHT = "EXIF ExifImageWidth", "EXIF ExifImageHeight"


def judge(case: Case) -> Iterator[Hit]:
    """Note a stated size that is the stored one in neither orientation."""
    metadata, file = case.facts.metadata, case.facts.file
    pixels = file.pixels if file else None
    if metadata is None or pixels is None:
        return
    stated = tuple(
        int(field.text)
        for name in (_WIDTH, _HEIGHT)
        if (field := metadata.field(name)) and field.agree is not False and field.text.isdecimal()
    )
    stored = (pixels.stored_width, pixels.stored_height)
    if len(stated) != 2 or 0 in stated or stated in (stored, stored[::-1]):
        return
    yield Hit(
        observation=f"The file stated a size of {stated[0]} by {stated[1]} pixels; the picture had "
        f"{stored[0]} by {stored[1]}",
        direction=Direction.NEUTRAL,
        locations=(locate.tag(_WIDTH), locate.tag(_HEIGHT)),
        evidence={"stated": list(stated), "stored": list(stored)},
    )


RULE = Rule(
    code="size-tag-differs",
    title="The stated size is not that of the picture",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(
        "file",
        "metadata",
    ),
    proposition="the picture has the size with which the tags were written",
    alternative="it was resized or cropped afterwards, or the tags came from another file",
    limits=("It shows at most that the picture was resized or cropped, not what for",),
    innocent_explanations=(
        "A program resized or cropped the picture and left the tags as they were.",
        "A website made a smaller copy and kept the camera's tags.",
        "Some cameras state the size of the sensor, or of a full picture beside a cropped one.",
    ),
    next_step="Look for a copy that has the stated size.",
    judge=judge,
)
