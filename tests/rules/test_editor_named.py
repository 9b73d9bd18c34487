"""A named program is noted and never weighs: newsrooms pass every picture through one."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, Reading
from verifyctl.rules.editor_named import RULE


def saved_by(*programs: str) -> MetadataFacts:
    return MetadataFacts(software=tuple(Reading(reader="Image Software", text=text) for text in programs))


class TestContract(RuleContract):
    rule = RULE
    fires = {"an editor": case(metadata=saved_by("Adobe Photoshop CC 2014 (Windows)"))}
    quiet = {
        "no software": case(metadata=saved_by()),
        "firmware of a camera": case(metadata=saved_by("Ver.1.02 ", "HDR+ 1.0.220943774z")),
        "hostile text": case(metadata=saved_by("\x1b[2J\u202e" * 500)),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {"only resized": case(metadata=saved_by("GIMP 2.10.34")), "captioned": fires["an editor"]}


def test_it_names_the_program_and_where_it_stands() -> None:
    found = only(RULE, case(metadata=saved_by("GIMP 2.10.34")))
    assert found.direction is Direction.NEUTRAL
    assert "GIMP" in found.observation
    assert [place.where for place in found.locations] == ["Image Software"]


def test_a_program_named_twice_is_one_observation() -> None:
    found = only(RULE, case(metadata=saved_by("GIMP 2.10.34", "GIMP 2.10.34")))
    assert found.observation.count("GIMP") == 1
