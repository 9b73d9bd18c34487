"""The policy: weights, caps and thresholds, as a named, versioned, digested data file.

The default follows notes on evaluative reporting (ENFSI 2015): words for likelihood ratios, the floor of each band
in tenths of log10, so that sums are integers that a reader can add by hand.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from pydantic import Field

from verifyctl.model.base import Count, Model, Slug
from verifyctl.model.canonical import digest
from verifyctl.model.finding import Basis, Strength
from verifyctl.model.verdict import PolicyInfo


class Policy(Model):
    """`tenths`: weight of each word; `caps`: the strongest word for a basis; thresholds in tenths of log10."""

    id: Slug
    version: str
    scale: str
    tenths: dict[Strength, Count]
    caps: dict[Basis, Strength] = Field(default_factory=dict)
    threshold: Count
    conflict_threshold: Count
    groups_needed: Count

    def info(self) -> PolicyInfo:
        """What a verdict records of the policy."""
        return PolicyInfo(id=self.id, version=self.version, scale=self.scale, digest=digest(self.as_json()))

    def weight(self, strength: Strength, basis: Basis) -> int:
        """Tenths of log10 for a strength, after the cap on its basis."""
        value = self.tenths[strength]
        cap = self.caps.get(basis)
        return value if cap is None else min(value, self.tenths[cap])


@cache
def default_policy() -> Policy:
    """The policy that is shipped."""
    text = files("verifyctl.reasoning").joinpath("default_policy.json").read_text(encoding="utf-8")
    return Policy.model_validate_json(json.dumps(json.loads(text)))
