"""Fields of the letter are listed, all of them, without weight."""

from __future__ import annotations

from tests.contracts import RuleContract, only
from tests.factories import case, field_read, text_facts
from verifyctl.model.text import FieldReading
from verifyctl.rules.base import Case
from verifyctl.rules.letter_fields_read import RULE


def of(*fields: FieldReading) -> Case:
    return case(text=text_facts("a", "b", fields=fields))


ISSUER = field_read("issuer", "الإدارة العامة")
REFERENCE = field_read("reference", "96-1012", line=1, also="1012-96")


class TestContract(RuleContract):
    rule = RULE
    fires = {"fields": of(ISSUER, REFERENCE)}
    quiet = {"none": of()}
    cannot_tell = {"text failed": case()}
    innocent = {"a line of the body taken for a field": of(field_read("subject", "a line"))}


def test_each_is_quoted_with_the_other_order_of_a_number() -> None:
    assert only(RULE, of(ISSUER, REFERENCE)).observation == (
        "Read by machine as parts of a letter: issuer “الإدارة العامة”; reference “96-1012” (or, from right to left, "
        "“1012-96”)"
    )


def test_many_are_cut_in_the_sentence_and_not_in_the_evidence() -> None:
    found = only(RULE, of(*(field_read("copy_to", f"office {number}", line=number) for number in range(20))))
    assert found.observation.endswith("; and 8 more")
    assert len(found.evidence["fields"]) == len(found.locations) == 20
