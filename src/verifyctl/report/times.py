"""The timeline in the terminal report: every dated thing in order, how it is known, and what cannot both hold."""

from __future__ import annotations

from rich.text import Text

from verifyctl.model.verdict import Status, Verdict
from verifyctl.report import words
from verifyctl.report.chart import Chart, Clash, Row, moment, of
from verifyctl.report.layout import Page
from verifyctl.report.safe import clipped, isolated, sentence

_PROSE = 300
_ROWS = 24
_CLASHES = 8
_MARKER = "!"


def add_timeline(page: Page, verdict: Verdict, *, verbose: bool) -> None:
    """A row for each dated thing, by its earliest moment; with `verbose` all rows, and what could not be tested."""
    chart = of(verdict)
    if chart is None:
        return
    page.heading("Timeline: every moment that each time can mean, in UTC")
    shown = list(chart.rows) if verbose else _shown(chart)
    page.columns([_cells(row, marked=bool(chart.impossible)) for row in shown])
    if len(shown) < len(chart.rows):
        page.add(f"and {len(chart.rows) - len(shown):,} more; -v shows all", indent=2, style="dim")
    style = words.STATUS_STYLES[Status.CONTRADICTED]
    _add_clashes(page, Text("Cannot both hold: ", style=style), chart.impossible, verbose=verbose)
    if chart.impossible:
        page.add("This says that two statements clash, never which of them is wrong.", indent=2, style="dim")
    if verbose:
        _add_clashes(page, Text("Could not be tested: ", style="dim"), chart.untested, verbose=True)
    elif chart.untested:
        told = words.counted(len(chart.untested), "pair", "pairs")
        page.add(f"{told} of times could not be tested against each other; -v says why", indent=2, style="dim")


def _shown(chart: Chart) -> list[Row]:
    """The first rows, and every one that clashes."""
    first = {row.id for row in chart.rows[:_ROWS]}
    return [row for row in chart.rows if row.id in first or row.clashes]


def _cells(row: Row, *, marked: bool) -> tuple[Text, ...]:
    """A column for the mark of a clash where there is one, then the earliest moment, then all else."""
    clash = words.STATUS_STYLES[Status.CONTRADICTED]
    marker = Text(_MARKER if row.clashes else " ", style=clash)
    assertion = f" ({isolated(clipped(row.assertion, _PROSE))})" if row.assertion else ""
    earliest, latest = moment(row.span.earliest), moment(row.span.latest)
    said = row.said if latest == earliest else f"until {latest}; {row.said}"
    what = Text.assemble(
        f"{sentence(clipped(row.label, _PROSE))}{assertion}\n“{isolated(clipped(row.text, _PROSE))}”; ",
        (said, "dim"),
    )
    for other in row.clashes:
        what.append_text(Text(f"\ncannot stand with: {sentence(clipped(other, _PROSE))}", style=clash))
    return (marker, Text(earliest), what) if marked else (Text(earliest), what)


def _add_clashes(page: Page, label: Text, clashes: tuple[Clash, ...], *, verbose: bool) -> None:
    told = clashes if verbose else clashes[:_CLASHES]
    for one in told:
        pair = f"{sentence(clipped(one.first, _PROSE))}, and {sentence(clipped(one.second, _PROSE))}: "
        page.item(Text.assemble(label, pair, words.stopped(sentence(clipped(one.reason, _PROSE)))))
    if len(told) < len(clashes):
        page.add(f"and {len(clashes) - len(told):,} more in the verdict file", indent=2, style="dim")
