"""The words that differ most are named in order and weigh nothing, whatever they differ by."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.base import Box
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.pixels import Assessability, OddWord, PixelsFacts
from verifyctl.rules.base import Case
from verifyctl.rules.odd_words import RULE


def held(*signs: tuple[str, ...]) -> Case:
    words = tuple(
        OddWord(box=Box(x=10 * rank, y=20, width=60, height=18), rank=rank, signs=each)
        for rank, each in enumerate(signs, start=1)
    )
    return case(pixels=PixelsFacts(assessability=Assessability(assessable=True), odd_words=words))


class TestContract(RuleContract):
    rule = RULE
    fires = {"three words": held(("ink", "sharpness"), ("baseline",), ())}
    quiet = {"no page": held()}
    cannot_tell = {"the stage failed": case()}
    innocent = {"a bold heading": held(("ink", "stroke width"), (), ())}


def test_the_order_is_kept_and_nothing_is_weighed() -> None:
    found = only(RULE, held(("ink", "sharpness"), ("baseline",), ()))
    assert (found.direction, found.strength) == (Direction.NEUTRAL, Strength.NONE)
    assert [place.where for place in found.locations] == ["word 1", "word 2", "word 3"]
    assert found.evidence["words"][0] == {"rank": 1, "signs": ["ink", "sharpness"]}
    assert "every page has such words" in found.observation
