"""A copy that cannot be tested is named with its reasons; a copy that can is not, and neither weighs."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.pixels import Assessability, PixelsFacts, PixelTest
from verifyctl.rules.base import Case
from verifyctl.rules.pixels_not_assessable import RULE

SMALL = "the last save as JPEG was at a quality of about 75, below 90"


def held(*reasons: str) -> Case:
    tests = (
        PixelTest(test="foreign-grid", ran=False, reason="the last save was with loss"),
        PixelTest(test="copied-region", ran=True),
    )
    return case(pixels=PixelsFacts(assessability=Assessability(assessable=not reasons, reasons=reasons), tests=tests))


class TestContract(RuleContract):
    rule = RULE
    fires = {"saved too hard": held(SMALL), "two reasons": held(SMALL, "it is small")}
    quiet = {"a copy that can be tested": held()}
    cannot_tell = {"the stage failed": case()}
    innocent = {"sent on by a messenger, untouched": held(SMALL)}


def test_all_reasons_and_the_tests_that_did_not_run_are_named() -> None:
    found = only(RULE, held(SMALL, "it is small"))
    assert found.direction is Direction.NOT_ASSESSABLE
    assert SMALL in found.observation
    assert "it is small" in found.observation
    assert found.evidence["tests_not_run"] == [{"test": "foreign-grid", "reason": "the last save was with loss"}]
