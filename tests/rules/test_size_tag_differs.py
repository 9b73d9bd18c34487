"""A stated size that is not the picture's is noted; a turned picture is no difference."""

from tests.contracts import RuleContract, findings, only
from tests.factories import case, file_facts, pixel_facts, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.base import Case
from verifyctl.rules.size_tag_differs import RULE


def stated(across: str, down: str, *, agree: bool | None = True, **pixels: int) -> Case:
    """A file that states a size; the picture has 80 by 60 unless told otherwise."""
    fields = (tag("EXIF ExifImageWidth", across, agree=agree), tag("EXIF ExifImageHeight", down, agree=agree))
    return case(file=file_facts(pixels=pixel_facts(**pixels)), metadata=MetadataFacts(fields=fields))


class TestContract(RuleContract):
    rule = RULE
    fires = {"larger once": stated("4000", "3000")}
    quiet = {
        "the same": stated("80", "60"),
        "turned by a program": stated("60", "80"),
        "turned by its tag": stated("80", "60", width=60, height=80, orientation=6),
        "nothing stated": case(file=file_facts(), metadata=MetadataFacts()),
        "no number": stated("0x00", "wide"),
        "zero": stated("0", "0"),
    }
    cannot_tell = {"metadata failed": case(file=file_facts()), "readers disagree": stated("1", "2", agree=False)}
    innocent = {"a smaller copy for the web": stated("4000", "3000")}


def test_both_sizes_are_given() -> None:
    found = only(RULE, stated("4000", "3000"))
    assert found.direction is Direction.NEUTRAL
    assert found.evidence == {"stated": [4000, 3000], "stored": [80, 60]}
    assert not findings(RULE, stated("80", "60"))
