"""What a finding, a contradiction and a stage's result may never be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import contradiction, finding, text_facts
from verifyctl.model.finding import (
    CARRYING_BASES,
    AppliesTo,
    Axis,
    Contradiction,
    Direction,
    Finding,
    Location,
    Premise,
    PremiseBasis,
    Strength,
)
from verifyctl.model.stage import StageResult, StageStatus


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("strength", list(Strength))
def test_a_finding_weighs_if_and_only_if_it_has_a_direction(direction: Direction, strength: Strength) -> None:
    weighs = direction in (Direction.SUPPORTS, Direction.CONTRADICTS)
    if weighs is (strength is not Strength.NONE):
        assert finding(direction=direction, strength=strength).strength is strength
    else:
        with pytest.raises(ValidationError, match="weighs if and only if"):
            finding(direction=direction, strength=strength)


@pytest.mark.parametrize("needed", ["locations", "limits"])
def test_a_finding_has_a_place_and_a_limit(needed: str) -> None:
    with pytest.raises(ValidationError, match=needed):
        finding(**{needed: ()})


def test_a_finding_against_names_its_innocent_explanations() -> None:
    with pytest.raises(ValidationError, match="innocent explanations"):
        finding(direction=Direction.CONTRADICTS, innocent_explanations=())
    assert finding(direction=Direction.NEUTRAL, innocent_explanations=()).innocent_explanations == ()


@pytest.mark.parametrize("code", ["Some-Code", "some_code", "-a", "a--b", "", "فحص"])
def test_a_code_is_a_plain_slug(code: str) -> None:
    with pytest.raises(ValidationError):
        finding(code=code)


def test_a_finding_on_the_name_alone_is_not_reproducible() -> None:
    name, tag = Location(kind="file_name", where="a.jpg"), Location(kind="tag", where="Image Make")
    assert not finding(locations=(name,)).reproducible
    assert finding(locations=(name, tag)).reproducible


@pytest.mark.parametrize("kind", ["url", "", "Tag"])
def test_a_place_is_of_a_known_kind(kind: Any) -> None:
    with pytest.raises(ValidationError):
        Location(kind=kind, where="x")


@pytest.mark.parametrize("bases", [(first, second) for first in PremiseBasis for second in PremiseBasis])
def test_a_contradiction_is_effective_by_its_premises(bases: tuple[PremiseBasis, PremiseBasis]) -> None:
    effective = set(bases) <= CARRYING_BASES
    assert contradiction(*bases).effective is effective
    with pytest.raises(ValidationError, match="effective if and only if"):
        contradiction(*bases, effective=not effective)


def test_what_a_machine_read_can_carry_nothing() -> None:
    assert {PremiseBasis.MACHINE_READING, PremiseBasis.FILE_STATEMENT, PremiseBasis.STATEMENT}.isdisjoint(
        CARRYING_BASES
    )


def test_a_contradiction_needs_two_premises() -> None:
    with pytest.raises(ValidationError):
        contradiction(PremiseBasis.COMPUTED)


# stages -------------------------------------------------------------------------------------------


def test_a_stage_that_ran_has_facts() -> None:
    with pytest.raises(ValidationError, match="has facts"):
        StageResult(stage="text", version="1", status=StageStatus.RAN)


@pytest.mark.parametrize("status", [status for status in StageStatus if status is not StageStatus.RAN])
@pytest.mark.parametrize("reason", [None, ""])
def test_a_stage_that_did_not_run_says_why(status: StageStatus, reason: str | None) -> None:
    with pytest.raises(ValidationError, match="gives a reason"):
        StageResult(stage="text", version="1", status=status, reason=reason)
    assert StageResult(stage="text", version="1", status=status, reason="this").facts_digest() is None


def test_the_digest_of_facts_is_of_the_facts_alone() -> None:
    one = StageResult(stage="text", version="1", status=StageStatus.RAN, facts=text_facts("a"))
    other = StageResult(stage="text", version="2", status=StageStatus.FAILED, reason="late", facts=text_facts("a"))
    assert one.facts_digest() == other.facts_digest()
    assert one.facts_digest() != one.model_copy(update={"facts": text_facts("b")}).facts_digest()


# JSON ---------------------------------------------------------------------------------------------


def test_a_finding_reads_back_as_it_was() -> None:
    one = finding(
        applies_to=AppliesTo(axes=(Axis.CONTENT, Axis.SOURCE), assertions=("A1",)),
        evidence={"read": "٨ رجب \u202e𝄞", "n": [1, None, True]},
        next_step="Look.",
    )
    assert Finding.model_validate_json(one.model_dump_json()) == one
    assert Finding.model_validate_json(json.dumps(one.as_json())) == one


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"layer": 9},
        {"layer": "3"},
        {"layer": 3.5},
        {"direction": "SUPPORTS"},
        {"direction": "proves"},
        {"strength": "extremely_strong"},
        {"basis": "guessed"},
        {"limits": "one"},
        {"limits": [1]},
        {"locations": None},
        {"applies_to": {"axes": ["truth"]}},
        {"observation": 5},
        {"observation": None},
    ],
)
def test_a_finding_in_a_file_is_read_strictly(changes: dict[str, Any]) -> None:
    written = finding().as_json()
    Finding.model_validate_json(json.dumps(written))
    with pytest.raises(ValidationError):
        Finding.model_validate_json(json.dumps(written | changes))


def test_a_contradiction_in_a_file_cannot_be_made_effective_by_hand() -> None:
    written = contradiction(PremiseBasis.MACHINE_READING, PremiseBasis.COMPUTED).as_json()
    with pytest.raises(ValidationError, match="effective if and only if"):
        Contradiction.model_validate_json(json.dumps(written | {"effective": True}))


def test_a_premise_keeps_the_finding_that_holds_it() -> None:
    assert Premise(text="t", basis=PremiseBasis.COMPUTED, finding="a:b").as_json() == {
        "text": "t",
        "basis": "computed",
        "finding": "a:b",
    }
