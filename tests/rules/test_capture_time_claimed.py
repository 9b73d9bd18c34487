"""A capture tag fits the claimed time or not, weakly: a clock shows what somebody set it to."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, captured, case, claim
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.metadata import MetadataFacts, TimeField, TimeMeaning
from verifyctl.rules.base import Case
from verifyctl.rules.capture_time_claimed import RULE

TAKEN = claim(assertion("A1", "capture_time"), assertion("A2", "document_date"), assertion("A3", "location"))


def tagged(*times: TimeField, of: object = TAKEN) -> Case:
    return case(of, metadata=MetadataFacts(blocks=("exif",), times=times))  # type: ignore[arg-type]


def taken(value: str) -> object:
    return claim(assertion("A1", "capture_time", value))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "it fits": tagged(captured("2015-04-27T12:00:00+03:00")),
        "another year": tagged(captured("2010-04-27T12:00:00+03:00")),
    }
    quiet = {
        "no time": tagged(),
        "only a modification": tagged(captured(meaning=TimeMeaning.MODIFIED)),
        "no capture is claimed": tagged(captured(), of=claim(assertion())),
        "no claim": tagged(captured(), of=None),
    }
    cannot_tell = {"metadata failed": case(TAKEN)}
    innocent = {
        "another zone": tagged(captured("2015-04-28T11:00:00")),
        "a later scan": tagged(captured("2015-06-01T10:00:00Z")),
        "a clock that was reset": tagged(captured("2005-01-01T00:00:00")),
    }
    innocent_weighs_at_most = Strength.WEAK


def test_an_unknown_zone_is_given_its_room() -> None:
    assert only(RULE, TestContract.innocent["another zone"]).direction is Direction.SUPPORTS


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        ("2015", Direction.NEUTRAL),
        ("2015-04", Direction.NEUTRAL),
        ("2005-01-01/2025-01-01", Direction.NEUTRAL),
        ("2015-04-27", Direction.SUPPORTS),
        ("2015-04-26/2015-04-28", Direction.SUPPORTS),
        ("2014", Direction.CONTRADICTS),
        ("2014-04", Direction.CONTRADICTS),
    ],
)
def test_a_vague_claim_that_fits_weighs_nothing(value: str, direction: Direction) -> None:
    assert only(RULE, tagged(captured(), of=taken(value))).direction is direction


def test_it_bears_on_the_capture_alone() -> None:
    assert [found.applies_to.assertions for found in findings(RULE, tagged(captured()))] == [("A1",)]
