"""What a run's results mean for its exit code, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from verifyctl.model.verdict import Verdict
    from verifyctl.run.expect import Expectations, Expected
    from verifyctl.settings import Settings

# The contract's order of urgency: failed, usage, gate, stage, input.
URGENCY = (1, 2, 5, 4, 3)
DONE, USAGE, UNREADABLE, STAGE_MISSING, GATE = 0, 2, 3, 4, 5


@dataclass
class Gates:
    """Collects the codes that results give rise to, and says on stderr why."""

    settings: Settings
    expected: Expectations | None = None
    codes: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    write_to: str | None = None
    collected: dict[str, Expected] = field(default_factory=dict)

    @property
    def wants_verdicts(self) -> bool:
        """Whether whole verdicts are needed, and not only their outcomes."""
        return self.expected is not None or self.write_to is not None

    def verdict(self, name: str, verdict: Verdict) -> None:
        """Hold a verdict against --require, --fail-on and --expect."""
        self.outcome(name, verdict.outcome.value)
        self.stages(
            name, tuple(f"{item.stage} ({item.status.value})" for item in verdict.stages if item.status != "ran")
        )
        self.seen.add(name)
        if self.write_to is not None:
            from verifyctl.run.expect import Expected

            self.collected[name] = Expected.of(verdict)
        for difference in self.expected.differences(name, verdict) if self.expected else ():
            self._complain(difference, GATE)

    def outcome(self, name: str, outcome: str) -> None:
        """Hold an outcome against --fail-on."""
        if outcome in {item.value for item in self.settings.fail_on}:
            self._complain(f"{name}: the outcome is {outcome}, named by --fail-on", GATE)

    def stages(self, name: str, not_run: tuple[str, ...]) -> None:
        """Hold the stages that did not run, each as `stage (status)`, against --require.

        A stage that found itself not applicable could run: it looked, and had nothing to do.
        """
        for entry in not_run:
            stage, _, status = entry.partition(" ")
            if stage in self.settings.require and status != "(not_applicable)":
                self._complain(f"{name}: the required stage {stage} ended {status.strip('()')}", STAGE_MISSING)

    def unreadable(self) -> None:
        """An input could not be read."""
        self.codes.add(UNREADABLE)

    def wrong_claim(self) -> None:
        """A claim file was wrong."""
        self.codes.add(USAGE)

    def write_expected(self) -> None:
        """Write the file of --write-expected, if it was asked for and anything was examined. Raises UsageError."""
        if self.write_to is None or not self.collected:
            return
        from pathlib import Path

        from verifyctl.run.expect import written
        from verifyctl.run.output import write_atomically

        try:
            write_atomically(Path(self.write_to), written(self.collected))
        except OSError as error:
            raise click.UsageError(f"--write-expected: {self.write_to}: {error.strerror}") from error

    def exit_code(self) -> int:
        """The most urgent code."""
        return next((code for code in URGENCY if code in self.codes), DONE)

    def _complain(self, text: str, code: int) -> None:
        from verifyctl.report.safe import visible

        click.echo(visible(text), err=True)
        self.codes.add(code)


def expectations(path: str | None) -> Expectations | None:
    """The file behind --expect. Raises UsageError."""
    if path is None:
        return None
    from pathlib import Path

    from verifyctl.media.read import read_bytes
    from verifyctl.run.expect import parse

    return parse(read_bytes(Path(path), max_bytes=16 * 1024 * 1024).decode("utf-8", "replace"), path)
