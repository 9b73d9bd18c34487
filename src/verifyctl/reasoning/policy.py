"""The policy: weights, caps, groups and thresholds, as a named, versioned, digested data file.

The default follows notes on evaluative reporting (ENFSI 2015): words for likelihood ratios, the floor of each band
in tenths of log10, so that sums are integers that a reader can add by hand. Users may give a policy of their own; what
keeps a verdict from accusing by mistake is not up to it (see `_unsafe`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from pydantic import Field, ValidationError

from verifyctl.errors import ConfigError
from verifyctl.model.base import Count, Model, Slug
from verifyctl.model.canonical import digest
from verifyctl.model.finding import Basis, Strength
from verifyctl.model.verdict import PolicyInfo

HIGHEST = 60
"""Tenths of log10 at which the scale's last word begins, which no machine gives."""

LONGEST = 64 * 1024
"""Bytes of a policy file."""


class Policy(Model):
    """`tenths`: weight of each word; `caps`: the strongest word for a basis; thresholds in tenths of log10.

    `groups` puts findings of one group (or of all groups of a family, such as `human-reading`) into another, so that
    both count once together. Nothing can be told apart by it that the rules hold together.
    """

    id: Slug
    version: str
    scale: str
    tenths: dict[Strength, Count]
    caps: dict[Basis, Strength] = Field(default_factory=dict)
    groups: dict[str, str] = Field(default_factory=dict)
    threshold: Count
    conflict_threshold: Count
    groups_needed: Count

    def info(self) -> PolicyInfo:
        """What a verdict records of the policy."""
        terms = self.as_json()
        return PolicyInfo(id=self.id, version=self.version, scale=self.scale, digest=digest(terms), terms=terms)

    def weight(self, strength: Strength, basis: Basis) -> int:
        """Tenths of log10 for a strength, after the cap on its basis."""
        value = self.tenths[strength]
        cap = self.caps.get(basis)
        return value if cap is None else min(value, self.tenths[cap])

    def group(self, name: str) -> str:
        """The group in which findings of a rule's group count."""
        family = name.partition(":")[0]
        return self.groups.get(name, self.groups.get(family, name))


@cache
def default_policy() -> Policy:
    """The policy that is shipped."""
    text = files("verifyctl.reasoning").joinpath("default_policy.json").read_text(encoding="utf-8")
    return read_policy(text, "default_policy.json")


def read_policy(text: str, name: str) -> Policy:
    """A policy from JSON. Raises ConfigError with every mistake, `name` before each."""
    try:
        raw = json.loads(text, object_pairs_hook=_without_repeats)
    except ValueError as error:
        raise ConfigError(f"{name}: not a policy: {error}") from None
    except RecursionError:
        raise ConfigError(f"{name}: not a policy: it is nested too deeply") from None
    if not isinstance(raw, dict):
        raise ConfigError(f"{name}: a policy is one JSON object with {', '.join(Policy.model_fields)}")
    problems: list[str] = []
    policy: Policy | None = None
    try:
        policy = Policy.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        problems = [_in_words(detail) for detail in error.errors(include_url=False)]
    problems += _unsafe(raw)
    if problems or policy is None:
        raise ConfigError(
            "\n".join(f"{name}: {problem}" for problem in dict.fromkeys(problems)),
            hint="Begin from policy.terms of a verdict; docs/reference/policy.md says what may be changed.",
        )
    return policy


def groups_of_rules() -> frozenset[str]:
    """Every group, or family of groups, in which a rule counts its findings."""
    # Here, so that whoever checks a verdict's sums does not load every rule.
    from verifyctl.rules.catalogue import RULES

    return frozenset(rule.group for rule in RULES)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name!r} is given twice")
    return dict(pairs)


def _in_words(detail: Any) -> str:
    where = ".".join(str(part) for part in detail["loc"] if part != "[key]")
    if detail["type"] == "missing":
        return f"{where}: is missing"
    if detail["type"] == "extra_forbidden":
        return f"{where}: is not a field of a policy; they are {', '.join(Policy.model_fields)}"
    return f"{where}: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _unsafe(raw: dict[str, Any]) -> Iterator[str]:
    """What a policy may not change, of the fields that can be read at all.

    A scale that does not rise, a judgement that weighs more than moderate, a status from one group alone: each would
    let one mistake become an accusation.
    """
    tenths, caps, groups = (raw.get(name) for name in ("tenths", "caps", "groups"))
    if isinstance(tenths, dict):
        yield from _scale_mistakes(tenths)
    words = list(Strength)
    cap = caps.get(Basis.ASSIGNED.value) if isinstance(caps, dict) else None
    if caps is None or (isinstance(caps, dict) and cap is None):
        yield "caps.assigned: is missing; a weight that nobody measured is at most moderate"
    elif cap in words and words.index(Strength(cap)) > words.index(Strength.MODERATE):
        yield f"caps.assigned: {cap} is too much; a weight that nobody measured is at most moderate"
    if isinstance(groups, dict) and groups:
        known = groups_of_rules()
        yield from (
            f"groups.{name}: no rule counts in this group; they are {', '.join(sorted(known))}"
            for name in groups
            if name not in known and name.partition(":")[0] not in known
        )
    for name, least in (("threshold", 1), ("conflict_threshold", 1), ("groups_needed", 2)):
        value = raw.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value < least:
            yield f"{name}: is less than {least}"


def _scale_mistakes(tenths: dict[str, Any]) -> Iterator[str]:
    missing = [word.value for word in Strength if word.value not in tenths]
    if missing:
        yield f"tenths: a weight is missing for {', '.join(missing)}"
    given = [(word.value, tenths[word.value]) for word in Strength if isinstance(tenths.get(word.value), int)]
    if tenths.get("none", 0) != 0:
        yield "tenths.none: is not 0"
    for (_, lower), (word, value) in pairwise(given):
        if value <= lower:
            yield f"tenths.{word}: is not more than the word before it"
        elif value >= HIGHEST:
            yield f"tenths.{word}: is {HIGHEST} or more, which only a person may say"
