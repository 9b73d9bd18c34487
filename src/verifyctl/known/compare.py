"""Comparing two files: the same judgement as in a search, without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.known import geometry
from verifyctl.known.bits import hash_distances
from verifyctl.known.features import Features, Fineness, extract
from verifyctl.known.items import KnownItem
from verifyctl.known.pairs import Examinee, Guess, aligned, compared, confirmed, judged
from verifyctl.model.matches import Match, Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.known.geometry import Geometry


class FileImage:
    """A picture at hand in the place of a known image; all of it is there to look at."""

    def __init__(self, examinee: Examinee) -> None:
        self._examinee = examinee
        self._features: dict[Fineness, Features] = {}
        width, height = examinee.size
        self.item = KnownItem(
            sha256=examinee.sha256,
            pixel_digest=examinee.pixel_digest,
            hashes=examinee.descriptors.hashes,
            width=width,
            height=height,
            page=examinee.page,
        )

    def features(self, fineness: Fineness) -> Features:
        """Its local features, as a store keeps them."""
        if fineness not in self._features:
            self._features[fineness] = extract(self._examinee.rgb, fineness)
        return self._features[fineness]

    def picture(self) -> NDArray[np.uint8]:
        """The whole picture."""
        return self._examinee.rgb


def compare(evidence: Examinee, other: Examinee) -> Match | None:
    """How a picture relates to another, which takes the place of the known image; None where nothing points to it.

    Aligned photographs are held against each other for differences too, as pages of text always are.
    """
    known = FileImage(other)
    for same, relation in (
        (evidence.sha256 == other.sha256, Relation.IDENTICAL_BYTES),
        (evidence.pixel_digest == other.pixel_digest, Relation.IDENTICAL_PIXELS),
    ):
        if same:
            distances, _ = hash_distances(evidence.descriptors, known.item.hashes)
            return Match(relation=relation, distances=distances, image=known.item.known_image())
    if evidence.descriptors.hashes.flat or other.descriptors.hashes.flat:
        return None
    found = _best(evidence, known)
    match = judged(evidence, known, found)
    if match is None or match.comparison is not None or found is None or not confirmed(evidence, known, found):
        return match
    comparison, _ = compared(evidence, known, known.picture(), found)
    return match.model_copy(update={"comparison": comparison})


def _best(evidence: Examinee, known: FileImage) -> Geometry | None:
    """The better of looking at the picture as it is and mirrored; the second only where the first leaves doubt."""
    upright = aligned(evidence, known, Guess())
    if upright is not None and upright.inliers >= geometry.SURE:
        return upright
    mirrored = aligned(evidence, known, Guess(mirrored=True))
    return max((each for each in (upright, mirrored) if each is not None), key=lambda each: each.inliers, default=None)
