"""What a store says of a copy is stated and weighs nothing; changed pages, templates and candidates are no copies."""

import pytest

from tests.contracts import RuleContract, findings, only, own_words
from tests.factories import assertion, case, changed_page, claim, comparison, known, matches_facts, overlap
from verifyctl.model.finding import Direction
from verifyctl.model.matches import Compared, Label, Match, Relation, SeenBasis, Transform
from verifyctl.rules.copies import SAME_PICTURE
from verifyctl.rules.known_copy import RULE

OTHERS = (Relation.SAME_PAGE_CHANGED, Relation.SAME_TEMPLATE, Relation.CANDIDATE)


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "same bytes": case(matches=matches_facts(known(relation=Relation.IDENTICAL_BYTES))),
        "near copy, mirrored": case(
            matches=matches_facts(known(relation=Relation.NEAR_COPY, distance=12, orientation="mirrored"))
        ),
        "a screenshot of a part": case(
            matches=matches_facts(
                known(
                    relation=Relation.SCREENSHOT_OF,
                    also=(Relation.CROPPED_FROM,),
                    overlap=overlap(400, 700),
                    inliers=41,
                    transform=Transform(scale=400, angle=0),
                )
            )
        ),
    }
    quiet = {
        "no match": case(matches=matches_facts()),
        "a candidate": case(matches=matches_facts(known(relation=Relation.CANDIDATE, distance=60))),
        "another text on one template": case(matches=matches_facts(known(relation=Relation.SAME_TEMPLATE))),
        "a changed page": case(matches=matches_facts(changed_page())),
    }
    cannot_tell = {"matches failed": case()}
    innocent = {
        "called debunked by somebody": case(matches=matches_facts(known(label=Label.DEBUNKED))),
        "re-posted in good faith": case(matches=matches_facts(known(caption="from a friend", label=Label.UNRELATED))),
    }


def test_every_relation_is_a_copy_or_is_none() -> None:
    assert set(Relation) - SAME_PICTURE == set(OTHERS)
    assert all(findings(RULE, case(matches=matches_facts(known(relation=each)))) for each in SAME_PICTURE)


def test_the_words_of_others_are_quoted_as_theirs() -> None:
    found = only(RULE, case(matches=matches_facts(known(caption="a \u201cfake\u201d order", label=Label.DEBUNKED))))
    assert found.direction is Direction.NEUTRAL
    assert 'captioned \u201ca "fake" order\u201d' in found.observation
    assert "fake" not in own_words(found.observation)


def test_the_basis_of_a_date_is_always_said() -> None:
    seen = [only(RULE, case(matches=matches_facts(known(basis=basis)))).observation for basis in (*SeenBasis, None)]
    assert [text.rpartition("first seen ")[2] for text in seen] == [
        "2014-01-01 (archived)",
        "2014-01-01 (computed)",
        "2014-01-01 (stated)",
        "2014-01-01 (stated)",
    ]


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (known(), None),
        (known(relation=Relation.REENCODED), "its text was not compared with the known one"),
        (known(relation=Relation.NEAR_COPY, distance=2), "its text was not compared with the known one"),
        (
            known(relation=Relation.REENCODED, comparison=comparison(Compared.UNCHANGED, compared=800)),
            "no change was found in the compared text; 80 % of the shared text could be compared",
        ),
        (
            known(relation=Relation.PHOTOGRAPH_OF, comparison=comparison(Compared.NOT_COMPARABLE)),
            "the two could not be compared line by line",
        ),
    ],
)
@pytest.mark.parametrize("by_claim", [True, False])
def test_of_a_page_it_is_said_whether_the_text_was_compared(match: Match, said: str | None, by_claim: bool) -> None:
    of = claim(assertion("A1", "order")) if by_claim else None
    observed = only(RULE, case(of, matches=matches_facts(match, page=not by_claim))).observation
    assert (said or "picture had the same pixels; the known image was") in observed
    elsewhere = only(RULE, case(matches=matches_facts(match))).observation
    assert ("compared" in elsewhere) is (match.comparison is not None)


def test_an_image_that_two_stores_hold_gives_two_findings_of_different_ids() -> None:
    twice = case(matches=matches_facts(known(caption="one"), known(caption="another")))
    assert [item.id for item in findings(RULE, twice)] == [f"known-copy:{'aa' * 8}", f"known-copy:{'aa' * 8}:2"]


def test_what_was_measured_is_kept_and_the_store_is_named_by_its_digest() -> None:
    match = known(relation=Relation.CROPPED_FROM, overlap=overlap(1000, 620), inliers=12, distance=90)
    values = only(RULE, case(matches=matches_facts(match))).evidence
    assert values["store"].startswith("sha256:")
    assert (values["inliers"], values["distances"], values["overlap"]["known_share"]) == (12, {"pdq": 90}, 620)
    elsewhere = match.model_copy(update={"store": 7})
    assert "store" not in only(RULE, case(matches=matches_facts(elsewhere))).evidence


def test_an_image_from_a_hash_list_has_no_digest_and_is_told_all_the_same() -> None:
    match = known(None, None, relation=Relation.NEAR_COPY, distance=9, sha256=None, source_url=None)
    found = only(RULE, case(matches=matches_facts(match)))
    assert "by perceptual hash alone, 9 of 256 bits differed" in found.observation
    assert [place.where for place in found.locations] == [f"known image {'aa' * 8}"]
