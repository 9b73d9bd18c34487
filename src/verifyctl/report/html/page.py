"""A verdict as one HTML file: no network, no script needed, a policy that names its style and script by digest."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from verifyctl.model.finding import Direction
from verifyctl.model.stage import StageStatus
from verifyctl.report import chart, words
from verifyctl.report.html import explained, marks, matched, record, shown_maps
from verifyctl.report.html.text import FILTERS, finished
from verifyctl.report.named import Named
from verifyctl.report.pictures import Pictures


def render(entry: Named, pictures: Pictures | None = None) -> str:
    """The page. The same verdict and pictures give the same bytes."""
    verdict = entry.verdict
    pictures = pictures or Pictures()
    pages = explained.of(verdict)
    codes = frozenset(page.code for page in pages)
    facts = record.of(verdict)
    return filled(
        "report.html.j2",
        styles=("base.css", "report.css"),
        scripts=("report.js",),
        entry=entry,
        verdict=verdict,
        pictures=pictures,
        claim=verdict.claim,
        subject=verdict.subject[0],
        weighty=sorted(filter(words.weight, verdict.findings), key=lambda one: -words.weight(one)),
        noted=[one for one in verdict.findings if not words.weight(one)],
        contradictions=sorted(verdict.contradictions, key=lambda one: not one.effective),
        missing=[stage for stage in verdict.stages if stage.status is not StageStatus.RAN],
        timeline=chart.of(verdict),
        sheet=marks.of(verdict, pictures),
        matches=matched.of(verdict, pictures),
        record=facts,
        maps=shown_maps.of(pictures, facts.pixels),
        pages=pages,
        explained=codes,
        unexplained=[code for code in dict.fromkeys(one.code for one in verdict.findings) if code not in codes],
        finding_ids=frozenset(finding.id for finding in verdict.findings),
        AGAINST=Direction.CONTRADICTS,
    )


def filled(template: str, *, styles: Iterable[str], scripts: Iterable[str], **values: Any) -> str:
    """A page of ours with its styles and scripts inside it, and the policy that allows these and nothing else."""
    css = "\n".join(asset(name) for name in styles)
    js = "\n".join(asset(name) for name in scripts)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(css)}'",
            f"script-src '{_hash(js)}'",
            "img-src data: 'self'" if values.get("own_files") else "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    # Both are files of this package; nothing of a verdict is in them.
    ours = {"css": Markup(css), "js": Markup(js)}  # noqa: S704
    page = _environment().get_template(template).render(policy=policy, **ours, **values)
    return page if page.endswith("\n") else page + "\n"


@cache
def asset(name: str) -> str:
    """A file of the package's own pages."""
    return files("verifyctl.report.html").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        finalize=finished,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(words=words, DIRECTIONS=words.DIRECTIONS)
    return environment
