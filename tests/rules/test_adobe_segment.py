"""Adobe's segment beside a camera's name is noted, and not where the program names itself."""

from tests.contracts import RuleContract, only
from tests.factories import case, coding, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, Reading
from verifyctl.model.structure import Segment, StructureFacts
from verifyctl.rules.adobe_segment import RULE
from verifyctl.rules.base import Case


def saved(*, adobe: bool = True, make: str = "Canon", software: str = "") -> Case:
    """A JPEG that names a camera, with or without Adobe's segment and a program's name."""
    segments = (Segment(name="APP14", offset=20, size=16, detail="Adobe"),) if adobe else ()
    fields = (tag("Image Make", make),) if make else ()
    programs = (Reading(reader="Image Software", text=software),) if software else ()
    return case(
        structure=StructureFacts(segments=segments, coding=coding()),
        metadata=MetadataFacts(fields=fields, software=programs),
    )


class TestContract(RuleContract):
    rule = RULE
    fires = {"a camera alone": saved(), "with its firmware": saved(software="Firmware Version 1.0")}
    quiet = {
        "no such segment": saved(adobe=False),
        "the program named": saved(software="Adobe Photoshop 21.0"),
        "no camera named": saved(make=""),
    }
    cannot_tell = {
        "metadata failed": case(structure=StructureFacts(coding=coding())),
        "structure failed": case(metadata=MetadataFacts()),
    }
    innocent = {"turned by a program that kept the tags": saved()}


def test_the_bytes_are_given() -> None:
    found = only(RULE, saved())
    assert found.direction is Direction.NEUTRAL
    assert (found.locations[0].start, found.locations[0].end) == (20, 36)
