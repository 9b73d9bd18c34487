"""The outcome: the first rule that fits, each shown to go before the next."""

from __future__ import annotations

import pytest

from verifyctl.model.finding import AXIS_QUESTIONS, Axis
from verifyctl.model.verdict import AssertionStanding, AxisStanding, Groups, Outcome, Status
from verifyctl.reasoning.outcome import conclude
from verifyctl.reasoning.sentences import HEADLINES

S, C, X, OPEN, N = (
    Status.SUPPORTED,
    Status.CONTRADICTED,
    Status.CONFLICTING,
    Status.INCONCLUSIVE,
    Status.NOT_ASSESSED,
)
NONE = Groups(supporting=0, contradicting=0)


def axes(**statuses: Status) -> list[AxisStanding]:
    """Five axes, not assessed unless told otherwise."""
    return [
        AxisStanding(
            id=axis,
            question=AXIS_QUESTIONS[axis],
            status=statuses.get(axis.value, N),
            support="none",
            net=0,
            groups=NONE,
        )
        for axis in Axis
    ]


def assertions(*statuses: Status, bearing: bool = True) -> list[AssertionStanding]:
    return [
        AssertionStanding(
            id=f"A{number}{bearing:d}",
            kind="order",
            statement="order",
            load_bearing=bearing,
            status=status,
            support="none",
            net=0,
            groups=NONE,
        )
        for number, status in enumerate(statuses)
    ]


def test_a_contradiction_does_not_silence_a_conflict() -> None:
    standings = axes(content=C)
    told = [
        one.model_copy(update={"steps": ("conflict: +10 for and -10 against",)}) if one.id is Axis.CONTENT else one
        for one in standings
    ]
    assert conclude(standings, assertions(OPEN), claimed=True, decoded=True) is Outcome.INCONCLUSIVE
    assert conclude(told, assertions(OPEN), claimed=True, decoded=True) is Outcome.CONFLICTING


@pytest.mark.parametrize(
    ("of_axes", "of_assertions", "outcome"),
    [
        # each rule goes before all that follow
        (axes(originality=C, integrity=C, content=X), assertions(C, X), Outcome.CONTRADICTED),
        (axes(originality=C, integrity=C, content=X), assertions(X), Outcome.RECIRCULATED),
        (axes(integrity=C, content=X), assertions(X), Outcome.ALTERED),
        (axes(content=X), assertions(S), Outcome.CONFLICTING),
        (axes(), assertions(X, S), Outcome.CONFLICTING),
        (axes(), [*assertions(S), *assertions(X, bearing=False)], Outcome.CONFLICTING),
        (axes(), assertions(N, N), Outcome.NOT_ASSESSABLE),
        (axes(), [], Outcome.NOT_ASSESSABLE),
        (axes(content=OPEN), assertions(N), Outcome.INCONCLUSIVE),
        (axes(content=S), assertions(S, OPEN), Outcome.INCONCLUSIVE),
        (axes(content=S), assertions(S, N), Outcome.INCONCLUSIVE),
        # no load-bearing assertion: nothing is carried
        (axes(content=S), assertions(S, bearing=False), Outcome.INCONCLUSIVE),
        # contradicted elsewhere keeps it from being consistent
        (axes(time_place=C, content=S), assertions(S), Outcome.INCONCLUSIVE),
        (axes(content=S), [*assertions(S), *assertions(C, bearing=False)], Outcome.INCONCLUSIVE),
        (axes(content=S), assertions(S, S), Outcome.CONSISTENT),
        (axes(content=S, integrity=OPEN), [*assertions(S), *assertions(N, bearing=False)], Outcome.CONSISTENT),
    ],
)
def test_the_first_rule_that_fits(
    of_axes: list[AxisStanding], of_assertions: list[AssertionStanding], outcome: Outcome
) -> None:
    assert conclude(of_axes, of_assertions, claimed=True, decoded=True) is outcome


@pytest.mark.parametrize(
    ("claimed", "decoded", "outcome"),
    [
        (True, True, Outcome.NOT_ASSESSABLE),
        (True, False, Outcome.NOT_ASSESSABLE),
        (False, False, Outcome.NOT_ASSESSABLE),
        # a picture without a claim fails to answer nothing
        (False, True, Outcome.INCONCLUSIVE),
    ],
)
def test_nothing_assessed(claimed: bool, decoded: bool, outcome: Outcome) -> None:
    assert conclude(axes(), [], claimed=claimed, decoded=decoded) is outcome


@pytest.mark.parametrize("axis", ["originality", "integrity"])
def test_without_a_claim_a_picture_can_still_be_known_or_changed(axis: str) -> None:
    expected = {"originality": Outcome.RECIRCULATED, "integrity": Outcome.ALTERED}[axis]
    assert conclude(axes(**{axis: C}), [], claimed=False, decoded=True) is expected


def test_every_outcome_has_a_headline() -> None:
    assert HEADLINES.keys() == set(Outcome)
    assert all(text.endswith(".") for text in HEADLINES.values())
