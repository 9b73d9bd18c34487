"""Rival explanations side by side, after the analysis of competing hypotheses: what is at odds with each of them.

Heuer's method scores what speaks against an explanation, since most observations sit well with several. A finding is
held against one only where its axis and direction (or its code) say so in the tables here; everything else that
weighs is consistent with it. Nothing is added up: the lists are there to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifyctl.model.finding import Axis, Contradiction, Direction, Finding
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.verdict import Hypothesis
from verifyctl.rules.base import Case
from verifyctl.rules.copies import of_document

RIVALS = ("H1", "H2", "H3", "H4", "H5")
"""Those among which the claim and its denial lie. H6 leaves the picture alone and blames the caption."""

ALL = (*RIVALS, "H6")

DOCUMENT = {
    "H1": "The document is what it is said to be, and this is a copy of one photograph or scan of it",
    "H2": "It is a document of another date or purpose, used again",
    "H3": "The document was made up on paper or in a word processor, then photographed",
    "H4": "There is such a document, and its picture was altered",
    "H5": "The whole picture was made by software",
    "H6": "The document is left as it was, and the claim misdescribes it",
}
SCENE = {
    "H1": "The picture shows what it is said to show, and this is a copy of it",
    "H2": "It is a picture of another time, place or occasion, used again",
    "H3": "The scene was set up, then photographed",
    "H4": "There is such a scene, and its picture was altered",
    "H5": "The whole picture was made by software",
    "H6": "The picture is left as it was, and the claim misdescribes it",
}

_Odds = dict[tuple[Axis, Direction], frozenset[str]]

# What a finding that weighs is at odds with. A document that was made up says what its maker wanted it to say, so words
# that fit the claim are at odds with a wrong caption only; words that do not fit it are at odds with every explanation
# that keeps the claim's words. A changed picture is at odds with all that leave it unchanged.
_AT_ODDS: _Odds = {
    (Axis.INTEGRITY, Direction.CONTRADICTS): frozenset({"H1", "H2", "H3", "H6"}),
    (Axis.INTEGRITY, Direction.SUPPORTS): frozenset({"H4"}),
    (Axis.ORIGINALITY, Direction.CONTRADICTS): frozenset({"H1"}),
    (Axis.ORIGINALITY, Direction.SUPPORTS): frozenset({"H2"}),
    (Axis.CONTENT, Direction.SUPPORTS): frozenset({"H6"}),
    (Axis.CONTENT, Direction.CONTRADICTS): frozenset({"H1", "H3", "H4", "H5"}),
    (Axis.TIME_PLACE, Direction.CONTRADICTS): frozenset({"H1"}),
}

_BY_CODE: dict[tuple[str, Direction], frozenset[str]] = {
    # A statement of the file that software made it leaves no room for a camera; a mere edit does not reach so far.
    ("made-by-software", Direction.CONTRADICTS): frozenset({"H1", "H2", "H3", "H4", "H6"}),
    ("capture-time-claimed", Direction.SUPPORTS): frozenset({"H2"}),
}


@dataclass(frozen=True)
class _Test:
    """Something that could tell explanations apart: what it is called, and with which it is at odds."""

    name: str
    at_odds: frozenset[str]


def hypotheses(
    case: Case,
    findings: Sequence[Finding],
    contradictions: Iterable[Contradiction],
    results: Iterable[StageResult],
) -> tuple[Hypothesis, ...]:
    """Every explanation with the ids of what is consistent with it, at odds with it, and could not tell.

    None without a claim, since there is nothing to explain. Findings stand by their id, effective contradictions as
    `contradiction:KIND`, stages that gave nothing as `stage:NAME`. Neutral findings bear on none of them.
    """
    if case.claim is None:
        return ()
    weighed = [*_weighed(findings), *_held(contradictions)]
    untold = [*_could_not_tell(findings), *_not_run(results)]
    texts = DOCUMENT if of_document(case) else SCENE
    return tuple(
        Hypothesis(
            id=name,
            text=texts[name],
            consistent=tuple(test.name for test in weighed if name not in test.at_odds),
            inconsistent=tuple(test.name for test in weighed if name in test.at_odds),
            untested=tuple(dict.fromkeys(test.name for test in untold if name in test.at_odds)),
        )
        for name in ALL
    )


def undecided(of: Sequence[Hypothesis]) -> bool:
    """Whether no test is at odds with one of the rivals and not with another."""
    return bool(of) and len({each.inconsistent for each in of if each.id in RIVALS}) == 1


def telling_apart(of: Sequence[Hypothesis], first: str, second: str) -> tuple[str, ...]:
    """The tests that are at odds with one of two explanations and not with the other."""
    against = {each.id: each.inconsistent for each in of}
    apart = set(against[first]) ^ set(against[second])
    return tuple(dict.fromkeys(name for each in of for name in each.inconsistent if name in apart))


def _weighed(findings: Iterable[Finding]) -> list[_Test]:
    return [
        _Test(finding.id, frozenset().union(*(_odds(finding.code, axis, finding.direction) for axis in _axes(finding))))
        for finding in findings
        if finding.direction in (Direction.SUPPORTS, Direction.CONTRADICTS)
    ]


def _held(contradictions: Iterable[Contradiction]) -> list[_Test]:
    return [
        _Test(
            f"contradiction:{item.kind}",
            frozenset().union(*(_odds("", axis, Direction.CONTRADICTS) for axis in item.axes)),
        )
        for item in contradictions
        if item.effective
    ]


def _could_not_tell(findings: Iterable[Finding]) -> list[_Test]:
    return [
        _Test(finding.id, frozenset().union(*(_either_way(finding.code, axis) for axis in _axes(finding))))
        for finding in findings
        if finding.direction is Direction.NOT_ASSESSABLE
    ]


# What a stage would have said something about, had it run.
_STAGE_AXES: dict[str, tuple[Axis, ...]] = {
    "metadata": (Axis.INTEGRITY, Axis.TIME_PLACE),
    "structure": (Axis.INTEGRITY,),
    "credentials": (Axis.INTEGRITY,),
    "place": (Axis.TIME_PLACE,),
    "pixels": (Axis.INTEGRITY,),
    "text": (Axis.CONTENT,),
    "matches": (Axis.ORIGINALITY, Axis.INTEGRITY),
}


def _not_run(results: Iterable[StageResult]) -> list[_Test]:
    return [
        _Test(
            f"stage:{result.stage}",
            frozenset().union(*(_either_way("", axis) for axis in _STAGE_AXES.get(result.stage, ()))),
        )
        for result in results
        if result.status not in (StageStatus.RAN, StageStatus.NOT_APPLICABLE)
    ]


def _odds(code: str, axis: Axis, direction: Direction) -> frozenset[str]:
    return _BY_CODE.get((code, direction), _AT_ODDS.get((axis, direction), frozenset()))


def _either_way(code: str, axis: Axis) -> frozenset[str]:
    return _odds(code, axis, Direction.SUPPORTS) | _odds(code, axis, Direction.CONTRADICTS)


def _axes(finding: Finding) -> tuple[Axis, ...]:
    return finding.applies_to.axes
