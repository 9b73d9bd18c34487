"""Bytes that another program could open otherwise are named, without weight."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.other_file_inside import RULE


def also(*kinds: str) -> Case:
    """A file that can be read as other kinds too."""
    return case(structure=StructureFacts(also=kinds))


class TestContract(RuleContract):
    rule = RULE
    fires = {"an archive": also("a ZIP archive"), "two": also("a ZIP archive", "a PDF document")}
    quiet = {"nothing else": also()}
    cannot_tell = {"structure failed": case()}
    innocent = {"a phone's project file": also("a ZIP archive")}


def test_every_kind_is_named() -> None:
    found = only(RULE, also("a ZIP archive", "a PDF document"))
    assert found.direction is Direction.NEUTRAL
    assert "a ZIP archive, a PDF document" in found.observation
