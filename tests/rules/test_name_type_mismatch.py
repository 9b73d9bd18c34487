"""A name that announces another type is noted, and is no part of what a re-run must reproduce."""

from tests.contracts import RuleContract, only
from tests.factories import case, file_facts, name_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.base import Case
from verifyctl.rules.name_type_mismatch import RULE


def named(name: str, *, agrees: bool | None, by_content: str = "image/png") -> Case:
    return case(file=file_facts(media_type=by_content, name=name_facts(name, agrees=agrees)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"PNG named .jpg": named("order.jpg", agrees=False)}
    quiet = {
        "they agree": named("order.png", agrees=True),
        "no type in the name": named("order", agrees=None),
    }
    cannot_tell = {"file failed": case()}
    innocent = {"a website's own naming": named("photo.jpg", agrees=False, by_content="image/webp")}


def test_it_rests_on_the_name_alone() -> None:
    found = only(RULE, TestContract.fires["PNG named .jpg"])
    assert found.direction is Direction.NEUTRAL
    assert not found.reproducible
    assert found.observation == "The file's name ended in .jpg, its content was image/png"
