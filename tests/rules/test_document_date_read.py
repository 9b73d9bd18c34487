"""Dates read by machine are listed and never weigh, right or wrong."""

import pytest

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, checked_pair, claim, date_read, reading, text_facts
from verifyctl.model.dates import Calendar
from verifyctl.model.finding import Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.document_date_read import RULE

LETTER = claim(assertion("A1"), assertion("A2", "issuer"), assertion("A3", value="2015-04"))


def with_dates(*days: str) -> Case:
    dates = tuple(date_read(day, text=f"date {day}", line=0) for day in days)
    return case(LETTER, text=text_facts("a line", dates=dates))


class TestContract(RuleContract):
    rule = RULE
    fires = {"the claimed day": with_dates("2015-04-27"), "no claim": case(text=with_dates("2015-04-27").facts.text)}
    quiet = {"no date": with_dates()}
    cannot_tell = {"text failed": case(LETTER), "any date at all": with_dates("2015-04-27", "1855-01-01")}
    innocent = {"a misread year": with_dates("1855-01-01"), "a rightly read one": with_dates("2015-04-27")}


@pytest.mark.parametrize("day", ["2015-04-27", "1855-01-01", "2099-12-31"])
def test_no_day_weighs(day: str) -> None:
    found = only(RULE, with_dates(day))
    assert (found.direction, found.strength) == (Direction.NOT_ASSESSABLE, Strength.NONE)
    assert found.applies_to.assertions == ("A1", "A3")


def test_the_calendar_is_said() -> None:
    dates = (date_read("2015-04-27", text="٨ رجب ١٤٣٦", calendar=Calendar.HIJRI),)
    found = only(RULE, case(LETTER, text=text_facts("٨ رجب ١٤٣٦", dates=dates)))
    assert found.observation == "Read by machine as dates: \u201c٨ رجب ١٤٣٦\u201d (Hijri: 2015-04-27; candidate)"


def test_every_day_status_and_other_reading_is_listed() -> None:
    dates = (
        *checked_pair(),
        date_read("2015-05-04", text="4/5/2015", line=2, days=("2015-05-04", "2015-04-05"), alternatives=("4/6/2015",)),
    )
    readings = (reading("27 April 2015", box=[0, 20, 40, 20]),)
    found = only(RULE, case(claim(readings=readings), text=text_facts("a", "b", "c", dates=dates)))
    assert found.observation == (
        "Read by machine as dates: “hijri date” (Hijri 1436-07-08: 2015-04-27; cross-checked: the other calendar on "
        "the letter agrees); “gregorian date” (Gregorian: 2015-04-27; read by reader-1 and "
        "cross-checked: the other calendar on the letter agrees); “4/5/2015” (Gregorian: 2015-05-04 or 2015-04-05; "
        "candidate, also read as “4/6/2015”)"
    )
    assert [each["status"] for each in found.evidence["readings"]] == ["cross_checked", "read_by_person", "candidate"]
    assert found.next_step is None
