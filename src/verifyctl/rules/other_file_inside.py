"""Can the same bytes be read as another kind of file?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Name the other kinds of file."""
    structure = case.facts.structure
    if structure is None or not structure.also:
        return
    yield Hit(
        observation=f"The same bytes could also be read as {', '.join(structure.also)}",
        direction=Direction.NEUTRAL,
        locations=(locate.whole_file(case),),
        evidence={"also": list(structure.also)},
    )


RULE = Rule(
    code="other-file-inside",
    title="The bytes can be read as another kind of file too",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("structure",),
    proposition="the file is a picture and nothing else",
    alternative="it was made to be opened in another way as well",
    limits=("It says nothing of what the picture shows; it is a reason to handle the file with care",),
    innocent_explanations=(
        "Some phones and drawing programs pack a picture and its project into one file.",
        "Puzzle and game makers hide archives in pictures for fun.",
        "The marks of another format can stand in a picture by chance.",
    ),
    next_step="Do not open the file with the other program; hand it to somebody who can look inside safely.",
    judge=judge,
)
