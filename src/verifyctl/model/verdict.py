"""The verdict file: everything that a reader needs to re-check what was concluded."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import to_json

from verifyctl.model.base import Count, Digest, Evidence, Integer, Model, Slug, circumstance, put_back_unknown
from verifyctl.model.canonical import check_profile, shown
from verifyctl.model.claim import Denial, Handling, Reading
from verifyctl.model.evidence import Digests
from verifyctl.model.finding import Axis, Contradiction, Finding
from verifyctl.model.matches import MatchesFacts
from verifyctl.model.stage import Component, StageResult
from verifyctl.model.text import TextFacts
from verifyctl.model.timeline import Timeline

VERDICT_FORMAT = "verifyctl.verdict"
FORMAT_VERSION = "1.1.0"


class Status(StrEnum):
    """Where an axis or an assertion stands."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    CONFLICTING = "conflicting"
    INCONCLUSIVE = "inconclusive"
    NOT_ASSESSED = "not_assessed"


class Outcome(StrEnum):
    """Where the claim stands as a whole. There is deliberately no word for "true"."""

    CONTRADICTED = "contradicted"
    RECIRCULATED = "recirculated"
    ALTERED = "altered"
    CONFLICTING = "conflicting"
    INCONCLUSIVE = "inconclusive"
    NOT_ASSESSABLE = "not_assessable"
    CONSISTENT = "consistent"


class Groups(Model):
    """How many independent groups speak for and against."""

    supporting: Annotated[Count, Field(alias="for")]
    contradicting: Annotated[Count, Field(alias="against")]


class Standing(Model):
    """The sum for one axis or assertion. `net` is in tenths of log10 of the likelihood ratio.

    `steps` are the lines of the sum: whoever adds them up by hand arrives at `net`.
    """

    status: Status
    support: str
    net: Annotated[Integer, Field(alias="net_tenths_log10")]
    groups: Annotated[Groups, Field(alias="independent_groups")]
    findings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class AxisName(Model):
    """Which of the five questions."""

    id: Axis
    question: str


class AssertionName(Model):
    """Which assertion of the claim. `fixed` marks what no tool assesses, with the reason and who could.

    `understood` is what its value was taken to mean: places by name and id, roles in the spelling in which they are
    compared, times as intervals.
    """

    id: str
    kind: str
    statement: str
    understood: tuple[str, ...] | None = None
    load_bearing: bool
    origin: Literal["machine_parsed"] | None = None
    fixed: bool = False
    reason: str | None = None
    who_could: str | None = None


# The base that is named last gives its fields first: a reader of the file sees the name before the sum.
class AxisStanding(Standing, AxisName):
    """One of the five questions, and where it stands."""


class AssertionStanding(Standing, AssertionName):
    """One assertion of the claim, and where it stands."""


class Tool(Model):
    """What made the verdict."""

    name: Literal["verifyctl"] = "verifyctl"
    version: str
    python: str
    platform: str
    components: tuple[Component, ...] = ()


class PolicyInfo(Model):
    """The weights in force. `terms` is the whole policy, so that the sums can be done again from this file alone."""

    id: Slug
    version: str
    scale: str
    digest: Digest
    terms: Evidence | None = None


class Subject(Model):
    """The evidence. The digests identify it; the name is only what the file was called."""

    name: str = circumstance()
    role: str = "working_copy"
    digests: Digests
    pixel_digest: str | None = None
    bytes: Count
    media_type: str
    width: Count | None = None
    height: Count | None = None


class Related(Model):
    """Another file that the claim names: what it is called there, its role, and what it is a copy of."""

    name: str
    role: str
    sha256: str | None = None
    of: str | None = None


class ClaimInfo(Model):
    """The claim that was looked at, and the words of those who deny it.

    `origin` is `machine_parsed` where the assertions were taken from one sentence and nobody wrote them down.
    """

    id: Slug
    digest: Digest
    statement: str
    origin: Literal["machine_parsed"] | None = None
    media: tuple[Related, ...] = ()
    denials: tuple[Denial, ...] = ()
    readings: tuple[Reading, ...] = ()


