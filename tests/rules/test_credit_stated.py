"""Captions, credits and owners are listed as the file states them."""

from tests.contracts import RuleContract, only
from tests.factories import case, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, MetadataField, Property
from verifyctl.rules.base import Case
from verifyctl.rules.credit_stated import RULE


def stating(*fields: MetadataField, xmp: tuple[Property, ...] = ()) -> Case:
    """A file with these fields and properties."""
    return case(metadata=MetadataFacts(fields=fields, xmp=xmp))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a by-line": stating(tag("IPTC By-line", "A. Person", agree=None)),
        "in XMP": stating(xmp=(Property(path="dc:creator[1]", text="A. Person"),)),
    }
    quiet = {
        "none": stating(),
        "blank": stating(tag("Image Copyright", "   ", "   ")),
        "a camera": stating(tag("Image Make", "Canon")),
    }
    cannot_tell = {"metadata failed": case(), "readers disagree": stating(tag("Image Artist", "a", "b", agree=False))}
    innocent = {
        "a description that the camera fills in": stating(tag("Image ImageDescription", "OLYMPUS DIGITAL CAMERA"))
    }


def test_a_long_caption_is_shown_short_and_kept_whole() -> None:
    found = only(RULE, stating(tag("IPTC Caption-Abstract", "word " * 200, agree=None)))
    assert found.direction is Direction.NEUTRAL
    assert len(found.observation) < 300
    assert found.evidence == {"IPTC Caption-Abstract": "word " * 200}
