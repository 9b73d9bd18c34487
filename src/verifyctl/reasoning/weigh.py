"""The sum: findings of one group count once, by the strongest; groups add; two groups are needed.

Why groups: adding correlated signals as if they were independent gives false certainty. Within a group the strongest
finding counts; if findings of a group disagree in direction, the group counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verifyctl.model.finding import Direction, Finding, Strength
from verifyctl.model.verdict import Groups, Standing, Status
from verifyctl.reasoning.policy import Policy

_WEIGHING = (Direction.SUPPORTS, Direction.CONTRADICTS)


@dataclass(frozen=True)
class _GroupSum:
    value: int
    step: str


def weigh(findings: Iterable[Finding], policy: Policy) -> Standing:
    """The standing of one axis or assertion from the findings that bear on it, whatever their order."""
    listed = sorted(findings, key=lambda finding: finding.id)
    weighing = [finding for finding in listed if finding.direction in _WEIGHING]
    steps = [f"{finding.id}: {finding.direction.value}, no weight" for finding in listed if finding not in weighing]
    sums = [_group(name, weighing, policy) for name in sorted({finding.group for finding in weighing})]
    steps += [entry.step for entry in sums]
    supporting = sum(entry.value for entry in sums if entry.value > 0)
    contradicting = sum(entry.value for entry in sums if entry.value < 0)
    groups = Groups(
        supporting=sum(entry.value > 0 for entry in sums), contradicting=sum(entry.value < 0 for entry in sums)
    )
    net = supporting + contradicting
    status = _status(supporting, contradicting, groups, policy, weighed=bool(weighing))
    if sums:
        steps.append(
            f"sum: {supporting:+d} {contradicting:+d} = {net:+d} tenths of log10 from {groups.supporting} group(s) for "
            f"and {groups.contradicting} against; {policy.threshold} and {policy.groups_needed} groups are needed"
        )
    return Standing(
        status=status,
        support=_support(net, policy),
        net=net,
        groups=groups,
        findings=tuple(finding.id for finding in listed),
        steps=tuple(steps),
    )


def _group(name: str, findings: list[Finding], policy: Policy) -> _GroupSum:
    members = [finding for finding in findings if finding.group == name]
    if len({finding.direction for finding in members}) > 1:
        named = ", ".join(finding.id for finding in members)
        return _GroupSum(0, f"group {name}: {named} disagree, counted as 0")
    # max() keeps the first of equals; the list is sorted by id, so the choice does not depend on order.
    strongest = max(members, key=lambda finding: policy.weight(finding.strength, finding.basis))
    value = policy.weight(strongest.strength, strongest.basis)
    if strongest.direction is Direction.CONTRADICTS:
        value = -value
    once = f" ({len(members)} findings counted once)" if len(members) > 1 else ""
    capped = " (capped)" if abs(value) < policy.tenths[strongest.strength] else ""
    return _GroupSum(
        value,
        f"group {name}: {strongest.id} {strongest.direction.value} "
        f"{strongest.strength.value.replace('_', ' ')}{capped} = {value:+d}{once}",
    )


def _status(supporting: int, contradicting: int, groups: Groups, policy: Policy, *, weighed: bool) -> Status:
    net = supporting + contradicting
    if supporting >= policy.conflict_threshold and contradicting <= -policy.conflict_threshold:
        return Status.CONFLICTING
    if net >= policy.threshold and groups.supporting >= policy.groups_needed:
        return Status.SUPPORTED
    if net <= -policy.threshold and groups.contradicting >= policy.groups_needed:
        return Status.CONTRADICTED
    return Status.INCONCLUSIVE if weighed else Status.NOT_ASSESSED


def _support(net: int, policy: Policy) -> str:
    """The ENFSI word for the whole sum: the highest band whose floor it reaches."""
    word = max(
        (strength for strength in Strength if policy.tenths[strength] <= abs(net)),
        key=lambda strength: policy.tenths[strength],
    )
    if word is Strength.NONE:
        return "none"
    return f"{'for' if net > 0 else 'against'} {word.value.replace('_', ' ')}"
