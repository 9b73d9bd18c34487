"""A claim without a source is asked for one; that weighs nothing."""

from tests.contracts import RuleContract, only
from tests.factories import archived, case, claim, context_facts
from verifyctl.model.claim import Claimant
from verifyctl.model.finding import Direction
from verifyctl.rules.source_unnamed import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "nothing named": case(claim(), context=context_facts()),
        "a mere name": case(claim(claimant=Claimant(name="x"))),
    }
    quiet = {
        "a source": case(claim(), context=context_facts(sources=(archived(),))),
        "an account": case(claim(claimant=Claimant(account="@x")), context=context_facts()),
        "a post": case(claim(claimant=Claimant(post_id="1"))),
        "context failed, the claim names one": case(claim(sources=(archived(),))),
    }
    cannot_tell = {"no claim": case(context=context_facts())}
    innocent = {"left out to protect somebody": case(claim(), context=context_facts())}


def test_it_is_neutral() -> None:
    assert only(RULE, case(claim())).direction is Direction.NEUTRAL
