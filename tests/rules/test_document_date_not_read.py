"""A claimed date that no machine read waits for a person; until then nothing is said of it."""

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, date_read, reading, text_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.document_date_not_read import RULE

LETTER = claim(assertion("A1"))


class TestContract(RuleContract):
    rule = RULE
    fires = {"lines without a date": case(LETTER, text=text_facts("شيء")), "no line": case(LETTER, text=text_facts())}
    quiet = {
        "a date": case(LETTER, text=text_facts("27 April 2015", dates=(date_read("2015-04-27"),))),
        "no date is claimed": case(claim(assertion("A1", "order")), text=text_facts("شيء")),
        "a person read it": case(claim(assertion("A1"), readings=(reading("27 April 2015"),)), text=text_facts("شيء")),
        "no claim": case(text=text_facts("شيء")),
    }
    cannot_tell = {"text failed": case(LETTER), **fires}
    innocent = {"digits that the engine lacks": case(LETTER, text=text_facts("8 رجب ؟؟"))}


def test_it_asks_for_a_reader() -> None:
    found = only(RULE, case(LETTER, text=text_facts("شيء")))
    assert found.direction is Direction.NOT_ASSESSABLE
    assert found.next_step
    assert "reader" in found.next_step


def test_a_reading_of_something_else_does_not_settle_it() -> None:
    of = claim(assertion("A1"), readings=(reading("تعزيزات", field="order"),))
    assert only(RULE, case(of, text=text_facts("شيء"))).applies_to.assertions == ("A1",)
