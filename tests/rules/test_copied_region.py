"""A piece that is there twice weighs weakly; nothing found is silent."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.base import Box
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.pixels import Assessability, CopyMove, PixelsFacts
from verifyctl.model.text import Point
from verifyctl.rules.base import Case
from verifyctl.rules.copied_region import RULE


def corners(left: int, top: int) -> tuple[Point, ...]:
    return tuple(Point(x=10 * (left + x), y=10 * (top + y)) for x, y in ((0, 0), (40, 0), (40, 30), (0, 30)))


def held(*points: int) -> Case:
    copies = tuple(
        CopyMove(source=corners(20, 30), target=corners(300, 200), points=count, grain=870) for count in points
    )
    return case(pixels=PixelsFacts(assessability=Assessability(assessable=False, reasons=("small",)), copies=copies))


class TestContract(RuleContract):
    rule = RULE
    fires = {"a pair": held(24), "two pairs": held(24, 9)}
    quiet = {"none": held()}
    cannot_tell = {"the stage failed": case()}
    innocent = {"a sign that hangs there twice": held(9)}
    innocent_weighs_at_most = Strength.WEAK


def test_it_weighs_weakly_and_shows_both_places() -> None:
    found = only(RULE, held(24, 9))
    assert (found.direction, found.strength) == (Direction.CONTRADICTS, Strength.WEAK)
    assert "up to 24 matching points" in found.observation
    assert [place.box for place in found.locations[:2]] == [
        Box(x=20, y=30, width=41, height=31),
        Box(x=300, y=200, width=41, height=31),
    ]
    assert len(found.locations) == 4
