"""A date that no calendar has: a question to the reading first."""

from __future__ import annotations

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, date_read, reading, text_facts
from verifyctl.model.claim import Reading
from verifyctl.model.dates import Calendar
from verifyctl.model.finding import Direction
from verifyctl.model.text import DateReading
from verifyctl.rules.base import Case
from verifyctl.rules.date_impossible import RULE


def of(*dates: DateReading, readings: tuple[Reading, ...] = ()) -> Case:
    return case(claim(assertion("A1"), readings=readings), text=text_facts("a", dates=dates))


def no_day(written: str, calendar: Calendar = Calendar.GREGORIAN) -> DateReading:
    return date_read("x", text=written, calendar=calendar, days=(), written=written)


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "31 April": of(no_day("2015-04-31")),
        "31 Rajab": of(no_day("1436-07-31", Calendar.HIJRI)),
        "31 Mehr": of(no_day("1394-07-31", Calendar.JALALI)),
        "no claim": case(text=text_facts("a", dates=(no_day("2015-04-31"),))),
    }
    quiet = {
        "a day": of(date_read("2015-04-30", written="2015-04-30")),
        "a day of some tabular calendar": of(no_day("1436-07-30", Calendar.HIJRI)),
        "a person read another date there": of(no_day("2015-04-31"), readings=(reading("27 April 2015"),)),
    }
    cannot_tell = {"text failed": case(claim(assertion("A1"))), "a machine's reading": of(no_day("2015-04-31"))}
    innocent = {"a misread digit": of(no_day("2015-14-27"))}


def test_it_names_the_calendar_and_asks() -> None:
    found = only(RULE, of(no_day("1436-07-31", Calendar.HIJRI)))
    assert found.observation.endswith("would be 1436-07-31, a day that the Hijri calendar does not have")
    assert found.direction is Direction.NOT_ASSESSABLE
