"""Known images beside the picture: what was measured, what the store says, and the pictures that show it."""

from __future__ import annotations

from dataclasses import dataclass

from verifyctl.model.matches import Level, Match, Region
from verifyctl.model.verdict import Verdict
from verifyctl.report import words
from verifyctl.report.matches import measured
from verifyctl.report.pictures import MatchPictures, Pictures
from verifyctl.rules.copies import date_basis
from verifyctl.rules.likeness import compared, described, place, region_in_words, regions_in_order

_LEVELS = {Level.CHANGED: "changed", Level.LOOK: "worth a look"}


@dataclass(frozen=True)
class RegionShown:
    """A place that differs: how sure that is, where, and in words what was read there in both."""

    level: str
    region: Region
    words: str


@dataclass(frozen=True)
class MatchShown:
    """A match as a page shows it."""

    number: int
    match: Match
    words: str
    seen_by: str
    compared: str | None
    regions: tuple[RegionShown, ...]
    not_comparable: tuple[str, ...]
    measured: tuple[str, ...]
    pictures: MatchPictures


@dataclass(frozen=True)
class StoreShown:
    """A store that was searched, and what was found in it."""

    name: str
    digest: str
    images: str
    found: str
    matches: tuple[MatchShown, ...]


def of(verdict: Verdict, pictures: Pictures) -> tuple[StoreShown, ...]:
    """Every store that was searched, in its order; none where no store was."""
    facts = words.matches_of(verdict)
    if facts is None:
        return ()
    stores = []
    for number, store in enumerate(facts.stores):
        found = [(index, match) for index, match in enumerate(facts.matches) if match.store == number]
        told = ", ".join(words.kinds(match for _, match in found))
        stores.append(
            StoreShown(
                name=store.name,
                digest=store.digest,
                images=words.counted(store.images, "image", "images"),
                found=told or ("nothing found" if store.images else "it is empty"),
                matches=tuple(_shown(index, match, pictures) for index, match in found),
            )
        )
    return tuple(stores)


def _shown(index: int, match: Match, pictures: Pictures) -> MatchShown:
    comparison = match.comparison
    return MatchShown(
        number=index + 1,
        match=match,
        words=described(match),
        seen_by=date_basis(match),
        compared=compared(comparison) if comparison else None,
        regions=tuple(
            RegionShown(_LEVELS[region.level], region, region_in_words(region))
            for region in (regions_in_order(comparison) if comparison else ())
        ),
        not_comparable=tuple(map(place, comparison.not_comparable)) if comparison else (),
        measured=tuple(measured(match)),
        pictures=pictures.matches.get(index, MatchPictures()),
    )
