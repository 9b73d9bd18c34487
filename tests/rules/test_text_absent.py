"""No text read: neutral, whatever the claim says stands there."""

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, text_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.text_absent import RULE

LETTER = claim(assertion("A1", "order", look_for=("تعزيزات",)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"nothing read": case(text=text_facts()), "nothing read of a letter": case(LETTER, text=text_facts())}
    quiet = {"a line": case(text=text_facts("a line"))}
    cannot_tell = {"text failed or tesseract is missing": case(LETTER)}
    innocent = {"handwriting": case(LETTER, text=text_facts()), "a landscape": case(text=text_facts())}


def test_it_is_neutral_and_bears_on_no_assertion() -> None:
    found = only(RULE, case(LETTER, text=text_facts()))
    assert found.direction is Direction.NEUTRAL
    assert found.applies_to.assertions == ()
