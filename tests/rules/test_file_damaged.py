"""What does not fit the format is said; what could not be read was not examined."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.file_damaged import RULE


def damaged(*what: str) -> Case:
    """A file with faults."""
    return case(structure=StructureFacts(damage=what))


class TestContract(RuleContract):
    rule = RULE
    fires = {"cut": damaged("the end marker is missing"), "many": damaged(*(f"byte {at}" for at in range(50)))}
    quiet = {"whole": damaged()}
    cannot_tell = {"structure failed": case(), "cut": damaged("the end marker is missing")}
    innocent = {"a broken download": damaged("the end marker is missing")}


def test_it_cannot_tell_why() -> None:
    found = only(RULE, TestContract.fires["many"])
    assert found.direction is Direction.NOT_ASSESSABLE
    assert found.observation.endswith("byte 0, and 49 more")
    assert len(found.evidence["damage"]) == 8
