"""Are there more frames or pages than the one that was examined?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Say that only the first frame was looked at."""
    pixels = case.facts.file.pixels if case.facts.file else None
    if pixels is None or pixels.frames < 2:
        return
    yield Hit(
        observation=f"The file held {pixels.frames} frames or pictures, of which the first was examined",
        direction=Direction.NOT_ASSESSABLE,
        locations=(locate.whole_file(case),),
        evidence={"frames": pixels.frames},
    )


RULE = Rule(
    code="frames-not-examined",
    title="Only the first of several frames was examined",
    axis=Axis.CONTENT,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("file",),
    proposition="the first frame shows all that the file shows",
    alternative="another frame shows something else",
    limits=("All findings on the picture are about its first frame",),
    innocent_explanations=(
        "Animations, multi-page scans, and phones that store a preview or a second view beside the picture.",
    ),
    next_step="Save the other frames as files of their own and examine each.",
    judge=judge,
)
