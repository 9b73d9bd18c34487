"""A weekday that fits no day of the date: a question, whoever's slip it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, date_read, reading, text_facts
from verifyctl.model.claim import Reading
from verifyctl.model.dates import Calendar
from verifyctl.rules.base import Case
from verifyctl.rules.weekday_differs import RULE

MONDAY, TUESDAY, SUNDAY, FRIDAY = 1, 2, 7, 5


def of(weekday: int | None, *readings: Reading, day: str = "2015-04-27", **changes: Any) -> Case:
    dates = (date_read(day, weekday=weekday, **changes),)
    return case(claim(assertion("A1"), readings=readings), text=text_facts("a", dates=dates))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "another weekday": of(TUESDAY),
        "no claim": case(text=of(TUESDAY).facts.text),
        "a person read the date": of(TUESDAY, reading("27 April 2015")),
    }
    quiet = {
        "it fits": of(MONDAY),
        "no weekday": of(None),
        "one of two days fits": of(FRIDAY, days=("2015-04-27", "2015-05-01")),
        "the evening before, by the Hijri day": of(SUNDAY, calendar=Calendar.HIJRI, written="1436-07-08"),
        "no day at all": of(TUESDAY, days=(), written="2015-04-31"),
        "a person set it aside": of(TUESDAY, reading("1 January 2011")),
    }
    cannot_tell = {"text failed": case(claim(assertion("A1")))}
    innocent = {"a misread digit": of(MONDAY, day="2015-04-21"), "a slip": of(TUESDAY)}


@pytest.mark.parametrize(("weekday", "name"), [(TUESDAY, "Tuesday"), (SUNDAY, "Sunday")])
def test_the_weekday_is_named(weekday: int, name: str) -> None:
    assert f"the weekday {name}," in only(RULE, of(weekday)).observation
