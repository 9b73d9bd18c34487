"""Does the file hold more pictures than the one that was examined?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule

_KINDS = {
    "second-picture": "another picture",
    "gain-map": "a gain map",
    "depth-map": "a depth map",
    "motion-photo": "a short film",
}


def judge(case: Case) -> Iterator[Hit]:
    """Name pictures and films inside that are no preview of the one that was examined."""
    structure = case.facts.structure
    others = [one for one in structure.embedded if one.kind in _KINDS] if structure else []
    if not others:
        return
    named = ", ".join(dict.fromkeys(_KINDS[one.kind] for one in others))
    yield Hit(
        observation=f"Beside the picture that was examined the file held {named}",
        direction=Direction.NOT_ASSESSABLE,
        locations=tuple(
            Location(kind="byte_range", where=one.note or one.kind, start=one.offset, end=one.offset + one.size)
            for one in others
        ),
        evidence={"kinds": [one.kind for one in others]},
    )


RULE = Rule(
    code="pictures-inside",
    title="More pictures inside than the one examined",
    axis=Axis.CONTENT,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("structure",),
    proposition="the picture that was examined shows all that the file shows",
    alternative="another picture or a film inside shows more",
    limits=("All findings on the picture are about the first one in the file",),
    innocent_explanations=(
        "Phones store gain maps, depth maps and short films beside nearly every picture.",
        "Cameras for two views store both.",
    ),
    next_step="Save the others as files of their own and look at them: a film shows the moment before and after.",
    judge=judge,
)
