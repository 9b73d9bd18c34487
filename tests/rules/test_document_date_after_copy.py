"""A date after a copy was known: it holds only if a person read it and the two are one picture."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts import RuleContract, contradictions, findings, only
from tests.factories import (
    assertion,
    case,
    claim,
    comparison,
    date_read,
    known,
    matches_facts,
    reading,
    text_facts,
)
from verifyctl.model.claim import Reading
from verifyctl.model.dates import Calendar
from verifyctl.model.finding import Basis, Direction, PremiseBasis, Strength
from verifyctl.model.matches import Match, Relation, SeenBasis
from verifyctl.model.text import DateReading
from verifyctl.rules.base import Case
from verifyctl.rules.document_date_after_copy import RULE

SEEN = "2015-03-01"
COPY = known(SEEN)
REENCODED = known(SEEN, relation=Relation.REENCODED)
COMPARED = known(SEEN, relation=Relation.REENCODED, comparison=comparison())
LATER = reading("27 April 2015")


def of(*matches: Match, readings: tuple[Reading, ...] = (), dates: tuple[DateReading, ...] = ()) -> Case:
    facts: dict[str, Any] = {"text": text_facts("a", dates=dates), "matches": matches_facts(*matches, page=True)}
    return case(claim(assertion("A1"), readings=readings), **facts)


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a person read it": of(COPY, readings=(LATER,)),
        "a machine read it": of(COPY, dates=(date_read("2015-04-27"),)),
        "a page compared whole": of(COMPARED, readings=(LATER,)),
    }
    quiet = {
        "the copy is younger": of(known("2015-06-01"), readings=(LATER,)),
        "the same day": of(known("2015-04-27"), readings=(LATER,)),
        "no date of the copy": of(known(None), readings=(LATER,)),
        "another text on one template": of(known(SEEN, relation=Relation.SAME_TEMPLATE), readings=(LATER,)),
        "a machine's Hijri date three days later": of(COPY, dates=(date_read("2015-03-04", calendar=Calendar.HIJRI),)),
        "no date was read": of(COPY),
    }
    cannot_tell = {
        "matches failed": case(claim(assertion("A1"), readings=(LATER,)), text=text_facts("a")),
        "a machine's reading": of(COPY, dates=(date_read("2051-04-27"),)),
        "a page that was not compared": of(REENCODED, readings=(LATER,)),
    }
    innocent = {
        "a machine misread it": of(COPY, dates=(date_read("2051-04-27"),)),
        "the date is what differs between two letters": of(REENCODED, readings=(LATER,)),
        "a screenshot of the copy": of(known(SEEN, relation=Relation.SCREENSHOT_OF), readings=(LATER,)),
    }


def test_with_the_same_pixels_and_a_person_s_reading_it_holds() -> None:
    found = only(RULE, of(COPY, readings=(LATER,)))
    assert (found.direction, found.strength, found.basis) == (
        Direction.CONTRADICTS,
        Strength.MODERATE,
        Basis.CONFIRMED,
    )
    (held,) = contradictions(RULE, of(COPY, readings=(LATER,)))
    assert held.effective
    assert [premise.basis for premise in held.premises] == [
        PremiseBasis.HUMAN_CONFIRMED,
        PremiseBasis.ARCHIVED,
        PremiseBasis.COMPUTED,
    ]


@pytest.mark.parametrize(
    ("match", "direction", "strength"),
    [
        (known(SEEN, SeenBasis.STATED), Direction.CONTRADICTS, Strength.WEAK),
        (COMPARED, Direction.CONTRADICTS, Strength.MODERATE),
        (REENCODED, Direction.NOT_ASSESSABLE, Strength.NONE),
    ],
)
def test_somebody_s_date_and_mere_likeness_make_only_a_possible_contradiction(
    match: Match, direction: Direction, strength: Strength
) -> None:
    found = only(RULE, of(match, readings=(LATER,)))
    assert (found.direction, found.strength) == (direction, strength)
    (held,) = contradictions(RULE, of(match, readings=(LATER,)))
    assert not held.effective


def test_what_a_machine_read_never_holds() -> None:
    (held,) = contradictions(RULE, of(COPY, dates=(date_read("2015-04-27"),)))
    assert not held.effective
    assert only(RULE, of(COPY, dates=(date_read("2015-04-27"),))).direction is Direction.NOT_ASSESSABLE


def test_a_person_s_reading_settles_what_the_machine_read() -> None:
    both = of(COPY, readings=(LATER,), dates=(date_read("2051-04-27"),))
    assert [found.id for found in findings(RULE, both)] == ["document-date-after-copy:reading-1"]


def test_the_copy_that_is_the_same_picture_is_named_before_an_earlier_one() -> None:
    older = known("2014-01-01", relation=Relation.REENCODED, id="bb" * 8)
    found = only(RULE, of(older, COPY, readings=(LATER,)))
    assert found.evidence["known_image"] == "aa" * 8
