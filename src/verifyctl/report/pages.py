"""The pages that explain findings, as `verifyctl explain` shows them: files of the package, whole and in sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from verifyctl.model.finding import Finding

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")

SAYS, COMPUTED, WRONG, MEASURED = "What it says", "How it is computed", "When it is wrong", "Measured"


@dataclass(frozen=True)
class Explained:
    """A page: its code, its title, and its sections as Markdown by their headings."""

    code: str
    title: str
    sections: Mapping[str, str]

    @property
    def command(self) -> str:
        """What shows the whole page in a terminal."""
        return command(self.code)


def command(code: str) -> str:
    """What shows the page of a code in a terminal."""
    return f"verifyctl explain {code}"


@cache
def page_of(code: str) -> str | None:
    """The page of a code as Markdown, from the installed package or from the docs of a checkout; None without one."""
    if not _CODE.fullmatch(code):  # a verdict may hold anything; only a name of ours becomes the name of a file
        return None
    import verifyctl

    package = Path(verifyctl.__file__).parent
    for folder in (package / "pages" / "findings", package.parents[1] / "docs" / "reference" / "findings"):
        page = folder / f"{code}.md"
        if page.is_file():
            return page.read_text(encoding="utf-8")
    return None


@cache
def explained(code: str) -> Explained | None:
    """The page of a code in sections; None where this version has none."""
    page = page_of(code)
    if page is None:
        return None
    head, *rest = _SECTION.split(page)
    title = head.splitlines()[0].partition(": ")[2].strip()
    return Explained(code, title, {name: text.strip() for name, text in zip(rest[::2], rest[1::2], strict=True)})


def explained_in(findings: Iterable[Finding]) -> tuple[Explained, ...]:
    """The pages of all codes among the findings, each once, in the order in which they first occur."""
    found = (explained(code) for code in dict.fromkeys(finding.code for finding in findings))
    return tuple(one for one in found if one is not None)


def without_links(markdown: str) -> str:
    """Markdown of a page without its links, which lead nowhere outside the documentation."""
    return _LINK.sub(r"\1", markdown)
