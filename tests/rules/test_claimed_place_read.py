"""Claimed places in whichever spelling; places that nobody claimed are named too."""

from __future__ import annotations

import pytest

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, claim, place_read, text_facts
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.text import PlaceReading
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_place_read import RULE

ANBAR = place_read("iq-an", "الأنبار")
SALADIN = place_read("iq-sd", "صلاح الدين", line=1)
DIYALA = place_read("iq-di", "ديالى", line=1)


def of(*places: PlaceReading, value: str = "Anbar and Salah al-Din", kind: str = "destination") -> Case:
    return case(claim(assertion("A5", kind, value=value)), text=text_facts("a", "b", places=places))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "both, claimed in English": of(ANBAR, SALADIN),
        "one of them": of(ANBAR),
        "none of them": of(DIYALA),
        "the issuer's place": of(ANBAR, kind="issuer"),
    }
    quiet = {
        "no place is claimed": of(ANBAR, value="the governors"),
        "a location that was not read": of(DIYALA, value="Raqqa", kind="location"),
        "another kind of assertion": of(ANBAR, kind="serial"),
        "no claim": case(text=text_facts("a", places=(ANBAR,))),
        "no lines": case(claim(assertion("A5", "destination", value="Anbar")), text=text_facts(places=())),
    }
    cannot_tell = {"text failed": case(claim(assertion("A5", "destination", value="Anbar")))}
    innocent = {"the name stands in another sentence": of(ANBAR, SALADIN)}
    innocent_weighs_at_most = Strength.MODERATE


@pytest.mark.parametrize(
    ("of_case", "direction", "strength"),
    [
        (of(ANBAR, SALADIN), Direction.SUPPORTS, Strength.MODERATE),
        (of(ANBAR), Direction.SUPPORTS, Strength.WEAK),
        (of(ANBAR, place_read("iq-sd", "صلاح الذين", how="near")), Direction.SUPPORTS, Strength.WEAK),
        (of(ANBAR, SALADIN, kind="recipient"), Direction.SUPPORTS, Strength.WEAK),
        (of(DIYALA), Direction.NEUTRAL, Strength.NONE),
        (of(ANBAR, kind="location"), Direction.NEUTRAL, Strength.NONE),
    ],
)
def test_weight_goes_by_how_many_were_met_and_how(of_case: Case, direction: Direction, strength: Strength) -> None:
    found = only(RULE, of_case)
    assert (found.direction, found.strength) == (direction, strength)


def test_what_was_not_expected_is_told() -> None:
    found = only(RULE, of(SALADIN, DIYALA))
    assert found.observation == (
        "Of the places in the claim, Salah al-Din (“صلاح الدين”) was read by machine; Anbar not; also named on the "
        "picture: Diyala"
    )
    assert only(RULE, of(DIYALA)).observation == (
        "The places in the claim were not read by machine: Anbar, Salah al-Din; also named on the picture: Diyala"
    )


def test_look_for_words_name_places_too() -> None:
    claimed = claim(assertion("A5", "destination", value="two provinces", look_for=("الأنبار", "صلاح الدين")))
    found = only(RULE, case(claimed, text=text_facts("a", "b", places=(ANBAR, SALADIN))))
    assert found.strength is Strength.MODERATE


def test_where_a_picture_was_made_is_not_what_a_paper_names() -> None:
    found = only(RULE, of(ANBAR, value="Anbar", kind="location"))
    assert found.applies_to.assertions == ()
    assert found.limits[0].startswith("A place that a paper names is not the place")
