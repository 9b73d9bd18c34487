"""The base of all types: strict, closed, frozen; what is a circumstance is no part of a re-run's result."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import DIGEST, box, context_facts, decoded, file_facts, finding, matches_facts, name_facts
from verifyctl.model.base import Box, reproducible
from verifyctl.model.canonical import MAX_INTEGER, canonical
from verifyctl.model.claim import SidecarNote
from verifyctl.model.facts import ContextFacts, FileFacts
from verifyctl.model.finding import Finding
from verifyctl.model.metadata import MetadataFacts, Reader
from verifyctl.model.verdict import Subject


@pytest.mark.parametrize(
    "changes",
    [
        {"x": 1.0},
        {"x": "1"},
        {"x": True},
        {"x": None},
        {"x": MAX_INTEGER + 1},
        {"width": -1},
        {"depth": 1},
    ],
)
def test_a_value_of_another_kind_is_refused(changes: dict[str, Any]) -> None:
    plain = {"x": 1, "y": 2, "width": 3, "height": 4}
    Box.model_validate_json(json.dumps(plain))
    with pytest.raises(ValidationError):
        Box.model_validate_json(json.dumps(plain | changes))
    with pytest.raises(ValidationError):
        Box.model_validate(plain | changes)


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        box().x = 9  # type: ignore[misc]


@pytest.mark.parametrize("text", ["\ud800", "x\udfff"])
def test_a_lone_surrogate_gets_into_no_file(text: str) -> None:
    with pytest.raises(ValidationError):
        finding(evidence={"text": text})
    with pytest.raises(ValueError, match="lone surrogate"):
        canonical(finding(observation=text).as_json())
    written = json.dumps(finding(observation=text).as_json())
    with pytest.raises(ValidationError):
        Finding.model_validate_json(written)


@pytest.mark.parametrize("value", [0.5, float("nan"), 2**53, -(2**53), {"رجب": 1}, b"x", {1}])
def test_evidence_keeps_to_the_profile(value: Any) -> None:
    with pytest.raises(ValidationError):
        finding(evidence={"deep": [{"value": value}]})


def test_evidence_from_a_file_keeps_to_it_too() -> None:
    written = json.loads(finding(evidence={"n": 1}).model_dump_json())
    for value in (1.5, 2**53):
        written["evidence"]["n"] = value
        with pytest.raises(ValidationError):
            Finding.model_validate_json(json.dumps(written))


def test_absent_values_are_left_out_and_order_is_as_declared() -> None:
    assert list(SidecarNote(name="n", size=1, sha256="s", text="t").as_json()) == ["name", "size", "sha256", "text"]
    assert "next_step" not in finding().as_json()


# circumstances ------------------------------------------------------------------------------------


def test_a_circumstance_is_written_and_not_reproduced() -> None:
    facts = file_facts(name=name_facts("x.jpg"))
    assert facts.as_json()["name"]["name"] == "x.jpg"
    assert "name" not in reproducible(facts)
    assert reproducible(facts) == reproducible(file_facts(name=name_facts("y.png", agrees=False)))


def test_circumstances_inside_lists_are_left_out_too() -> None:
    assert reproducible(matches_facts())["stores"] == [{"digest": DIGEST, "images": 10}]
    assert reproducible(MetadataFacts(readers=(Reader(name="a", version="1"),)))["readers"] == [{"name": "a"}]


def test_all_else_is_kept() -> None:
    facts = context_facts(decoded())
    assert reproducible(facts) == {
        name: value for name, value in facts.as_json().items() if name in ("stage", "sources", "decoded", "undated")
    }


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (FileFacts, {"name"}),
        (ContextFacts, {"name_times", "notes", "unread_notes"}),
        (Subject, {"name"}),
        (Reader, {"version"}),
    ],
)
def test_what_is_a_circumstance(model: type, names: set[str]) -> None:
    fields = model.model_fields  # type: ignore[attr-defined]
    marked = {name for name, field in fields.items() if (field.json_schema_extra or {}).get("circumstance")}
    assert marked == names
