"""More frames than one: said, since all other findings are about the first."""

from tests.contracts import RuleContract, only
from tests.factories import case, file_facts, pixel_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.base import Case
from verifyctl.rules.frames_not_examined import RULE


def frames(number: int) -> Case:
    return case(file=file_facts(pixels=pixel_facts(frames=number)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"an animation": frames(12), "two": frames(2)}
    quiet = {"one": frames(1)}
    cannot_tell = {"file failed": case(), "not decoded": case(file=file_facts(pixels=None)), **fires}
    innocent = {"a phone's preview beside the picture": frames(2)}


def test_it_cannot_tell_what_the_others_show() -> None:
    found = only(RULE, frames(12))
    assert found.direction is Direction.NOT_ASSESSABLE
    assert found.evidence == {"frames": 12}
