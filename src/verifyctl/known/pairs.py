"""One picture against one known image: from hashes, features and a difference map to a relation in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from verifyctl.known import bits, colours, differences, geometry
from verifyctl.known.agreement import ALL, SAME, agreement
from verifyctl.known.closer import look_closer
from verifyctl.known.descriptors import Descriptors, describe
from verifyctl.known.features import Features, Fineness, extract_query
from verifyctl.known.forms import Forms
from verifyctl.known.items import KnownItem
from verifyctl.known.page_outcome import settled
from verifyctl.known.pages import is_page, text_density
from verifyctl.known.relations import WHOLE, Placed, placed, relations
from verifyctl.known.spread import spread
from verifyctl.model.matches import Compared, Comparison, Match, Relation, Unsettled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.known.geometry import Geometry
    from verifyctl.media.pixels import Picture

LITTLE_TEXT = 120
"""Thousandths of a picture taken for a page, under which it is rather a photograph with a pattern like text."""


class Examinee:
    """A picture that is looked for. What is needed of it is computed when first asked for, and once."""

    def __init__(self, picture: Picture, sha256: str) -> None:
        self.rgb = picture.rgb
        self._forms = Forms(picture.rgb)
        self.sha256 = sha256
        self.pixel_digest = picture.facts.digest
        self.size = (picture.facts.width, picture.facts.height)
        self._features: dict[tuple[Fineness, bool], Features] = {}

    @cached_property
    def descriptors(self) -> Descriptors:
        """Its hashes."""
        return describe(self._forms)

    @property
    def grey(self) -> NDArray[np.uint8]:
        """Its grey values, shape (height, width)."""
        return self._forms.grey

    @cached_property
    def _mirrored(self) -> Forms:
        return Forms(self.rgb[:, ::-1])

    @cached_property
    def page(self) -> bool:
        """Whether it shows mainly a page of text."""
        return is_page(self._forms)

    def shows_page(self, place: Placed) -> bool:
        """Whether the part of it on which a known image lies is a page of text, whatever surrounds it."""
        if place.evidence_share >= WHOLE:
            return self.page
        xs, ys = zip(*((point.x, point.y) for point in place.overlap.evidence), strict=True)
        part = self.rgb[max(0, min(ys)) : max(ys), max(0, min(xs)) : max(xs)]
        return is_page(part) if part.size else self.page

    def features(self, fineness: Fineness, *, mirrored: bool = False) -> Features:
        """Its local features to search with; with `mirrored`, those of the picture flipped left to right."""
        if (fineness, mirrored) not in self._features:
            forms = self._mirrored if mirrored else self._forms
            self._features[fineness, mirrored] = extract_query(forms, fineness)
        return self._features[fineness, mirrored]


class Known(Protocol):
    """A known image as a comparison needs it, wherever it is kept."""

    @property
    def item(self) -> KnownItem:
        """Its record."""
        ...

    def features(self, fineness: Fineness) -> Features | None:
        """Its local features; None where none are kept."""
        ...

    def picture(self) -> NDArray[np.uint8] | None:
        """What is kept of it to look at, RGB of shape (height, width, 3), perhaps smaller than it was; else None."""
        ...


@dataclass(frozen=True)
class Guess:
    """Where a search believes to see a known image, before it looks closely.

    `mirrored` says which way round to look. `similarity`, shape (2, 3), takes the frame of the known image's features
    of this fineness to the frame of the picture's; None where only hashes agree.
    """

    mirrored: bool = False
    fineness: Fineness = Fineness.COARSE
    similarity: NDArray[np.float64] | None = None


def aligned(examinee: Examinee, known: Known, guess: Guess) -> Geometry | None:
    """How the known image lies on the picture, by both looks; None where nothing holds together."""
    return second_look(examinee, known, guess, first_look(examinee, known, guess))


def first_look(examinee: Examinee, known: Known, guess: Guess) -> Geometry | None:
    """Features of both sets matched as they are; the result with the most inliers."""
    size = _size(known.item)
    best = None
    for fineness in Fineness if size is not None else ():
        theirs = known.features(fineness)
        if theirs is not None and size is not None:
            ours = examinee.features(fineness, mirrored=guess.mirrored)
            best = _better(best, geometry.match(theirs, ours, size, examinee.size, mirrored=guess.mirrored))
    return best


def second_look(
    examinee: Examinee, known: Known, guess: Guess, first: Geometry | None, *, again: bool = True
) -> Geometry | None:
    """Where the first look leaves doubt, a closer one at the place that it or the guess points to; the best of all.

    Without `again` only at the place of the guess.
    """
    coarse, size = known.features(Fineness.COARSE), _size(known.item)
    if coarse is None or size is None or is_sure(examinee, known, first):
        return first
    best = first
    for rough in (_placed_by(guess, examinee, known), first.homography if first is not None and again else None):
        if rough is not None:
            best = _better(best, look_closer(coarse, size, examinee.grey, rough))
    return best


def is_sure(examinee: Examinee, known: Known, found: Geometry | None) -> bool:
    """Whether so much agrees, all over, that another look changes nothing."""
    return found is not None and found.inliers >= geometry.SURE and confirmed(examinee, known, found)


def _placed_by(guess: Guess, examinee: Examinee, known: Known) -> NDArray[np.float64] | None:
    """The guess in pixels of both pictures at full size."""
    theirs, size = known.features(guess.fineness), _size(known.item)
    if guess.similarity is None or theirs is None or size is None:
        return None
    ours = examinee.features(guess.fineness, mirrored=guess.mirrored)
    between = np.vstack([guess.similarity, (0.0, 0.0, 1.0)])
    out = geometry.to_full((ours.width, ours.height), examinee.size, mirrored=guess.mirrored)
    return np.asarray(out @ between @ np.linalg.inv(geometry.to_full((theirs.width, theirs.height), size)))


def confirmed(examinee: Examinee, known: Known, found: Geometry | None) -> bool:
    """Whether enough places agree, and not only those of a sign that both show."""
    coarse, size = known.features(Fineness.COARSE), _size(known.item)
    if found is None or coarse is None or size is None or found.inliers < geometry.ACCEPTED:
        return False
    return spread(coarse, size, examinee.size, found).wide


def judged(examinee: Examinee, known: Known, found: Geometry | None, *, compare: bool = True) -> Match | None:
    """What can be said of the pair; None where there is nothing worth a person's look.

    Photographs are the same where enough places agree, or, by hash alone, near copies. On pages of text places only
    permit the difference map, which decides: two letters on one letterhead have hundreds of places in common. Without
    `compare` no map is made.
    """
    distances, orientation = bits.hash_distances(examinee.descriptors, known.item.hashes)
    match = Match(
        relation=Relation.CANDIDATE, distances=distances, orientation=orientation, image=known.item.known_image()
    )
    size = _size(known.item)
    place = placed(found.homography, size, examinee.size) if found is not None and size is not None else None
    if found is not None and place is not None:
        match = match.model_copy(
            update={"inliers": found.inliers, "transform": place.transform, "overlap": place.overlap}
        )
        if known.item.page:
            return _page(match, examinee, known, found, place) if compare else match
        # Words over a photograph make it look like a page; a known page too blurred to look like one must not pass.
        enough = is_sure if examinee.shows_page(place) else confirmed
        if enough(examinee, known, found):
            return _related(match, _words(examinee, known, found, place))
    near = bits.nearest(distances)
    if near is not None and near <= bits.NEAR_COPY_BITS and not examinee.page and not known.item.page:
        return match.model_copy(update={"relation": Relation.NEAR_COPY})
    agreeing = found is not None and place is not None and found.inliers >= geometry.WORTH_A_LOOK
    return match if agreeing or bits.are_near(distances, known.item.hashes) else None


def _page(match: Match, examinee: Examinee, known: Known, found: Geometry, place: Placed) -> Match:
    """A pair in which one is a page of text: the difference map decides, and without it nothing is decided."""
    picture = known.picture()
    if picture is None:
        return match.model_copy(update={"unsettled": Unsettled.NO_RENDITION})
    comparison, alike = compared(examinee, known, picture, found)
    match = match.model_copy(update={"comparison": comparison})
    match comparison.outcome:
        case Compared.UNCHANGED:
            return _related(match, _words(examinee, known, found, place))
        case Compared.EDITED:
            words = _words(examinee, known, found, place)
            return _related(match, (Relation.SAME_PAGE_CHANGED, *words))
        case Compared.NOT_COMPARABLE if alike >= ALL or (
            alike >= SAME and text_density(picture) < LITTLE_TEXT and confirmed(examinee, known, found)
        ):
            return _related(match, _words(examinee, known, found, place))
        case Compared.OTHER_TEXT:
            return match.model_copy(update={"relation": Relation.SAME_TEMPLATE})
        case _:
            return match


def compared(examinee: Examinee, known: Known, picture: NDArray[np.uint8], found: Geometry) -> tuple[Comparison, float]:
    """The difference map of an aligned pair, boxes in pixels of each, and how much agrees at a coarse look (0 to 1).

    `picture` is what is kept of the known image. The map sees text. Where the two agree too little otherwise, other
    things stand on one layout.
    """
    import cv2

    size = _size(known.item) or (picture.shape[1], picture.shape[0])
    kept_scale = np.diag([picture.shape[1] / size[0], picture.shape[0] / size[1], 1.0])
    from_kept = found.homography @ np.linalg.inv(kept_scale)
    held = differences.hold(picture, examinee.rgb, from_kept)
    comparison = held.comparison
    factor = size[0] / picture.shape[1]
    regions = tuple(region.model_copy(update={"known": region.known.scaled(factor)}) for region in comparison.regions)
    alike = agreement(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8), examinee.grey, from_kept)
    boxes = sum(region.known.width * region.known.height for region in regions) / (size[0] * size[1])
    outcome = settled(held, alike, boxes, wide=confirmed(examinee, known, found))
    return comparison.model_copy(update={"regions": regions, "outcome": outcome}), alike


def _words(examinee: Examinee, known: Known, found: Geometry, place: Placed) -> tuple[Relation, ...]:
    size, kept = _size(known.item), known.item.hashes.colours
    other = kept is not None and size is not None and colours.recoloured(kept, size, examinee.rgb, found.homography)
    return relations(place, examinee.rgb, recoloured=other)


def _related(match: Match, words: tuple[Relation, ...]) -> Match:
    return match.model_copy(update={"relation": words[0], "also": words[1:]})


def _better(first: Geometry | None, second: Geometry | None) -> Geometry | None:
    if first is None or second is None:
        return first or second
    return second if second.inliers > first.inliers else first


def _size(item: KnownItem) -> tuple[int, int] | None:
    return None if item.width is None or item.height is None else (item.width, item.height)
