"""A part of a known image: how much, where in it, and what lies outside; whether that matters is for a person."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import case, known, matches_facts, overlap
from verifyctl.model.finding import Direction
from verifyctl.model.matches import Match, Relation
from verifyctl.rules.part_of_known import RULE


def part(**changes: object) -> Match:
    values: dict[str, object] = {"relation": Relation.CROPPED_FROM, "overlap": overlap(1000, 300)}
    return known(**values | changes)  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a crop": case(matches=matches_facts(part())),
        "a screenshot of a crop": case(
            matches=matches_facts(part(relation=Relation.SCREENSHOT_OF, also=(Relation.CROPPED_FROM,)))
        ),
        "no overlap was measured": case(matches=matches_facts(part(overlap=None))),
    }
    quiet = {
        "no match": case(matches=matches_facts()),
        "the whole": case(matches=matches_facts(known(relation=Relation.REENCODED, overlap=overlap()))),
        "a collage that shows it whole": case(
            matches=matches_facts(known(relation=Relation.CONTAINS, overlap=overlap(250, 1000)))
        ),
        "a part of a changed page": case(
            matches=matches_facts(part(relation=Relation.SAME_PAGE_CHANGED, also=(Relation.CROPPED_FROM,)))
        ),
    }
    cannot_tell = {"matches failed": case()}
    innocent = {"cropped for a preview": case(matches=matches_facts(part(overlap=overlap(1000, 910))))}


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (part(overlap=None), "the picture showed a part of it; the rest"),
        (part(), "showed 30 % of it, at x 40, y 20 (120 × 100 pixels); the rest"),
        (
            part(width=200, height=120),
            "at x 40, y 20 (120 × 100 pixels), without 20 % on the left, 20 % on the right, 17 % at the top; the rest",
        ),
        (part(width=100, height=90), "showed 30 % of it, at x 40, y 20 (60 × 70 pixels), without"),
    ],
)
def test_it_says_how_much_and_where(match: Match, said: str) -> None:
    found = only(RULE, case(matches=matches_facts(match)))
    assert said in found.observation
    assert found.direction is Direction.NEUTRAL
