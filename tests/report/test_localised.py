"""The summary in another language: what is foreign to it stands in isolates, and hostile names stay harmless."""

from __future__ import annotations

import re

import pytest

from verifyctl.model.verdict import Hypothesis, Outcome, Verdict
from verifyctl.reasoning.catalogue import Locale, say
from verifyctl.report.localised import apart, choice, summary

_ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
_LATIN = re.compile(r"[A-Za-z0-9]")


def with_rivals(verdict: Verdict, *against: str) -> Verdict:
    """The verdict with five explanations, of which H1 is at odds with these findings."""
    rivals = tuple(
        Hypothesis(id=f"H{number}", text="text", inconsistent=against if number == 1 else ()) for number in range(1, 6)
    )
    return verdict.model_copy(update={"hypotheses": rivals})


def test_everything_that_is_not_arabic_stands_in_isolates(verdict: Verdict) -> None:
    for line in summary(with_rivals(verdict), "ar", path="a.verdict.json").splitlines():
        assert not line or line.startswith("\u200f")
        assert not _LATIN.search(_ISOLATED.sub("", line)), line


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_headline(verdict: Verdict, outcome: Outcome) -> None:
    told = summary(
        verdict.model_copy(update={"verdict": verdict.verdict.model_copy(update={"outcome": outcome})}), "ar"
    )
    assert say(f"headline.{outcome.value}", "ar") in told


def test_hostile_text_stays_on_its_line_and_in_its_isolate(hostile: Verdict) -> None:
    told = summary(hostile, "ar")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066\u2067]", told)
    for line in told.splitlines():
        assert line.count("\u2068") == line.count("\u2069")


def test_text_cannot_close_its_isolate() -> None:
    assert apart("a\u2069b\u202ec") == "\u2068a\\u{2069}b\\u{202e}c\u2069"


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_whether_anything_helps_to_choose_is_said_in_each_language(verdict: Verdict, locale: Locale) -> None:
    open_, told = choice(with_rivals(verdict), locale), choice(with_rivals(verdict, "some-finding"), locale)
    assert len(open_) == 2
    assert len(told) == 1
    assert "some-finding" in told[0]


def test_without_a_claim_it_says_so(bare: Verdict) -> None:
    assert say("fixed.no_claim", "ar") in summary(bare, "ar")
    assert choice(bare, "ar") == ()
