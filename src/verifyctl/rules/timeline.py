"""The table of all that is dated in a case, and how it holds together: pure, from claim and facts."""

from __future__ import annotations

from verifyctl.model.timeline import Timeline, TimelineEntry
from verifyctl.rules import dated_claim, dated_file
from verifyctl.rules.base import Case
from verifyctl.rules.copies import same_picture, same_text, shown_within, told_apart
from verifyctl.rules.time_relations import relations


def timeline(case: Case) -> Timeline | None:
    """Every dated thing, earliest first, and how each pair that has an order stands; None where nothing is dated."""
    first: dict[str, TimelineEntry] = {}
    for entry in (*dated_file.entries(case), *dated_claim.entries(case)):
        first.setdefault(entry.id, entry)
    if not first:
        return None
    entries = tuple(sorted(first.values(), key=lambda entry: (entry.span.earliest, entry.span.latest, entry.id)))
    unsettled = frozenset(
        f"copy:{name}"
        for name, match in told_apart(same_picture(case))
        if shown_within(match) or not same_text(case, match)
    )
    return Timeline(entries=entries, relations=relations(entries, unsettled))
