"""A verdict as text for the terminal: what was concluded and how far it reaches, then what to do next.

The same words with and without colour. Everything that may come from a file or a claim passes through
`report.safe`; long texts and lists are cut where the verdict file holds the rest, and the cut is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from verifyctl.model.finding import CARRYING_BASES, Contradiction, Direction, Finding
from verifyctl.model.stage import StageStatus
from verifyctl.model.verdict import Status, Verdict
from verifyctl.report import letter, matches, times, words
from verifyctl.report.detail import add_details
from verifyctl.report.hypotheses import add_hypotheses
from verifyctl.report.layout import Page
from verifyctl.report.safe import clipped, isolated, sentence

_PROSE = 600
_NAME = 120
_ITEMS = 8
_AS_STATUS = {Direction.SUPPORTS: Status.SUPPORTED, Direction.CONTRADICTS: Status.CONTRADICTED}


def render(verdict: Verdict, *, width: int, color: bool, verbose: int = 0, path: str | None = None) -> str:
    """The report, lines ended by line feeds.

    `width` is in columns (kept between 40 and 100), `path` where the verdict file lies, if it was written.
    With `verbose` above 0 also every finding, every stage with its components, and the steps of the sums.
    """
    page = Page(width=width, color=color)
    _add_evidence(page, verdict)
    _add_conclusion(page, verdict)
    _add_axes(page, verdict)
    _add_assertions(page, verdict)
    _add_weighty_findings(page, verdict.findings)
    _add_contradictions(page, verdict.contradictions)
    add_hypotheses(page, verdict, verbose=verbose > 0)
    times.add_timeline(page, verdict, verbose=verbose > 0)
    matches.add_matches(page, verdict, verbose=verbose > 0)
    letter.add_text(page, verdict, verbose=verbose > 0)
    _add_observations(page, verdict)
    _add_missing_stages(page, verdict)
    _add_not_assessed(page, verdict)
    _add_next_steps(page, verdict.verdict.next_steps)
    if verbose:
        add_details(page, verdict)
    _add_closing(page, path)
    return page.text()


def _prose(text: str) -> str:
    return sentence(clipped(text, _PROSE))


def _name(text: str) -> str:
    return isolated(clipped(text, _NAME))


def _add_evidence(page: Page, verdict: Verdict) -> None:
    for subject in verdict.subject:
        size = f", {subject.width} × {subject.height} pixels" if subject.width and subject.height else ""
        page.add(
            Text.assemble(
                (f"{_name(subject.name)}  ", "bold"),
                f"SHA-256 {subject.digests.sha256[:12]}…  ",
                (f"{_name(subject.media_type)}{size}, {words.counted(subject.bytes, 'byte', 'bytes')}", "dim"),
            )
        )
    if verdict.claim is None:
        page.add("No claim was given: the five questions are asked of the file alone.")
        return
    page.add(_prose(verdict.claim.statement), lead=Text("Claim: ", style="bold"))
    if verdict.claim.denials:
        recorded = words.counted(len(verdict.claim.denials), "denial", "denials")
        page.add(f"{recorded} recorded, not weighed; -v quotes them.")


def _add_conclusion(page: Page, verdict: Verdict) -> None:
    conclusion = verdict.verdict
    page.gap()
    outcome = f"{words.plain(conclusion.outcome).capitalize()}. "
    page.add(Text.assemble((outcome, words.OUTCOME_STYLES[conclusion.outcome]), (_prose(conclusion.headline), "bold")))
    _add_items(page, [Text(_prose(text)) for text in conclusion.choice])
    if not any(map(words.weight, verdict.findings)):
        # Where findings weigh, they are told below with their limits, and need not be told twice.
        _add_items(page, [Text(_prose(text)) for text in conclusion.says])
    page.add("It does not say: " + "; ".join(_prose(text) for text in conclusion.does_not_say) + ".", indent=2)


def _add_axes(page: Page, verdict: Verdict) -> None:
    page.heading("Five questions")
    rows = []
    for axis in verdict.axes:
        summed = words.support(axis)
        rows.append(
            (
                Text(words.plain(axis.status), style=words.STATUS_STYLES[axis.status]),
                Text.assemble(_prose(axis.question), (f" ({_prose(summed)})" if summed else "", "dim")),
            )
        )
    page.columns(rows)


def _add_assertions(page: Page, verdict: Verdict) -> None:
    if not verdict.assertions:
        return
    page.heading("Assertions of the claim")
    rows = []
    for standing in verdict.assertions:
        aside = "" if standing.load_bearing else " (not load-bearing)"
        rows.append(
            (
                Text(_name(standing.id)),
                Text(words.plain(standing.status), style=words.STATUS_STYLES[standing.status]),
                Text.assemble(f"{_prose(standing.statement)}{aside}\n", (_prose(words.reason(standing)), "dim")),
            )
        )
    page.columns(rows)


def _add_weighty_findings(page: Page, findings: Iterable[Finding]) -> None:
    """Findings of one code and weight together: they usually share a group, and always their limits."""
    together: dict[tuple[str, Direction, int], list[Finding]] = {}
    for finding in findings:
        if words.weight(finding):
            together.setdefault((finding.code, finding.direction, words.weight(finding)), []).append(finding)
    page.heading("Findings that carried weight")
    if not together:
        page.add("None.", indent=2)
        return
    ordered = sorted(together.values(), key=lambda same: -words.weight(same[0]))
    for same in ordered[:_ITEMS]:
        _add_finding(page, same)
    _add_rest(page, len(ordered) - _ITEMS)


def _add_finding(page: Page, same: Sequence[Finding]) -> None:
    first = same[0]
    weight = f"{words.DIRECTIONS[first.direction]}, {words.plain(first.strength)}"
    style = words.STATUS_STYLES[_AS_STATUS[first.direction]]
    page.add(Text.assemble((weight, style), (f"  {first.code}", "dim")), indent=2)
    _add_items(page, [Text(_observation(finding)) for finding in same], indent=4)
    _add_joined(page, "Limits: ", _unique(limit for finding in same for limit in finding.limits))
    if first.direction is Direction.CONTRADICTS:
        _add_joined(page, "May also be: ", _unique(text for one in same for text in one.innocent_explanations))


def _observation(finding: Finding) -> str:
    bears_on = ", ".join(_name(identifier) for identifier in finding.applies_to.assertions)
    return words.stopped(_prose(finding.observation)) + (f" ({bears_on})" if bears_on else "")


def _add_joined(page: Page, label: str, texts: Sequence[str]) -> None:
    if texts:
        page.add(" ".join(words.stopped(_prose(text)) for text in texts), indent=4, lead=Text(label, style="dim"))


def _add_contradictions(page: Page, contradictions: Iterable[Contradiction]) -> None:
    ordered = sorted(contradictions, key=lambda one: not one.effective)
    if not ordered:
        return
    page.heading("Contradictions")
    for contradiction in ordered[:_ITEMS]:
        bears_on = ", ".join(_name(identifier) for identifier in contradiction.assertions)
        style = words.STATUS_STYLES[Status.CONTRADICTED] if contradiction.effective else ""
        label = "Cannot both hold" if contradiction.effective else "Possible, not established"
        page.item(Text.assemble((label, style), f" ({bears_on}): {words.stopped(_prose(contradiction.statement))}"))
        told = [
            f"{_prose(premise.text)} ({words.PREMISE_BASES[premise.basis]})"
            for premise in contradiction.premises
            if contradiction.effective or premise.basis not in CARRYING_BASES
        ]
        label = "It rests on: " if contradiction.effective else "Only if this holds: "
        page.add("; ".join(told), indent=4, lead=Text(label, style="dim"))
    _add_rest(page, len(ordered) - _ITEMS)


def _add_observations(page: Page, verdict: Verdict) -> None:
    """What was observed and weighs nothing: a reader should still know of it."""
    told = matches.TOLD_HERE if words.matches_of(verdict) else frozenset[str]()
    if verdict.text is not None:
        told |= letter.TOLD_HERE
    unweighed = [finding for finding in verdict.findings if not words.weight(finding)]
    noted = [finding for finding in unweighed if finding.code not in told]
    if noted:
        page.heading("Also observed, without weight")
        _add_items(page, [Text.assemble(_observation(finding), (f"  {finding.code}", "dim")) for finding in noted])
    above = _unique(finding.code for finding in unweighed if finding.code in told)
    if above:
        page.add(f"Told in sections above: {', '.join(above)}", indent=2, style="dim")
    if verdict.findings:
        page.add("What a finding means, and when it is wrong: verifyctl explain CODE", indent=2, style="dim")


def _add_missing_stages(page: Page, verdict: Verdict) -> None:
    missing = [stage for stage in verdict.stages if stage.status is not StageStatus.RAN]
    if not missing:
        return
    page.heading("Stages that did not run")
    for stage in missing:
        page.item(f"{stage.stage}, {words.STAGE_ENDINGS[stage.status]}: {_prose(stage.reason or '')}")
        if stage.next_step:
            page.unwrapped(_prose(stage.next_step), indent=4)


def _add_not_assessed(page: Page, verdict: Verdict) -> None:
    """The open questions; assertions and stages among them were told above, the reasons are told with `-v`."""
    told = {f"{standing.id}: {standing.statement}" for standing in verdict.assertions}
    stages = tuple(f"Stage {stage.stage}:" for stage in verdict.stages)
    untold = [
        each for each in verdict.not_assessed if each.question not in told and not each.question.startswith(stages)
    ]
    if untold:
        page.heading("Not assessed (-v says why)")
        page.add(" ".join(_prose(each.question) for each in untold), indent=2)


def _add_next_steps(page: Page, steps: Sequence[str]) -> None:
    if not steps:
        return
    page.heading("Next steps, the most useful first")
    for number, step in enumerate(steps[:_ITEMS], start=1):
        page.item(_prose(step), marker=f"{number}.")
    _add_rest(page, len(steps) - _ITEMS)


def _add_closing(page: Page, path: str | None) -> None:
    page.gap()
    if path is not None:
        page.unwrapped(f"Verdict file: {isolated(path)}")
    page.add(words.SILENCE)


def _add_items(page: Page, items: Sequence[Text], *, indent: int = 2) -> None:
    for item in items[:_ITEMS]:
        page.item(item, indent=indent)
    _add_rest(page, len(items) - _ITEMS, indent=indent)


def _add_rest(page: Page, left_out: int, *, indent: int = 2) -> None:
    if left_out > 0:
        page.add(f"and {left_out:,} more in the verdict file", indent=indent, style="dim")


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
