"""Where the sun stood at the claimed place and hour: a sum for a person to look by, without weight."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim
from verifyctl.model.finding import Direction
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_sun import RULE
from verifyctl.rules.positions import in_text

HOUR = "2015-04-27T12:00+03:00"


def at(place: str | None, when: str = HOUR) -> Case:
    said = [assertion("A1", "capture_time", when), *([assertion("A2", "location", place)] if place else [])]
    return case(claim(*said))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "coordinates in the claim": at("Ramadi, 33.42, 43.30"),
        "no zone": at("33.42, 43.30", "2015-04-27T12:00"),
    }
    quiet = {
        "no place": at("Ramadi"),
        "a day": at("33.42, 43.30", "2015-04-27"),
        "no claim": case(),
    }
    cannot_tell = {"no zone": at("33.42, 43.30", "2015-04-27T12:00")}
    innocent = {"at night": at("33.42, 43.30", "2015-04-27T01:00+03:00")}


def test_the_worked_example() -> None:
    found = only(RULE, TestContract.fires["coordinates in the claim"])
    assert (found.evidence["elevation_tenths"], found.evidence["azimuth_tenths"]) == (703, 1767)
    assert found.evidence["light"] == "day"


def test_night_is_said_and_weighs_nothing() -> None:
    found = only(RULE, TestContract.innocent["at night"])
    assert found.direction is Direction.NEUTRAL
    assert "below the horizon" in found.observation
    assert "night under an open sky" in found.observation


def test_a_time_without_a_zone_is_asked_for() -> None:
    found = only(RULE, TestContract.fires["no zone"])
    assert found.direction is Direction.NOT_ASSESSABLE
    assert "offset from UTC" in (found.next_step or "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("geo:33.42,43.30", (33.42, 43.3)),
        ("Ramadi 33.42 N, 43.30 E", (33.42, 43.3)),
        ("33.42\u00b0 S 43.30\u00b0 W", (-33.42, -43.3)),
        ("33.42;-43.30", (33.42, -43.3)),
        ("33, 43", (33.0, 43.0)),
        ("99.42, 43.30", None),
        ("27.04.2015, 12.30", None),
        ("27, 04, 2015", None),
        ("on page 33, 43 men", None),
        ("", None),
    ],
)
def test_coordinates_are_read_only_where_they_are_plain(text: str, place: tuple[float, float] | None) -> None:
    assert in_text(text) == place
