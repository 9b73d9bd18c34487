"""What must hold of every set of findings, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import case, claim, contradiction, finding, full_facts, results
from tests.properties.strategies import ASSERTIONS, IDS, WITHOUT_WEIGHT, some_finding, some_findings
from verifyctl.model.finding import Axis, Contradiction, Direction, Finding, PremiseBasis, Strength
from verifyctl.model.verdict import Outcome, Status
from verifyctl.reasoning.judge import Judgement, judge_findings
from verifyctl.reasoning.policy import Policy, default_policy
from verifyctl.reasoning.sentences import NOTHING_WEIGHS

CASE = case(claim(*ASSERTIONS), **full_facts())
RESULTS = results(CASE)
POLICY = default_policy()

# How kind an outcome is to the claim, the strictest first. What was not assessed is as open as what is inconclusive,
# and kinder only in that nothing at all speaks against it.
OUTCOMES = (
    Outcome.CONTRADICTED,
    Outcome.RECIRCULATED,
    Outcome.ALTERED,
    Outcome.CONFLICTING,
    Outcome.INCONCLUSIVE,
    Outcome.NOT_ASSESSABLE,
    Outcome.CONSISTENT,
)
STATUSES = (
    Status.CONTRADICTED,
    Status.CONFLICTING,
    Status.INCONCLUSIVE,
    Status.NOT_ASSESSED,
    Status.SUPPORTED,
)


def judged(findings: tuple[Finding, ...], held: tuple[Contradiction, ...] = ()) -> Judgement:
    return judge_findings(CASE, RESULTS, findings, held, POLICY)


def statuses(of: Judgement) -> dict[str, Status]:
    return {str(item.id): item.status for item in (*of.axes, *of.assertions)}


def nets(of: Judgement) -> dict[str, int]:
    return {str(item.id): item.net for item in (*of.axes, *of.assertions)}


def kinder(after: Judgement, before: Judgement) -> bool:
    """Whether any status or the outcome became kinder to the claim."""
    old = statuses(before)
    return OUTCOMES.index(after.conclusion.outcome) > OUTCOMES.index(before.conclusion.outcome) or any(
        STATUSES.index(status) > STATUSES.index(old[name]) for name, status in statuses(after).items()
    )


@given(some_findings(), st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(findings: tuple[Finding, ...], random: object) -> None:
    turned = list(findings)
    random.shuffle(turned)  # type: ignore[attr-defined]
    before, after = judged(findings), judged(tuple(turned))
    assert before.axes == after.axes
    assert before.assertions == after.assertions
    assert before.conclusion.outcome is after.conclusion.outcome


@given(some_findings().filter(bool), st.data())
def test_a_finding_twice_in_its_group_changes_no_status(findings: tuple[Finding, ...], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(findings)).model_copy(update={"id": "code:again"})
    before, after = judged(findings), judged((*findings, again))
    assert statuses(before) == statuses(after)
    assert nets(before) == nets(after)
    assert before.conclusion.outcome is after.conclusion.outcome


@given(some_findings(), some_finding(WITHOUT_WEIGHT, about="added"))
def test_a_finding_without_weight_changes_no_status(findings: tuple[Finding, ...], added: Finding) -> None:
    before, after = judged(findings), judged((*findings, added))
    assert statuses(before) == statuses(after)
    assert nets(before) == nets(after)
    assert before.conclusion.outcome is after.conclusion.outcome


@settings(max_examples=400)
@given(some_findings(), some_finding((Direction.CONTRADICTS,), about="added"))
def test_one_more_finding_against_is_never_kinder(findings: tuple[Finding, ...], added: Finding) -> None:
    before, after = judged(findings), judged((*findings, added))
    assert not kinder(after, before)
    assert all(net <= nets(before)[name] for name, net in nets(after).items())


@given(some_findings(), some_finding((Direction.SUPPORTS,), about="added"))
def test_one_more_finding_for_never_lowers_a_sum(findings: tuple[Finding, ...], added: Finding) -> None:
    before, after = judged(findings), judged((*findings, added))
    assert all(net >= nets(before)[name] for name, net in nets(after).items())


@given(
    some_findings(),
    st.sets(st.sampled_from(IDS), max_size=2).map(tuple),
    st.sets(st.sampled_from(Axis), min_size=1, max_size=2).map(tuple),
    st.lists(st.sampled_from(PremiseBasis), min_size=2, max_size=3),
)
def test_a_contradiction_is_never_kinder_and_a_possible_one_changes_nothing(
    findings: tuple[Finding, ...], ids: tuple[str, ...], axes: tuple[Axis, ...], bases: list[PremiseBasis]
) -> None:
    held = contradiction(*bases, assertions=ids, axes=axes)
    before, after = judged(findings), judged(findings, (held,))
    assert not kinder(after, before)
    assert nets(before) == nets(after)
    if held.effective:
        assert {statuses(after)[name] for name in (*ids, *axes)} == {Status.CONTRADICTED}
    else:
        assert statuses(before) == statuses(after)
        assert before.conclusion.outcome is after.conclusion.outcome


@given(some_findings())
def test_two_groups_are_needed_and_the_steps_add_up(findings: tuple[Finding, ...]) -> None:
    of = judged(findings)
    for standing in (*of.axes, *of.assertions):
        if standing.status is Status.SUPPORTED:
            assert standing.groups.supporting >= 2
            assert standing.net >= 20
        if standing.status is Status.CONTRADICTED:
            assert standing.groups.contradicting >= 2
            assert standing.net <= -20
        figures = [
            int(step.rpartition("= ")[2].split()[0])
            for step in standing.steps
            if step.startswith("group ") and " = " in step
        ]
        assert sum(figures) == standing.net
        assert (standing.status is Status.NOT_ASSESSED) is (
            not any(step.startswith("group ") for step in standing.steps)
        )


@given(some_findings())
def test_what_is_said_has_its_limit_and_one_group_is_never_an_accusation(findings: tuple[Finding, ...]) -> None:
    one_group = tuple(item.model_copy(update={"group": "a"}) for item in findings)
    of = judged(one_group)
    assert of.conclusion.outcome in (Outcome.INCONCLUSIVE, Outcome.NOT_ASSESSABLE)
    assert all("(" in text or text == NOTHING_WEIGHS for text in of.conclusion.says)


@pytest.mark.parametrize("against_too", [False, True])
def test_a_conflict_stays_one_where_a_group_comes_to_disagree(against_too: bool) -> None:
    """The group counts nothing in the sum, which falls from 0 to -10; what it said on either side is not forgotten."""
    for_, against = (finding("code:1", group="a"), finding("code:2", group="b", direction=Direction.CONTRADICTS))
    added = finding("code:3", group="a", direction=Direction.CONTRADICTS)
    of = judged((for_, against, added) if against_too else (for_, against))
    content = of.axes[2]
    assert content.id is Axis.CONTENT
    assert (content.status, content.net) == (Status.CONFLICTING, -10 if against_too else 0)


# Policies that a user may give: rising weights, capped judgements, two groups or more; some groups put together.
_OWN = st.builds(
    lambda weights, threshold, conflict, needed, groups: POLICY.model_copy(
        update={
            "tenths": dict(zip(Strength, (0, *sorted(weights)), strict=True)),
            "threshold": threshold,
            "conflict_threshold": conflict,
            "groups_needed": needed,
            "groups": groups,
        }
    ),
    st.lists(st.integers(1, 59), min_size=5, max_size=5, unique=True),
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(2, 3),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from("abc"), max_size=2),
)


@settings(max_examples=150)
@given(some_findings(), some_finding((Direction.CONTRADICTS,), about="added"), _OWN)
def test_under_no_policy_is_one_more_finding_against_kinder(
    findings: tuple[Finding, ...], added: Finding, policy: Policy
) -> None:
    before, after = (judge_findings(CASE, RESULTS, given_, (), policy) for given_ in (findings, (*findings, added)))
    assert not kinder(after, before)
