"""`verifyctl explain`: the documentation page of a finding code, without a browser or a network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.rules.base import Rule

_WIDEST = 88


@click.command("explain", short_help="Explain a finding code: what it says, and when it is wrong.")
@click.argument("code", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
def command(code: str | None, form: str) -> None:
    """Explain the finding CODE: what it says, how much it can weigh, and when it is wrong.

    Without CODE, list all codes.
    """
    if code is None:
        _list(form)
    else:
        _explain(_rule(code), form)


def _rule(code: str) -> Rule:
    from difflib import get_close_matches

    from verifyctl.errors import UsageError
    from verifyctl.rules.catalogue import RULES

    known = {rule.code: rule for rule in RULES}
    # A finding's id is its code with what it concerns behind a colon; either may be pasted here.
    wanted = code.strip().partition(":")[0].lower().replace("_", "-")
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, n=3)
    hint = f"Did you mean {', '.join(near)}? " if near else ""
    raise UsageError(f"no finding has the code {code!r}", hint=f"{hint}verifyctl explain lists all codes.")


def _list(form: str) -> None:
    from verifyctl.rules.catalogue import RULES

    if form == "json":
        write_json([{"code": rule.code, "title": rule.title, "axis": rule.axis.value} for rule in RULES])
        return
    widest = max(len(rule.code) for rule in RULES)
    axis = None
    for rule in RULES:
        if rule.axis is not axis:
            click.echo(f"{'' if axis is None else chr(10)}{rule.axis.value}")
            axis = rule.axis
        click.echo(f"  {rule.code:<{widest}}  {rule.title}")


def _explain(rule: Rule, form: str) -> None:
    from verifyctl.errors import VerifyctlError
    from verifyctl.report.pages import page_of

    page = page_of(rule.code)
    if page is None:
        raise VerifyctlError(
            f"the page of {rule.code} is missing from this installation", hint="Install verifyctl again."
        )
    if form == "json":
        write_json(_declaration(rule) | {"page": page})
    elif sys.stdout.isatty():
        _render(page)
    else:
        click.echo(page.rstrip("\n"))


def _declaration(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "axis": rule.axis.value,
        "layer": rule.layer.value,
        "group": rule.group,
        "basis": rule.basis.value,
        "strongest": rule.strongest.value,
        "stages": list(rule.stages),
        "proposition": rule.proposition,
        "alternative": rule.alternative,
        "limits": list(rule.limits),
        "innocent_explanations": list(rule.innocent_explanations),
        "next_step": rule.next_step,
    }


def _render(page: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    from verifyctl.cli.options import wants_color

    color = wants_color("auto", sys.stdout)
    console = Console(no_color=not color, color_system="auto" if color else None)
    console.print(Markdown(page, hyperlinks=False), width=min(console.width, _WIDEST))
