"""Examining a picture for a store: from bytes to what is kept of it and searched with."""

from __future__ import annotations

from verifyctl.known.descriptors import Descriptors, describe
from verifyctl.known.items import Description, KnownItem
from verifyctl.media.pixels import Picture
from verifyctl.model.base import Model
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import PixelFacts


class Examined(Model):
    """A picture as it was decoded and hashed."""

    evidence: EvidenceFile
    pixels: PixelFacts
    descriptors: Descriptors

    def item(self, description: Description) -> KnownItem:
        """The record of this picture for a store."""
        return KnownItem(
            sha256=self.evidence.digests.sha256,
            pixel_digest=self.pixels.digest,
            hashes=self.descriptors.hashes,
            width=self.pixels.width,
            height=self.pixels.height,
            # A file name may hold bytes that are no text; a record is text.
            names=(self.evidence.name.encode("utf-8", "backslashreplace").decode(),),
            description=description,
        )


def examine(picture: Picture, evidence: EvidenceFile) -> Examined:
    """Hash one decoded picture."""
    return Examined(evidence=evidence, pixels=picture.facts, descriptors=describe(picture.rgb))
