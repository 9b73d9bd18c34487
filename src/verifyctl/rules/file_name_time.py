"""What time does the name of the file hold?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.reference.ids import SCHEMES
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """State the time in the name, with what it would be the time of."""
    context = case.facts.context
    for decoded in context.name_times if context else ():
        scheme = SCHEMES[decoded.scheme]
        zone = "" if decoded.at.endswith("Z") else ", zone not known"
        yield Hit(
            about=decoded.scheme,
            observation=f"The name \u201c{decoded.source}\u201d has the form of {scheme.title} and held the time "
            f"{decoded.at}{zone}",
            direction=Direction.NEUTRAL,
            locations=(Location(kind="file_name", where=decoded.source),),
            evidence={"name": decoded.source, "scheme": decoded.scheme, "at": decoded.at, "bounds": scheme.bounds},
        )


RULE = Rule(
    code="file-name-time",
    title="The time in the file's name",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("context",),
    proposition="a program gave the file this name at that time",
    alternative="somebody named the file",
    limits=("Anyone can rename a file, so the time in a name is a hint and no more",),
    innocent_explanations=("Files are renamed when they are downloaded, sorted or sent.",),
    judge=judge,
)
