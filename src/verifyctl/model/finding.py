"""Findings: what a rule observed, for which proposition against which alternative, and how much it weighs."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from verifyctl.model.base import Box, Count, Evidence, Model, Slug
from verifyctl.model.claim import Layer


class Axis(StrEnum):
    """Five questions that are kept apart."""

    INTEGRITY = "integrity"
    ORIGINALITY = "originality"
    CONTENT = "content"
    TIME_PLACE = "time_place"
    SOURCE = "source"


AXIS_QUESTIONS: dict[Axis, str] = {
    Axis.INTEGRITY: "Has the picture been changed since it was made?",
    Axis.ORIGINALITY: "Is this the first known copy?",
    Axis.CONTENT: "Does it say or show what is claimed?",
    Axis.TIME_PLACE: "Do the stated times and places hold together?",
    Axis.SOURCE: "Can the picture be traced to whoever first had it?",
}


class Direction(StrEnum):
    """Whether the observation speaks for the proposition, against it, for neither, or cannot tell."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"
    NOT_ASSESSABLE = "not_assessable"


class Strength(StrEnum):
    """ENFSI (2015) words for the likelihood ratio; the last word of that scale is never given by machine."""

    NONE = "none"
    WEAK = "weak"
    MODERATE = "moderate"
    MODERATELY_STRONG = "moderately_strong"
    STRONG = "strong"
    VERY_STRONG = "very_strong"


class Basis(StrEnum):
    """Where the strength comes from: a measurement, a person's reading, logic, or a developer's judgement."""

    MEASURED = "measured"
    CONFIRMED = "confirmed"
    LOGICAL = "logical"
    ASSIGNED = "assigned"


LocationKind = Literal["tag", "byte_range", "pixel_box", "text_span", "external_record", "file_name", "claim"]


class Location(Model):
    """Where the observation can be looked up: a tag, bytes, a box of pixels, read text, a record, the claim."""

    kind: LocationKind
    where: str
    box: Box | None = None
    start: Count | None = None
    end: Count | None = None


class AppliesTo(Model):
    """What a finding bears on."""

    axes: tuple[Axis, ...] = ()
    assertions: tuple[str, ...] = ()


class Finding(Model):
    """One observation of one rule.

    `id` is the rule's code, with the assertion or item it concerns behind a colon where there may be several.
    """

    id: str
    code: Slug
    layer: Layer
    observation: str
    proposition: str
    alternative: str
    direction: Direction
    strength: Strength = Strength.NONE
    basis: Basis
    group: str
    applies_to: AppliesTo
    limits: tuple[str, ...] = Field(min_length=1)
    innocent_explanations: tuple[str, ...] = ()
    next_step: str | None = None
    evidence: Evidence = Field(default_factory=dict)
    locations: tuple[Location, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _weight_has_a_direction(self) -> Self:
        weighs = self.direction in (Direction.SUPPORTS, Direction.CONTRADICTS)
        if weighs != (self.strength is not Strength.NONE):
            raise ValueError(f"{self.id}: a finding weighs if and only if it has a direction")
        if self.direction is Direction.CONTRADICTS and not self.innocent_explanations:
            raise ValueError(f"{self.id}: a finding that contradicts names its innocent explanations")
        return self

    @property
    def reproducible(self) -> bool:
        """False if it rests on the file's name alone, which is no part of the evidence."""
        return any(location.kind != "file_name" for location in self.locations)


class PremiseBasis(StrEnum):
    """How a premise of a contradiction is known. Only the first three can carry one."""

    COMPUTED = "computed"
    ARCHIVED = "archived"
    HUMAN_CONFIRMED = "human_confirmed"
    MACHINE_READING = "machine_reading"
    LIKENESS = "likeness"
    FILE_STATEMENT = "file_statement"
    STATEMENT = "statement"


CARRYING_BASES = frozenset({PremiseBasis.COMPUTED, PremiseBasis.ARCHIVED, PremiseBasis.HUMAN_CONFIRMED})


class Premise(Model):
    """One premise: what it says, how it is known, and the finding that holds it."""

    text: str
    basis: PremiseBasis
    finding: str | None = None


class Contradiction(Model):
    """Two things that cannot both hold. Effective only if every premise can carry it; else only possible."""

    kind: Slug
    statement: str
    premises: tuple[Premise, ...] = Field(min_length=2)
    assertions: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    effective: bool

    @classmethod
    def resting_on(
        cls,
        *premises: Premise,
        kind: str,
        statement: str,
        assertions: tuple[str, ...] = (),
        axes: tuple[Axis, ...] = (),
    ) -> Self:
        """A contradiction that is effective exactly where all its premises can carry it."""
        return cls(
            kind=kind,
            statement=statement,
            premises=premises,
            assertions=assertions,
            axes=axes,
            effective=all(premise.basis in CARRYING_BASES for premise in premises),
        )

    @model_validator(mode="after")
    def _effective_by_its_premises(self) -> Self:
        if self.effective != all(premise.basis in CARRYING_BASES for premise in self.premises):
            raise ValueError(f"{self.kind}: effective if and only if every premise can carry it")
        return self
