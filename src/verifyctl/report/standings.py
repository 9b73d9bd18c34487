"""Axes and assertions as one list, for the formats in which each is a test, a result or an annotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifyctl.model.finding import Finding
from verifyctl.model.verdict import AssertionStanding, AxisStanding, Standing, Status, Verdict
from verifyctl.report import words
from verifyctl.report.pages import command

PROBLEMS = (Status.CONTRADICTED, Status.CONFLICTING)
"""What CI is told of unless more is asked for."""


@dataclass(frozen=True)
class Item:
    """A question or an assertion: its id (`axis.content`, `assertion.A3`), what it asks or states, where it stands."""

    id: str
    kind: str
    title: str
    standing: Standing
    load_bearing: bool

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.standing.status


def items(verdict: Verdict) -> Iterator[Item]:
    """The five questions, then the assertions, as the verdict orders them."""
    for axis in verdict.axes:
        yield Item(f"axis.{axis.id.value}", f"axis-{axis.id.value}", axis.question, axis, load_bearing=True)
    for each in verdict.assertions:
        kind = f"assertion-{each.kind}"
        yield Item(f"assertion.{each.id}", kind, each.statement, each, load_bearing=each.load_bearing)


def why(item: Item, verdict: Verdict) -> str:
    """Why it stands there: what cannot both hold, or the sum; then what was observed, with its limit and its page."""
    held = [
        words.stopped(one.statement)
        for one in verdict.contradictions
        if one.effective
        and item.id in (*(f"assertion.{id_}" for id_ in one.assertions), *(f"axis.{id_}" for id_ in one.axes))
    ]
    parts = held or [words.stopped(_sum(item.standing))]
    together: dict[tuple[str, str], list[str]] = {}
    for finding in weighty(item, verdict):
        same = together.setdefault((finding.code, finding.limits[0]), [])
        same.append(words.stopped(finding.observation))
    for (code, limit), observed in together.items():
        parts += [*observed, f"Limit: {words.stopped(limit)} See: {command(code)}."]
    return " ".join(parts)


def weighty(item: Item, verdict: Verdict) -> list[Finding]:
    """The findings that carried weight for or against it, as the verdict orders them."""
    return [one for one in verdict.findings if one.id in item.standing.findings and words.weight(one)]


def _sum(standing: Standing) -> str:
    if isinstance(standing, AssertionStanding):
        return words.reason(standing)
    if isinstance(standing, AxisStanding) and not standing.findings:
        return "no finding bears on it"
    summed = words.support(standing)
    return f"{summed}; {words.groups(standing.groups)}" if summed else "no finding on it carried weight"
