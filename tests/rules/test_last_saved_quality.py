"""The last save is described where the tables are those of the common library."""

from tests.contracts import RuleContract, only
from tests.factories import case, coding
from verifyctl.model.finding import Direction
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.last_saved_quality import RULE


def saved(match: str = "exact", quality: int = 75, **changes: object) -> Case:
    """A JPEG saved so."""
    return case(structure=StructureFacts(coding=coding(match, quality, **changes)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"a quality": saved(), "made for this picture": saved(huffman="optimised", process="progressive")}
    quiet = {
        "other tables": saved("nearest"),
        "no JPEG": case(structure=StructureFacts()),
        "no tables": saved(quantisation=None),
    }
    cannot_tell = {"structure failed": case()}
    innocent = {"a camera that uses the common tables": saved(quality=95)}


def test_a_step_is_advised_only_where_the_quality_is_low() -> None:
    assert only(RULE, saved(quality=60)).next_step
    assert only(RULE, saved(quality=92)).next_step is None


def test_the_save_is_described() -> None:
    found = only(RULE, saved(quality=80, huffman="optimised", process="progressive"))
    assert found.direction is Direction.NEUTRAL
    assert found.observation.endswith("of quality 80 (progressive, colour 4:2:0, code tables made for this picture)")
