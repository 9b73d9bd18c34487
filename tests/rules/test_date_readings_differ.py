"""Readings that differ send a person to the place, and weigh nothing."""

from __future__ import annotations

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, date_read, number_read, reading, text_facts
from verifyctl.model.base import Box
from verifyctl.model.claim import Reading
from verifyctl.model.finding import Direction
from verifyctl.model.text import DateReading, Line, NumberReading, Word
from verifyctl.rules.base import Case
from verifyctl.rules.date_readings_differ import RULE

DATE = date_read("2015-04-27", text="27/4/2015", alternatives=("21/4/2015",))
NUMBER = number_read("1436", "1438", None, line=3)


def of(*dates: DateReading, numbers: tuple[NumberReading, ...] = (), readings: tuple[Reading, ...] = ()) -> Case:
    return case(claim(assertion("A1"), readings=readings), text=text_facts("a", dates=dates, numbers=numbers))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a date": of(DATE),
        "a number": of(numbers=(NUMBER,)),
        "no claim": case(text=text_facts("a", dates=(DATE,))),
    }
    quiet = {
        "all agree": of(date_read("2015-04-27"), numbers=(number_read("72", "72", "72", line=3),)),
        "one reading saw nothing": of(numbers=(number_read("72", None, "72", line=3),)),
        "signs at the ends": of(numbers=(number_read("/72", "72", "72-", line=3),)),
        "a stroke of a letter": of(numbers=(number_read("5", "8", None, line=3),)),
        "a number within a date": of(date_read("2015-04-27"), numbers=(number_read("27", "21"),)),
        "a person has read it": of(DATE, readings=(reading("27 April 2015"),)),
    }
    cannot_tell = {"text failed": case(claim(assertion("A1"))), "a date": of(DATE)}
    innocent = {"a blurred number": of(numbers=(NUMBER,))}


def test_every_reading_and_place_is_listed() -> None:
    found = only(RULE, of(DATE, numbers=(NUMBER,)))
    assert found.observation == (
        "Readings of 2 date(s) or number(s) differ: “27/4/2015” or “21/4/2015”; “1436” or “1438”"
    )
    assert found.direction is Direction.NOT_ASSESSABLE
    assert [place.box for place in found.locations] == [DATE.box, NUMBER.box]
    assert found.applies_to.assertions == ("A1",)


def test_words_on_which_passes_differ_are_counted() -> None:
    box = Box(x=0, y=0, width=10, height=10)
    words = (
        Word(text="a", box=box, confidence=90, others=("b",)),
        Word(text="1436", box=box, confidence=90, others=("1471",), number=True),
        Word(text="c", box=box, confidence=90),
    )
    lines = (Line(text="a 1436 c", box=box, words=words),)
    found = only(RULE, case(text=text_facts(lines=lines, dates=(DATE,))))
    assert found.evidence["words_on_which_passes_differ"] == 1


def test_few_are_shown_and_the_rest_counted() -> None:
    numbers = tuple(number_read(f"{place}1", f"{place}7", line=place) for place in range(2, 16))
    found = only(RULE, of(numbers=numbers))
    assert found.observation.startswith("Readings of 14 date(s)")
    assert found.observation.endswith("; and 4 more")
