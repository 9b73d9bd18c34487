"""Every form in which verdicts can be written, by its name. What a form needs is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from verifyctl.report.named import Entry, Named, Unread

if TYPE_CHECKING:
    from verifyctl.report.pictures import Pictures


def one(kind: str, entry: Named, pictures: Pictures | None = None) -> str:
    """A verdict in a form that holds one: html, markdown, in-toto, claimreview-draft. Raises KeyError for others."""
    match kind:
        case "html":
            from verifyctl.report.html.page import render

            return render(entry, pictures)
        case "markdown":
            from verifyctl.report.markdown import render as markdown

            return markdown(entry)
        case "in-toto":
            from verifyctl.report.intoto import render as statement

            return statement(entry)
        case "claimreview-draft":
            from verifyctl.report.claimreview import render as draft

            return draft(entry)
        case _:
            raise KeyError(kind)


def together(kind: str, entries: Iterable[Entry], *, everything: bool = False) -> str:
    """All verdicts in a form that holds many: junit, sarif, github, csv. Raises KeyError for others.

    `everything` tells SARIF of what is not a problem, too.
    """
    match kind:
        case "junit":
            from verifyctl.report.junit import render

            return render(entries)
        case "sarif":
            from verifyctl.report.sarif import render as sarif

            return sarif(entries, everything=everything)
        case "github":
            from verifyctl.report.github import commands

            return commands(entries)
        case "csv":
            return _csv(entries)
        case _:
            raise KeyError(kind)


def _csv(entries: Iterable[Entry]) -> str:
    from verifyctl.report import summary

    rows = [summary.COLUMNS]
    for entry in entries:
        if isinstance(entry, Unread):
            rows.append(summary.unread_row(entry.name, entry.problem))
        else:
            rows.append(summary.verdict_row(entry.verdict, name=entry.name, file=entry.file or ""))
    return summary.csv_text(rows)
