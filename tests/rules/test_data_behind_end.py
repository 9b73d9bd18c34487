"""What lies behind the end is named by its kind; zeros and blanks are not worth a word."""

from tests.contracts import RuleContract, only
from tests.factories import case, held
from verifyctl.model.finding import Direction
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.data_behind_end import RULE


def behind(*kinds: str) -> Case:
    """A file of a thousand bytes whose picture ends at byte 500."""
    return case(structure=StructureFacts(trailing=500, embedded=tuple(held(kind) for kind in kinds)))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "something unknown": behind("unknown"),
        "a film": behind("motion-photo"),
        "two things": behind("preview", "trailer"),
    }
    quiet = {
        "nothing": case(structure=StructureFacts()),
        "zeros": behind("padding"),
        "a thumbnail before the end": case(structure=StructureFacts(trailing=10, embedded=(held("thumbnail"),))),
    }
    cannot_tell = {"structure failed": case()}
    innocent = {"a phone's film": behind("motion-photo")}


def test_it_is_named_and_its_bytes_are_given() -> None:
    found = only(RULE, behind("motion-photo", "padding"))
    assert found.direction is Direction.NEUTRAL
    assert "a short film (motion photo)" in found.observation
    assert [(place.start, place.end) for place in found.locations] == [(600, 700)]
