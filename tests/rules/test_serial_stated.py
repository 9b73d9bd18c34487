"""A serial number that two readers agree on is noted; one that a single reader gave is not."""

from tests.contracts import RuleContract, only
from tests.factories import case, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, MetadataField
from verifyctl.rules.base import Case
from verifyctl.rules.serial_stated import RULE


def carrying(*fields: MetadataField) -> Case:
    """A file with these fields."""
    return case(metadata=MetadataFacts(fields=fields))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "in EXIF": carrying(tag("EXIF BodySerialNumber", "123", "123")),
        "in the maker note": carrying(tag("MakerNote SerialNumber", "123", "123")),
    }
    quiet = {
        "none": carrying(),
        "one reader alone": carrying(tag("MakerNote SerialNumber", "123", agree=None)),
        "another number": carrying(tag("MakerNote ImageNumber", "123", "123")),
    }
    cannot_tell = {
        "metadata failed": case(),
        "readers disagree": carrying(tag("MakerNote SerialNumber", "1", "2", agree=False)),
    }
    innocent = {"a lens that was lent": carrying(tag("EXIF LensSerialNumber", "123", "123"))}


def test_the_number_is_quoted() -> None:
    found = only(RULE, TestContract.fires["in EXIF"])
    assert found.direction is Direction.NEUTRAL
    assert found.evidence == {"EXIF BodySerialNumber": "123"}
