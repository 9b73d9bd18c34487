"""Is the picture mirrored or in other colours than a known copy?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.matches import Relation
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import relations, same_picture, told_apart, values, where
from verifyctl.rules.likeness import mirrored


def judge(case: Case) -> Iterator[Hit]:
    """Name the known copies that show the same the other way round or in other colours."""
    for about, match in told_apart(same_picture(case)):
        found = ["was mirrored"] if mirrored(match) else []
        found += ["was in other colours or tones"] if Relation.RECOLOURED in relations(match) else []
        if found:
            yield Hit(
                about=about,
                observation=f"Against known image {match.image.id}, the picture {' and '.join(found)}",
                direction=Direction.NEUTRAL,
                locations=(where(match),),
                evidence=values(case, match),
            )


RULE = Rule(
    code="mirrored-or-recoloured",
    title="Mirrored or in other colours than a known copy",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches",),
    proposition="the picture is presented as it was made",
    alternative="it was mirrored or recoloured after it was made",
    limits=("Which of the two is as the camera made it cannot be told by their likeness",),
    innocent_explanations=(
        "Front cameras and some apps mirror pictures by themselves.",
        "Platforms, screens and scanners change colours, and filters are in common use.",
        "The known image is the one that was mirrored or recoloured.",
    ),
    next_step="Look for writing, uniforms, clocks and traffic, which show which of the two is the right way round.",
    judge=judge,
)
