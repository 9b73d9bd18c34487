"""Only later copies known: that nothing earlier was in the stores is said, and speaks for nobody."""

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, context_facts, decoded, known, matches_facts
from verifyctl.model.finding import Direction
from verifyctl.model.matches import Match, Relation, SeenBasis
from verifyctl.rules.base import Case
from verifyctl.rules.later_copies_only import RULE

LETTER = claim(assertion("A1"))
LATE = known("2016-01-01")


def with_copies(*matches: Match, of: object = LETTER) -> Case:
    return case(of, matches=matches_facts(*matches), context=context_facts())  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a later copy": with_copies(LATE),
        "after the post": case(matches=matches_facts(LATE), context=context_facts(decoded())),
        "somebody's word": with_copies(known("2016-01-01", SeenBasis.STATED)),
    }
    quiet = {
        "no match": with_copies(),
        "an earlier copy": with_copies(known()),
        "an earlier one among later ones": with_copies(LATE, known()),
        "one is not dated": with_copies(LATE, known(None, None)),
        "the same day": with_copies(known("2015-04-27")),
        "no time is claimed": with_copies(LATE, of=None),
        "only a candidate": with_copies(known("2016-01-01", relation=Relation.CANDIDATE, distance=50)),
    }
    cannot_tell = {"matches failed": case(LETTER, context=context_facts())}
    innocent = {
        "an old picture that was stored late": with_copies(LATE, known("2020")),
        "a new picture": with_copies(known("2015-05-02T10:00:00Z")),
    }


def test_it_names_the_earliest_with_its_basis() -> None:
    found = only(RULE, with_copies(known("2019", id="late"), known("2016-01-01", SeenBasis.STATED, id="first")))
    assert found.direction is Direction.NEUTRAL
    assert found.observation == (
        "All 2 known copies were dated after the claimed time of assertion A1, the earliest by image first, first seen "
        "2016-01-01 (stated); nothing earlier was in the stores that were searched"
    )
    assert found.evidence["known"] == ["late", "first"]
    assert only(RULE, with_copies(LATE)).observation.startswith("The one known copy was dated after ")
