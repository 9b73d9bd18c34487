"""A trusted time-stamp before the claimed capture weighs a little; all else about signing times is stated only."""

import pytest

from tests.contracts import RuleContract, findings
from tests.factories import assertion, case, claim, credentials_facts
from verifyctl.model.finding import Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.signing_time import RULE

TAKEN = claim(assertion("A1", "capture_time"), assertion("A2", "event"))


def signed(at: str | None, state: str = "trusted", source: str = "timestamp", of: object = TAKEN) -> Case:
    return case(of, credentials=credentials_facts(state, signed_at=at, time_source=source))  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "before the claimed day": signed("2014-01-01T10:00:00Z"),
        "after it": signed("2024-01-01T10:00:00+00:00"),
        "by the signer's clock": signed("2014-01-01T10:00:00Z", source="claimed"),
    }
    quiet = {
        "no time": signed(None),
        "no credentials": signed(None, "absent"),
        "broken": signed("2014-01-01T10:00:00Z", "broken"),
        "no readable time": signed("yesterday"),
    }
    cannot_tell = {"the stage failed": case(TAKEN)}
    innocent = {"a slip of one day in the claim": signed("2015-04-26T08:00:00Z")}
    innocent_weighs_at_most = Strength.WEAK


@pytest.mark.parametrize(
    ("of", "against"),
    [
        (signed("2014-01-01T10:00:00Z"), 1),
        (signed("2015-04-26T09:00:00Z"), 1),
        (signed("2015-04-26T11:00:00Z"), 0),
        (signed("2024-01-01T10:00:00Z"), 0),
        (signed("2014-01-01T10:00:00Z", "intact_unlisted"), 0),
        (signed("2014-01-01T10:00:00Z", source="claimed"), 0),
        (signed("2014-01-01T10:00:00Z", of=claim(assertion("A1", "document_date"))), 0),
    ],
)
def test_only_a_trusted_time_stamp_before_the_whole_claimed_day_weighs(of: Case, against: int) -> None:
    assert [item.direction for item in findings(RULE, of)].count(Direction.CONTRADICTS) == against
