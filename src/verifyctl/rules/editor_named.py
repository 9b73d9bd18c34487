"""Does the file name a program that can edit pictures?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.reference.editors import named_program
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Note every statement of software that names a program of the table."""
    metadata = case.facts.metadata
    if metadata is None:
        return
    named = [(reading, named_program(reading.text)) for reading in metadata.software]
    found = [(reading, program) for reading, program in named if program]
    if not found:
        return
    programs = ", ".join(dict.fromkeys(f"{program.name} ({program.kind})" for _, program in found))
    yield Hit(
        observation=f"The file named as its software: {programs}",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.tag(reading.reader) for reading, _ in found),
        evidence={"software": [{"where": reading.reader, "text": reading.text} for reading, _ in found]},
    )


RULE = Rule(
    code="editor-named",
    title="An editing program is named",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="a program that can edit pictures last saved the file",
    alternative="the statement was left by an earlier program or written by hand",
    limits=("Such programs also resize, rotate and convert without changing what a picture shows",),
    innocent_explanations=(
        "The picture was only resized, turned, cropped, converted or had its brightness adjusted.",
        "Newsrooms and agencies pass every picture through such a program to add captions.",
        "Phones name their gallery program after a rotation.",
    ),
    next_step="Ask for the file before this program saved it, and look for an earlier copy to compare with.",
    judge=judge,
)
