"""The time inside a post's id fits the claimed publication or not; only a server's clock counts."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import archived, assertion, case, claim, context_facts, decoded
from verifyctl.model.facts import ContextFacts
from verifyctl.model.finding import Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.post_time_claimed import RULE

OVERNIGHT = "2015-04-27T18:00Z/2015-04-28T06:00Z"


def published(value: str, context: ContextFacts | None = None) -> Case:
    of = claim(assertion("A1", "publication", value), assertion("A2", "document_date"))
    return case(of, context=context or context_facts(decoded()))


class TestContract(RuleContract):
    rule = RULE
    fires = {"overnight": published(OVERNIGHT), "a year later": published("2016-04-27")}
    quiet = {
        "no publication is claimed": case(claim(assertion()), context=context_facts(decoded())),
        "no id": published(OVERNIGHT, context_facts(sources=(archived(),))),
        "no claim": case(context=context_facts(decoded())),
    }
    cannot_tell = {
        "context failed": case(claim(assertion("A1", "publication"))),
        "an id that its client chose": published(OVERNIGHT, context_facts(decoded(scheme="atproto-tid"))),
    }
    innocent = {"the id of a repost": published("2015-04-20"), "rounded to the day": published("2015-04-28")}
    innocent_weighs_at_most = Strength.MODERATE


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        (OVERNIGHT, Direction.SUPPORTS),
        ("2015-04-28", Direction.SUPPORTS),
        ("2015-04-27", Direction.SUPPORTS),  # the 27th lasts until 12:00 UTC of the 28th, somewhere
        ("2015-04-26", Direction.CONTRADICTS),
        ("2015-04-27T20:00+03:00", Direction.CONTRADICTS),
    ],
)
def test_direction(value: str, direction: Direction) -> None:
    found = only(RULE, published(value))
    assert (found.direction, found.strength) == (direction, Strength.MODERATE)
    assert found.applies_to.assertions == ("A1",)


@pytest.mark.parametrize("order", [1, -1])
def test_the_earliest_post_counts(order: int) -> None:
    posts = (decoded(), decoded("2015-05-09T00:00:00Z", id_="9"))
    assert only(RULE, published(OVERNIGHT, context_facts(*posts[::order]))).direction is Direction.SUPPORTS


@pytest.mark.parametrize("value", ["2015", "2015-04", "2015-01-01/2015-12-31"])
def test_a_vague_claim_that_fits_weighs_nothing(value: str) -> None:
    found = only(RULE, published(value))
    assert (found.direction, found.strength) == (Direction.NEUTRAL, Strength.NONE)


def test_a_vague_claim_that_does_not_fit_weighs() -> None:
    assert only(RULE, published("2014")).direction is Direction.CONTRADICTS
