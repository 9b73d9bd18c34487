"""A program newer than the claim saved the file: these bytes are younger, the picture need not be."""

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim
from verifyctl.model.claim import Claim
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.metadata import Reading as Read
from verifyctl.rules.base import Case
from verifyctl.rules.saved_by_newer_program import RULE

TAKEN = claim(assertion("A1", "capture_time"), assertion("A2", "publication", "2015-05-01"))


def saved(program: str, of: Claim | None = TAKEN) -> Case:
    return case(of, metadata=MetadataFacts(software=(Read(reader="Image Software", text=program),)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"GIMP": saved("GIMP 2.10.8")}
    quiet = {
        "older": saved("GIMP 2.8.14"),
        "not in the table": saved("Specimen Editor 9"),
        "no claim": saved("GIMP 2.10.8", None),
        "nothing dated": saved("GIMP 2.10.8", claim(assertion("A1", "event"))),
    }
    cannot_tell = {"metadata failed": case(TAKEN)}
    innocent = {"an archive's crop": saved("GIMP 2.10")}


def test_the_last_claimed_time_is_what_counts() -> None:
    assert only(RULE, saved("GIMP 2.10.8")).evidence["claimed"] == "2015-05-01"
