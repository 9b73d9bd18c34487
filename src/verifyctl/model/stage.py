"""How a stage ended. There is no silent ending."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from verifyctl.model.base import Evidence, Model, Slug, reproducible
from verifyctl.model.canonical import digest
from verifyctl.model.facts import StageFacts


class StageStatus(StrEnum):
    """`ran`; `not_applicable` to this evidence; `unavailable`, a tool is missing; `skipped`, asked for; `failed`."""

    RAN = "ran"
    NOT_APPLICABLE = "not_applicable"
    UNAVAILABLE = "unavailable"
    SKIPPED = "skipped"
    FAILED = "failed"


class Component(Model):
    """A program, package or data file on which the facts depend."""

    name: str
    version: str | None = None
    digest: str | None = None


class StageResult(Model):
    """The outcome of one stage. All but `ran` carry a reason; a failed stage may still give partial facts.

    A stage that ran without facts says in its reason that they were left out (of a public version).
    """

    stage: Slug
    version: str
    status: StageStatus
    reason: str | None = None
    next_step: str | None = None
    params: Evidence = Field(default_factory=dict)
    components: tuple[Component, ...] = ()
    facts: StageFacts | None = None

    @model_validator(mode="after")
    def _never_silent(self) -> Self:
        if self.status is StageStatus.RAN and self.facts is None and not self.reason:
            raise ValueError("a stage that ran has facts, or says why they were left out")
        if self.status is not StageStatus.RAN and not self.reason:
            raise ValueError(f"a stage that ended {self.status} gives a reason")
        return self

    def facts_digest(self) -> str | None:
        """The digest of what a re-run of this stage must reproduce."""
        return None if self.facts is None else digest(reproducible(self.facts))
