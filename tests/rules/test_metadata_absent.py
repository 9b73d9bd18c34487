"""No metadata: neutral, always, for nearly every platform strips it."""

from tests.contracts import RuleContract, only
from tests.factories import case, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.metadata_absent import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "nothing": case(metadata=MetadataFacts()),
        "a profile only": case(metadata=MetadataFacts(blocks=("icc", "jfif"))),
    }
    quiet = {
        "exif": case(metadata=MetadataFacts(blocks=("exif",))),
        "xmp": case(metadata=MetadataFacts(blocks=("xmp",))),
        "fields": case(metadata=MetadataFacts(fields=(tag("Image Make", "a", "a"),))),
        "xmp that could not be read": case(metadata=MetadataFacts(xmp_problem="not XML")),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {"a platform stripped it": case(metadata=MetadataFacts()), "a screenshot": fires["nothing"]}


def test_it_is_neutral() -> None:
    found = only(RULE, case(metadata=MetadataFacts()))
    assert found.direction is Direction.NEUTRAL
    assert found.locations[0].end == 1000
