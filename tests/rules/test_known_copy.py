"""What a store says of a copy is stated and weighs nothing here; a candidate is no copy."""

from tests.contracts import RuleContract, findings, only, own_words
from tests.factories import case, known, matches_facts
from verifyctl.model.facts import Label, Relation, SeenBasis
from verifyctl.model.finding import Direction
from verifyctl.rules.known_copy import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "same bytes": case(matches=matches_facts(known(relation=Relation.IDENTICAL_BYTES))),
        "near copy, mirrored": case(
            matches=matches_facts(known(relation=Relation.NEAR_COPY, distance=12, orientation="mirrored"))
        ),
    }
    quiet = {
        "no match": case(matches=matches_facts()),
        "a candidate": case(matches=matches_facts(known(relation=Relation.CANDIDATE, distance=60))),
    }
    cannot_tell = {"matches failed": case()}
    innocent = {
        "called debunked by somebody": case(matches=matches_facts(known(label=Label.DEBUNKED))),
        "re-posted in good faith": case(matches=matches_facts(known(caption="from a friend", label=Label.UNRELATED))),
    }


def test_the_words_of_others_are_quoted_as_theirs() -> None:
    found = only(RULE, case(matches=matches_facts(known(caption="a fake order", label=Label.DEBUNKED))))
    assert found.direction is Direction.NEUTRAL
    assert "labelled by people \u201cdebunked\u201d" in found.observation
    assert "fake" not in own_words(found.observation)


def test_the_basis_of_a_date_is_always_said() -> None:
    seen = [only(RULE, case(matches=matches_facts(known(basis=basis)))).observation for basis in (*SeenBasis, None)]
    assert [text.rpartition("first seen ")[2] for text in seen] == [
        "2014-01-01 (archived)",
        "2014-01-01 (computed)",
        "2014-01-01 (stated)",
        "2014-01-01 (stated)",
    ]


def test_an_image_that_two_stores_hold_gives_two_findings_of_different_ids() -> None:
    twice = case(matches=matches_facts(known(caption="one"), known(caption="another")))
    assert [item.id for item in findings(RULE, twice)] == [f"known-copy:{'aa' * 8}", f"known-copy:{'aa' * 8}:2"]
