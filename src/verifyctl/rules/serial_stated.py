"""Does the file carry a serial number that two readers agree on?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_TAGS = ("EXIF BodySerialNumber", "EXIF LensSerialNumber")
_NOTE = "MakerNote "


def judge(case: Case) -> Iterator[Hit]:
    """Note serial numbers; the stage keeps only those that two readers gave alike."""
    metadata = case.facts.metadata
    fields = [
        field
        for field in (metadata.fields if metadata else ())
        if field.agree and (field.tag in _TAGS or (field.tag.startswith(_NOTE) and field.tag.endswith("SerialNumber")))
    ]
    if not fields:
        return
    yield Hit(
        observation="The file carried a serial number that two readers agreed on: "
        + ", ".join(f"{field.tag} \u201c{field.text}\u201d" for field in fields),
        direction=Direction.NEUTRAL,
        locations=locate.tags(fields),
        evidence={field.tag: field.text for field in fields},
    )


RULE = Rule(
    code="serial-stated",
    title="A serial number of a device",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the device with this number made the picture",
    alternative="the number was copied with metadata from another file",
    limits=("Anyone can write these tags; a number links files and names no owner",),
    innocent_explanations=(
        "Metadata is copied from file to file by ordinary programs.",
        "Cameras are sold, lent and stolen; makers give one number to several lenses.",
    ),
    next_step="Handle the number as personal data; compare it with other files of the same source.",
    judge=judge,
)
