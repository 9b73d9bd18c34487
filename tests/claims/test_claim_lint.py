"""Advice on valid claims: it asks, it does not accuse, and a complete claim gets none."""

from __future__ import annotations

import re
from typing import Any

import pytest

from verifyctl.claims.lint import lint
from verifyctl.model.claim import Assertion, AssertionKind, Claim, Claimant, Denial, Source, Statement

ACCUSING = re.compile(r"\b(fake|forged|forgery|genuine|authentic|verified|suspicious|debunk\w*|proves?|confirm\w*)\b")
PLACE = Assertion(id="Z", kind=AssertionKind.LOCATION, value="Raqqa")


def claim(*assertions: Assertion, **statement: Any) -> Claim:
    said = Statement(id="a", statement="b", **statement)
    return Claim(format="verifyctl.claim/1", claim=said, assertions=assertions or (PLACE,))


def dated(value: str, hijri: str = "1436-07-08") -> Claim:
    return claim(Assertion(id="A1", kind=AssertionKind.DOCUMENT_DATE, value=value, hijri=hijri))


@pytest.mark.parametrize("kind", ["recipient", "order", "destination", "subject", "serial"])
def test_a_text_kind_needs_words_to_look_for(kind: str) -> None:
    (advice,) = lint(claim(Assertion(id="A1", kind=AssertionKind(kind), value="x")))
    assert advice.startswith(f"A1 ({kind}): no look_for;")
    assert lint(claim(Assertion(id="A1", kind=AssertionKind(kind), look_for=("ولاة",)))) == ()


@pytest.mark.parametrize("kind", ["issuer", "location", "form", "stamp", "event", "other"])
def test_kinds_that_no_text_answers_need_none(kind: str) -> None:
    assert lint(claim(Assertion(id="A1", kind=AssertionKind(kind), value="x"))) == ()


# 8 Rajab 1436 is 2015-04-27 on Umm al-Qura.
@pytest.mark.parametrize("value", ["2015-04-26", "2015-04-27", "2015-04-28", "2015-04-29", "2015", "2015-04"])
def test_the_slack_of_the_calendars_is_no_question(value: str) -> None:
    assert lint(dated(value)) == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2015-04-25", "2 days later"),
        ("2015-04-30", "3 days earlier"),
        ("2015-03", "27 days later"),
        ("2016", "249 days earlier"),
        ("2015-05-01/2015-05-03", "4 days earlier"),
        ("2015-04-20T23:59+14:00", "7 days later"),
    ],
)
def test_a_wider_gap_is_a_question_and_no_accusation(value: str, words: str) -> None:
    (advice,) = lint(dated(value))
    assert f"1436-07-08 is 2015-04-27 on Umm al-Qura, {words} than the value {value}" in advice
    assert "?" in advice
    assert not ACCUSING.search(advice)


def test_denials_need_words_and_a_time() -> None:
    full = Denial(by="x", quote="no", at="2015")
    assert lint(claim(denials=(full,))) == ()
    found = lint(claim(denials=(full, Denial(by="x", at="2015"), Denial(by="x", quote="no"), Denial(by="x"))))
    assert [advice.split(";")[0] for advice in found] == [
        "claim.denials.1: no quote",
        "claim.denials.2: no at",
        "claim.denials.3: no quote and no at",
    ]


def test_a_claimant_needs_a_way_back_to_the_post() -> None:
    assert len(lint(claim(claimant=Claimant(name="x")))) == 1
    assert lint(claim(claimant=Claimant(name="x", post_id="1"))) == ()
    assert lint(claim(claimant=Claimant(name="x"), sources=(Source(url="https://example.org"),))) == ()
    assert lint(claim()) == ()


def test_no_assertions_is_said() -> None:
    (advice,) = lint(Claim(format="verifyctl.claim/1", claim=Statement(id="a", statement="b")))
    assert advice.startswith("assertions: there are none")


# wording ------------------------------------------------------------------------------------------


def of(kind: str, value: str, *look_for: str, **changes: Any) -> tuple[str, ...]:
    return lint(claim(Assertion(id="A1", kind=AssertionKind(kind), value=value, look_for=look_for, **changes)))


@pytest.mark.parametrize(
    ("kind", "value", "parts"),
    [
        ("destination", "Anbar and Salah al-Din", "'Anbar'; 'Salah al-Din'"),
        ("order", "send reinforcements and pay salaries", "'send reinforcements'; 'pay salaries'"),
        ("recipient", "الولاة والأمراء، القادة", "'الولاة'; 'الأمراء'; 'القادة'"),
        ("event", "the order was given; it was obeyed", "'the order was given'; 'it was obeyed'"),
    ],
)
def test_several_things_at_once_are_to_be_split(kind: str, value: str, parts: str) -> None:
    advice = " ".join(of(kind, value, *(("x",) if kind in ("destination", "order", "recipient") else ())))
    assert f"says several things at once ({parts})" in advice
    assert not ACCUSING.search(advice)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("destination", "Salah al-Din"),
        ("destination", "Deir ez-Zor"),
        ("subject", "salt and pepper"),
        ("event", "sand"),
    ],
)
def test_a_name_or_a_title_with_and_in_it_stays_one(kind: str, value: str) -> None:
    assert not any("several things" in advice for advice in of(kind, value, value))


def test_a_word_of_the_claimants_own_is_asked_about() -> None:
    (advice,) = of("recipient", "the governors of the Syrian provinces", "ولاة الولايات")
    assert advice.startswith("A1 (recipient): 'Syrian' in the value and not in look_for")
    assert of("destination", "Anbar", "الأنبار") == ()
    (place,) = of("subject", "troops in Mosul", "تعزيزات")
    assert "'Mosul'" in place
    (word,) = of("subject", "the meeting is postponed", "postponed")
    assert "'meeting'" in word


def test_an_hour_without_a_zone_is_asked_about() -> None:
    (advice,) = of("publication", "2015-04-27 overnight")
    assert "without a zone" in advice
    assert of("publication", "2015-04-27 overnight", zone="Asia/Damascus") == ()
    assert of("publication", "2015-04-27") == ()
