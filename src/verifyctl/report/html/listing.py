"""The list of a run: every input with its outcome, to be filtered, sorted and searched; thousands stay usable.

With scripts, rows are made from data as they are looked at; without, the same list stands there as a plain table.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from verifyctl.model.finding import AXIS_QUESTIONS
from verifyctl.model.verdict import Outcome, Status
from verifyctl.report import words
from verifyctl.report.html.page import filled
from verifyctl.report.safe import clipped, visible

_OUTCOMES = [outcome.value for outcome in Outcome]
_STATUSES = [status.value for status in Status]
_NAME = 300


@dataclass(frozen=True)
class Row:
    """An input of a run. Paths are relative to the page; `axes` are statuses in the order of the five questions.

    `outcome` is None where there is no verdict, and `problem` then says why.
    """

    name: str
    outcome: str | None = None
    axes: tuple[str, ...] = ()
    contradictions: tuple[int, int] = (0, 0)
    matches: int | None = None
    best_match: str | None = None
    stages_not_run: tuple[str, ...] = ()
    report: str | None = None
    verdict: str | None = None
    thumbnail: str | None = None
    problem: str | None = None


def render(rows: Sequence[Row], *, created: str) -> str:
    """The page, its rows in the order given. `created` is the time that the verdicts record."""
    outcomes = Counter(row.outcome for row in rows if row.outcome)
    return filled(
        "index.html.j2",
        styles=("base.css", "index.css"),
        scripts=("index.js",),
        own_files=True,
        rows=[(row, address(row.report or row.verdict)) for row in rows],
        data=_data(rows),
        created=created,
        outcomes=[(name, outcomes[name]) for name in _OUTCOMES if outcomes[name]],
        unread=sum(row.outcome is None for row in rows),
        held_up=sum(bool(row.stages_not_run) for row in rows),
        total=words.counted(len(rows), "picture", "pictures"),
    )


def address(path: str | None) -> str | None:
    """A relative address for a path that may hold anything."""
    if path is None:
        return None
    return "./" + quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _data(rows: Sequence[Row]) -> Markup:
    """The rows for the script, as JSON that cannot end its element."""
    value = {
        "outcomes": [words.plain(name) for name in _OUTCOMES],
        "statuses": [words.plain(name) for name in _STATUSES],
        "classes": [_OUTCOMES, _STATUSES],
        "axes": list(AXIS_QUESTIONS.values()),
        "rows": [_cells(row) for row in rows],
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped


def _cells(row: Row) -> list[object]:
    return [
        visible(clipped(row.name, _NAME)),
        _OUTCOMES.index(row.outcome) if row.outcome else -1,
        "".join(str(_STATUSES.index(status)) for status in row.axes),
        list(row.contradictions),
        row.matches,
        words.plain(row.best_match or ""),
        ", ".join(row.stages_not_run),
        address(row.report),
        address(row.verdict),
        address(row.thumbnail),
        visible(clipped(row.problem or "", 1000)),
    ]
