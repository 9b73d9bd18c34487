"""A seal that holds says who signed; only a listed signer gives it weight, and little."""

from tests.contracts import RuleContract, only
from tests.factories import case, credentials_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.credentials_intact import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "listed": case(credentials=credentials_facts("trusted")),
        "not listed": case(credentials=credentials_facts("intact_unlisted")),
    }
    quiet = {
        "absent": case(credentials=credentials_facts("absent", signer=None)),
        "broken": case(credentials=credentials_facts("broken")),
    }
    cannot_tell = {"not checked": case()}
    innocent = {"a camera that joined later": fires["not listed"]}


def test_an_unlisted_signer_weighs_nothing_and_is_never_called_broken() -> None:
    found = only(RULE, case(credentials=credentials_facts("intact_unlisted")))
    assert found.direction is Direction.NEUTRAL
    assert "not on the list" in found.observation
    assert "broken" not in found.observation


def test_the_limit_says_what_a_seal_is_not() -> None:
    found = only(RULE, case(credentials=credentials_facts("trusted")))
    assert any("never that the scene is true" in limit for limit in found.limits)
