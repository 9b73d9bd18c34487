"""The rival explanations in the terminal report: what each says, and what is at odds with it or could not tell."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from verifyctl.model.verdict import Verdict
from verifyctl.report.layout import Page
from verifyctl.report.safe import clipped, isolated, sentence

_SHOWN = 4


def add_hypotheses(page: Page, verdict: Verdict, *, verbose: bool) -> None:
    """One row an explanation; with `verbose` also what is consistent with it, and every id."""
    if not verdict.hypotheses:
        return
    page.heading("Explanations side by side")
    rows = []
    for each in verdict.hypotheses:
        told = [_named("at odds with it", each.inconsistent, verbose=verbose)]
        told.append(_named("could not tell", each.untested, verbose=verbose))
        if verbose:
            told.append(_named("consistent with it", each.consistent, verbose=verbose))
        beside = "; ".join(text for text in told if text) or "nothing is at odds with it"
        rows.append((Text(isolated(each.id)), Text.assemble(sentence(each.text), ".\n", (beside, "dim"))))
    page.columns(rows)


def _named(label: str, names: Sequence[str], *, verbose: bool) -> str:
    if not names:
        return ""
    shown = names if verbose else names[:_SHOWN]
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return f"{label}: {', '.join(isolated(clipped(name, 80)) for name in shown)}{more}"
