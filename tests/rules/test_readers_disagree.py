"""Two readers that disagree are a reader's fault more often than a file's."""

from tests.contracts import RuleContract, only
from tests.factories import case, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.readers_disagree import RULE


def read(*fields: object) -> MetadataFacts:
    return MetadataFacts(blocks=("exif",), fields=fields)  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {"one tag": case(metadata=read(tag("Image Make", "Canon", "C\ufffdnon", agree=False)))}
    quiet = {
        "they agree": case(metadata=read(tag("Image Make", "Canon", "Canon"))),
        "only one could read it": case(metadata=read(tag("Image Make", "Canon", agree=None))),
    }
    cannot_tell = {"metadata failed": case(), **fires}
    innocent = {"how text is decoded": case(metadata=read(tag("Image Artist", "Æ", "Ã†", agree=False)))}


def test_it_cannot_tell_which_reader_is_right() -> None:
    found = only(RULE, TestContract.fires["one tag"])
    assert found.direction is Direction.NOT_ASSESSABLE
    assert found.evidence == {"Image Make": {"Pillow": "Canon", "exifread": "C\ufffdnon"}}


def test_a_file_full_of_disagreements_gives_a_short_finding() -> None:
    fields = [tag(f"Image 0x{number:04X}", "a", "b", agree=False) for number in range(500)]
    found = only(RULE, case(metadata=read(*fields)))
    assert "500 tag(s)" in found.observation
    assert len(found.locations) == len(found.evidence) == 10
