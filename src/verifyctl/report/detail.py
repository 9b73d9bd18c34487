"""What `-v` adds to the terminal report: all findings, all stages with their components, the steps of the sums."""

from __future__ import annotations

from rich.text import Text

from verifyctl.model.finding import Finding, Location
from verifyctl.model.stage import Component, StageResult
from verifyctl.model.verdict import ClaimInfo, Standing, Verdict
from verifyctl.report import words
from verifyctl.report.layout import Page
from verifyctl.report.safe import clipped, isolated, sentence

_PROSE = 2000
_PLACES = 12
_DIGEST = len("sha256:") + 13


def add_details(page: Page, verdict: Verdict) -> None:
    """Nothing is left out but the values behind the findings, which the verdict file holds."""
    _add_sums(page, verdict)
    page.heading("All findings")
    for finding in verdict.findings:
        _add_finding(page, finding)
    if not verdict.findings:
        page.add("None.", indent=2)
    page.heading("All stages")
    for stage in verdict.stages:
        _add_stage(page, stage)
    page.heading("Why it was not assessed")
    for each in verdict.not_assessed:
        page.item(Text.assemble(_prose(each.question), "\n", (_prose(each.why), "dim")))
    if verdict.claim is not None:
        _add_people(page, verdict.claim)
    page.heading("Limits of this examination")
    for limit in verdict.limits:
        page.item(words.stopped(_prose(limit)))
    _add_tool(page, verdict)


def _prose(text: str) -> str:
    return sentence(clipped(text, _PROSE))


def _add_sums(page: Page, verdict: Verdict) -> None:
    page.heading("The sums, in tenths of log10 of the likelihood ratio")
    for axis in verdict.axes:
        _add_sum(page, axis.id, axis)
    for assertion in verdict.assertions:
        _add_sum(page, assertion.id, assertion)
        if assertion.who_could:
            page.add(f"Who could say: {_prose(assertion.who_could)}", indent=6)


def _add_sum(page: Page, name: str, standing: Standing) -> None:
    style = words.STATUS_STYLES[standing.status]
    page.item(
        Text.assemble(
            f"{isolated(name)}: ",
            (words.plain(standing.status), style),
            f"; net {standing.net:+d}; {words.groups(standing.groups)}",
        )
    )
    for step in standing.steps:
        page.item(_prose(step), indent=6)


def _add_finding(page: Page, finding: Finding) -> None:
    weight = f"{words.DIRECTIONS[finding.direction]}, {words.plain(finding.strength)}, {finding.basis}"
    page.add(Text.assemble(isolated(finding.id), (f"  {weight}, group {isolated(finding.group)}", "dim")), indent=2)
    page.item(words.stopped(_prose(finding.observation)), indent=4)
    page.add(f"Asked whether {_prose(finding.proposition)}, or {_prose(finding.alternative)}.", indent=6)
    page.add(f"Limits: {_joined(finding.limits)}", indent=6)
    if finding.innocent_explanations:
        page.add(f"May also be: {_joined(finding.innocent_explanations)}", indent=6)
    shown = [_place(location) for location in finding.locations[:_PLACES]]
    if len(finding.locations) > _PLACES:
        shown.append(f"and {len(finding.locations) - _PLACES:,} more in the verdict file")
    page.add("Where: " + "; ".join(shown), indent=6, style="dim")


def _joined(texts: tuple[str, ...]) -> str:
    return " ".join(words.stopped(_prose(text)) for text in texts)


def _place(location: Location) -> str:
    text = f"{words.plain(location.kind)} {_prose(location.where)}"
    if location.box is not None:
        box = location.box
        text += f", {box.width} × {box.height} pixels at x {box.x}, y {box.y}"
    if location.start is not None and location.end is not None:
        text += f", {location.start} to {location.end}"
    return text


def _add_stage(page: Page, stage: StageResult) -> None:
    page.item(f"{stage.stage} {isolated(stage.version)}: {words.STAGE_ENDINGS[stage.status]}")
    if stage.reason:
        page.add(_prose(stage.reason), indent=6)
    for component in stage.components:
        page.add(_component(component), indent=6, style="dim")


def _component(component: Component) -> str:
    digest = clipped(component.digest, _DIGEST) if component.digest else None
    return " ".join(isolated(part) for part in (component.name, component.version, digest) if part)


def _add_people(page: Page, claim: ClaimInfo) -> None:
    """What people read and said: recorded, quoted; a denial is never weighed."""
    if claim.readings:
        page.heading("Read by people")
    for reading in claim.readings:
        page.item(f"{isolated(reading.by)}, {words.plain(reading.field)}: “{isolated(reading.text)}”")
    if claim.denials:
        page.heading("Denials, recorded and not weighed")
    for denial in claim.denials:
        at = f" ({isolated(denial.at)})" if denial.at else ""
        quote = f": “{isolated(denial.quote)}”" if denial.quote else ""
        page.item(f"{isolated(denial.by)}{at}{quote}")


def _add_tool(page: Page, verdict: Verdict) -> None:
    tool, policy = verdict.tool, verdict.policy
    page.heading("Made by")
    page.add(
        f"{tool.name} {isolated(tool.version)}, Python {isolated(tool.python)}, {isolated(tool.platform)}", indent=2
    )
    page.add(f"Weights: {policy.id} {isolated(policy.version)}, {_prose(policy.scale)}", indent=2)
    page.unwrapped(f"Result {verdict.result_digest}", indent=2)
    page.unwrapped(f"File   {verdict.id}", indent=2)
