"""What `verifyctl known search` and `compare` say of matches: a table, and what was measured on each pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from verifyctl.cli.known.common import images
from verifyctl.cli.known.text import field, paragraphs, said
from verifyctl.model.matches import Comparison, Distances, Level, Match, MatchesFacts, Region, Relation
from verifyctl.report.layout import Page
from verifyctl.report.safe import isolated, visible
from verifyctl.report.words import counted
from verifyctl.rules import likeness

_SHORT: dict[Relation, str] = {
    Relation.IDENTICAL_BYTES: "same bytes",
    Relation.IDENTICAL_PIXELS: "same pixels",
    Relation.REENCODED: "re-encoded or scaled",
    Relation.RECOLOURED: "recoloured",
    Relation.MIRRORED: "mirrored",
    Relation.ROTATED: "turned",
    Relation.CROPPED_FROM: "a part of it",
    Relation.CONTAINS: "shows it and more",
    Relation.FRAMED: "framed or captioned",
    Relation.SCREENSHOT_OF: "screenshot of it",
    Relation.PHOTOGRAPH_OF: "photograph of it",
    Relation.NEAR_COPY: "near copy, by hash",
    Relation.SAME_PAGE_CHANGED: "same page, changed",
    Relation.SAME_TEMPLATE: "same template",
    Relation.CANDIDATE: "may be related",
}
_BITS = {"pdq": ("PDQ", 256), "content": ("content", 256), "phash": ("pHash", 64), "dhash": ("dHash", 64)}
_MORE_BITS = {"phash256": ("pHash", 256), "dhash256": ("dHash", 256)}
_DAY = 10
_MAX_REGIONS = 12
_NOTHING_READ = "(nothing was read)"
_MACHINE_READ = (
    "Texts were read by machine, which misreads: look at the pictures before you rely on a letter or a digit."
)
_ABOUT_HASHES = (
    "Hashes and matched places never say that two texts are the same: pages on one template come as close as copies do."
)
_ABOUT_NOTHING = (
    "It speaks of these images only, and of copies that the search can find: heavily blurred, very small or much "
    "changed ones may escape it. It does not say that the picture is new."
)


@dataclass(frozen=True)
class Searched:
    """A search as it is shown: the picture, the stores as they were named, and file names of known images by id."""

    image: str
    stores: Sequence[str]
    names: Mapping[tuple[int, str], Sequence[str]]


def show_search(page: Page, searched: Searched, facts: MatchesFacts, *, quiet: bool, verbose: bool) -> None:
    """The outcome of a search: a table of all matches, then what was measured on each."""
    places = ", ".join(
        f"{isolated(name)} ({images(info.images)})" for name, info in zip(searched.stores, facts.stores, strict=True)
    )
    if not quiet:
        page.add(f"{isolated(searched.image)} in {places}")
    if facts.matches:
        if not quiet:
            page.gap()
        _table(page, facts.matches)
    if quiet:
        return
    for number, match in enumerate(facts.matches, start=1):
        if match.relation is not Relation.CANDIDATE or verbose:
            page.gap()
            _show_match(page, match, lead=f"{number}  ", verbose=verbose)
            _show_image(page, match, searched, many=len(facts.stores) > 1)
    _endings(page, searched, facts)


def show_pair(
    page: Page, names: tuple[str, str], match: Match | None, *, flat: bool, quiet: bool, verbose: bool
) -> None:
    """The outcome of comparing two files, of which the second took the place of the known image."""
    said_of = "Nothing was found that the two have in common." if match is None else _sentence(match)
    if quiet:
        page.add(said_of)
        return
    page.add(f"The picture is {isolated(names[0])}; in the place of the known image is {isolated(names[1])}")
    page.gap()
    if match is None:
        page.add(said_of)
        more = "One of the two has too little detail to be compared otherwise than by its digests. " if flat else ""
        paragraphs(page, [f"{more}That speaks only of what this comparison can find, and not of what the two show."])
        return
    _show_match(page, match, lead="", verbose=verbose)
    if _reads_text(match):
        paragraphs(page, [_MACHINE_READ])


def _table(page: Page, matches: Sequence[Match]) -> None:
    rows = [("#", "known image", "first seen", "label", "how it relates")]
    for number, match in enumerate(matches, start=1):
        seen, label = match.image.first_seen or "", match.image.label or ""
        rows.append((str(number), match.image.id, visible(seen[:_DAY]), label, _SHORT[match.relation]))
    for number_, id_, seen, label, relation in rows:
        page.unwrapped(f"{number_:<3}{id_:<16}  {seen:<{_DAY}}  {label:<18}  {relation}")


def _show_match(page: Page, match: Match, *, lead: str, verbose: bool) -> None:
    page.add(Text(_sentence(match), style="bold"), lead=Text(lead, style="bold"))
    if match.comparison is not None:
        _show_comparison(page, match.comparison, verbose=verbose)
    if match.overlap is not None:
        own, known = likeness.percent(match.overlap.evidence_share), likeness.percent(match.overlap.known_share)
        field(page, "shared", f"{own} of the picture, {known} of the known image")
    if match.transform is not None and verbose:
        transform = match.transform
        field(
            page,
            "transform",
            f"scale {_thousandths(transform.scale)}, angle {transform.angle / 10:.1f}° clockwise, "
            f"{'' if transform.mirrored else 'not '}mirrored, stretched {_thousandths(transform.stretch)}, "
            f"perspective {_thousandths(transform.perspective)}",
        )
    if match.inliers is not None:
        field(page, "agreement", f"{counted(match.inliers, 'matched place', 'matched places')} in distinct cells")
    if bits := ", ".join(_distances(match.distances, verbose=verbose)):
        field(page, "bits apart", bits)


def _sentence(match: Match) -> str:
    return f"The picture {likeness.described(match)}."


def _thousandths(value: int) -> str:
    return f"{value / 1000:.3f}"


def _distances(distances: Distances, *, verbose: bool) -> Iterator[str]:
    shown = _BITS | _MORE_BITS if verbose else _BITS
    for name, (words, bits) in shown.items():
        if (value := getattr(distances, name)) is not None:
            yield f"{words} {value} of {bits}"


def _show_comparison(page: Page, comparison: Comparison, *, verbose: bool) -> None:
    field(page, "line by line", likeness.compared(comparison))
    regions = likeness.regions_in_order(comparison)
    for region in regions if verbose else regions[:_MAX_REGIONS]:
        _show_region(page, region)
    if len(regions) > _MAX_REGIONS and not verbose:
        field(page, "", f"and {len(regions) - _MAX_REGIONS} more places; -v shows all")
    if comparison.not_comparable:
        places = counted(len(comparison.not_comparable), "place", "places")
        field(page, "unclear", f"{places} could not be compared: curled, covered or unreadable there")


def _show_region(page: Page, region: Region) -> None:
    here, there = likeness.apart(region.evidence_text or "", region.known_text or "")
    where = likeness.place(region.evidence)
    name = "changed" if region.level is Level.CHANGED else "look at"
    field(page, name, where if here or there else f"{where}, nothing was read")
    sides = (
        (("  both", here),)
        if here == there
        else (("  here", here or _NOTHING_READ), ("  there", there or _NOTHING_READ))
    )
    for side, text in sides:
        field(page, side, isolated(likeness.unquoted(text)) if text else "")


def _show_image(page: Page, match: Match, searched: Searched, *, many: bool) -> None:
    names = searched.names.get((match.store, match.image.id), ())
    field(page, "known image", "  ".join((match.image.id, *map(isolated, names))))
    if many:
        field(page, "store", isolated(searched.stores[match.store]))
    said(page, match.image)


def _endings(page: Page, searched: Searched, facts: MatchesFacts) -> None:
    sure = [match for match in facts.matches if match.relation is not Relation.CANDIDATE]
    if not sure:
        stores = "; ".join(
            f"{isolated(name)} ({images(info.images)}, {info.digest})"
            for name, info in zip(searched.stores, facts.stores, strict=True)
        )
        page.gap()
        several = f"among {images(sum(info.images for info in facts.stores))} " if len(facts.stores) > 1 else ""
        page.add(f"No match {several}in {stores}.")
        paragraphs(page, [_ABOUT_NOTHING])
    for name, info in zip(searched.stores, facts.stores, strict=True):
        if not info.images:
            paragraphs(page, [f"{isolated(name)} is empty: there was nothing to compare with."])
    if facts.hashes.flat:
        paragraphs(page, ["The picture has too little detail to be matched; only exact copies were sought."])
    if any(match.relation in (Relation.NEAR_COPY, Relation.CANDIDATE) for match in facts.matches):
        paragraphs(page, [_ABOUT_HASHES])
    if any(map(_reads_text, facts.matches)):
        paragraphs(page, [_MACHINE_READ])


def _reads_text(match: Match) -> bool:
    regions = match.comparison.regions if match.comparison else ()
    return any(region.evidence_text or region.known_text for region in regions)
