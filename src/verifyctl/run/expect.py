"""Expected results: comparing verdicts with what a file of expectations says, for regression over evidence folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

import yaml
from pydantic import Field, ValidationError

from verifyctl.errors import UsageError
from verifyctl.model.base import Digest, Model
from verifyctl.model.canonical import digest
from verifyctl.model.finding import Axis, Direction
from verifyctl.model.stage import StageResult
from verifyctl.model.verdict import Outcome, Standing, Status, Verdict

FORMAT = "verifyctl.expected/1"


class Expected(Model):
    """What is expected of one verdict; what is left out is not compared. `stages` are digests of what they found."""

    outcome: Outcome | None = None
    axes: dict[Axis, Status] = Field(default_factory=dict)
    assertions: dict[str, Status] = Field(default_factory=dict)
    findings: dict[str, Direction] = Field(default_factory=dict)
    stages: dict[str, Digest] = Field(default_factory=dict)
    result_digest: Digest | None = None

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """All that can be expected of a verdict to come out the same again."""
        return cls(
            outcome=verdict.outcome,
            axes={axis.id: axis.status for axis in verdict.axes},
            assertions={item.id: item.status for item in verdict.assertions},
            findings={finding.id: finding.direction for finding in verdict.findings if finding.reproducible},
            stages={result.stage: _stage_digest(result) for result in verdict.stages},
            result_digest=verdict.result_digest,
        )

    def differences(self, verdict: Verdict) -> Iterator[str]:
        """Every difference in words: what changed for the claim first, with the sum behind it, then where it began."""
        if self.outcome not in (None, verdict.outcome):
            yield f"outcome: expected {_value(self.outcome)}, found {verdict.outcome.value}"
        axes = {axis.id: axis for axis in verdict.axes}
        assertions = {item.id: item for item in verdict.assertions}
        for axis, status in self.axes.items():
            yield from _standing(f"axis {axis.value}", status, axes.get(axis))
        for identifier, status in self.assertions.items():
            yield from _standing(f"assertion {identifier}", status, assertions.get(identifier))
        yield from self._findings(verdict)
        stages = {result.stage: _stage_digest(result) for result in verdict.stages}
        changed = [name for name, digest in self.stages.items() if stages.get(name) != digest]
        yield from (f"stage {name}: {'other facts' if name in stages else 'absent'}" for name in changed)
        if self.result_digest not in (None, verdict.result_digest):
            yield f"result_digest: expected {self.result_digest}, found {verdict.result_digest}"

    def _findings(self, verdict: Verdict) -> Iterator[str]:
        if not self.findings:
            return
        found = {finding.id: finding.direction for finding in verdict.findings if finding.reproducible}
        for name, direction in self.findings.items():
            if found.get(name) is not direction:
                yield f"finding {name}: expected {direction.value}, found {_value(found.get(name))}"
        yield from (
            f"finding {name}: not expected, found {direction.value}"
            for name, direction in found.items()
            if name not in self.findings
        )


def _value(item: StrEnum | None) -> str:
    return "nothing" if item is None else item.value


def _standing(what: str, expected: Status, found: Standing | None) -> Iterator[str]:
    status = "absent" if found is None else found.status.value
    if status != expected.value:
        weighing = [step for step in found.steps if not step.endswith("no weight")] if found else []
        because = f" ({'; '.join(weighing)})" if weighing else ""
        yield f"{what}: expected {expected.value}, found {status}{because}"


def _stage_digest(result: StageResult) -> str:
    return digest({"status": result.status.value, "version": result.version, "facts": result.facts_digest()})


class Expectations(Model):
    """A file of expectations, by file name (or path within the folder) of the evidence."""

    format: Literal["verifyctl.expected/1"]
    expect: Annotated[dict[str, Expected], Field(min_length=1)]

    def differences(self, name: str, verdict: Verdict) -> tuple[str, ...]:
        """Every difference between a verdict and what is expected of `name`, in words."""
        expected = self.expect.get(name) or self.expect.get(name.rpartition("/")[2])
        if expected is None:
            return (f"{name}: nothing is expected of this file; the verdict says {verdict.outcome.value}",)
        return tuple(f"{name}: {difference}" for difference in expected.differences(verdict))


def written(entries: Mapping[str, Expected]) -> bytes:
    """A file of expectations as YAML, in the order of the names."""
    value = {
        "format": FORMAT,
        "expect": {name: entries[name].model_dump(mode="json", exclude_defaults=True) for name in sorted(entries)},
    }
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)
    return text.encode()


def parse(text: str, name: str) -> Expectations:
    """Read expectations from YAML or JSON. Raises UsageError, naming the place."""
    import json

    try:
        tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes text and nothing else
        return Expectations.model_validate_json(json.dumps(tree))
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError(f"{name}: not YAML or JSON: {error}") from error
    except ValidationError as error:
        problems = [
            f"{name}: {'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}" for detail in error.errors()
        ]
        raise UsageError("\n".join(problems)) from error
