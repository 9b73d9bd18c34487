"""What a detector from outside says is recorded with its origin and is always neutral."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import case
from verifyctl.model.base import Box
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.pixels import Assessability, OutsideDetector, PixelsFacts
from verifyctl.rules.base import Case
from verifyctl.rules.outside_detector import RULE


def held(*scores: int | None) -> Case:
    detectors = tuple(
        OutsideDetector(
            name=f"toy-{number}",
            version="1.0",
            weights="drawn by lot",
            score=score,
            boxes=(Box(x=1, y=2, width=30, height=20),) if score else (),
        )
        for number, score in enumerate(scores)
    )
    return case(pixels=PixelsFacts(assessability=Assessability(assessable=True), detectors=detectors))


class TestContract(RuleContract):
    rule = RULE
    fires = {"a figure": held(1000), "two detectors": held(3, None)}
    quiet = {"none was named": held()}
    cannot_tell = {"the stage failed": case()}
    innocent = {"a detector that marks everything": held(1000)}


@pytest.mark.parametrize("score", [None, 0, 500, 1000])
def test_it_is_neutral_whatever_the_figure(score: int | None) -> None:
    found = only(RULE, held(score))
    assert (found.direction, found.strength) == (Direction.NEUTRAL, Strength.NONE)
    assert found.evidence["origin_of_weights"] == "drawn by lot"
    assert found.evidence.get("thousandths") == score


def test_each_detector_has_a_finding_of_its_own() -> None:
    assert [found.id for found in findings(RULE, held(1, 2))] == ["outside-detector:toy-0", "outside-detector:toy-1"]
