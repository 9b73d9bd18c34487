"""SARIF 2.1.0, for code-scanning views. By default only what is contradicted or conflicting is a result.

GitHub shows every result as an alert, also one that passed, so the others are exported on request only.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from verifyctl import __version__
from verifyctl.model.canonical import digest, printable
from verifyctl.model.finding import AXIS_QUESTIONS, Finding
from verifyctl.model.verdict import Status, Verdict
from verifyctl.report import words
from verifyctl.report.named import Entry, Named, Unread
from verifyctl.report.pages import SAYS, WRONG, Explained, command, explained_in, without_links
from verifyctl.report.safe import clipped, sentence, visible
from verifyctl.report.standings import PROBLEMS, Item, items, weighty, why

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PROSE = 2000
_TOLD = (SAYS, WRONG)
# `kind` says what a result is, `level` how urgent; only what fails has a level.
_KINDS: dict[Status, tuple[str, str]] = {
    Status.SUPPORTED: ("pass", "none"),
    Status.CONTRADICTED: ("fail", "error"),
    Status.CONFLICTING: ("review", "none"),
    Status.INCONCLUSIVE: ("open", "none"),
    Status.NOT_ASSESSED: ("notApplicable", "none"),
}


def render(entries: Iterable[Entry], *, everything: bool = False) -> str:
    """The file; with `everything` also what is supported, inconclusive or not assessed."""
    rules: dict[str, dict[str, Any]] = {}
    met: dict[str, dict[str, Finding]] = {}  # by rule, a finding of each code behind its results
    results: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    for entry in entries:
        if isinstance(entry, Unread):
            notices.append(_notice(entry))
            continue
        for item in items(entry.verdict):
            if everything or item.status in PROBLEMS:
                rules.setdefault(visible(item.kind), _rule(item))
                codes = met.setdefault(visible(item.kind), {})
                codes.update({one.code: one for one in weighty(item, entry.verdict) if one.code not in codes})
                results.append(_result(item, entry))
    for name, rule in rules.items():
        rule["help"] = _help(explained_in(met[name].values()))
    driver = {"name": "verifyctl", "semanticVersion": __version__, "rules": [rules[name] for name in sorted(rules)]}
    for result in results:
        result["ruleIndex"] = sorted(rules).index(result["ruleId"])
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    if notices:
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notices}]
    return printable({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(item: Item) -> dict[str, Any]:
    kind, _, value = item.kind.partition("-")
    question = {axis.value: text for axis, text in AXIS_QUESTIONS.items()}.get(value)
    said = question if kind == "axis" and question else f"Assertion of kind {words.plain(value)}"
    return {
        "id": visible(item.kind),
        "shortDescription": {"text": visible(said)},
    }


def _help(pages: tuple[Explained, ...]) -> dict[str, str]:
    """What the findings behind a rule's results mean: a line each, and as Markdown, which viewers show beside a result.

    There is no address: a page is shown by the program, and what matters of it stands here.
    """
    lines = [f"{page.title}: {page.command}." for page in pages] or [f"Findings are explained by: {command('CODE')}."]
    told = [
        f"## `{page.code}`: {page.title}\n\n"
        + "\n\n".join(f"### {name}\n\n{without_links(page.sections[name])}" for name in _TOLD if name in page.sections)
        + f"\n\nThe whole page: `{page.command}`"
        for page in pages
    ]
    return {"text": " ".join([*lines, words.SILENCE]), "markdown": "\n\n".join([*told, words.SILENCE])}


def _result(item: Item, entry: Named) -> dict[str, Any]:
    verdict = entry.verdict
    kind, level = _KINDS[item.status]
    said = f"{words.plain(item.status).capitalize()}: {words.stopped(_prose(item.title))} {_prose(why(item, verdict))}"
    return {
        "ruleId": visible(item.kind),
        "kind": kind,
        "level": level,
        "message": {"text": said},
        "locations": [_location(entry.name)],
        "partialFingerprints": {"verifyctl/v1": _fingerprint(item, verdict)},
        "properties": {
            "item": visible(item.id),
            "status": item.status.value,
            "outcome": verdict.outcome.value,
            "findings": [visible(finding.id) for finding in weighty(item, verdict)],
            "verdict": verdict.id,
        },
    }


def _location(name: str) -> dict[str, Any]:
    # A picture has no lines; viewers that ask for one are given the first.
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": address(name)},
            "region": {"startLine": 1},
        }
    }


def address(name: str) -> str:
    """A relative URI for a name that may hold folders, and that may hold anything."""
    parts = [part for part in PurePosixPath(name).parts if part != "/"]
    return "/".join(quote(part.encode("utf-8", "surrogateescape"), safe="") for part in parts) or "unnamed"


def _fingerprint(item: Item, verdict: Verdict) -> str:
    return digest([verdict.subject[0].digests.sha256, item.id]).removeprefix("sha256:")


def _notice(entry: Unread) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"{visible(entry.name)}: no verdict: {_prose(entry.problem)}"},
        "locations": [_location(entry.name)],
    }


def _prose(text: str) -> str:
    return sentence(clipped(text, _PROSE))
