"""A platform's own mark says where a copy passed; what merely fits says nothing."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.metadata import MetadataFacts, PlatformMark
from verifyctl.rules.passed_platform import RULE

OWN = PlatformMark(
    platform="Facebook or Instagram",
    sign="SpecialInstructions beginning FBMD",
    strength="passed_through",
    text="FBMD01000a",
)
FITS = PlatformMark(platform="Facebook or Instagram", sign="a colour profile by FB", strength="compatible_with")


class TestContract(RuleContract):
    rule = RULE
    fires = {"FBMD": case(metadata=MetadataFacts(platforms=(OWN, FITS)))}
    quiet = {"only compatible": case(metadata=MetadataFacts(platforms=(FITS,))), "none": case(metadata=MetadataFacts())}
    cannot_tell = {"metadata failed": case()}
    innocent = {"as most pictures": fires["FBMD"]}


def test_it_names_the_platform_once() -> None:
    assert only(RULE, TestContract.fires["FBMD"]).observation.count("Facebook") == 1
