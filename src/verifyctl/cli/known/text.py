"""What `verifyctl known` says of records, as lines of at most 80 columns where words allow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from verifyctl.cli.known.common import images
from verifyctl.known.items import KnownItem
from verifyctl.known.storage.interface import Stored
from verifyctl.model.matches import KnownImage
from verifyctl.report.layout import Page
from verifyctl.report.safe import isolated, visible
from verifyctl.report.words import counted

LABEL = 13
"""Columns of the names of fields."""

_WIDTH = 80
_INDENT = 2
_LIST = (16, 10, 18)  # columns of id, date and label; what is left is for words
_SAID = (
    *(("source_url", "source"), ("archive_url", "archive"), ("caption", "caption"), ("language", "language")),
    *(("credit", "credit"), ("place", "place"), ("event_date", "event"), ("label", "label"), ("note", "note")),
)


def images_in(store: str, count: int) -> str:
    """How many images a store holds, in a sentence."""
    return f"{isolated(store)} holds {images(count)}"


def added_lines(result: Mapping[str, Any]) -> list[str]:
    """One line for an addition, and one for each thing worth knowing of it."""
    lines = [f"{result['status']:<9}  {result['id']}  {isolated(result['path'])}", *changed_lines(result)]
    if result.get("flat") and result["status"] == "added":
        lines += _wrapped("too little detail to be matched by hashes; only exact copies of it will be found")
    return lines


def imported_line(report: Mapping[str, Any]) -> str:
    """What came of a file that was imported, in one line."""
    counts = [f"{report[name]:,} {name}" for name in ("added", "updated", "unchanged")]
    counts += [f"{report['passed_over']:,} passed over"] if report["passed_over"] else []
    counts += [counted(len(report[name]), name[:-1], name) for name in ("conflicts", "mistakes") if report[name]]
    return f"{isolated(report['file'])}: {', '.join(counts)}"


def changed_lines(result: Mapping[str, Any]) -> list[str]:
    """A line for each part of a record that was replaced, with what stood there."""
    lines = []
    for change in result.get("changes", ()):
        before = f"was {change['before']}" if "before" in change else "was not given"
        lines += _wrapped(f"{change['field']} {before}")
    return lines


def _wrapped(text: str) -> list[str]:
    lines = textwrap.wrap(visible(text), _WIDTH - LABEL - _INDENT, break_long_words=False, break_on_hyphens=False)
    return [f"{'':<{LABEL + _INDENT}}{isolated(line)}" for line in lines]


def list_head(width: int) -> str:
    """The heads of the columns of `list_line`."""
    return _row(("id", "first seen", "label", "caption or name"), width)


def list_line(item: KnownItem, width: int) -> str:
    """A record in one line of `width` columns: id, first seen, label, caption or else a name."""
    said = item.description
    words = said.caption or (item.names[0] if item.names else "")
    return _row((item.id, (said.first_seen or "")[: _LIST[1]], (said.label or ""), visible(words)), width)


def _row(cells: tuple[str, str, str, str], width: int) -> str:
    lead = "".join(f"{cell:<{size}}  " for cell, size in zip(cells[:3], _LIST, strict=True))
    room = max(10, width - cell_len(lead))
    words = cells[3] if cell_len(cells[3]) <= room else set_cell_size(cells[3], room - 1).rstrip() + "…"
    return (lead + isolated(words)).rstrip()  # only now: a cut must not part the marks of a direction


def show_item(page: Page, stored: Stored) -> None:
    """All that a store holds of an image."""
    item = stored.item
    size = "known by its hash only" if item.width is None else f"{item.width} x {item.height} pixels"
    page.add(Text(item.id, style="bold") + f"  {size}{', a page of text' if item.page else ''}")
    by = f" by {isolated(stored.added_by)}" if stored.added_by else ""
    field(page, "added", f"{visible(stored.added_at)}{by}")
    field(page, "names", ", ".join(map(isolated, item.names)))
    said(page, item.known_image())
    for name, value in (("sha256", item.sha256), ("pixels", item.pixel_digest), *_hashes(item)):
        if value:
            page.unwrapped(f"{name:<{LABEL}}{value}", indent=_INDENT)  # somebody may want to copy it


def _hashes(item: KnownItem) -> Iterator[tuple[str, str]]:
    hashes = item.hashes
    if hashes.flat:
        yield "detail", "too little to be matched by hashes"
    if hashes.pdq is not None:
        quality = "" if hashes.pdq_quality is None else f", quality {hashes.pdq_quality}"
        yield "PDQ", f"{hashes.pdq}{quality}"
    if hashes.content is not None:
        box = hashes.content.box
        yield "PDQ, content", f"{hashes.content.pdq} at x {box.x}, y {box.y}, {box.width} x {box.height} pixels"
    for name, value in (
        *(("pHash", hashes.phash), ("dHash", hashes.dhash)),
        *(("pHash 256", hashes.phash256), ("dHash 256", hashes.dhash256)),
    ):
        if value is not None:
            yield name, value
    yield "made as", visible(hashes.version)


def said(page: Page, image: KnownImage) -> None:
    """What people said of an image."""
    if image.first_seen is not None:
        basis = image.first_seen_basis.value if image.first_seen_basis else "stated"
        field(page, "first seen", f"{visible(image.first_seen)} ({basis})")
    for name, shown in _SAID:
        value = getattr(image, name)
        if value is not None:
            field(page, shown, isolated(str(value)))


def field(page: Page, name: str, text: str) -> None:
    """A name and a harmless text beside it; nothing where there is no text."""
    if text:
        page.add(text, indent=_INDENT, lead=Text(f"{name:<{LABEL}}", style="dim"))


def paragraphs(page: Page, texts: Iterable[str]) -> None:
    """Paragraphs of our own words, an empty line before each."""
    for text in texts:
        page.gap()
        page.add(text)
