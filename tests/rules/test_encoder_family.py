"""Families that fit are listed with their signs; none is said of a build that fits none."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.structure import Encoder, StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.encoder_family import RULE


def fits(*families: str) -> Case:
    """A build that fits families by two signs each."""
    found = tuple(Encoder(family=name, signs=("one sign", "another")) for name in families)
    return case(structure=StructureFacts(encoders=found))


class TestContract(RuleContract):
    rule = RULE
    fires = {"one": fits("a library"), "two": fits("a library", "a program")}
    quiet = {"none": fits()}
    cannot_tell = {"structure failed": case()}
    innocent = {"a camera that uses the common library": fits("a library")}


def test_all_that_fit_are_named() -> None:
    found = only(RULE, fits("a library", "a program"))
    assert found.direction is Direction.NEUTRAL
    assert found.evidence == {"a library": ["one sign", "another"], "a program": ["one sign", "another"]}
