"""The sum: findings of one group count once, by the strongest; groups add; two groups are needed.

Why groups: adding correlated signals as if they were independent gives false certainty. Within a group the strongest
finding counts; if findings of a group disagree in direction, the group counts nothing in the sum.

Whether the findings conflict is judged before that: by the strongest of each group on either side, groups that disagree
included, as soon as two groups weigh. A finding against could otherwise silence a group, end a conflict by it, and so
make an outcome kinder. One group at odds with itself is no conflict: it is one witness who contradicts himself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verifyctl.model.finding import Direction, Finding, Strength
from verifyctl.model.verdict import Groups, Standing, Status
from verifyctl.reasoning.policy import Policy

_WEIGHING = (Direction.SUPPORTS, Direction.CONTRADICTS)
_CONFLICT = "conflict: "


@dataclass(frozen=True)
class _GroupSum:
    """What a group adds to the sum, and the strongest on either side of it, which counts for a conflict alone."""

    value: int
    supporting: int
    contradicting: int
    step: str


def conflicts(standing: Standing) -> bool:
    """Whether the findings point both ways, also where a hard contradiction has settled the status since."""
    return any(step.startswith(_CONFLICT) for step in standing.steps) or standing.status is Status.CONFLICTING


def weigh(findings: Iterable[Finding], policy: Policy) -> Standing:
    """The standing of one axis or assertion from the findings that bear on it, whatever their order."""
    listed = sorted(findings, key=lambda finding: finding.id)
    weighing = [finding for finding in listed if finding.direction in _WEIGHING]
    steps = [f"{finding.id}: {finding.direction.value}, no weight" for finding in listed if finding not in weighing]
    sums = [_group(name, weighing, policy) for name in sorted({policy.group(finding.group) for finding in weighing})]
    steps += [entry.step for entry in sums]
    supporting = sum(entry.value for entry in sums if entry.value > 0)
    contradicting = sum(entry.value for entry in sums if entry.value < 0)
    groups = Groups(
        supporting=sum(entry.value > 0 for entry in sums), contradicting=sum(entry.value < 0 for entry in sums)
    )
    net = supporting + contradicting
    conflict = _conflict(sums, policy)
    status = _status(net, groups, policy, conflict=conflict is not None, weighed=bool(weighing))
    if conflict:
        steps.append(conflict)
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
    members = [finding for finding in findings if policy.group(finding.group) == name]
    supporting = _strongest(members, Direction.SUPPORTS, policy)
    contradicting = _strongest(members, Direction.CONTRADICTS, policy)
    pro, contra = (policy.weight(one.strength, one.basis) if one else 0 for one in (supporting, contradicting))
    strongest = supporting or contradicting
    if strongest is None or (supporting and contradicting):
        named = ", ".join(f"{finding.id} {finding.direction.value}" for finding in members)
        return _GroupSum(0, pro, contra, f"group {name}: {named}; they disagree, counted as 0")
    value = pro - contra
    once = f" ({len(members)} findings counted once)" if len(members) > 1 else ""
    capped = " (capped)" if abs(value) < policy.tenths[strongest.strength] else ""
    step = (
        f"group {name}: {strongest.id} {strongest.direction.value} "
        f"{strongest.strength.value.replace('_', ' ')}{capped} = {value:+d}{once}"
    )
    return _GroupSum(value, pro, contra, step)


def _strongest(members: list[Finding], direction: Direction, policy: Policy) -> Finding | None:
    # max() keeps the first of equals; the list is sorted by id, so the choice does not depend on order.
    side = [finding for finding in members if finding.direction is direction]
    return max(side, key=lambda finding: policy.weight(finding.strength, finding.basis), default=None)


def _conflict(sums: list[_GroupSum], policy: Policy) -> str | None:
    """The step that shows a conflict, or None where there is none."""
    supporting = sum(entry.supporting for entry in sums)
    contradicting = sum(entry.contradicting for entry in sums)
    if len(sums) < 2 or min(supporting, contradicting) < policy.conflict_threshold:
        return None
    return (
        f"{_CONFLICT}{supporting:+d} for and {-contradicting:+d} against by the strongest on each side of every group; "
        f"{policy.conflict_threshold} on both sides is a conflict"
    )


def _status(net: int, groups: Groups, policy: Policy, *, conflict: bool, weighed: bool) -> Status:
    if conflict:
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
