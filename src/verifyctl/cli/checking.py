"""Progress of `check`: which stage of which picture, how many pictures a minute, and about how long the rest will take.

It is shown while a picture is examined and taken away before anything is printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from verifyctl.cli import options

# Shares of the time that a photographed page takes, roughly; stages that are not named here take one.
SHARES: Mapping[str, int] = {"text": 60, "pixels": 12, "matches": 12, "credentials": 3}

Listener = Callable[[str], None]


class Checking:
    """How far a call of `check` has come. `total` is the number of verdicts that it makes, `stages` run for each."""

    def __init__(self, choice: str, *, quiet: bool, total: int, stages: tuple[str, ...]) -> None:
        self._wanted = options.wants_progress(choice, quiet=quiet)
        self._total = total
        self._shares = {name: SHARES.get(name, 1) for name in stages}
        self._whole = sum(self._shares.values()) or 1
        self._done = 0
        self._started = self._seconds = 0.0

    @contextmanager
    def examining(self, name: str) -> Iterator[Listener | None]:
        """Show that this picture is examined; what is given is told of every stage. None where nothing is shown."""
        self._started = time.monotonic()
        try:
            if not self._wanted:
                yield None
            elif sys.stderr.isatty():
                with self._bar(name) as listener:
                    yield listener
            else:
                yield None
                self._line(name)
        finally:
            self._done += 1
            self._seconds += time.monotonic() - self._started

    def left(self, within: float, now: float) -> int | None:
        """About how many seconds the rest takes, `within` being the share of this picture that is done; None at first.

        A stage that takes longer than its share lengthens the estimate only when it ends; until then time runs down.
        """
        so_far = self._done + within
        if so_far <= 0:
            return None
        taken = self._seconds + now
        return max(0, round(taken / so_far * (self._total - so_far)))

    def rate(self) -> str:
        """Pictures a minute, after the first."""
        return f"{60 * self._done / self._seconds:.1f} a minute" if self._done and self._seconds else ""

    @contextmanager
    def _bar(self, name: str) -> Iterator[Listener]:
        from rich import progress as bars
        from rich.console import Console
        from rich.table import Column

        columns = (
            bars.SpinnerColumn("line"),
            bars.TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
            bars.BarColumn(24),
            bars.TextColumn("{task.fields[told]}", markup=False),
            bars.TimeElapsedColumn(),
        )
        with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
            task = shown.add_task(name, total=self._whole * self._total, told="")
            through = 0

            def listener(stage: str) -> None:
                nonlocal through
                left = self.left(through / self._whole, time.monotonic() - self._started)
                shown.update(
                    task,
                    description=f"{name}: {stage}",
                    completed=self._done * self._whole + through,
                    told=self._told(left),
                )
                through += self._shares.get(stage, 0)

            yield listener

    def _told(self, left: int | None) -> str:
        """`3 of 10, 12.4 a minute, about 40 s left`, as much of it as there is to say."""
        place = f"{self._done + 1} of {self._total}" if self._total > 1 else ""
        return ", ".join(filter(None, (place, self.rate(), f"about {left} s left" if left is not None else "")))

    def _line(self, name: str) -> None:
        import click

        now = time.monotonic() - self._started
        left = self.left(1.0, now)
        told = self._told(left if self._done + 1 < self._total else None)
        click.echo("; ".join(filter(None, (f"{name}: {now:.1f} s", told))), err=True)
