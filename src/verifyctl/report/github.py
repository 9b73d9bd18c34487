"""GitHub: annotations as workflow commands, and a job summary, both within GitHub's limits.

A step shows ten annotations of a kind, and drops a summary of more than 1 MiB altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifyctl.model.verdict import Outcome, Status
from verifyctl.report import words
from verifyctl.report.escape import command_data, command_property, markdown
from verifyctl.report.named import Entry, Named, Unread
from verifyctl.report.safe import clipped
from verifyctl.report.standings import Item, items, why

MOST_OF_A_KIND = 10
MOST_SUMMARY_BYTES = 900 * 1024

_LONGEST = 700  # characters of an annotation: it stands in the margin of a page

_KINDS: dict[Status, str] = {
    Status.CONTRADICTED: "error",
    Status.CONFLICTING: "warning",
    Status.INCONCLUSIVE: "notice",
}
_ORDER = ("error", "warning", "notice")
_WORST = (
    Outcome.CONTRADICTED,
    Outcome.RECIRCULATED,
    Outcome.ALTERED,
    Outcome.CONFLICTING,
    Outcome.NOT_ASSESSABLE,
    Outcome.INCONCLUSIVE,
    Outcome.CONSISTENT,
)


def commands(entries: Iterable[Entry]) -> str:
    """Workflow commands, one a line: what a claim rests on first, and a count of what did not fit."""
    found: dict[str, list[tuple[bool, str, str]]] = {kind: [] for kind in _ORDER}
    for entry in entries:
        for kind, matters, title, message in _told(entry):
            found[kind].append((not matters, f"file={command_property(entry.name)},title={title}", message))
    lines = []
    for kind in _ORDER:
        ordered = sorted(found[kind], key=lambda one: one[0])
        fit = MOST_OF_A_KIND if len(ordered) <= MOST_OF_A_KIND else MOST_OF_A_KIND - 1
        lines += [f"::{kind} {properties}::{message}" for _, properties, message in ordered[:fit]]
        if len(ordered) > fit:
            lines.append(f"::{kind} title=verifyctl::and {len(ordered) - fit:,} more; the reports hold them all")
    return "".join(f"{line}\n" for line in lines)


def _told(entry: Entry) -> Iterator[tuple[str, bool, str, str]]:
    if isinstance(entry, Unread):
        yield "error", True, "no verdict", command_data(entry.problem)
        return
    for item in items(entry.verdict):
        if item.status in _KINDS:
            title = command_property(f"{words.plain(item.status)}: {item.id}")
            yield _KINDS[item.status], item.load_bearing, title, _message(item, entry)


def _message(item: Item, entry: Named) -> str:
    return command_data(clipped(f"{words.stopped(item.title)} {why(item, entry.verdict)}", _LONGEST))


def summary(entries: Iterable[Entry]) -> str:
    """A table in Markdown, the most urgent outcomes first; rows that do not fit are counted."""
    head = "## Verdicts\n\n| Evidence | Outcome | What follows |\n|---|---|---|\n"
    foot = f"\n{words.SILENCE}\n"
    rows = sorted(_row(entry) for entry in entries)
    parts, size, shown = [head], len((head + foot).encode()) + 200, 0
    for _, row in rows:
        size += len(row.encode())
        if size > MOST_SUMMARY_BYTES:
            break
        parts.append(row)
        shown += 1
    if shown < len(rows):
        parts.append(f"\nand {len(rows) - shown:,} more; the reports hold them all.\n")
    return "".join(parts) + foot


def _row(entry: Entry) -> tuple[int, str]:
    if isinstance(entry, Unread):
        return -1, f"| {markdown(entry.name)} | no verdict | {markdown(entry.problem)} |\n"
    verdict = entry.verdict
    told = [item.id for item in items(verdict) if item.status in (Status.CONTRADICTED, Status.CONFLICTING)]
    named = f" ({', '.join(map(markdown, told))})" if told else ""
    headline = markdown(verdict.verdict.headline)
    row = f"| {markdown(entry.name)} | {words.plain(verdict.outcome)} | {headline}{named} |\n"
    return _WORST.index(verdict.outcome), row
