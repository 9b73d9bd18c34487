"""What a rule is: a declaration, and a pure function from a case to what it observed.

The declaration is what the documentation, the catalogue and the finding have in common. The function
yields `Hit`s and, where two things cannot both hold, `Contradiction`s. Silence is allowed: a rule whose
question does not arise yields nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from verifyctl.model.claim import Assertion, Claim, Layer
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import Facts
from verifyctl.model.finding import (
    AppliesTo,
    Axis,
    Basis,
    Contradiction,
    Direction,
    Finding,
    Location,
    Strength,
)

LARGER_COPY = "Look for an earlier, larger copy before looking at details: this one was saved so that some are gone."
"""What to do next in the words of every rule that says so, for steps are listed once by their words."""


@dataclass(frozen=True)
class Case:
    """All that a rule may look at."""

    evidence: EvidenceFile
    facts: Facts
    claim: Claim | None = None

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """The claim's assertions; none without a claim."""
        return self.claim.assertions if self.claim else ()


@dataclass(frozen=True)
class Hit:
    """One observation.

    `about` tells several hits of one rule apart; `assertions` are the ids it bears on. `next_step` replaces the
    rule's own; empty where that has been done already.
    """

    observation: str
    direction: Direction
    locations: tuple[Location, ...]
    strength: Strength = Strength.NONE
    about: str = ""
    assertions: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    group: str | None = None
    basis: Basis | None = None
    limits: tuple[str, ...] = ()
    next_step: str | None = None


@dataclass(frozen=True)
class Rule:
    """The declaration of a finding code. `strongest` is the most that it ever weighs."""

    code: str
    title: str
    axis: Axis
    layer: Layer
    group: str
    basis: Basis
    strongest: Strength
    stages: tuple[str, ...]
    proposition: str
    alternative: str
    limits: tuple[str, ...]
    innocent_explanations: tuple[str, ...]
    judge: Callable[[Case], Iterable[Hit | Contradiction]]
    next_step: str | None = None

    def finding(self, hit: Hit) -> Finding:
        """The finding that a hit of this rule amounts to."""
        return Finding(
            id=f"{self.code}:{hit.about}" if hit.about else self.code,
            code=self.code,
            layer=self.layer,
            observation=hit.observation,
            proposition=self.proposition,
            alternative=self.alternative,
            direction=hit.direction,
            strength=hit.strength,
            basis=hit.basis or self.basis,
            group=hit.group or self.group,
            applies_to=AppliesTo(axes=(self.axis,), assertions=hit.assertions),
            limits=hit.limits + self.limits,
            innocent_explanations=self.innocent_explanations,
            next_step=self.next_step if hit.next_step is None else hit.next_step or None,
            evidence=dict(hit.evidence),
            locations=hit.locations,
        )
