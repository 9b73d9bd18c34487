"""A region with a foreign grid weighs weakly in a JPEG, and not at all in a screenshot."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.base import Box
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.pixels import Assessability, ForeignGrid, PixelsFacts
from verifyctl.rules.base import Case
from verifyctl.rules.foreign_grid import RULE

BOX = Box(x=80, y=40, width=120, height=96)


def held(*own: bool) -> Case:
    grids = tuple(
        ForeignGrid(box=BOX, offset_x=3, offset_y=5, nfa_tenths_log10=-420, has_own_grid=has_own) for has_own in own
    )
    return case(pixels=PixelsFacts(assessability=Assessability(assessable=True), grids=grids))


class TestContract(RuleContract):
    rule = RULE
    fires = {"in a JPEG": held(True), "two regions": held(True, True), "in a screenshot": held(False)}
    quiet = {"no region": held()}
    cannot_tell = {"the stage failed": case()}
    innocent = {"a photograph in a screenshot": held(False)}


def test_in_a_picture_with_a_grid_it_weighs_weakly_against() -> None:
    found = only(RULE, held(True))
    assert (found.direction, found.strength) == (Direction.CONTRADICTS, Strength.WEAK)
    assert found.locations[0].box == BOX
    assert found.evidence["regions"] == [{"offset_x": 3, "offset_y": 5, "false_alarms_tenths_log10": -420}]


def test_in_a_picture_without_a_grid_it_is_neutral() -> None:
    assert only(RULE, held(False, False)).direction is Direction.NEUTRAL


def test_a_logo_laid_on_the_picture_is_among_what_it_may_also_be() -> None:
    assert any("logo" in text for text in only(RULE, held(True)).innocent_explanations)
