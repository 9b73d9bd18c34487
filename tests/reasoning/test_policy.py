"""The policy is data: read strictly, named by a digest over all of it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from verifyctl.errors import ConfigError
from verifyctl.model.canonical import digest
from verifyctl.model.finding import Basis, Strength
from verifyctl.reasoning.policy import Policy, default_policy, read_policy

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
    assert (info.id, info.version, info.scale) == ("verifyctl-default", "2", "enfsi-2015")
    assert info.digest == read().info().digest
    changed = [
        read(threshold=21),
        read(conflict_threshold=11),
        read(groups_needed=3),
        read(caps={}),
        read(tenths=SHIPPED["tenths"] | {"weak": 2}),
        read(version="3"),
        read(groups={"pixels": "container"}),
    ]
    digests = {policy.info().digest for policy in changed}
    assert len(digests) == len(changed)
    assert info.digest not in digests


def test_the_digest_does_not_depend_on_the_order_in_the_file() -> None:
    turned = dict(reversed(SHIPPED.items())) | {"tenths": dict(reversed(SHIPPED["tenths"].items()))}
    assert Policy.model_validate_json(json.dumps(turned)).info().digest == default_policy().info().digest


# files of users ------------------------------------------------------------------------------------


def own(**changes: Any) -> str:
    return json.dumps(SHIPPED | {"id": "desk", "version": "7"} | changes)


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_policy(text, "p.json")
    lines = caught.value.message.splitlines()
    assert all(line.startswith("p.json: ") for line in lines)
    return [line.removeprefix("p.json: ") for line in lines]


def test_a_policy_of_ones_own_is_named_by_its_own_digest() -> None:
    policy = read_policy(own(tenths=SHIPPED["tenths"] | {"weak": 5}, groups={"pixels": "container"}), "p.json")
    info = policy.info()
    assert (info.id, info.version) == ("desk", "7")
    assert info.terms == policy.as_json()
    assert info.digest == digest(info.terms)
    assert info.digest != default_policy().info().digest


def test_groups_may_be_put_together_and_never_taken_apart() -> None:
    policy = read_policy(own(groups={"human-reading": "readers", "archive": "known-images"}), "p.json")
    assert policy.group("human-reading:reader-1") == policy.group("human-reading:reader-2") == "readers"
    assert policy.group("archive") == "known-images"
    assert policy.group("ocr-text") == "ocr-text"


def test_every_mistake_is_named_at_once() -> None:
    wrong = {
        "id": "My policy",
        "tenths": {"none": 1, "weak": 3, "moderate": 2, "huge": 5, "strong": 70},
        "caps": {"assigned": "strong"},
        "groups": {"pixel": "container"},
        "threshold": 0,
        "groups_needed": 1,
        "extra": 2,
    }
    found = "\n".join(mistakes(own(**wrong)))
    for field in ("id:", "tenths.huge:", "tenths: a weight is missing for moderately_strong", "tenths.none: is not 0"):
        assert field in found
    for field in ("tenths.moderate:", "tenths.strong: is 60 or more", "caps.assigned: strong is too much"):
        assert field in found
    for field in ("groups.pixel:", "threshold: is less than 1", "groups_needed: is less than 2", "extra: is not"):
        assert field in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a policy"),
        ("[]", "one JSON object"),
        ('{"id": "a", "id": "b"}', "given twice"),
        ("[" * 100_000, "not a policy"),
        (own(caps={}), "caps.assigned: is missing"),
        (own(threshold="20"), "threshold:"),
        (own(tenths=[]), "tenths:"),
        (own(tenths={"none": True}), "tenths"),
        (own(caps={"assigned": []}), "caps.assigned:"),
    ],
)
def test_what_could_accuse_by_mistake_is_refused(text: str, words: str) -> None:
    assert any(words in line for line in mistakes(text))
