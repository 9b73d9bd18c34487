"""Did an encoder of Adobe's kind save a file that names only a camera?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.reference.editors import named_program
from verifyctl.rules.base import Case, Hit, Rule

_DEVICE = ("Image Make", "Image Model")


def judge(case: Case) -> Iterator[Hit]:
    """Note Adobe's segment in a file that names a device and no program."""
    structure, metadata = case.facts.structure, case.facts.metadata
    if structure is None or metadata is None or structure.coding is None:
        return
    segment = next((one for one in structure.segments if one.name == "APP14" and one.detail == "Adobe"), None)
    device = " ".join(field.text for name in _DEVICE if (field := metadata.field(name)))
    if segment is None or not device or any(named_program(reading.text) for reading in metadata.software):
        return
    yield Hit(
        observation=f"The file named {device} and no program, and held the segment that Adobe's encoders write",
        direction=Direction.NEUTRAL,
        locations=(
            Location(kind="byte_range", where="APP14", start=segment.offset, end=segment.offset + segment.size),
        ),
        evidence={"device": device},
    )


RULE = Rule(
    code="adobe-segment",
    title="Adobe's segment in a file that names only a camera",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(
        "metadata",
        "structure",
    ),
    proposition="the camera or phone named wrote the file as it is",
    alternative="a program saved it again without naming itself",
    limits=("It says that the file was probably saved again, and nothing of what was changed",),
    innocent_explanations=(
        "A program turned, cropped or converted the picture and kept the camera's tags.",
        "Some cameras and their own programs write this segment.",
        "Picture agencies and websites save every picture again.",
    ),
    next_step="Ask for the file as it left the camera.",
    judge=judge,
)
