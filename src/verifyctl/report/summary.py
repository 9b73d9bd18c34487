"""A verdict in one line, and as a row of a batch's `summary.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from verifyctl.model.finding import Axis
from verifyctl.model.stage import StageStatus
from verifyctl.model.verdict import Verdict
from verifyctl.report.safe import clipped, isolated, sentence, visible
from verifyctl.report.words import counted, in_short, matches_of, plain

COLUMNS: tuple[str, ...] = (
    "name",
    "sha256",
    "outcome",
    *(axis.value for axis in Axis),
    "contradictions",
    "possible_contradictions",
    "matches",
    "best_match",
    "stages_not_run",
    "verdict_file",
    "problem",
)

# What a spreadsheet takes for the beginning of a formula; the wide forms count in some locales.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def one_line(verdict: Verdict) -> str:
    """Name, outcome and headline; after them what weakens or endangers the reading of the outcome."""
    effective, possible = _contradictions(verdict)
    asides = []
    if effective:
        asides.append(counted(effective, "contradiction", "contradictions"))
    if possible:
        asides.append(counted(possible, "possible contradiction", "possible contradictions"))
    asides += in_short(verdict)
    if missing := _stages_not_run(verdict):
        asides.append(f"not run: {', '.join(missing)}")
    name = isolated(clipped(verdict.subject[0].name, 120))
    aside = f" ({'; '.join(asides)})" if asides else ""
    return f"{name}: {plain(verdict.outcome)}. {sentence(clipped(verdict.verdict.headline, 300))}{aside}"


def row(
    *,
    name: str,
    sha256: str,
    outcome: str,
    axes: Mapping[str, str],
    contradictions: tuple[int, int],
    stages_not_run: Iterable[str],
    verdict_file: str,
    matches: int | None = None,
    best_match: str = "",
) -> tuple[str, ...]:
    """The cells of a verdict, in the order of `COLUMNS`. `contradictions` are those that hold and possible ones.

    `matches` is None where no store of known images was searched.
    """
    effective, possible = contradictions
    return (
        visible(name),
        sha256,
        outcome,
        *(axes.get(axis.value, "") for axis in Axis),
        str(effective),
        str(possible),
        "" if matches is None else str(matches),
        best_match,
        "; ".join(stages_not_run),
        visible(verdict_file),
        "",
    )


def verdict_row(verdict: Verdict, *, name: str, file: str) -> tuple[str, ...]:
    """The cells of a verdict itself; `file` is where it lies."""
    found = matches_of(verdict)
    return row(
        name=name,
        sha256=verdict.subject[0].digests.sha256,
        outcome=verdict.outcome.value,
        axes={axis.id.value: axis.status.value for axis in verdict.axes},
        contradictions=_contradictions(verdict),
        stages_not_run=[f"{one.stage} ({one.status.value})" for one in verdict.stages if one.status.value != "ran"],
        verdict_file=file,
        matches=None if found is None else len(found.matches),
        best_match=found.matches[0].relation.value if found and found.matches else "",
    )


def unread_row(name: str, problem: str, *, sha256: str = "") -> tuple[str, ...]:
    """The cells of an input that got no verdict; `problem` says why."""
    return (visible(name), sha256, *("" for _ in COLUMNS[2:-1]), visible(problem))


def csv_text(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as CSV (RFC 4180, but lines ended by a line feed), every cell quoted and none a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([spreadsheet_safe(cell) for cell in cells] for cells in rows)
    return out.getvalue()


def spreadsheet_safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _contradictions(verdict: Verdict) -> tuple[int, int]:
    effective = sum(contradiction.effective for contradiction in verdict.contradictions)
    return effective, len(verdict.contradictions) - effective


def _stages_not_run(verdict: Verdict) -> list[str]:
    return [stage.stage for stage in verdict.stages if stage.status is not StageStatus.RAN]
