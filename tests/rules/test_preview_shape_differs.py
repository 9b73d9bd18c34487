"""A preview of another shape is noted; turned and letterboxed ones are not."""

from tests.contracts import RuleContract, only
from tests.factories import case, file_facts, held
from verifyctl.model.finding import Direction
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.preview_shape_differs import RULE


def shaped(width: int, height: int, kind: str = "preview") -> Case:
    """A picture of 80 by 60 with a preview of this size."""
    return case(file=file_facts(), structure=StructureFacts(embedded=(held(kind, width=width, height=height),)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"wider": shaped(1920, 1080), "square": shaped(512, 512)}
    quiet = {
        "the same shape": shaped(640, 480),
        "turned": shaped(480, 640),
        "letterboxed": shaped(160, 120),
        "tiny": shaped(60, 30),
        "none": case(file=file_facts(), structure=StructureFacts()),
        "of an ingredient": shaped(1920, 1080, "credentials-thumbnail"),
    }
    cannot_tell = {
        "structure failed": case(file=file_facts()),
        "not decoded": case(file=file_facts(pixels=None), structure=StructureFacts()),
    }
    innocent = {"the shape of a camera's screen": shaped(1620, 1080)}


def test_both_sizes_are_given() -> None:
    found = only(RULE, shaped(1920, 1080))
    assert found.direction is Direction.NEUTRAL
    assert found.evidence == {"previews": [[1920, 1080]]}
