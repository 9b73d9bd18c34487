"""Does the file fit what a platform makes of pictures?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.reference import platforms
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """List platforms whose marks or sizes merely fit; a mark that one platform alone writes is passed-platform's."""
    metadata, structure, file = case.facts.metadata, case.facts.structure, case.facts.file
    marks = [mark for mark in (metadata.platforms if metadata else ()) if mark.strength == "compatible_with"]
    found = {f"{mark.platform} ({mark.sign})": locate.tag(mark.sign) for mark in marks}
    pixels = file.pixels if file else None
    tables = structure.coding.quantisation if structure and structure.coding else None
    if pixels and tables and tables.match == "exact":
        for fit in platforms.sizes(max(pixels.stored_width, pixels.stored_height), tables.quality):
            found[f"{fit.platform} ({fit.words})"] = locate.whole_file(case)
    if found:
        yield Hit(
            observation=f"The file was compatible with having passed through: {'; '.join(found)}",
            direction=Direction.NEUTRAL,
            locations=tuple(dict.fromkeys(found.values())),
            evidence={"fits": list(found)},
        )


RULE = Rule(
    code="platform-compatible",
    title="The file fits what a platform makes of pictures",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(
        "file",
        "metadata",
        "structure",
    ),
    proposition="this copy passed through a platform named",
    alternative="another program saved it in the same size and quality",
    limits=("It fits and shows nothing; other programs use the same sizes and qualities",),
    innocent_explanations=(
        "The sizes and qualities of platforms are round numbers that other programs use too.",
        "Somebody resized the picture for the web or for e-mail.",
    ),
    next_step="Ask whoever sent the file by which way they had it.",
    judge=judge,
)
