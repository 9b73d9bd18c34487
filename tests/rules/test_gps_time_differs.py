"""The satellites' clock against the camera's: any zone explains a difference of whole quarters of an hour."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import captured, case
from verifyctl.model.metadata import MetadataFacts, TimeMeaning
from verifyctl.rules.base import Case
from verifyctl.rules.gps_time_differs import RULE


def clocks(taken: str, gps: str = "2015-04-27T09:00:00+00:00") -> Case:
    return case(metadata=MetadataFacts(times=(captured(taken), captured(gps, TimeMeaning.GPS))))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "no zone explains it": clocks("2015-04-27T12:07:00"),
        "a day late": clocks("2015-04-27T12:00:00", "2015-04-28T09:00:00+00:00"),
        "another offset than the file gives": clocks("2015-04-27T12:00:00+02:00"),
    }
    quiet = {
        "a zone explains it": clocks("2015-04-27T12:00:30"),
        "the offset fits": clocks("2015-04-27T12:00:00+03:00"),
        "Nepal": clocks("2015-04-27T14:45:00"),
        "no position": case(metadata=MetadataFacts(times=(captured(),))),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {
        "an old position": clocks("2015-04-27T12:20:00"),
        "a wrong date in the camera": clocks("2014-01-01T00:00:00"),
    }


@pytest.mark.parametrize(
    ("taken", "fires"),
    [
        ("2015-04-27T23:00:00", False),
        ("2015-04-27T23:15:00", True),
        ("2015-04-26T21:00:00", False),
        ("2015-04-26T20:45:00", True),
        ("2015-04-27T12:02:00", False),
        ("2015-04-27T12:02:01", True),
    ],
)
def test_zones_reach_from_14_hours_ahead_to_12_behind_with_two_minutes_of_room(taken: str, fires: bool) -> None:
    assert bool(findings(RULE, clocks(taken))) is fires


def test_it_says_which_zone_the_clock_ran_in() -> None:
    assert (
        "ran at UTC+03:00, which is not the offset in the file"
        in only(RULE, TestContract.fires["another offset than the file gives"]).observation
    )
