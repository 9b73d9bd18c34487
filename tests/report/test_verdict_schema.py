"""Verdicts as they are written keep to the published schema, and what breaks the profile does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from verifyctl.cli.schema import schema_of
from verifyctl.model.verdict import Verdict


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema_of("verdict"))


def written(verdict: Verdict) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(verdict.to_bytes())
    return value


def test_written_verdicts_are_valid(validator: Draft202012Validator, verdict: Verdict, bare: Verdict) -> None:
    validator.validate(written(verdict))
    validator.validate(written(bare))


def test_they_can_be_read_back(verdict: Verdict) -> None:
    assert Verdict.model_validate_json(verdict.to_bytes()) == verdict


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value.update(extra=1),
        lambda value: value.update(format_version=1),
        lambda value: value.update(claim=None),
        lambda value: value.pop("not_assessed"),
        lambda value: value.pop("findings"),
        lambda value: value["axes"].pop(),
        lambda value: value["findings"][0]["evidence"].update(score=0.5),
        lambda value: value["findings"][0]["evidence"].update(id=2**53),
        lambda value: value["findings"][0]["evidence"].update({"مفتاح": 1}),
        lambda value: value["findings"][0].update(limits=[]),
        lambda value: value["verdict"].update(outcome="true"),
        lambda value: value["subject"][0]["digests"].update(sha256="B3" * 32),
    ],
)
def test_what_has_no_place_in_a_verdict_is_refused(
    validator: Draft202012Validator, verdict: Verdict, spoil: Callable[[dict[str, Any]], object]
) -> None:
    value = written(verdict)
    spoil(value)
    assert not validator.is_valid(value)


def test_evidence_may_hold_any_value_of_the_profile(validator: Draft202012Validator, verdict: Verdict) -> None:
    value = written(verdict)
    value["findings"][0]["evidence"] = {"deep": [None, True, -1, 2**53 - 1, "نص", {"list": [[]], "empty": {}}]}
    validator.validate(value)
