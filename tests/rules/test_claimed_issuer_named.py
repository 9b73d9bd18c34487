"""The claimed issuer on the paper: where the words stand, and never who wrote them."""

from __future__ import annotations

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, field_read, text_facts
from verifyctl.model.finding import Direction
from verifyctl.model.text import FieldReading
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_issuer_named import RULE

LINES = ("الإدارة العامة", "إلى: ولاة الولايات")


def of(*phrases: str, fields: tuple[FieldReading, ...] = (field_read("issuer", LINES[0]),)) -> Case:
    claimed = claim(assertion("A2", "issuer", look_for=phrases), assertion("A1", "recipient", look_for=phrases))
    return case(claimed, text=text_facts(*LINES, fields=fields))


class TestContract(RuleContract):
    rule = RULE
    fires = {"in the letterhead": of("الإدارة العامة"), "without fields": of("الإدارة العامة", fields=())}
    quiet = {"another issuer": of("وزارة"), "no words to look for": of(), "no claim": case(text=text_facts(*LINES))}
    cannot_tell = {"text failed": case(of("x").claim)}
    innocent = {"the words name a recipient": of("ولاة")}


def test_it_says_where_and_bears_on_no_assertion() -> None:
    found = only(RULE, of("الإدارة العامة"))
    assert found.observation == (
        "“الإدارة العامة”, by which the claim knows the issuer, was read by machine on the line of: issuer"
    )
    assert (found.direction, found.applies_to.assertions) == (Direction.NEUTRAL, ())
    assert found.evidence["in_an_issuer_s_field"] is True


def test_words_outside_an_issuer_s_field_are_said_to_be() -> None:
    found = only(RULE, of("ولاة الولايات"))
    assert found.observation.endswith("outside the parts that name an issuer")
    assert found.evidence["in_an_issuer_s_field"] is False
