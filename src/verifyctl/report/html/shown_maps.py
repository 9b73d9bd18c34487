"""Maps of error levels and noise on a page: each with its worth and what else makes it bright. No finding rests on one.

A page shows them only where they were asked for: they are no part of a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from verifyctl.model.pixels import OutsideDetector, PixelsFacts
from verifyctl.reference.maps import MAPS, MapWords, of_detector, words_of_detector
from verifyctl.report.pictures import Picture, Pictures


@dataclass(frozen=True)
class MapShown:
    """A map: its name, its words, and its picture; None where it was too large for the page."""

    name: str
    words: MapWords
    picture: Picture | None


@dataclass(frozen=True)
class MapsShown:
    """The maps, and why pixel tests could say nothing of this copy; no reasons where they could or did not run."""

    maps: tuple[MapShown, ...]
    not_assessable: tuple[str, ...]


def of(pictures: Pictures, facts: PixelsFacts | None) -> MapsShown | None:
    """The maps that were asked for, in their order; None where none was. A map that nothing is known of is left out."""
    detectors = facts.detectors if facts else ()
    found = ((name, _words(name, detectors), picture) for name, picture in pictures.maps.items())
    maps = tuple(MapShown(name, words, picture) for name, words, picture in found if words is not None)
    if not maps:
        return None
    assessed = facts.assessability if facts else None
    return MapsShown(maps, assessed.reasons if assessed and not assessed.assessable else ())


def _words(name: str, detectors: tuple[OutsideDetector, ...]) -> MapWords | None:
    if name in MAPS:
        return MAPS[name]
    for one in detectors:
        if name == of_detector(one.name):
            return words_of_detector(one.name, one.version, one.weights)
    return None
