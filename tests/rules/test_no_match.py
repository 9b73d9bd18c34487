"""Nothing found says nothing of pictures elsewhere, and is always neutral; an empty store answers nothing."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import DIGEST, case, changed_page, known, matches_facts, results
from verifyctl.model.finding import Axis, Direction
from verifyctl.model.matches import MatchesFacts, Relation, StoreInfo
from verifyctl.model.verdict import Status
from verifyctl.reasoning.judge import judge
from verifyctl.reasoning.policy import default_policy
from verifyctl.rules.catalogue import RULES
from verifyctl.rules.no_match import RULE


def stores(*sizes: int) -> MatchesFacts:
    made = tuple(
        StoreInfo(name=f"store {number}", digest=f"sha256:{number:064x}", images=size)
        for number, size in enumerate(sizes)
    )
    return matches_facts().model_copy(update={"stores": made})


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "nothing alike": case(matches=matches_facts()),
        "a candidate only": case(matches=matches_facts(known(relation=Relation.CANDIDATE, distance=50))),
        "another text on one template": case(matches=matches_facts(known(relation=Relation.SAME_TEMPLATE))),
    }
    quiet = {
        "a copy": case(matches=matches_facts(known())),
        "a collage that shows a known image": case(matches=matches_facts(known(relation=Relation.CONTAINS))),
        "the page with changes": case(matches=matches_facts(changed_page())),
        "no store": case(matches=stores()),
    }
    cannot_tell = {
        "matches failed": case(),
        "a flat picture": case(matches=matches_facts(flat=True)),
        "an empty store": case(matches=matches_facts(images=0)),
        "two empty stores": case(matches=stores(0, 0)),
    }
    innocent = {
        "a new picture": case(matches=matches_facts(images=1_000_000)),
        "empty": case(matches=matches_facts(images=0)),
    }


def test_it_names_the_stores_by_size_and_digest() -> None:
    found = only(RULE, case(matches=stores(1200, 0)))
    assert found.direction is Direction.NEUTRAL
    assert found.observation == (
        "No copy was found among 1,200 image(s) in 2 store(s) "
        "(1,200 in sha256:000000000000…, 0 in sha256:000000000000…)"
    )
    assert [place.where for place in found.locations] == [f"store sha256:{number:064x}" for number in (0, 1)]
    assert [each["images"] for each in found.evidence["stores"]] == [1200, 0]


def test_what_was_not_settled_is_said() -> None:
    found = only(RULE, case(matches=matches_facts(known(relation=Relation.CANDIDATE, distance=50))))
    assert found.observation.endswith("; 1 known image(s) may be related, which was not settled")
    assert found.evidence["candidates"] == 1


def test_the_name_of_a_store_is_no_part_of_the_finding() -> None:
    found = only(RULE, case(matches=matches_facts()))
    assert [place.where for place in found.locations] == [f"store {DIGEST}"]
    assert "name" not in str(found.evidence)


@pytest.mark.parametrize("matches", [matches_facts(images=0), stores(), None, matches_facts(flat=True)])
def test_where_nothing_was_searched_originality_was_not_assessed(matches: MatchesFacts | None) -> None:
    of = case(matches=matches)
    made = judge(of, results(of), RULES, default_policy())
    assert {axis.id: axis.status for axis in made.axes}[Axis.ORIGINALITY] is Status.NOT_ASSESSED
    told = [item.why for item in made.not_assessed if item.question == "Is this the first known copy?"]
    assert bool(told) is (matches is None or not sum(store.images for store in matches.stores))


def test_a_flat_picture_cannot_be_matched() -> None:
    assert only(RULE, case(matches=matches_facts(flat=True))).direction is Direction.NOT_ASSESSABLE
