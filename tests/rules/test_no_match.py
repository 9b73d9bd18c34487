"""Nothing found in a store says nothing of pictures elsewhere, and is always neutral."""

from tests.contracts import RuleContract, only
from tests.factories import case, known, matches_facts
from verifyctl.model.facts import Relation
from verifyctl.model.finding import Direction
from verifyctl.rules.no_match import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "nothing alike": case(matches=matches_facts()),
        "a candidate only": case(matches=matches_facts(known(relation=Relation.CANDIDATE, distance=50))),
    }
    quiet = {
        "a copy": case(matches=matches_facts(known())),
        "no store": case(matches=matches_facts().model_copy(update={"stores": ()})),
    }
    cannot_tell = {"matches failed": case(), "a flat picture": case(matches=matches_facts(flat=True))}
    innocent = {
        "a new picture": case(matches=matches_facts(images=1_000_000)),
        "empty": case(matches=matches_facts(images=0)),
    }


def test_it_says_how_many_images_were_searched() -> None:
    found = only(RULE, case(matches=matches_facts(images=0)))
    assert found.direction is Direction.NEUTRAL
    assert "among 0 image(s) in 1 store(s)" in found.observation


def test_the_name_of_a_store_is_no_part_of_the_finding() -> None:
    found = only(RULE, case(matches=matches_facts()))
    assert [place.where[:6] for place in found.locations] == ["store "]
    assert "name" not in str(found.evidence)


def test_a_flat_picture_cannot_be_matched() -> None:
    assert only(RULE, case(matches=matches_facts(flat=True))).direction is Direction.NOT_ASSESSABLE
