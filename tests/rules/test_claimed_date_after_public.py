"""A claim that dates its document after its own post is asked about; it is never held against the document."""

import pytest

from tests.contracts import RuleContract, contradictions, only
from tests.factories import archived, assertion, case, claim, context_facts, decoded
from verifyctl.model.finding import Direction, PremiseBasis
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_date_after_public import RULE


def dated(value: str) -> Case:
    return case(claim(assertion("A1", value=value)), context=context_facts(decoded()))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a month after the post": dated("2015-05-28"),
        "a month after the archive": case(
            claim(assertion("A1", value="2015-05-28")), context=context_facts(sources=(archived(),))
        ),
    }
    quiet = {
        "before": dated("2015-04-27"),
        "the same day": dated("2015-04-28"),
        "only a month": dated("2015-04"),
        "no claim": case(context=context_facts(decoded())),
        "no post": case(claim(assertion()), context=context_facts()),
    }
    cannot_tell = {"context failed": case(claim(assertion("A1", value="2015-05-28")))}
    innocent = {"a slip in the claim": dated("2051-04-27"), "a document dated ahead": dated("2015-05-01")}


@pytest.mark.parametrize("name", list(TestContract.fires))
def test_it_is_a_possible_contradiction_only(name: str) -> None:
    each = TestContract.fires[name]
    assert only(RULE, each).direction is Direction.NEUTRAL
    (held,) = contradictions(RULE, each)
    assert held.premises[0].basis is PremiseBasis.STATEMENT
    assert not held.effective


def test_the_day_begins_where_it_begins_first() -> None:
    # 29 April begins on 28 April at 10:00 UTC; the post is of 00:00 UTC.
    assert contradictions(RULE, dated("2015-04-28")) == ()
    assert contradictions(RULE, dated("2015-04-29")) != ()
