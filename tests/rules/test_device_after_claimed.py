"""A device that came out after the claimed capture: weak, and only ever a possible contradiction."""

from tests.contracts import RuleContract, contradictions, only
from tests.factories import assertion, case, claim, tag
from verifyctl.model.claim import Claim
from verifyctl.model.finding import Strength
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.metadata import Reading as Read
from verifyctl.rules.base import Case
from verifyctl.rules.device_after_claimed import RULE

TAKEN = claim(assertion("A1", "capture_time"), assertion("A2", "document_date"), assertion("A3", "event"))


def phone(model: str = "iPhone 12", of: Claim | None = TAKEN, software: str = "", make: str = "Apple") -> Case:
    fields = (
        tag("Image Make", make),
        tag("Image Model", model),
        *([tag("Image Software", software)] if software else []),
    )
    named = (Read(reader="Image Software", text=software),) if software else ()
    return case(of, metadata=MetadataFacts(fields=fields, software=named))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a phone": phone(),
        "a system": phone("iPhone 6", software="12.1"),
        "a Pixel": phone("Pixel 3", make="Google"),
    }
    quiet = {
        "it had come out": phone("iPhone 6"),
        "no claim": phone(of=None),
        "only a document is dated": phone(of=claim(assertion("A1", "document_date"))),
        "an editor": phone("iPhone 6", software="GIMP 2.10.8"),
        "another maker's numbers": phone("Specimen", software="12.1", make="Specimen Camera"),
    }
    cannot_tell = {"metadata failed": case(TAKEN)}
    innocent = {"a photograph of an old print": phone("iPhone 13")}
    innocent_weighs_at_most = Strength.WEAK


def test_a_tag_never_makes_it_effective() -> None:
    (held,) = contradictions(RULE, phone())
    assert not held.effective
    assert {premise.basis.value for premise in held.premises} == {"file_statement", "statement"}


def test_the_newest_of_what_is_named_counts_once() -> None:
    found = only(RULE, phone("iPhone 12", software="15.0"))
    assert found.evidence["named"] == "iOS 15"
    assert found.applies_to.assertions == ("A1",)
