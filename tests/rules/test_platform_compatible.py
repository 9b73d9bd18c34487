"""What merely fits a platform is said to fit, and no more."""

from tests.contracts import RuleContract, only
from tests.factories import case, coding, file_facts, pixel_facts
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, PlatformMark
from verifyctl.model.structure import StructureFacts
from verifyctl.rules.base import Case
from verifyctl.rules.platform_compatible import RULE


def sized(long_side: int, quality: int, match: str = "exact") -> Case:
    """A JPEG of a size, saved with a quality."""
    pixels = pixel_facts(width=long_side, height=720, stored_width=long_side, stored_height=720)
    return case(file=file_facts(pixels=pixels), structure=StructureFacts(coding=coding(match, quality)))


def marked(strength: str) -> Case:
    """A file with a mark."""
    mark = {"platform": "A platform", "sign": "a mark", "strength": strength}
    return case(metadata=MetadataFacts(platforms=(PlatformMark.model_validate(mark),)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"Telegram's size and quality": sized(1280, 87), "a mark that fits": marked("compatible_with")}
    quiet = {
        "another size": sized(1000, 87),
        "another quality": sized(1280, 90),
        "no exact tables": sized(1280, 87, "nearest"),
        "a mark that says more": marked("passed_through"),
    }
    cannot_tell = {"nothing ran": case(), "structure failed": case(file=file_facts())}
    innocent = {"made smaller for the web": sized(1280, 87)}


def test_it_says_compatible() -> None:
    found = only(RULE, sized(2560, 87))
    assert found.direction is Direction.NEUTRAL
    assert "compatible" in found.observation
    assert found.evidence == {"fits": ["Telegram (long side 2560, quality 87)"]}
