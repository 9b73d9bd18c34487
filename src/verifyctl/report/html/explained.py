"""The pages that explain the findings of a verdict, as parts of its page: a link to one works without a network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from verifyctl.model.verdict import Verdict
from verifyctl.report.pages import COMPUTED, MEASURED, SAYS, WRONG, Explained, explained_in

SHOWN = (SAYS, COMPUTED, WRONG, MEASURED)


@dataclass(frozen=True)
class PageShown:
    """A page: its code, its title, what shows it whole, and its sections with their headings."""

    code: str
    title: str
    command: str
    sections: tuple[tuple[str, Markup], ...]


def of(verdict: Verdict) -> tuple[PageShown, ...]:
    """A page for every code among the findings, in their order; none for a code that this version does not know."""
    pages = explained_in(verdict.findings)
    codes = frozenset(page.code for page in pages)
    return tuple(shown(page, codes) for page in pages)


def shown(page: Explained, codes: frozenset[str]) -> PageShown:
    """A page as HTML; links to pages of `codes` lead to them, other links are only text."""
    sections = tuple((name, _rendered(page.sections[name], codes)) for name in SHOWN if name in page.sections)
    return PageShown(page.code, page.title, page.command, sections)


def _rendered(markdown: str, codes: frozenset[str]) -> Markup:
    parser = _parser()
    tokens = parser.parse(markdown)
    for token in tokens:
        if token.children:
            token.children = list(_linked(token.children, codes))
    # The text is a page of this package, not of a verdict.
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704


def _linked(tokens: Iterable[Token], codes: frozenset[str]) -> Iterable[Token]:
    """Links to other pages that are here lead to them; the others, to pages of the documentation, are only text."""
    kept = False
    for token in tokens:
        if token.type == "link_open":
            code = PurePosixPath(str(token.attrs.get("href", ""))).stem
            kept = code in codes
            if not kept:
                continue
            token.attrs["href"] = f"#page-{code}"
        elif token.type == "link_close" and not kept:
            continue
        yield token


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
