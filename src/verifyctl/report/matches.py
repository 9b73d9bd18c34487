"""Known images in the terminal report: which store was searched, what was found, and where two pages differ.

A match is told in the words of `rules.likeness`; what the store says of the image is told as somebody's words.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from verifyctl.model.matches import Distances, KnownImage, Level, Match, Overlap, Transform
from verifyctl.model.verdict import Verdict
from verifyctl.report import words
from verifyctl.report.layout import Page
from verifyctl.report.safe import clipped, isolated, sentence
from verifyctl.rules.copies import date_basis
from verifyctl.rules.likeness import bounds, compared, described, percent, place, region_in_words, regions_in_order

# What these findings say, the section says in its place.
TOLD_HERE = frozenset({"known-copy", "no-match"})

_MATCHES = 8
_REGIONS = 6
_PROSE = 600
_DIGEST = len("sha256:") + 13
_LEVELS = {Level.CHANGED: "changed", Level.LOOK: "worth a look"}
_BITS = {"pdq": 256, "content": 256, "phash": 64, "dhash": 64, "phash256": 256, "dhash256": 256}
_HASHES = {
    "pdq": "PDQ",
    "content": "PDQ of the content",
    "phash": "pHash",
    "dhash": "dHash",
    "phash256": "pHash 256",
    "dhash256": "dHash 256",
}


def add_matches(page: Page, verdict: Verdict, *, verbose: bool) -> None:
    """A section for the stores that were searched, in their order; with `verbose` also what was measured."""
    facts = words.matches_of(verdict)
    if facts is None:
        return
    page.heading("Known images")
    for number, store in enumerate(facts.stores):
        found = [match for match in facts.matches if match.store == number]
        result = ", ".join(words.kinds(found)) or ("nothing found" if store.images else "it is empty")
        size = words.counted(store.images, "image", "images")
        name = isolated(clipped(store.name, 120))
        page.add(
            Text.assemble(f"{name}: ", (f"{size}, {isolated(clipped(store.digest, _DIGEST))}", "dim"), f": {result}"),
            indent=2,
        )
        for match in found if verbose else found[:_MATCHES]:
            _add_match(page, match, verbose=verbose)
        if not verbose and len(found) > _MATCHES:
            page.add(f"and {len(found) - _MATCHES:,} more in the verdict file", indent=4, style="dim")


def _add_match(page: Page, match: Match, *, verbose: bool) -> None:
    page.item(f"known image {isolated(match.image.id)}: the picture {_prose(described(match))}.", indent=4)
    if said := "; ".join(_said(match)):
        page.add(said, indent=6)
    if match.image.source_url:
        page.add(isolated(clipped(match.image.source_url, _PROSE)), indent=6, style="dim")
    if match.comparison is not None:
        _add_comparison(page, match, verbose=verbose)
    if verbose:
        for line in measured(match):
            page.add(line, indent=6, style="dim")


def _said(match: Match) -> Iterator[str]:
    """What the store says of the image, each text as somebody's."""
    image = match.image
    if image.first_seen:
        yield f"first seen {isolated(image.first_seen)} ({date_basis(match)})"
    yield from (f"{name} “{isolated(clipped(text, _PROSE))}”" for name, text in _quoted(image) if text)


def _quoted(image: KnownImage) -> Iterator[tuple[str, str | None]]:
    yield "captioned", image.caption
    yield "labelled by people", image.label.value if image.label else None
    yield "credited to", image.credit


def _add_comparison(page: Page, match: Match, *, verbose: bool) -> None:
    if match.comparison is None:
        return
    page.add(f"Line by line, {compared(match.comparison)}.", indent=6)
    regions = regions_in_order(match.comparison)
    shown = regions if verbose else regions[:_REGIONS]
    for region in shown:
        page.item(f"{_LEVELS[region.level]} {_prose(region_in_words(region))}", indent=6)
    if len(regions) > len(shown):
        page.add(f"and {len(regions) - len(shown):,} more in the verdict file", indent=6, style="dim")
    if verbose and match.comparison.not_comparable:
        places = "; ".join(place(box) for box in match.comparison.not_comparable)
        page.add(f"Not comparable: {places}", indent=6, style="dim")


def measured(match: Match) -> Iterator[str]:
    """The figures of a match, a line each: places that agreed, distances, transform, shared area."""
    if match.inliers is not None:
        yield f"{words.counted(match.inliers, 'place', 'places')} agreed on one transform"
    if told := ", ".join(_distances(match.distances)):
        yield f"Bits that differed: {told}"
    if match.transform is not None:
        yield _transform(match.transform)
    if match.overlap is not None:
        yield _overlap(match.overlap)


def _distances(distances: Distances) -> Iterator[str]:
    for name, bits in distances.as_json().items():
        yield f"{_HASHES[name]} {bits} of {_BITS[name]}"


def _transform(transform: Transform) -> str:
    return (
        f"The known image {'mirrored, ' if transform.mirrored else ''}scaled to {percent(transform.scale)}, turned by "
        f"{_tenths(transform.angle)}°, stretched by {percent(max(0, transform.stretch - 1000))}, perspective "
        f"{percent(transform.perspective)}"
    )


def _tenths(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    return f"{'-' if value < 0 else ''}{whole}.{rest}"


def _overlap(overlap: Overlap) -> str:
    shares = f"{percent(overlap.evidence_share)} of this picture, {percent(overlap.known_share)} of the known image"
    here, there = bounds(overlap.evidence), bounds(overlap.known)
    return f"Shared: {shares}" + (f"; {place(here)} here, {place(there)} there" if here and there else "")


def _prose(text: str) -> str:
    return sentence(clipped(text, _PROSE))