class Conclusion(Model):
    """The outcome in words. Each sentence of `says` carries its limit in itself.

    `choice` says, first of all, whether anything helps to choose between the hypotheses; empty without a claim.
    """

    outcome: Outcome
    headline: str
    choice: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    does_not_say: tuple[str, ...] = Field(min_length=1)
    next_steps: tuple[str, ...] = ()


class Hypothesis(Model):
    """One of the rival explanations and what is consistent with it, at odds with it, and could not tell.

    Findings stand by their id, effective contradictions as `contradiction:KIND`, stages that gave nothing as
    `stage:NAME`.
    """

    id: str
    text: str
    consistent: tuple[str, ...] = ()
    inconsistent: tuple[str, ...] = ()
    untested: tuple[str, ...] = ()


class NotAssessed(Model):
    """A question that was not answered, and why."""

    question: str
    why: str


class Reproduce(Model):
    """How to do it again: the command without paths, the settings, and that no network was used."""

    command: tuple[str, ...]
    settings: Evidence
    network: Literal["none"] = "none"


class Custody(Model):
    """The custody log of the case as it stood: its file's name, how many records it had, the hash of the last one."""

    log: str
    records: Count
    head: Digest


class Earlier(Model):
    """An earlier verdict that this one takes the place of, and why."""

    id: Digest
    reason: str


class Redaction(Model):
    """A value that was taken out: its number in the markers, of which kind, its commitment, in how many places.

    `commit` is the SHA-256 of a secret salt followed by the value.
    """

    number: Count
    redacted: str
    commit: Digest
    places: Count


class Time(Model):
    """The declared time block: with the id, the only part in which two runs may differ."""

    created: str


class Verdict(Model):
    """A verdict file. `id` covers all of it; `result_digest` what a re-run elsewhere must reproduce."""

    format: Literal["verifyctl.verdict"] = "verifyctl.verdict"
    format_version: str = FORMAT_VERSION
    id: Digest
    result_digest: Digest
    time: Time
    tool: Tool
    policy: PolicyInfo
    subject: tuple[Subject, ...] = Field(min_length=1)
    claim: ClaimInfo | None = None
    verdict: Conclusion
    assertions: tuple[AssertionStanding, ...] = ()
    axes: tuple[AxisStanding, ...] = Field(min_length=5, max_length=5)
    findings: tuple[Finding, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    timeline: Timeline | None = None
    not_assessed: tuple[NotAssessed, ...] = Field(min_length=1)
    limits: tuple[str, ...] = Field(min_length=1)
    stages: tuple[StageResult, ...] = Field(min_length=1)
    handling: Handling = Handling()
    reproduce: Reproduce
    custody: Custody | None = None
    supersedes: Earlier | None = None
    correction_of: Earlier | None = None
    redacted_from: Digest | None = None
    redactions: tuple[Redaction, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """As every model; of a later minor version with the fields that are not known here."""
        value = super().as_json()
        if self.format_version != FORMAT_VERSION:
            put_back_unknown(self, value)
        return value

    @property
    def outcome(self) -> Outcome:
        """The outcome of the claim."""
        return self.verdict.outcome

    @property
    def matches(self) -> MatchesFacts | None:
        """What was found in stores of known images, if that stage ran."""
        return next((result.facts for result in self.stages if isinstance(result.facts, MatchesFacts)), None)

    @property
    def text(self) -> TextFacts | None:
        """What was read on the picture, if that stage ran."""
        return next((result.facts for result in self.stages if isinstance(result.facts, TextFacts)), None)

    def to_bytes(self) -> bytes:
        """The file: UTF-8 JSON, one field a line, a newline at the end, fit to be shown on a terminal."""
        return self._written(indent=1)

    def to_line(self) -> bytes:
        """The same value in one line, a newline at the end."""
        return self._written(indent=None)

    def _written(self, indent: int | None) -> bytes:
        """As `printable` writes it; pydantic's writer gives the same text sooner."""
        value = self.as_json()
        check_profile(value)
        return (shown(to_json(value, indent=indent).decode()) + "\n").encode()
