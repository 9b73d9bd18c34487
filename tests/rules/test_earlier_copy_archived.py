"""The date of an earlier copy weighs only where an archive or an id holds it."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, changed_page, claim, comparison, context_facts, known, matches_facts
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.matches import Match, Relation, SeenBasis
from verifyctl.rules.base import Case
from verifyctl.rules.earlier_copy_archived import RULE
from verifyctl.rules.earlier_copy_known import RULE as KNOWN


def with_copy(*matches: Match) -> Case:
    return case(claim(assertion()), matches=matches_facts(*matches), context=context_facts())


class TestContract(RuleContract):
    rule = RULE
    fires = {"archived": with_copy(known()), "computed": with_copy(known(basis=SeenBasis.COMPUTED))}
    quiet = {
        "only stated": with_copy(known(basis=SeenBasis.STATED)),
        "no date": with_copy(known(None, None)),
        "later": with_copy(known("2016-01-01")),
        "another text on one template": with_copy(known(relation=Relation.SAME_TEMPLATE)),
        "the page with changes": with_copy(changed_page()),
        "no claim": case(matches=matches_facts(known()), context=context_facts()),
    }
    cannot_tell = {"matches failed": case(claim(assertion()), context=context_facts())}
    innocent = {
        "the store's own word for the date": with_copy(known("2014-01-01", SeenBasis.STATED)),
        "the same day": with_copy(known("2015-04-27")),
        "a candidate with an old archive": with_copy(known(relation=Relation.CANDIDATE, distance=60)),
    }


def test_it_weighs_moderately_in_a_group_of_its_own() -> None:
    found = only(RULE, with_copy(known()))
    assert (found.direction, found.strength, found.group) == (Direction.CONTRADICTS, Strength.MODERATE, "archive")
    assert found.locations[0].where.startswith("https://web.archive.org/")


@pytest.mark.parametrize(
    ("match", "strength"),
    [
        (known(relation=Relation.REENCODED), Strength.WEAK),
        (known(relation=Relation.REENCODED, comparison=comparison()), Strength.MODERATE),
        (known(relation=Relation.CONTAINS, comparison=comparison()), Strength.WEAK),
    ],
)
def test_a_date_weighs_no_more_than_what_it_is_the_date_of(match: Match, strength: Strength) -> None:
    assert only(RULE, with_copy(match)).strength is strength


@pytest.mark.parametrize("order", [1, -1])
def test_a_stated_earlier_date_does_not_hide_an_archived_one(order: int) -> None:
    copies = (known("2001-01-01", SeenBasis.STATED, id="stated"), known("2003-01-01", id="archived"))
    assert [item.id for item in findings(RULE, with_copy(*copies[::order]))] == ["earlier-copy-archived:archived"]


def test_it_is_about_the_copy_that_weighs_in_the_other_group() -> None:
    copies = (
        known("2001-01-01", SeenBasis.STATED, id="stated"),
        known("2002-01-01", relation=Relation.CONTAINS, id="shown"),
        known("2003-01-01", relation=Relation.MIRRORED, id="whole"),
    )
    scene = case(claim(assertion("A1", "capture_time")), matches=matches_facts(*copies), context=context_facts())
    assert only(RULE, scene).id == "earlier-copy-archived:whole"
    assert only(KNOWN, scene).id == "earlier-copy-known:whole"
