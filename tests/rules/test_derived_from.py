"""A document that the file says it was made from is named, without weight."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, Property
from verifyctl.rules.base import Case
from verifyctl.rules.derived_from import RULE


def stating(*items: tuple[str, str]) -> Case:
    """A file with these properties."""
    return case(metadata=MetadataFacts(xmp=tuple(Property(path=path, text=text) for path, text in items)))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a document": stating(("xmpMM:DerivedFrom/stRef:documentID", "xmp.did:1"), ("xmpMM:DocumentID", "xmp.did:2"))
    }
    quiet = {"its own ids only": stating(("xmpMM:DocumentID", "xmp.did:2")), "nothing": stating()}
    cannot_tell = {"metadata failed": case()}
    innocent = {"a raw file developed": stating(("xmpMM:DerivedFrom/stRef:originalDocumentID", "xmp.did:0"))}


def test_both_ids_are_given() -> None:
    found = only(RULE, TestContract.fires["a document"])
    assert found.direction is Direction.NEUTRAL
    assert found.evidence["xmpMM:DocumentID"] == "xmp.did:2"
    assert "xmp.did:1" in found.observation
