"""Expected results: comparing verdicts with what a file of expectations says, for regression over evidence folders."""

from __future__ import annotations

from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError

from verifyctl.errors import UsageError
from verifyctl.model.base import Digest, Model
from verifyctl.model.finding import Axis
from verifyctl.model.verdict import Outcome, Status, Verdict


class Expected(Model):
    """What is expected of one verdict; what is left out is not compared."""

    outcome: Outcome | None = None
    axes: dict[Axis, Status] = Field(default_factory=dict)
    assertions: dict[str, Status] = Field(default_factory=dict)
    result_digest: Digest | None = None


class Expectations(Model):
    """A file of expectations, by file name (or path within the folder) of the evidence."""

    format: Literal["verifyctl.expected/1"]
    expect: Annotated[dict[str, Expected], Field(min_length=1)]

    def differences(self, name: str, verdict: Verdict) -> tuple[str, ...]:
        """Every difference between a verdict and what is expected of `name`, in words."""
        expected = self.expect.get(name) or self.expect.get(name.rpartition("/")[2])
        if expected is None:
            return (f"{name}: nothing is expected of this file; the verdict says {verdict.outcome.value}",)
        pairs: list[tuple[str, str | None, str]] = [
            ("outcome", expected.outcome.value if expected.outcome else None, verdict.outcome.value),
            ("result_digest", expected.result_digest, verdict.result_digest),
        ]
        axes = {axis.id: axis.status.value for axis in verdict.axes}
        pairs += [(f"axis {axis.value}", status.value, axes[axis]) for axis, status in expected.axes.items()]
        found = {item.id: item.status.value for item in verdict.assertions}
        pairs += [
            (f"assertion {identifier}", status.value, found.get(identifier, "absent"))
            for identifier, status in expected.assertions.items()
        ]
        return tuple(
            f"{name}: {what}: expected {wanted}, found {given}"
            for what, wanted, given in pairs
            if wanted not in (None, given)
        )


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
