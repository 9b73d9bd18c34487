"""A person's reading of a date is held against the claim, with the room that two calendars need."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, claim, reading
from verifyctl.model.claim import Reading
from verifyctl.model.finding import Basis, Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.person_read_date import RULE

BOTH = assertion("A1", hijri="1436-07-08")


def read(*readings: Reading, of: object = BOTH) -> Case:
    return case(claim(of, readings=readings))  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "the same day": read(reading("27 April 2015")),
        "another year": read(reading("27 April 2014")),
        "the Hijri day": read(reading("٨ رجب ١٤٣٦")),
        "a value beside unreadable words": read(reading("illegible", value="2015-04-27")),
    }
    quiet = {
        "no reading": read(),
        "a reading of something else": read(reading("27 April 2015", field="order")),
        "no date is claimed": read(reading("27 April 2015"), of=assertion("A1", "order")),
        "words that are no date": read(reading("the date line")),
        "two different dates": read(reading("27 April 2015, 28 April 2016")),
    }
    cannot_tell = {"no claim": case(), "day and month in doubt": read(reading("03/04/2015"))}
    innocent = {
        "another calendar's day": read(reading("٩ رجب ١٤٣٦"), of=assertion("A1")),
        "the sunset before": read(reading("٧ رجب ١٤٣٦"), of=assertion("A1")),
    }
    innocent_weighs_at_most = Strength.MODERATE


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("27 April 2015", Direction.SUPPORTS),
        ("28 April 2015", Direction.SUPPORTS),  # the claimed Hijri day may be this one
        ("٨ رجب ١٤٣٦", Direction.SUPPORTS),
        ("٩ رجب ١٤٣٦", Direction.SUPPORTS),
        ("27 April 2014", Direction.CONTRADICTS),
        ("٨ رجب ١٤٣٧", Direction.CONTRADICTS),
    ],
)
def test_direction(text: str, direction: Direction) -> None:
    found = only(RULE, read(reading(text)))
    assert (found.direction, found.strength, found.basis) == (direction, Strength.MODERATE, Basis.CONFIRMED)


@pytest.mark.parametrize("name", list(TestContract.innocent))
def test_the_ways_of_two_calendars_do_not_contradict(name: str) -> None:
    assert only(RULE, TestContract.innocent[name]).direction is Direction.SUPPORTS


@pytest.mark.parametrize(
    ("value", "direction", "strength"),
    [
        ("2015", Direction.SUPPORTS, Strength.WEAK),
        ("2015-04", Direction.SUPPORTS, Strength.WEAK),
        ("2014", Direction.CONTRADICTS, Strength.MODERATE),
        ("2015-04-26/2015-04-28", Direction.SUPPORTS, Strength.MODERATE),
    ],
)
def test_who_could_read_only_the_year_supports_weakly(value: str, direction: Direction, strength: Strength) -> None:
    found = only(RULE, read(reading("illegible", value=value)))
    assert (found.direction, found.strength) == (direction, strength)


def test_readers_are_groups_and_one_reader_is_one() -> None:
    of = read(*(reading("27 April 2015", by=by) for by in ("A. Reader", "a.  reader", "B. Reader")))
    assert [found.group for found in findings(RULE, of)] == [
        "human-reading:a. reader",
        "human-reading:a. reader",
        "human-reading:b. reader",
    ]
