"""Two calendars on the letter: they agree or they do not, and neither answer weighs."""

from __future__ import annotations

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, checked_pair, claim, date_read, reading, text_facts
from verifyctl.model.claim import Reading
from verifyctl.model.finding import Direction
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.rules.base import Case
from verifyctl.rules.letter_calendars import RULE


def of(*dates: DateReading, readings: tuple[Reading, ...] = ()) -> Case:
    return case(claim(assertion("A1"), readings=readings), text=text_facts("a", "b", "c", dates=dates))


def pair(gregorian: str, hijri: str = "1436-07-08") -> tuple[DateReading, ...]:
    return checked_pair(gregorian, hijri, status=DateStatus.CANDIDATE, agrees_with=())


IMPOSSIBLE = date_read("x", text="31/04/2015", days=(), written="2015-04-31", line=1)


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "they agree": of(*checked_pair()),
        "they do not": of(*pair("2015-05-15")),
        "no claim": case(text=text_facts("a", "b", dates=checked_pair())),
    }
    quiet = {
        "one calendar only": of(date_read("2015-04-27"), date_read("2015-04-28", line=1)),
        "far apart on the page": of(pair("2015-04-27")[0], date_read("2015-04-27", line=40)),
        "a person set them aside": of(*pair("2015-05-15"), readings=(reading("1 January 2011"),)),
    }
    cannot_tell = {"text failed": case(claim(assertion("A1")))}
    innocent = {
        "a tabular calendar's day": of(*pair("2015-04-29")),
        "a slip of the office": of(*pair("2015-05-15")),
        "a misread digit": of(*pair("2051-04-27")),
        "whoever made it up looked into a calendar": of(*checked_pair()),
    }


def said(gregorian: str) -> str:
    return only(RULE, of(*pair(gregorian))).observation.rpartition(") ")[2]


def test_it_says_how_far_they_lie_apart() -> None:
    assert only(RULE, of(*pair("2015-04-27"))).observation.endswith(" can be the same day")
    assert only(RULE, of(*pair("2015-04-29"))).observation.endswith("same day (2 days between them on Umm al-Qura)")
    assert said("2015-05-15") == "lie 18 days apart"
    assert said("2015-04-30") == "lie 3 days apart"


def test_it_never_leans_either_way() -> None:
    for each in (*TestContract.fires.values(), *TestContract.innocent.values()):
        assert {found.direction for found in findings(RULE, each)} == {Direction.NEUTRAL}


def test_a_date_that_no_calendar_has_is_compared_with_nothing() -> None:
    found = only(RULE, of(pair("2015-04-27")[0], IMPOSSIBLE))
    assert "cannot be compared" in found.observation


def test_where_they_differ_the_reading_is_suspected_first_until_persons_have_read_both() -> None:
    assert "misread digit" in str(only(RULE, of(*pair("2015-05-15"))).next_step)
    readings = (reading("٨ رجب ١٤٣٦", box=[0, 0, 40, 20]), reading("15 May 2015", box=[0, 20, 40, 20]))
    assert only(RULE, of(*pair("2015-05-15"), readings=readings)).next_step is None


def test_a_date_does_not_look_for_a_partner_that_fits() -> None:
    near, far = pair("2015-05-15")
    fitting = date_read("2015-04-27", text="fits", line=2)
    (found,) = findings(RULE, of(near, far, fitting))
    assert found.evidence["texts"] == ["hijri date", "gregorian date"]
