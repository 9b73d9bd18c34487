"""A claim from one sentence: what is taken, what is left out, and that it can neither accuse nor acquit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifyctl.claims.statement import LONGEST, parse_statement
from verifyctl.errors import UsageError
from verifyctl.model.claim import AssertionKind, Claim

APRIL = (
    "Photo of an order of 27 April 2015 in which the leadership tells the governors of its Syrian provinces to send "
    "reinforcements to Anbar and Salah al-Din, posted overnight on 27 April 2015"
)


def taken(text: str) -> list[tuple[str, str | None]]:
    return [(item.kind.value, item.value) for item in parse_statement(text).claim.assertions[1:]]


def test_dates_places_and_hours_are_taken_from_the_sentence() -> None:
    assert taken(APRIL) == [
        ("document_date", "2015-04-27"),
        ("publication", "2015-04-27 overnight"),
        ("destination", "Anbar"),
        ("destination", "Salah al-Din"),
    ]


def test_quoted_and_arabic_words_are_looked_for() -> None:
    claim = parse_statement("A letter of 8 Rajab 1436 that says “the governors” and تعزيزات").claim
    assert [item.look_for for item in claim.assertions if item.look_for] == [("the governors",), ("تعزيزات",)]
    (dated,) = claim.of_kind(AssertionKind.DOCUMENT_DATE)
    assert (dated.value, dated.hijri) == ("2015-04-27", "1436-07-08")


def test_a_picture_without_a_document_is_about_its_capture_and_place() -> None:
    assert taken("A bridge in Mosul on 13 May 2015") == [("capture_time", "2015-05-13"), ("location", "Mosul")]


def test_a_date_that_can_mean_two_days_is_left_out_and_named() -> None:
    parsed = parse_statement("A bridge on 03/04/2015")
    assert [item.kind for item in parsed.claim.assertions] == [AssertionKind.OTHER]
    assert parsed.left_out == ("03/04/2015: can mean 2015-04-03 or 2015-03-04; write it as 2015-04-27",)


@pytest.mark.parametrize("text", ["", "   ", "2015", "—", "x" * (LONGEST + 1)])
def test_what_is_no_sentence_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_statement(text)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_any_sentence_gives_a_claim_that_cannot_decide_anything(text: str) -> None:
    try:
        claim = parse_statement(f"word {text}").claim
    except UsageError:
        return
    assert Claim.model_validate_json(claim.model_dump_json()) == claim
    whole, *parts = claim.assertions
    assert whole.kind is AssertionKind.OTHER
    assert all(item.origin == "machine_parsed" for item in claim.assertions)
    assert not any(item.load_bearing for item in parts)
