"""Progress on standard error, with rate and time left: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from verifyctl.cli import options

if TYPE_CHECKING:
    from rich.progress import Progress

_SECONDS_BETWEEN_LINES = 5.0


class Told(Protocol):
    """What a long command tells its user while it works."""

    def advance(self) -> None:
        """One more is done."""

    def say(self, text: str, *, err: bool = True) -> None:
        """A line of text that the caller has made harmless; on standard error, or on standard output if not `err`."""


@contextmanager
def progress(choice: str, *, quiet: bool, total: int | None, unit: str) -> Iterator[Told]:
    """Show progress where `choice` (auto, always, never) and the terminal want it. `unit` is what is counted."""
    if not options.wants_progress(choice, quiet=quiet):
        yield _Silent()
        return
    if not sys.stderr.isatty():
        lines = _Lines(total, unit)
        yield lines
        lines.show()
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeElapsedColumn(),
        bars.TextColumn("left"),
        bars.TimeRemainingColumn(),
    )
    # Results must reach standard output, wherever that leads; rich would send them along with the bar.
    with bars.Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        yield _Bar(shown, total, unit)


class _Silent:
    def advance(self) -> None:
        pass

    def say(self, text: str, *, err: bool = True) -> None:
        if err:
            click.echo(text, err=True)
        else:
            from verifyctl.cli.output import write

            write(f"{text}\n")


class _Lines(_Silent):
    def __init__(self, total: int | None, unit: str) -> None:
        self._total = total
        self._unit = unit
        self._done = 0
        self._started = self._shown = time.monotonic()

    def advance(self) -> None:
        self._done += 1
        if time.monotonic() - self._shown >= _SECONDS_BETWEEN_LINES:
            self.show()

    def show(self) -> None:
        """Print where the work stands."""
        self._shown = time.monotonic()
        rate = self._done / max(self._shown - self._started, 0.001)
        words = (
            f"{self._done}{f' of {self._total}' if self._total is not None else ''} {self._unit}, {rate:.1f} a second"
        )
        if self._total is not None and self._done < self._total and self._done:
            words += f", {round((self._total - self._done) / rate)} s left"
        click.echo(words, err=True)


class _Bar(_Silent):
    def __init__(self, shown: Progress, total: int | None, unit: str) -> None:
        self._shown = shown
        self._unit = unit
        self._task = shown.add_task("", total=total, rate="")

    def advance(self) -> None:
        self._shown.advance(self._task)
        speed = self._shown.tasks[0].speed
        self._shown.update(self._task, rate=f"{speed:.1f} {self._unit}/s" if speed else "")

    def say(self, text: str, *, err: bool = True) -> None:
        from rich.text import Text

        if err or sys.stdout.isatty():  # above the bar, which would be torn otherwise
            self._shown.console.print(Text(text), soft_wrap=True, highlight=False)
        else:
            super().say(text, err=False)
