"""Places that differ from a known page: named with both texts, weighed little, and never where paper was curled."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import (
    assertion,
    box,
    case,
    changed_page,
    claim,
    comparison,
    context_facts,
    decoded,
    known,
    matches_facts,
    region,
)
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.matches import Compared, Level, Match, Relation, SeenBasis
from verifyctl.rules.base import Case
from verifyctl.rules.page_regions_differ import RULE

LETTER = claim(assertion("A1"))
LOOK = region(level=Level.LOOK)


def with_page(*matches: Match, of: object = LETTER) -> Case:
    return case(of, matches=matches_facts(*matches, page=True), context=context_facts())  # type: ignore[arg-type]


def mapped(outcome: Compared, *regions: object, relation: Relation = Relation.SAME_PAGE_CHANGED) -> Match:
    return known(relation=relation, comparison=comparison(outcome, *regions))  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a word was exchanged": with_page(changed_page()),
        "no claim": with_page(changed_page(), of=None),
        "on a photograph of the page": with_page(mapped(Compared.EDITED, region(), relation=Relation.PHOTOGRAPH_OF)),
    }
    quiet = {
        "no match": with_page(),
        "the page as it is known": with_page(mapped(Compared.UNCHANGED, relation=Relation.REENCODED)),
        "another text on one template": with_page(
            mapped(Compared.OTHER_TEXT, region(), relation=Relation.SAME_TEMPLATE)
        ),
        "a candidate without a difference map": with_page(known(relation=Relation.CANDIDATE, distance=30)),
        "a photograph": case(matches=matches_facts(known(relation=Relation.REENCODED))),
    }
    cannot_tell = {
        "matches failed": case(LETTER, context=context_facts()),
        "curled paper": with_page(mapped(Compared.NOT_COMPARABLE, relation=Relation.PHOTOGRAPH_OF)),
        "a candidate on curled paper": with_page(mapped(Compared.NOT_COMPARABLE, relation=Relation.CANDIDATE)),
        "no difference map": with_page(known(relation=Relation.SAME_PAGE_CHANGED)),
    }
    innocent = {
        "worth a look only": with_page(mapped(Compared.EDITED, LOOK)),
        "worth a look on an unchanged page": with_page(mapped(Compared.UNCHANGED, LOOK, relation=Relation.REENCODED)),
        "beside a curl": with_page(
            known(
                relation=Relation.SAME_PAGE_CHANGED,
                comparison=comparison(Compared.EDITED, region(line=2), not_comparable=(box(2),)),
            )
        ),
        "neither an edit nor another text": with_page(mapped(Compared.UNDECIDED, region())),
        "a candidate whose texts are both shown": with_page(
            mapped(Compared.UNDECIDED, region(), relation=Relation.CANDIDATE)
        ),
    }


@pytest.mark.parametrize(
    ("match", "strength"),
    [
        (changed_page(), Strength.MODERATE),
        (changed_page(first_seen_basis=SeenBasis.COMPUTED), Strength.MODERATE),
        (changed_page(first_seen_basis=SeenBasis.STATED), Strength.WEAK),
        (changed_page(first_seen=None), Strength.WEAK),
        # The known page is the later one: it is as well the one that was changed.
        (changed_page(first_seen="2016-01-01"), Strength.WEAK),
        (changed_page(LOOK), Strength.NONE),
    ],
)
def test_it_weighs_more_where_the_known_page_is_founded_to_be_older(match: Match, strength: Strength) -> None:
    found = only(RULE, with_page(match))
    assert found.strength is strength
    assert found.direction is (Direction.NEUTRAL if strength is Strength.NONE else Direction.CONTRADICTS)


def test_without_a_claim_the_time_of_the_post_tells_which_is_older() -> None:
    posted = case(matches=matches_facts(changed_page(), page=True), context=context_facts(decoded()))
    assert only(RULE, posted).strength is Strength.MODERATE
    assert only(RULE, with_page(changed_page(), of=None)).strength is Strength.WEAK


def test_the_places_and_both_texts_are_named() -> None:
    found = only(RULE, with_page(changed_page(region("Diyala", "Anbar", line=3), region("1437", "1436", line=1), LOOK)))
    assert found.observation == (
        f"Against known image {'aa' * 8}, first seen 2014-01-01 (archived), 3 % of the compared text differed; "
        "at x 0, y 20 (80 × 20 pixels): \u201c1437\u201d was read here, \u201c1436\u201d was read there; "
        "at x 0, y 60 (80 × 20 pixels): \u201cDiyala\u201d was read here, \u201cAnbar\u201d was read there; "
        "and 1 more place(s)"
    )
    boxes = [place for place in found.locations if place.kind == "pixel_box"]
    assert [place.where for place in boxes] == [
        "difference 1 (changed)",
        "difference 2 (changed)",
        "difference 3 (look)",
    ]
    assert boxes[0].box == box(1)


def test_it_says_first_that_the_known_page_may_be_the_changed_one() -> None:
    assert "Which of the two pages was changed cannot be told" in only(RULE, with_page(changed_page())).limits[0]


def test_a_region_that_touches_what_cannot_be_compared_does_not_take_the_weight_of_another() -> None:
    map_ = comparison(Compared.EDITED, region(line=2), region(line=5), not_comparable=(box(2),))
    assert only(RULE, with_page(changed_page(comparison=map_))).strength is Strength.MODERATE


def test_another_letter_on_the_same_form_never_weighs_more_than_weakly() -> None:
    map_ = comparison(Compared.EDITED, region(line=2), region(line=5)).model_copy(update={"changed": 220})
    assert only(RULE, with_page(changed_page(comparison=map_))).strength is Strength.WEAK


def test_two_known_copies_of_one_image_give_two_findings() -> None:
    assert [item.id for item in findings(RULE, with_page(changed_page(), changed_page()))] == [
        f"page-regions-differ:{'aa' * 8}",
        f"page-regions-differ:{'aa' * 8}:2",
    ]


@pytest.mark.parametrize("outcome", [Compared.UNDECIDED, Compared.NOT_COMPARABLE])
def test_a_candidate_is_called_one(outcome: Compared) -> None:
    found = only(RULE, with_page(mapped(outcome, relation=Relation.CANDIDATE)))
    assert found.observation.startswith(f"Against known image {'aa' * 8}, which may be related, ")
