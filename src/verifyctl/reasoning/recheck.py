"""Judging recorded findings again: do they give what the verdict says, under the policy that it names?"""

from __future__ import annotations

import json
from collections.abc import Iterator

from verifyctl.errors import ConfigError
from verifyctl.model.claim import KINDS, AssertionKind
from verifyctl.model.finding import Axis
from verifyctl.model.verdict import AssertionStanding, AxisStanding, Standing, Verdict
from verifyctl.reasoning.judge import assertion_sum, axis_standing
from verifyctl.reasoning.outcome import conclude
from verifyctl.reasoning.policy import Policy, default_policy, read_policy


def policy_of(verdict: Verdict) -> Policy | None:
    """The policy that a verdict was judged by, as shipped or as it carries it; None if neither fits its digest.

    What the verdict carries is held to the rules of every policy file: one that no run would take gives no answer.
    """
    shipped = default_policy()
    if shipped.info().digest == verdict.policy.digest and verdict.policy.terms in (None, shipped.as_json()):
        return shipped
    if verdict.policy.terms is None:
        return None
    try:
        policy = read_policy(json.dumps(verdict.policy.terms), "policy.terms")
    except ConfigError:
        return None
    return policy if policy.info().digest == verdict.policy.digest else None


def differences(verdict: Verdict, policy: Policy) -> tuple[str, ...]:
    """Every place where the recorded findings give something else than the verdict says, each with both."""
    return tuple(_differences(verdict, policy))


def _differences(verdict: Verdict, policy: Policy) -> Iterator[str]:
    findings, contradictions = verdict.findings, verdict.contradictions
    ids = [finding.id for finding in findings]
    yield from (f"finding {each}: is there twice" for each in dict.fromkeys(ids) if ids.count(each) > 1)
    axes = tuple(axis_standing(axis, findings, contradictions, policy) for axis in Axis)
    recorded = {axis.id: axis for axis in verdict.axes}
    for axis in axes:
        if axis.id not in recorded:
            yield f"axis {axis.id.value}: is absent"
        else:
            yield from _between(f"axis {axis.id.value}", recorded[axis.id], axis)
    assertions: list[AssertionStanding] = []
    for said in verdict.assertions:
        info = KINDS[AssertionKind(said.kind)]
        standing, _ = assertion_sum(said.id, info, findings, contradictions, policy)
        yield from _between(f"assertion {said.id}", said, standing)
        if said.fixed != (info.never_because is not None):
            yield f"assertion {said.id}: fixed is {said.fixed}, which its kind {said.kind} is not"
        assertions.append(said.model_copy(update=dict(standing)))
        yield from (
            f"finding {finding.id}: of layer {finding.layer.value}, and bears on {said.id} of layer {info.layer.value}"
            for finding in findings
            if said.id in finding.applies_to.assertions and finding.layer is not info.layer
        )
    yield from _outcome(verdict, axes, assertions)


def _outcome(verdict: Verdict, axes: tuple[AxisStanding, ...], assertions: list[AssertionStanding]) -> Iterator[str]:
    decoded = verdict.subject[0].pixel_digest is not None
    outcome = conclude(axes, assertions, claimed=verdict.claim is not None, decoded=decoded)
    if outcome is not verdict.outcome:
        yield f"outcome: recorded {verdict.outcome.value}, the findings give {outcome.value}"


def _between(what: str, recorded: Standing, again: Standing) -> Iterator[str]:
    pairs = (
        ("status", recorded.status.value, again.status.value),
        ("support", recorded.support, again.support),
        ("net_tenths_log10", recorded.net, again.net),
        ("independent_groups", recorded.groups, again.groups),
        ("findings", recorded.findings, again.findings),
    )
    yield from (
        f"{what}: {name}: recorded {_told(was)}, the findings give {_told(is_)}"
        for name, was, is_ in pairs
        if was != is_
    )
    if recorded.steps != again.steps:
        missing = [step for step in again.steps if step not in recorded.steps]
        other = [step for step in recorded.steps if step not in again.steps]
        if not (missing or other):
            yield f"{what}: steps: in another order or not the same number of times"
        yield from (f"{what}: step recorded and not given: {step}" for step in other)
        yield from (f"{what}: step given and not recorded: {step}" for step in missing)


def _told(value: object) -> str:
    match value:
        case Standing() | str() | int():
            return str(value)
        case tuple():
            return ", ".join(map(str, value)) or "none"
        case _:
            groups = getattr(value, "supporting", None), getattr(value, "contradicting", None)
            return f"{groups[0]} for, {groups[1]} against"
