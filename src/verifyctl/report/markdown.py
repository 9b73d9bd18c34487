"""A verdict as Markdown, for notes and pull requests. Text of evidence is escaped: none of it is markup or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifyctl.model.finding import Contradiction, Direction, Finding
from verifyctl.model.stage import StageStatus
from verifyctl.model.text import Line
from verifyctl.model.verdict import Hypothesis, Verdict
from verifyctl.report import words
from verifyctl.report.chart import Row
from verifyctl.report.chart import of as chart_of
from verifyctl.report.escape import code_span, markdown
from verifyctl.report.letter import without_marks
from verifyctl.report.named import Named
from verifyctl.report.pages import command, explained_in
from verifyctl.rules.copies import date_basis
from verifyctl.rules.likeness import compared, described, region_in_words, regions_in_order

_LINES = 200
_MATCHES = 40
_REGIONS = 24


def render(entry: Named) -> str:
    """The whole text, its lines ended by line feeds. Tables and headings as GitHub reads them."""
    verdict = entry.verdict
    blocks = [
        *_head(verdict),
        *_questions(verdict),
        *_assertions(verdict),
        *_findings(verdict),
        *_contradictions(verdict.contradictions),
        *_hypotheses(verdict.hypotheses),
        *_timeline(verdict),
        *_matches(verdict),
        *_text(verdict),
        *_open(verdict),
        *_record(entry),
        *_notes(verdict),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(verdict: Verdict) -> Iterator[str]:
    subject, said = verdict.subject[0], verdict.verdict
    yield f"# {markdown(subject.name)}: {words.plain(said.outcome)}"
    yield f"**{markdown(said.headline)}**"
    if verdict.claim is not None:
        yield f"Claim: {markdown(verdict.claim.statement)}"
    else:
        yield "No claim was given: the five questions are asked of the file alone."
    yield from (f"**{markdown(words.stopped(text))}**" for text in said.choice)
    if said.says:
        yield _list(map(markdown, said.says))
    yield "It does not say: " + "; ".join(map(markdown, said.does_not_say)) + "."


def _questions(verdict: Verdict) -> Iterator[str]:
    rows = (
        (markdown(axis.question), words.plain(axis.status), markdown(words.support(axis)), str(axis.net))
        for axis in verdict.axes
    )
    yield "## Five questions"
    yield _table(("Question", "Status", "Sum", "Tenths of log10"), rows)


def _assertions(verdict: Verdict) -> Iterator[str]:
    if not verdict.assertions:
        return
    rows = (
        (
            markdown(each.id),
            words.plain(each.status),
            markdown(each.statement) + ("" if each.load_bearing else " (not load-bearing)"),
            markdown(words.reason(each)),
        )
        for each in verdict.assertions
    )
    yield "## Assertions"
    yield _table(("", "Status", "Assertion", "Why"), rows)


def _findings(verdict: Verdict) -> Iterator[str]:
    weighty = sorted(filter(words.weight, verdict.findings), key=lambda one: -words.weight(one))
    yield "## Findings that carried weight"
    yield _list(map(_finding, weighty)) if weighty else "None."
    noted = [each for each in verdict.findings if not words.weight(each)]
    if noted:
        yield "## Also observed, without weight"
        yield _list(f"{markdown(words.stopped(each.observation))} {_code(each)}" for each in noted)


def _finding(finding: Finding) -> str:
    weight = f"{words.DIRECTIONS[finding.direction]}, {words.plain(finding.strength)}"
    bears_on = "".join(f" ({markdown(one)})" for one in finding.applies_to.assertions)
    lines = [f"**{weight}**{bears_on} {_code(finding)}: {markdown(words.stopped(finding.observation))}"]
    lines.append("Limits: " + " ".join(markdown(words.stopped(limit)) for limit in finding.limits))
    if finding.direction is Direction.CONTRADICTS:
        lines.append("May also be: " + " ".join(markdown(words.stopped(one)) for one in finding.innocent_explanations))
    return "\\\n  ".join(lines)


def _code(finding: Finding) -> str:
    """The code, with a note at the foot of the text; where notes are not known, its name stands there."""
    return f"{code_span(finding.code)}[^{finding.code}]"


def _notes(verdict: Verdict) -> Iterator[str]:
    titles = {page.code: page.title for page in explained_in(verdict.findings)}
    for code in dict.fromkeys(finding.code for finding in verdict.findings):
        said = f"{markdown(words.stopped(titles[code]))} " if code in titles else ""
        yield f"[^{code}]: {said}What it means, and when it is wrong: {code_span(command(code))}"


def _contradictions(contradictions: Iterable[Contradiction]) -> Iterator[str]:
    ordered = sorted(contradictions, key=lambda one: not one.effective)
    if not ordered:
        return
    yield "## Contradictions"
    told = []
    for one in ordered:
        label = "Cannot both hold" if one.effective else "Possible, not established"
        premises = "; ".join(f"{markdown(each.text)} ({words.PREMISE_BASES[each.basis]})" for each in one.premises)
        told.append(f"**{label}**: {markdown(words.stopped(one.statement))} It rests on: {premises}")
    yield _list(told)


def _hypotheses(rivals: Iterable[Hypothesis]) -> Iterator[str]:
    rows = [
        (f"{markdown(one.id)}: {markdown(one.text)}", *(_ids(ids) for ids in (one.inconsistent, one.untested)))
        for one in rivals
    ]
    if rows:
        yield "## Rival explanations"
        yield _table(("", "At odds with it", "Could not tell"), iter(rows))


def _ids(names: Iterable[str]) -> str:
    return ", ".join(map(code_span, names)) or "nothing"


def _timeline(verdict: Verdict) -> Iterator[str]:
    chart = chart_of(verdict)
    if chart is None:
        return
    yield "## Timeline"
    yield _table(("What", "As written", "UTC", "Known"), map(_dated, chart.rows))
    if chart.impossible:
        yield _list(
            f"Cannot both hold: {markdown(one.first)} and {markdown(one.second)}: {markdown(words.stopped(one.reason))}"
            for one in chart.impossible
        )


def _dated(row: Row) -> tuple[str, ...]:
    what = markdown(row.label) + (f" ({markdown(row.assertion)})" if row.assertion else "")
    if row.clashes:
        what = f"**!** {what}. **Cannot stand with: {'; '.join(map(markdown, row.clashes))}**"
    return what, markdown(row.text), markdown(row.utc), row.said


def _matches(verdict: Verdict) -> Iterator[str]:
    facts = words.matches_of(verdict)
    if facts is None:
        return
    yield "## Known images"
    searched = (f"{markdown(one.name)} ({words.counted(one.images, 'image', 'images')})" for one in facts.stores)
    yield f"Searched: {', '.join(searched)}."
    told = []
    for match in facts.matches[:_MATCHES]:
        lines = [f"Known image {code_span(match.image.id)}: the picture {markdown(described(match))}\\."]
        if match.image.first_seen:
            lines.append(f"First seen {markdown(match.image.first_seen)} ({date_basis(match)})")
        if match.image.source_url:
            lines.append(code_span(match.image.source_url))
        if match.comparison is not None:
            lines.append(f"Line by line, {markdown(compared(match.comparison))}")
            lines += [markdown(region_in_words(one)) for one in regions_in_order(match.comparison)[:_REGIONS]]
        told.append("\\\n  ".join(lines))
    yield _list(told) if told else "Nothing was found in them, which speaks only of the images that they hold."
    if len(facts.matches) > _MATCHES:
        yield f"and {len(facts.matches) - _MATCHES:,} more in the verdict file"


def _text(verdict: Verdict) -> Iterator[str]:
    if verdict.text is None:
        return
    if verdict.text.lines:
        yield "## Transcript, as read by machine"
        yield from _lines(verdict.text.lines)
    if verdict.text.screen is not None and verdict.text.screen.lines:
        yield "## Around the picture, on the screen, not part of it"
        yield from _lines(verdict.text.screen.lines)


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    yield "\n".join(f"{number}. {markdown(without_marks(one.text))}" for number, one in enumerate(lines[:_LINES], 1))
    if len(lines) > _LINES:
        yield f"and {len(lines) - _LINES:,} more in the verdict file"


def _open(verdict: Verdict) -> Iterator[str]:
    missing = [one for one in verdict.stages if one.status is not StageStatus.RAN]
    if missing:
        yield "## Stages that did not run"
        yield _list(f"{one.stage}, {words.STAGE_ENDINGS[one.status]}: {markdown(one.reason or '')}" for one in missing)
    yield "## Not assessed"
    yield _list(f"{markdown(one.question)} {markdown(one.why)}" for one in verdict.not_assessed)
    yield "## Limits"
    yield _list(markdown(words.stopped(limit)) for limit in verdict.limits)
    if verdict.verdict.next_steps:
        yield "## Next steps"
        yield "\n".join(f"{number}. {markdown(step)}" for number, step in enumerate(verdict.verdict.next_steps, 1))


def _record(entry: Named) -> Iterator[str]:
    verdict = entry.verdict
    rows = [
        ("Evidence, SHA-256", f"`{verdict.subject[0].digests.sha256}`"),
        ("Verdict", f"`{verdict.id}`"),
        ("Result", f"`{verdict.result_digest}`"),
        ("Made", f"{markdown(verdict.time.created)} by verifyctl {markdown(verdict.tool.version)}"),
    ]
    if entry.file:
        rows.append(("Verdict file", code_span(entry.file)))
    yield "## Record"
    yield _table(("", ""), iter(rows))
    yield words.SILENCE


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
