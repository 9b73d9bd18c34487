"""Two claimed dates that agree, or that do not, weigh nothing: forgers have calendars and offices make slips."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim
from verifyctl.model.finding import Direction
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_calendars import RULE


def dated(value: str, hijri: str | None) -> Case:
    return case(claim(assertion("A1", value=value, hijri=hijri)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"the same day": dated("2015-04-27", "1436-07-08"), "a year apart": dated("2015-04-27", "1435-07-08")}
    quiet = {
        "one calendar": dated("2015-04-27", None),
        "no date": case(claim(assertion("A1", "order"))),
        "a month, which is no day": dated("2015-04", "1436-07-08"),
    }
    cannot_tell = {"no claim": case()}
    # 10 March 2021 / 26 Rajab 1442 stood on a paper that an expert calls made up; 15 Jumada II 1440 / 2 February 2019
    # on one that he cites.
    innocent = {
        "made up, and agreeing": dated("2021-03-10", "1442-07-26"),
        "cited, and apart": dated("2019-02-02", "1440-06-15"),
    }


@pytest.mark.parametrize(
    ("value", "together"),
    [
        ("2015-04-25", False),
        ("2015-04-26", True),
        ("2015-04-27", True),
        ("2015-04-28", True),
        ("2015-04-29", True),
        ("2015-04-30", False),
    ],
)
def test_other_calendars_are_given_their_room(value: str, together: bool) -> None:
    found = only(RULE, dated(value, "1436-07-08"))
    assert found.direction is Direction.NEUTRAL
    assert ("belong together" in found.observation) is together
    assert (found.next_step is None) is together
