"""The claimed date against every date that was read: only a cross-checked one that fits weighs, none weighs against."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, checked_pair, claim, date_read, reading, text_facts
from verifyctl.model.claim import Assertion, Reading
from verifyctl.model.dates import Calendar, Precision
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_date_read import RULE, fitting

A1 = assertion("A1")
BOTH = assertion("A1", hijri="1436-07-08")


def of(*dates: DateReading, claimed: Assertion = A1, readings: tuple[Reading, ...] = ()) -> Case:
    return case(claim(claimed, readings=readings), text=text_facts("a", "b", dates=dates))


def by_two_readers(day: str = "2015-04-27", **changes: Any) -> DateReading:
    return date_read(day, status=DateStatus.CROSS_CHECKED, readers=("engine", "numbers"), **changes)


def hijri(day: str, **changes: Any) -> DateReading:
    return date_read(day, calendar=Calendar.HIJRI, **changes)


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "two calendars agree with it": of(*checked_pair()),
        "two readers agree with it": of(by_two_readers()),
        "a candidate fits": of(date_read("2015-04-27")),
        "none fits": of(*checked_pair("2014-04-27", "1435-06-27")),
    }
    quiet = {
        "no date was read": of(),
        "no date is claimed": of(*checked_pair(), claimed=assertion("A1", "order")),
        "no claim": case(text=text_facts("a", dates=checked_pair())),
    }
    cannot_tell = {
        "text failed": case(claim(A1)),
        "a candidate": of(date_read("2015-04-27")),
        "a checked date of another year": of(by_two_readers("2051-04-27")),
    }
    innocent = {
        "the letter bears another letter's date too": of(by_two_readers("2013-01-01")),
        "the machine misread it": of(date_read("2051-04-27")),
        "a person read another date": of(by_two_readers(), readings=(reading("27 April 2014"),)),
    }


@pytest.mark.parametrize(
    ("of_case", "direction", "strength"),
    [
        (of(*checked_pair()), Direction.SUPPORTS, Strength.WEAK),
        (of(*checked_pair(), claimed=BOTH), Direction.SUPPORTS, Strength.WEAK),
        (of(by_two_readers()), Direction.SUPPORTS, Strength.WEAK),
        (of(*checked_pair(), claimed=assertion("A1", value="2015-04")), Direction.SUPPORTS, Strength.WEAK),
        (
            of(by_two_readers("x", days=("2015-05-04", "2015-04-27"), agrees_with=(0,))),
            Direction.SUPPORTS,
            Strength.WEAK,
        ),
        (of(date_read("2015-04-27")), Direction.NOT_ASSESSABLE, Strength.NONE),
        (of(*checked_pair("2014-04-27", "1435-06-27")), Direction.NOT_ASSESSABLE, Strength.NONE),
    ],
)
def test_weight_goes_by_what_a_reading_was_checked_against(
    of_case: Case, direction: Direction, strength: Strength
) -> None:
    found = only(RULE, of_case)
    assert (found.direction, found.strength) == (direction, strength)


def test_a_person_who_reads_the_same_takes_nothing_from_the_machine_s_check() -> None:
    found = only(RULE, of(*checked_pair(), readings=(reading("27 April 2015"),)))
    assert found.strength is Strength.WEAK
    assert "read by reader-1" in found.observation
    assert found.next_step is None


def test_a_person_s_correction_is_left_to_the_person_s_rule() -> None:
    """The check fell with the date that it rested on, and what the person read weighs in their own group."""
    readings = (reading("27 April 2015", box=[0, 20, 40, 20]),)
    found = only(RULE, of(*checked_pair("2015-04-28", "1436-07-09"), readings=readings))
    assert found.strength is Strength.NONE
    assert [each["fits"] for each in found.evidence["readings"]] == [["2015-04-28"], ["2015-04-27"]]


def test_every_reading_is_listed_whether_it_fits_or_not() -> None:
    found = only(RULE, of(*checked_pair(), date_read("2013-01-01", text="1/1/2013"), claimed=BOTH))
    assert found.observation == (
        "The claimed 2015-04-27 = 1436-07-08 AH fits “hijri date” (Hijri 1436-07-08: 2015-04-27; cross-checked: the "
        "other calendar on the letter agrees), “gregorian date” (Gregorian: 2015-04-27; cross-checked: the other "
        "calendar on the letter agrees), as read by machine; it does not fit “1/1/2013” (Gregorian: 2013-01-01; "
        "candidate)"
    )
    assert [each["fits"] for each in found.evidence["readings"]] == [["2015-04-27"], ["2015-04-27"], []]


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2015-04-24", False), ("2015-04-25", True), ("2015-04-28", True), ("2015-04-29", False)],
)
def test_a_hijri_date_has_the_room_of_two_calendars(day: str, fits: bool) -> None:
    assert bool(fitting(hijri(day), A1)) is fits


def test_a_claimed_hijri_date_wants_the_same_hijri_date() -> None:
    assert fitting(hijri("2015-04-27", written="1436-07-08"), BOTH) == ("2015-04-27",)
    assert fitting(hijri("2015-04-28", written="1436-07-09"), BOTH) == ()


def test_each_claimed_date_is_held_by_itself() -> None:
    two = claim(assertion("A1"), assertion("A2", value="2014-04-27"))
    first, second = findings(RULE, case(two, text=text_facts("a", dates=checked_pair())))
    assert (first.strength, second.strength) == (Strength.WEAK, Strength.NONE)


@pytest.mark.parametrize(
    ("written", "calendar", "fits"),
    [
        ("2015-04", Calendar.GREGORIAN, True),
        ("2015-05", Calendar.GREGORIAN, False),
        ("1436-07", Calendar.HIJRI, True),
        ("1436-08", Calendar.HIJRI, False),
        ("1394-02", Calendar.JALALI, True),
    ],
)
def test_a_date_without_a_day_is_held_against_the_claimed_month_and_weighs_nothing(
    written: str, calendar: Calendar, fits: bool
) -> None:
    month = date_read("x", days=(), written=written, precision=Precision.MONTH, calendar=calendar)
    assert bool(fitting(month, A1)) is fits
    assert only(RULE, of(month)).strength is Strength.NONE
