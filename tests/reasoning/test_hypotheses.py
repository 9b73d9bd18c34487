"""Rival explanations: what is at odds with which, and when nothing helps to choose."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from tests.factories import assertion, case, claim, contradiction, finding, full_facts, results
from tests.properties.strategies import ASSERTIONS, WITHOUT_WEIGHT, some_finding, some_findings
from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Contradiction, Direction, Finding, PremiseBasis
from verifyctl.model.stage import StageStatus
from verifyctl.model.verdict import Hypothesis
from verifyctl.reasoning import sentences
from verifyctl.reasoning.hypotheses import ALL, RIVALS, hypotheses, telling_apart, undecided

CASE = case(claim(*ASSERTIONS), **full_facts())
FOR, AGAINST, OPEN = Direction.SUPPORTS, Direction.CONTRADICTS, Direction.NOT_ASSESSABLE


def rivals(*findings: Finding, held: tuple[Contradiction, ...] = ()) -> dict[str, Hypothesis]:
    return {each.id: each for each in hypotheses(CASE, findings, held, results(CASE))}


def about(axis: Axis, direction: Direction, identifier: str = "some-code", **changes: Any) -> Finding:
    return finding(identifier, direction=direction, axes=(axis,), layer=Layer.PICTURE, **changes)


def against(of: dict[str, Hypothesis]) -> set[str]:
    return {name for name, each in of.items() if each.inconsistent}


def test_there_are_six_and_none_without_a_claim() -> None:
    assert tuple(rivals()) == ALL
    assert hypotheses(case(None, **full_facts()), (), (), ()) == ()
    assert sentences.choice(()) == ()


def test_words_that_fit_are_at_odds_with_a_wrong_caption_only() -> None:
    of = rivals(about(Axis.CONTENT, FOR))
    assert against(of) == {"H6"}
    assert all("some-code" in of[name].consistent for name in RIVALS)
    assert undecided(tuple(of.values()))


def test_a_changed_picture_leaves_those_that_change_it() -> None:
    of = rivals(about(Axis.INTEGRITY, AGAINST))
    assert against(of) == {"H1", "H2", "H3", "H6"}
    assert not undecided(tuple(of.values()))
    assert telling_apart(tuple(of.values()), "H1", "H3") == ()


def test_a_contradiction_of_times_tells_h1_from_h3_only_where_it_is_effective() -> None:
    open_ = contradiction(PremiseBasis.COMPUTED, PremiseBasis.MACHINE_READING)
    held = contradiction(PremiseBasis.COMPUTED, PremiseBasis.HUMAN_CONFIRMED)
    assert against(rivals(held=(open_,))) == set()
    of = tuple(rivals(held=(held,)).values())
    assert telling_apart(of, "H1", "H3") == ("contradiction:two-things",)
    assert "two-things" in sentences.choice(of)[0]


def test_what_could_not_tell_stands_under_what_it_would_have_tested() -> None:
    of = rivals(about(Axis.INTEGRITY, OPEN))
    assert {name for name, each in of.items() if each.untested} == {"H1", "H2", "H3", "H4", "H6"}
    ended = [item.model_copy(update={"status": StageStatus.FAILED, "reason": "x"}) for item in results(CASE)]
    failed = {each.id: each for each in hypotheses(CASE, (), (), ended)}
    assert "stage:matches" in failed["H2"].untested
    assert "stage:file" not in {name for each in failed.values() for name in each.untested}


def test_scenes_and_documents_are_told_in_their_own_words() -> None:
    scene = hypotheses(case(claim(assertion("A1", "location")), **full_facts()), (), (), ())
    assert "scene" in scene[2].text
    assert "document" in rivals()["H3"].text


@given(some_findings(), some_finding(WITHOUT_WEIGHT, about="added"))
def test_what_has_no_weight_helps_nobody_to_choose(findings: tuple[Finding, ...], added: Finding) -> None:
    before, after = rivals(*findings), rivals(*findings, added)
    assert {name: each.inconsistent for name, each in before.items()} == {
        name: each.inconsistent for name, each in after.items()
    }
    for each in after.values():
        assert set(each.consistent).isdisjoint(each.inconsistent)


@given(some_findings())
def test_the_sentence_at_the_top_is_said_exactly_where_it_is_true(findings: tuple[Finding, ...]) -> None:
    of = rivals(*findings)
    told = sentences.choice(tuple(of.values()))
    assert (sentences.CHOICE_OPEN in told) is (len({of[name].inconsistent for name in RIVALS}) == 1)
    assert (sentences.H1_FROM_H3 in told) is (set(of["H1"].inconsistent) == set(of["H3"].inconsistent))
