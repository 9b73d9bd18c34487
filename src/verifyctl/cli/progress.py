"""Progress on standard error: a bar with the rate and the time that is left, above which messages are printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from verifyctl.cli import options


class Told(Protocol):
    """What a long command tells its user while it works."""

    def advance(self, steps: int = 1) -> None:
        """Some of the work is done."""

    def say(self, text: str, *, err: bool = True) -> None:
        """A line of text, made harmless by the caller; on standard error unless `err` is false."""


class _Plain:
    def advance(self, steps: int = 1) -> None:
        pass

    def say(self, text: str, *, err: bool = True) -> None:
        if err:
            click.echo(text, err=True)
        else:
            from verifyctl.cli.output import write

            write(f"{text}\n")


@contextmanager
def progress(choice: str, *, quiet: bool, total: int | None, unit: str) -> Iterator[Told]:
    """Show progress where `choice` (auto, always, never) and the terminal want it. `unit` is what is counted."""
    if not options.wants_progress(choice, quiet=quiet):
        yield _Plain()
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


class _Bar(_Plain):
    def __init__(self, shown: object, total: int | None, unit: str) -> None:
        from rich.progress import Progress

        if not isinstance(shown, Progress):
            raise TypeError("no bar")
        self._shown = shown
        self._unit = unit
        self._task = shown.add_task("", total=total, rate="")

    def advance(self, steps: int = 1) -> None:
        self._shown.advance(self._task, steps)
        speed = self._shown.tasks[0].speed
        self._shown.update(self._task, rate=f"{speed:.1f} {self._unit}/s" if speed else "")

    def say(self, text: str, *, err: bool = True) -> None:
        import sys

        from rich.text import Text

        if err or sys.stdout.isatty():  # above the bar, which would be torn otherwise
            self._shown.console.print(Text(text), soft_wrap=True, highlight=False)
        else:
            super().say(text, err=False)
