"""Mirrored or recoloured against a known copy: stated, with what to look for; either of the two may be the original."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import case, known, matches_facts
from verifyctl.model.matches import Match, Relation, Transform
from verifyctl.rules.mirrored_or_recoloured import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a mirror image": case(matches=matches_facts(known(relation=Relation.MIRRORED))),
        "a mirrored screenshot": case(
            matches=matches_facts(
                known(relation=Relation.SCREENSHOT_OF, transform=Transform(scale=700, angle=0, mirrored=True))
            )
        ),
        "other tones": case(matches=matches_facts(known(relation=Relation.RECOLOURED))),
        "mirrored, by its hash": case(
            matches=matches_facts(known(relation=Relation.NEAR_COPY, distance=3, orientation="mirrored_rotated_90"))
        ),
    }
    quiet = {
        "no match": case(matches=matches_facts()),
        "a copy": case(matches=matches_facts(known())),
        "only turned": case(matches=matches_facts(known(relation=Relation.ROTATED, orientation="rotated_90"))),
        "a candidate": case(
            matches=matches_facts(known(relation=Relation.CANDIDATE, distance=60, orientation="mirrored"))
        ),
        "a far hash": case(
            matches=matches_facts(known(relation=Relation.FRAMED, distance=110, orientation="mirrored"))
        ),
    }
    cannot_tell = {"matches failed": case()}
    innocent = {
        "a front camera": case(matches=matches_facts(known(relation=Relation.MIRRORED))),
        "a screen's colours": case(
            matches=matches_facts(known(relation=Relation.PHOTOGRAPH_OF, also=(Relation.RECOLOURED,)))
        ),
    }


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (known(relation=Relation.MIRRORED), "was mirrored"),
        (
            known(relation=Relation.MIRRORED, also=(Relation.RECOLOURED,)),
            "was mirrored and was in other colours or tones",
        ),
        (known(relation=Relation.CROPPED_FROM, also=(Relation.RECOLOURED,)), "was in other colours or tones"),
    ],
)
def test_it_says_which(match: Match, said: str) -> None:
    found = only(RULE, case(matches=matches_facts(match)))
    assert found.observation == f"Against known image {'aa' * 8}, the picture {said}"
