"""Does the file name the device that is said to have made it?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_TAGS = ("Image Make", "Image Model")


def judge(case: Case) -> Iterator[Hit]:
    """Note make and model where the readers do not disagree about them."""
    metadata = case.facts.metadata
    if metadata is None:
        return
    fields = [field for name in _TAGS if (field := metadata.field(name)) and field.agree is not False and field.text]
    if not fields:
        return
    yield Hit(
        observation=f"The file named as its device: {' '.join(field.text for field in fields)}",
        direction=Direction.NEUTRAL,
        locations=locate.tags(fields),
        evidence={field.tag: field.text for field in fields},
    )


RULE = Rule(
    code="device-named",
    title="A camera or phone is named",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the named device made the picture",
    alternative="the statement was copied or written by a program",
    limits=("Anyone can write these tags, and nothing in the file ties them to the pixels",),
    innocent_explanations=("Tags survive edits and are copied from file to file by ordinary programs.",),
    next_step="If the device is at hand, compare the tags and the picture with others that it made.",
    judge=judge,
)
