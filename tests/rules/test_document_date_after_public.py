"""A date after the post: a contradiction when a person read it, a question when a machine did."""

import pytest

from tests.contracts import RuleContract, contradictions, findings, only
from tests.factories import (
    assertion,
    case,
    checked_pair,
    claim,
    context_facts,
    date_read,
    decoded,
    reading,
    text_facts,
)
from verifyctl.model.claim import Reading
from verifyctl.model.dates import Calendar
from verifyctl.model.finding import Basis, Direction, PremiseBasis, Strength
from verifyctl.model.text import DateReading
from verifyctl.rules.base import Case
from verifyctl.rules.document_date_after_public import RULE

POSTED = context_facts(decoded())


def by_person(*readings: Reading) -> Case:
    return case(claim(assertion("A1"), readings=readings), text=text_facts("line"), context=POSTED)


def by_machine(*dates: DateReading) -> Case:
    return case(claim(assertion("A1")), text=text_facts("line", "line", dates=dates), context=POSTED)


LATER = reading("20 May 2015")


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a person read it": by_person(LATER),
        "a machine read it": by_machine(date_read("2015-05-20")),
        "no assertion of a date": case(claim(readings=(LATER,)), context=POSTED),
    }
    quiet = {
        "before": by_person(reading("27 April 2015")),
        "the same day": by_person(reading("28 April 2015")),
        "no post": case(claim(assertion("A1"), readings=(LATER,)), context=context_facts()),
        "an id that its client chose": case(
            claim(assertion("A1"), readings=(LATER,)), context=context_facts(decoded(scheme="atproto-tid"))
        ),
        "machine, before": by_machine(date_read("2015-04-27")),
        "two days later by another calendar": by_person(reading("١٠ رجب ١٤٣٦")),
        "the same, by machine": by_machine(date_read("2015-04-30", calendar=Calendar.HIJRI)),
    }
    cannot_tell = {
        "context failed": case(claim(assertion("A1"), readings=(LATER,)), text=text_facts()),
        "a misread year": by_machine(date_read("2051-04-27")),
        "no claim": case(text=by_machine(date_read("2015-05-20")).facts.text, context=POSTED),
    }
    innocent = {
        "a machine misread it": by_machine(date_read("2051-04-27"), date_read("2099-01-01", line=1)),
        "the sunset before": by_person(reading("٩ رجب ١٤٣٦")),
    }


def test_a_person_s_reading_carries() -> None:
    found = only(RULE, by_person(LATER))
    assert (found.direction, found.strength, found.basis) == (
        Direction.CONTRADICTS,
        Strength.MODERATE,
        Basis.CONFIRMED,
    )
    (held,) = contradictions(RULE, by_person(LATER))
    assert held.effective
    assert [premise.basis for premise in held.premises] == [PremiseBasis.HUMAN_CONFIRMED, PremiseBasis.COMPUTED]
    assert held.assertions == ("A1",)


@pytest.mark.parametrize("day", ["2015-05-20", "2051-04-27", "2100-12-31"])
def test_a_machine_s_reading_never_does(day: str) -> None:
    (held,) = contradictions(RULE, by_machine(date_read(day)))
    assert not held.effective
    assert only(RULE, by_machine(date_read(day))).direction is Direction.NOT_ASSESSABLE


def test_a_person_s_reading_settles_what_the_machine_read() -> None:
    both = case(
        claim(assertion("A1"), readings=(LATER,)),
        text=text_facts("line", dates=(date_read("2051-04-27"),)),
        context=POSTED,
    )
    assert [found.id for found in findings(RULE, both)] == ["document-date-after-public:reading-1"]


def test_two_dates_in_one_line_are_told_apart_and_few_are_shown() -> None:
    dates = tuple(date_read(f"2016-01-0{day}", line=0) for day in range(1, 6))
    assert [found.id for found in findings(RULE, by_machine(*dates))] == [
        f"document-date-after-public:date-{number}" for number in (1, 2, 3)
    ]


def test_a_date_in_doubt_counts_by_its_earliest_day() -> None:
    doubtful = date_read("2015-05-03").model_copy(update={"days": ("2015-05-03", "2015-03-05")})
    assert findings(RULE, by_machine(doubtful)) == ()


def test_a_person_s_reading_settles_what_a_machine_misread() -> None:
    settled = case(
        claim(assertion("A1"), readings=(reading("27 April 2015"),)),
        text=text_facts("line", dates=(date_read("2051-04-27"),)),
        context=POSTED,
    )
    assert findings(RULE, settled) == ()
    assert contradictions(RULE, settled) == ()


def test_a_person_who_named_a_box_settles_the_date_there_and_no_other() -> None:
    readings = (reading("27 April 2015", box=[0, 0, 40, 20]),)
    dates = (date_read("2051-04-27"), date_read("2052-01-01", line=1))
    of = case(claim(assertion("A1"), readings=readings), text=text_facts("a", "b", dates=dates), context=POSTED)
    assert [found.id for found in findings(RULE, of)] == ["document-date-after-public:date-2"]


def test_two_calendars_that_agree_carry_no_contradiction_either() -> None:
    of = by_machine(*checked_pair("2015-05-20", "1436-08-02"))
    assert [found.direction for found in findings(RULE, of)] == [Direction.NOT_ASSESSABLE] * 2
    assert not any(held.effective for held in contradictions(RULE, of))


def test_every_reading_of_the_date_is_in_the_finding() -> None:
    found = only(RULE, by_machine(date_read("2015-05-20", alternatives=("20/3/2015",))))
    assert found.evidence["alternatives"] == ["20/3/2015"]
    assert found.evidence["status"] == "candidate"
    assert "(Gregorian: 2015-05-20; candidate)" in found.observation
