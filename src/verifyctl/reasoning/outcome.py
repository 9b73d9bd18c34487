"""From standings to the outcome of the claim: the first rule that fits, in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence

from verifyctl.model.finding import Axis
from verifyctl.model.verdict import AssertionStanding, AxisStanding, Outcome, Status
from verifyctl.reasoning.weigh import conflicts


def conclude(  # noqa: PLR0911 - one return a rule, in their order
    axes: Sequence[AxisStanding], assertions: Sequence[AssertionStanding], *, claimed: bool, decoded: bool
) -> Outcome:
    """The outcome, by the first of these rules that fits.

    A load-bearing assertion contradicted: `contradicted`; originality contradicted: `recirculated`; integrity
    contradicted: `altered`; any conflict, also under a contradiction: `conflicting`; nothing assessed:
    `not_assessable`; a load-bearing assertion open, none claimed, or anything else contradicted: `inconclusive`;
    else `consistent`.

    Without a claim, a picture that could be decoded is at worst `inconclusive`: there is nothing it fails to answer.
    """
    by_axis = {axis.id: axis.status for axis in axes}
    bearing = [assertion for assertion in assertions if assertion.load_bearing]
    statuses = [axis.status for axis in axes] + [assertion.status for assertion in assertions]
    if any(assertion.status is Status.CONTRADICTED for assertion in bearing):
        return Outcome.CONTRADICTED
    if by_axis[Axis.ORIGINALITY] is Status.CONTRADICTED:
        return Outcome.RECIRCULATED
    if by_axis[Axis.INTEGRITY] is Status.CONTRADICTED:
        return Outcome.ALTERED
    if any(map(conflicts, (*axes, *assertions))):
        return Outcome.CONFLICTING
    if all(status is Status.NOT_ASSESSED for status in statuses) and (claimed or not decoded):
        return Outcome.NOT_ASSESSABLE
    if Status.CONTRADICTED in statuses or not bearing:
        return Outcome.INCONCLUSIVE
    if any(assertion.status is not Status.SUPPORTED for assertion in bearing):
        return Outcome.INCONCLUSIVE
    return Outcome.CONSISTENT
