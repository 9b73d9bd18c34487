"""The policy is data: read strictly, named by a digest over all of it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from verifyctl.model.finding import Basis, Strength
from verifyctl.reasoning.policy import Policy, default_policy

SHIPPED: dict[str, Any] = json.loads(
    files("verifyctl.reasoning").joinpath("default_policy.json").read_text(encoding="utf-8")
)


def read(**changes: Any) -> Policy:
    return Policy.model_validate_json(json.dumps(SHIPPED | changes))


def test_the_bands_are_the_floors_of_the_scale() -> None:
    # likelihood ratios 1, 2, 10, 100, 1000, 10 000 in tenths of log10
    assert list(default_policy().tenths.values()) == [0, 3, 10, 20, 30, 40]
    assert default_policy().tenths.keys() == set(Strength)


def test_thresholds_and_cap() -> None:
    policy = default_policy()
    assert (policy.threshold, policy.conflict_threshold, policy.groups_needed) == (20, 10, 2)
    assert policy.caps == {Basis.ASSIGNED: Strength.MODERATE}
    assert policy.weight(Strength.VERY_STRONG, Basis.ASSIGNED) == 10
    assert policy.weight(Strength.WEAK, Basis.ASSIGNED) == 3
    assert policy.weight(Strength.VERY_STRONG, Basis.MEASURED) == 40


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"threshold": 20.0},
        {"threshold": -1},
        {"threshold": "20"},
        {"tenths": {"none": 0, "enormous": 90}},
        {"tenths": {"none": 0.5}},
        {"caps": {"guessed": "weak"}},
        {"caps": {"assigned": "certain"}},
        {"id": "My Policy"},
        {"groups_needed": None},
        {"conflict_threshold": True},
    ],
)
def test_what_is_not_a_policy_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(**changes)


@pytest.mark.parametrize("missing", ["id", "version", "scale", "tenths", "threshold", "groups_needed"])
def test_a_policy_says_everything(missing: str) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate_json(json.dumps({key: value for key, value in SHIPPED.items() if key != missing}))


def test_the_digest_names_what_is_in_force() -> None:
    info = default_policy().info()
    assert (info.id, info.version, info.scale) == ("verifyctl-default", "1", "enfsi-2015")
    assert info.digest == read().info().digest
    changed = [
        read(threshold=21),
        read(conflict_threshold=11),
        read(groups_needed=3),
        read(caps={}),
        read(tenths=SHIPPED["tenths"] | {"weak": 2}),
        read(version="2"),
    ]
    digests = {policy.info().digest for policy in changed}
    assert len(digests) == len(changed)
    assert info.digest not in digests


def test_the_digest_does_not_depend_on_the_order_in_the_file() -> None:
    turned = dict(reversed(SHIPPED.items())) | {"tenths": dict(reversed(SHIPPED["tenths"].items()))}
    assert Policy.model_validate_json(json.dumps(turned)).info().digest == default_policy().info().digest
