"""Other pictures and films inside are named, since all other findings are about the first."""

from tests.contracts import RuleContract, only
from tests.factories import case, held
from verifyctl.model.finding import Direction
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.pictures_inside import RULE


def inside(*kinds: str) -> Case:
    """A file with more in it."""
    return case(structure=StructureFacts(embedded=tuple(held(kind) for kind in kinds)))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a film": inside("motion-photo"),
        "maps": inside("gain-map", "depth-map"),
        "a second view": inside("second-picture"),
    }
    quiet = {
        "nothing": inside(),
        "previews of the same picture": inside("thumbnail", "preview", "credentials-thumbnail"),
    }
    cannot_tell = {"structure failed": case(), "a film": inside("motion-photo")}
    innocent = {"a gain map of a phone": inside("gain-map")}


def test_it_cannot_tell_what_they_show() -> None:
    found = only(RULE, inside("motion-photo", "gain-map"))
    assert found.direction is Direction.NOT_ASSESSABLE
    assert found.evidence == {"kinds": ["motion-photo", "gain-map"]}
