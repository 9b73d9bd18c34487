"""Judging a case: rules, standings, contradictions, outcome, sentences. The same case gives the same judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifyctl.claims.normal import meaning
from verifyctl.model.claim import Assertion, KindInfo
from verifyctl.model.finding import AXIS_QUESTIONS, Axis, Contradiction, Direction, Finding
from verifyctl.model.stage import StageResult
from verifyctl.model.verdict import (
    AssertionStanding,
    AxisStanding,
    Conclusion,
    Hypothesis,
    NotAssessed,
    Standing,
    Status,
)
from verifyctl.reasoning import sentences
from verifyctl.reasoning.hypotheses import hypotheses
from verifyctl.reasoning.outcome import conclude
from verifyctl.reasoning.policy import Policy
from verifyctl.reasoning.weigh import weigh
from verifyctl.rules.base import Case, Rule


@dataclass(frozen=True)
class Judgement:
    """All that was concluded from a case."""

    conclusion: Conclusion
    axes: tuple[AxisStanding, ...]
    assertions: tuple[AssertionStanding, ...]
    findings: tuple[Finding, ...]
    contradictions: tuple[Contradiction, ...]
    hypotheses: tuple[Hypothesis, ...]
    not_assessed: tuple[NotAssessed, ...]
    limits: tuple[str, ...]


def judge(case: Case, results: Sequence[StageResult], rules: Sequence[Rule], policy: Policy) -> Judgement:
    """Apply the rules to a case and weigh what they found under a policy."""
    findings, contradictions = observe(case, rules)
    return judge_findings(case, results, findings, contradictions, policy)


def observe(case: Case, rules: Sequence[Rule]) -> tuple[tuple[Finding, ...], tuple[Contradiction, ...]]:
    """Every finding and contradiction of every rule, in the rules' order."""
    findings: list[Finding] = []
    contradictions: list[Contradiction] = []
    for rule in rules:
        for item in rule.judge(case):
            if isinstance(item, Contradiction):
                contradictions.append(item)
            else:
                findings.append(rule.finding(item))
    return tuple(findings), tuple(contradictions)


def judge_findings(
    case: Case,
    results: Sequence[StageResult],
    findings: tuple[Finding, ...],
    contradictions: tuple[Contradiction, ...],
    policy: Policy,
) -> Judgement:
    """From findings to the outcome. Raises ValueError for a finding that reaches beyond its layer."""
    _check_layers(case, findings)
    axes = tuple(axis_standing(axis, findings, contradictions, policy) for axis in Axis)
    assertions = tuple(_assertion(item, findings, contradictions, policy) for item in case.assertions)
    file = case.facts.file
    outcome = conclude(
        axes, assertions, claimed=case.claim is not None, decoded=file is not None and file.pixels is not None
    )
    weighing = [finding for finding in findings if finding.direction in (Direction.SUPPORTS, Direction.CONTRADICTS)]
    rivals = hypotheses(case, findings, contradictions, results)
    conclusion = Conclusion(
        outcome=outcome,
        headline=sentences.headline(outcome),
        choice=sentences.choice(rivals),
        says=sentences.says(weighing, contradictions),
        does_not_say=sentences.DOES_NOT_SAY,
        next_steps=sentences.next_steps(findings, contradictions, results, assertions),
    )
    return Judgement(
        conclusion=conclusion,
        axes=axes,
        assertions=assertions,
        findings=findings,
        contradictions=contradictions,
        hypotheses=rivals,
        not_assessed=sentences.not_assessed(assertions, results, case.facts),
        limits=sentences.limits(case.evidence, case.claim is not None),
    )


def _check_layers(case: Case, findings: tuple[Finding, ...]) -> None:
    layers = {assertion.id: assertion.info.layer for assertion in case.assertions}
    for finding in findings:
        for identifier in finding.applies_to.assertions:
            if layers[identifier] is not finding.layer:
                raise ValueError(
                    f"{finding.id} is about the {finding.layer.name.lower()} and may not bear on {identifier}, "
                    f"which is about the {layers[identifier].name.lower()}"
                )


def axis_standing(
    axis: Axis, findings: tuple[Finding, ...], contradictions: tuple[Contradiction, ...], policy: Policy
) -> AxisStanding:
    """Where one of the five questions stands."""
    standing = weigh((finding for finding in findings if axis in finding.applies_to.axes), policy)
    held = [item for item in contradictions if item.effective and axis in item.axes]
    fields = dict(standing)
    if held:
        fields |= _contradicted(standing.steps, held)
    return AxisStanding(id=axis, question=AXIS_QUESTIONS[axis], **fields)


def _assertion(
    assertion: Assertion, findings: tuple[Finding, ...], contradictions: tuple[Contradiction, ...], policy: Policy
) -> AssertionStanding:
    info = assertion.info
    standing, held = assertion_sum(assertion.id, info, findings, contradictions, policy)
    groups = standing.groups.supporting + standing.groups.contradicting
    return AssertionStanding(
        id=assertion.id,
        kind=assertion.kind.value,
        statement=sentences.statement(assertion),
        understood=meaning(assertion) or None,
        load_bearing=assertion.load_bearing,
        origin=assertion.origin,
        fixed=info.never_because is not None,
        reason=held[0].statement if held else sentences.why_open(assertion, standing.status, groups),
        who_could=info.who_could,
        **dict(standing),
    )


def assertion_sum(
    identifier: str,
    info: KindInfo,
    findings: tuple[Finding, ...],
    contradictions: tuple[Contradiction, ...],
    policy: Policy,
) -> tuple[Standing, list[Contradiction]]:
    """The sum for one assertion of a kind, and the effective contradictions of it."""
    never = info.never_because is not None
    standing = weigh(() if never else (item for item in findings if identifier in item.applies_to.assertions), policy)
    held = [item for item in contradictions if item.effective and identifier in item.assertions and not never]
    return (standing.model_copy(update=_contradicted(standing.steps, held)) if held else standing), held


def _contradicted(steps: tuple[str, ...], held: list[Contradiction]) -> dict[str, object]:
    added = tuple(f"contradiction {item.kind}: every premise carries, outside the sum" for item in held)
    return {"status": Status.CONTRADICTED, "steps": steps + added}
