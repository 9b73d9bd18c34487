"""A named device is noted: anyone can write the tags."""

from tests.contracts import RuleContract, only
from tests.factories import case, tag
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.base import Case
from verifyctl.rules.device_named import RULE


def made_by(make: str, model: str, *, agree: bool | None = True) -> Case:
    fields = (tag("Image Make", make, make, agree=agree), tag("Image Model", model, model, agree=agree))
    return case(metadata=MetadataFacts(blocks=("exif",), fields=fields))


class TestContract(RuleContract):
    rule = RULE
    fires = {"make and model": made_by("Canon", "EOS 6D"), "read by one reader": made_by("Canon", "EOS 6D", agree=None)}
    quiet = {"none": case(metadata=MetadataFacts()), "empty": made_by("", "")}
    cannot_tell = {"metadata failed": case(), "the readers disagree": made_by("Canon", "EOS 6D", agree=False)}
    innocent = {"tags copied from another file": made_by("Canon", "EOS 6D")}


def test_it_names_the_tags() -> None:
    found = only(RULE, made_by("Canon", "EOS 6D"))
    assert found.direction is Direction.NEUTRAL
    assert found.observation == "The file named as its device: Canon EOS 6D"
    assert [place.where for place in found.locations] == ["Image Make", "Image Model"]


def test_one_of_the_two_is_enough() -> None:
    assert only(RULE, made_by("", "EOS 6D")).evidence == {"Image Model": "EOS 6D"}
