"""Does a known image show more than the picture does?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.matches import Match, Relation
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import relations, same_picture, told_apart, values, where
from verifyctl.rules.likeness import bounds, left_out, percent, place


def judge(case: Case) -> Iterator[Hit]:
    """Say how much of a known image the picture shows, and where in it that lies."""
    larger = (match for match in same_picture(case) if Relation.CROPPED_FROM in relations(match))
    for about, match in told_apart(larger):
        yield Hit(
            about=about,
            observation=f"Against known image {match.image.id}, the picture showed {_share(match)}; the rest of the "
            "known image was not on it",
            direction=Direction.NEUTRAL,
            locations=(where(match),),
            evidence=values(case, match),
        )


def _share(match: Match) -> str:
    if match.overlap is None:
        return "a part of it"
    share = f"{percent(match.overlap.known_share)} of it"
    width, height = match.image.width, match.image.height
    area = bounds(match.overlap.known, width, height)
    if area is None:
        return share
    missing = left_out(area, width, height) if width and height else ""
    return f"{share}, at {place(area)}" + (f", without {missing}" if missing else "")


RULE = Rule(
    code="part-of-known",
    title="Part of a larger known image",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches",),
    proposition="the picture shows all that the picture it comes from showed",
    alternative="context was left out",
    limits=(
        "Whether what was left out matters is for a person to say, and the larger one may itself have been extended",
    ),
    innocent_explanations=(
        "Pictures are cropped for a page, a preview or a format without any intent.",
        "The larger one is a scan or screenshot whose border shows nothing.",
        "The larger one was made later, by setting the picture into a wider one.",
    ),
    next_step="Open the known image and look at what lies outside the part that circulates.",
    judge=judge,
)
