"""The sum: every figure here was added up by hand."""

from __future__ import annotations

import pytest

from tests.factories import finding
from verifyctl.model.finding import Basis, Direction, Finding, Strength
from verifyctl.model.verdict import Groups, Status
from verifyctl.reasoning.policy import default_policy
from verifyctl.reasoning.weigh import weigh

POLICY = default_policy()
FOR, AGAINST = Direction.SUPPORTS, Direction.CONTRADICTS


def item(group: str, direction: Direction, strength: Strength, basis: Basis = Basis.MEASURED, at: str = "") -> Finding:
    return finding(f"code:{group}{at}", group=group, direction=direction, strength=strength, basis=basis)


@pytest.mark.parametrize(
    ("findings", "net", "status", "support"),
    [
        ((), 0, Status.NOT_ASSESSED, "none"),
        ((item("a", FOR, Strength.WEAK),), 3, Status.INCONCLUSIVE, "for weak"),
        ((item("a", FOR, Strength.MODERATE),), 10, Status.INCONCLUSIVE, "for moderate"),
        # 40 in one group: heavy, and still one group
        ((item("a", FOR, Strength.VERY_STRONG),), 40, Status.INCONCLUSIVE, "for very strong"),
        ((item("a", AGAINST, Strength.VERY_STRONG),), -40, Status.INCONCLUSIVE, "against very strong"),
        # 10 + 10 = 20 from two groups
        (
            (item("a", FOR, Strength.MODERATE), item("b", FOR, Strength.MODERATE)),
            20,
            Status.SUPPORTED,
            "for moderately strong",
        ),
        (
            (item("a", AGAINST, Strength.MODERATE), item("b", AGAINST, Strength.MODERATE)),
            -20,
            Status.CONTRADICTED,
            "against moderately strong",
        ),
        # 10 + 3 + 3 = 16: three groups that do not reach 20
        (
            tuple(item(g, FOR, s) for g, s in (("a", Strength.MODERATE), ("b", Strength.WEAK), ("c", Strength.WEAK))),
            16,
            Status.INCONCLUSIVE,
            "for moderate",
        ),
        # 20 + 3 = 23 from two groups
        (
            (item("a", FOR, Strength.MODERATELY_STRONG), item("b", FOR, Strength.WEAK)),
            23,
            Status.SUPPORTED,
            "for moderately strong",
        ),
        # 30 + 10 - 10: both ten for and ten against
        (
            (
                item("a", FOR, Strength.STRONG),
                item("b", FOR, Strength.MODERATE),
                item("c", AGAINST, Strength.MODERATE),
            ),
            30,
            Status.CONFLICTING,
            "for strong",
        ),
        # 30 + 10 - 3 - 3 - 3 = 31: nine against is not yet a conflict
        (
            (
                item("a", FOR, Strength.STRONG),
                item("b", FOR, Strength.MODERATE),
                *(item(group, AGAINST, Strength.WEAK) for group in "cde"),
            ),
            31,
            Status.SUPPORTED,
            "for strong",
        ),
        # 3 - 3
        (
            (item("a", FOR, Strength.WEAK), item("b", AGAINST, Strength.WEAK)),
            0,
            Status.INCONCLUSIVE,
            "none",
        ),
    ],
)
def test_sums(findings: tuple[Finding, ...], net: int, status: Status, support: str) -> None:
    standing = weigh(findings, POLICY)
    assert (standing.net, standing.status, standing.support) == (net, status, support)


def test_a_group_counts_once_by_its_strongest() -> None:
    same = [item("a", FOR, strength, at=f"-{strength}") for strength in (Strength.WEAK, Strength.MODERATE)] * 3
    standing = weigh(same, POLICY)
    assert standing.net == 10
    assert standing.groups == Groups(supporting=1, contradicting=0)
    assert "6 findings counted once" in standing.steps[0]


def test_a_group_that_disagrees_counts_nothing_in_the_sum_and_hides_no_conflict() -> None:
    findings = (
        item("a", FOR, Strength.VERY_STRONG, at="-1"),
        item("a", AGAINST, Strength.WEAK, at="-2"),
        item("b", AGAINST, Strength.MODERATE),
    )
    standing = weigh(findings, POLICY)
    assert (standing.net, standing.status) == (-10, Status.CONFLICTING)
    assert standing.groups == Groups(supporting=0, contradicting=1)
    assert standing.steps[0] == "group a: code:a-1 supports, code:a-2 contradicts; they disagree, counted as 0"
    assert standing.steps[-2].startswith("conflict: +40 for and -13 against by the strongest on each side")


def test_only_a_disagreement_is_inconclusive_not_unassessed() -> None:
    findings = (item("a", FOR, Strength.MODERATE, at="-1"), item("a", AGAINST, Strength.MODERATE, at="-2"))
    assert weigh(findings, POLICY).status is Status.INCONCLUSIVE


@pytest.mark.parametrize(
    ("basis", "net"), [(Basis.ASSIGNED, 10), (Basis.MEASURED, 40), (Basis.CONFIRMED, 40), (Basis.LOGICAL, 40)]
)
def test_a_developer_s_judgement_is_capped(basis: Basis, net: int) -> None:
    standing = weigh([item("a", FOR, Strength.VERY_STRONG, basis)], POLICY)
    assert standing.net == net
    assert ("(capped)" in standing.steps[0]) is (net < 40)


def test_the_cap_applies_before_the_strongest_is_chosen() -> None:
    findings = (
        item("a", FOR, Strength.VERY_STRONG, Basis.ASSIGNED, at="-1"),
        item("a", FOR, Strength.MODERATELY_STRONG, Basis.MEASURED, at="-2"),
    )
    assert weigh(findings, POLICY).net == 20


def test_what_has_no_weight_is_listed_and_adds_nothing() -> None:
    findings = (
        finding("b", direction=Direction.NEUTRAL),
        finding("a", direction=Direction.NOT_ASSESSABLE),
        item("g", FOR, Strength.WEAK),
    )
    standing = weigh(findings, POLICY)
    assert standing.net == 3
    assert standing.findings == ("a", "b", "code:g")
    assert standing.steps[:2] == ("a: not_assessable, no weight", "b: neutral, no weight")


def test_findings_without_weight_leave_a_question_unassessed() -> None:
    findings = [finding(str(number), direction=Direction.NEUTRAL) for number in range(50)]
    assert weigh(findings, POLICY).status is Status.NOT_ASSESSED


def test_a_reader_arrives_at_the_net_by_adding_the_steps() -> None:
    findings = (
        item("a", FOR, Strength.STRONG),
        item("b", AGAINST, Strength.MODERATE),
        item("c", AGAINST, Strength.WEAK),
        item("d", FOR, Strength.WEAK, at="-1"),
        item("d", AGAINST, Strength.WEAK, at="-2"),
    )
    standing = weigh(findings, POLICY)
    figures = [
        int(step.rpartition("= ")[2].split()[0]) for step in standing.steps if " = " in step and "sum" not in step
    ]
    assert figures == [30, -10, -3]
    assert sum(figures) == standing.net == 17
    assert standing.steps[-1] == (
        "sum: +30 -13 = +17 tenths of log10 from 1 group(s) for and 2 against; 20 and 2 groups are needed"
    )
