"""Judging recorded findings again: what was recorded comes out, and every edit that matters is seen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.custody.test_seal import SEALED
from verifyctl.custody.seal import seal
from verifyctl.model.finding import Direction, Finding, Strength
from verifyctl.model.verdict import Outcome, Status, Verdict
from verifyctl.reasoning.recheck import differences, policy_of


def again(verdict: Verdict) -> tuple[str, ...]:
    policy = policy_of(verdict)
    assert policy is not None
    return differences(verdict, policy)


def turned(finding: Finding, direction: Direction) -> Finding:
    """The finding with another direction, as the types allow it."""
    weighs = direction in (Direction.SUPPORTS, Direction.CONTRADICTS)
    strength = Strength.WEAK if finding.strength is Strength.NONE else finding.strength
    return finding.model_copy(
        update={
            "direction": direction,
            "strength": strength if weighs else Strength.NONE,
            "innocent_explanations": finding.innocent_explanations or ("x",),
        }
    )


def edited(**changes: Any) -> Verdict:
    """An edit with every digest made to fit: only the reasoning can show it."""
    return seal(SEALED.model_copy(update=changes))


def test_a_verdict_follows_from_its_findings() -> None:
    assert again(SEALED) == ()


@given(place=st.integers(0, len(SEALED.findings) - 1), direction=st.sampled_from(Direction))
def test_every_edited_direction_is_seen(place: int, direction: Direction) -> None:
    findings = list(SEALED.findings)
    if findings[place].direction is direction:
        return
    findings[place] = turned(findings[place], direction)
    assert again(edited(findings=tuple(findings)))


@given(st.data())
def test_a_finding_taken_out_or_put_in_twice_is_seen(data: st.DataObject) -> None:
    findings = SEALED.findings
    place = data.draw(st.integers(0, len(findings) - 1))
    for changed in (findings[:place] + findings[place + 1 :], (*findings, findings[place])):
        assert again(edited(findings=changed))


def standing(place: int, **changes: Any) -> dict[str, Any]:
    return {
        "axes": tuple(
            axis.model_copy(update=changes) if index == place else axis for index, axis in enumerate(SEALED.axes)
        )
    }


ORIGINALITY = next(index for index, axis in enumerate(SEALED.axes) if axis.net)
EDITS: dict[str, dict[str, Any]] = {
    "a status": standing(0, status=Status.SUPPORTED),
    "a net": standing(ORIGINALITY, net=0),
    "the support in words": standing(ORIGINALITY, support="for strong"),
    "a step": standing(ORIGINALITY, steps=()),
    "the findings of an axis": standing(ORIGINALITY, findings=()),
    "an assertion that no tool assesses": {
        "assertions": tuple(item.model_copy(update={"fixed": not item.fixed}) for item in SEALED.assertions)
    },
    "the outcome": {"verdict": SEALED.verdict.model_copy(update={"outcome": Outcome.CONSISTENT})},
}


@pytest.mark.parametrize("name", list(EDITS))
def test_an_edit_is_seen(name: str) -> None:
    value = json.dumps(SEALED.model_copy(update=EDITS[name]).as_json())
    assert again(seal(Verdict.model_validate_json(value)))


def test_an_effective_contradiction_taken_out_is_seen() -> None:
    effective = [item for item in SEALED.contradictions if item.effective]
    assert effective
    rest = tuple(item for item in SEALED.contradictions if item is not effective[0])
    assert again(edited(contradictions=rest))


def test_a_policy_that_is_not_there_is_said_to_be_missing() -> None:
    info = SEALED.policy.model_copy(update={"digest": "sha256:" + "33" * 32})
    assert policy_of(edited(policy=info)) is None
    bare = SEALED.policy.model_copy(update={"terms": None})
    assert policy_of(edited(policy=bare)) is not None
    terms = dict(SEALED.policy.terms or {}) | {"threshold": 1}
    assert policy_of(edited(policy=SEALED.policy.model_copy(update={"terms": terms, "digest": info.digest}))) is None


def test_a_policy_that_no_run_would_take_gives_no_answer_even_under_its_own_digest() -> None:
    from verifyctl.reasoning.policy import Policy

    terms = json.loads(json.dumps(SEALED.policy.terms))
    for change in ({"threshold": 0}, {"groups_needed": 1}, {"caps": {"assigned": "very_strong"}}):
        weak = Policy.model_validate_json(json.dumps(terms | change))
        assert policy_of(edited(policy=weak.info())) is None
