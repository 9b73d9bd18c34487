"""A preview of another picture weighs weakly; that of EXIF is another finding's."""

from tests.contracts import RuleContract, findings, only
from tests.factories import case, held
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.preview_differs import DIFFERS_BELOW, RULE


def like(likeness: int | None, kind: str = "preview", note: str = "MPF index") -> Case:
    """A file with one preview that is so much like the picture."""
    return case(structure=StructureFacts(embedded=(held(kind, likeness=likeness, note=note),)))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "another picture": like(-20),
        "just below": like(DIFFERS_BELOW - 1),
        "Photoshop's": like(0, "thumbnail", "Photoshop resource 1036"),
    }
    quiet = {
        "the same picture": like(980),
        "just at it": like(DIFFERS_BELOW),
        "none": case(structure=StructureFacts()),
        "the thumbnail of EXIF": like(0, "thumbnail", "EXIF IFD1"),
        "a second picture": like(0, "second-picture"),
        "of an ingredient": like(0, "credentials-thumbnail"),
    }
    cannot_tell = {"structure failed": case(), "too little contrast": like(None)}
    innocent = {"a letterboxed preview": like(940)}


def test_it_weighs_weakly_at_most() -> None:
    found = only(RULE, like(120))
    assert (found.direction, found.strength) == (Direction.CONTRADICTS, Strength.WEAK)
    assert findings(RULE, like(399))
