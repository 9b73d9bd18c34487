"""Examining a picture for a store: from bytes to what is kept of it and searched with."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StringConstraints

from verifyctl.known.descriptors import Descriptors, describe
from verifyctl.known.features import Fineness, extract, pack
from verifyctl.known.forms import Forms
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.pages import is_page
from verifyctl.model.base import Model
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import PixelFacts

if TYPE_CHECKING:
    from verifyctl.known.forms import Shown
    from verifyctl.media.pixels import Picture

RENDITION_SIDE = 1600
RENDITION_QUALITY = 90
_MAX_TEXT = 32 * 1024 * 1024


class Keep(StrEnum):
    """Of which pictures a small grey copy is kept, so that pages can be held against each other line by line."""

    PAGES = "pages"
    ALL = "all"
    NONE = "none"


def _is_base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
    return text


Base64 = Annotated[str, StringConstraints(max_length=_MAX_TEXT), AfterValidator(_is_base64)]


class Examined(Model):
    """A picture as it was decoded, hashed and looked at.

    `page` says that it shows mainly a page of text. `packed_features` are as `features.pack` writes them, `jpeg` is the
    rendition where one is to be kept; both in base64, so that they pass between processes as JSON.
    """

    evidence: EvidenceFile
    pixels: PixelFacts
    descriptors: Descriptors
    page: bool = False
    packed_features: Mapping[Fineness, Base64] = {}
    jpeg: Base64 | None = None

    def item(self, description: Description) -> KnownItem:
        """The record of this picture for a store."""
        return KnownItem(
            sha256=self.evidence.digests.sha256,
            pixel_digest=self.pixels.digest,
            hashes=self.descriptors.hashes,
            width=self.pixels.width,
            height=self.pixels.height,
            page=self.page,
            # A file name may hold bytes that are no text; a record is text.
            names=(self.evidence.name.encode("utf-8", "backslashreplace").decode(),),
            description=description,
        )

    def features(self) -> dict[Fineness, bytes]:
        """The packed local features, as a store takes them."""
        return {fineness: base64.b64decode(text) for fineness, text in self.packed_features.items()}

    def rendition(self) -> bytes | None:
        """The JPEG to keep, where one was made."""
        return None if self.jpeg is None else base64.b64decode(self.jpeg)


def examine(picture: Picture, evidence: EvidenceFile, keep: Keep = Keep.PAGES) -> Examined:
    """Hash one decoded picture and take its features: coarse ones of every picture, fine ones of pages too."""
    forms = Forms(picture.rgb)
    page = is_page(forms)
    wanted = (Fineness.COARSE, Fineness.FINE) if page else (Fineness.COARSE,)
    kept = keep is Keep.ALL or (keep is Keep.PAGES and page)
    return Examined(
        evidence=evidence,
        pixels=picture.facts,
        descriptors=describe(forms),
        page=page,
        packed_features={fineness: _text(pack(extract(forms, fineness))) for fineness in wanted},
        jpeg=_text(rendition(forms)) if kept else None,
    )


def rendition(picture: Shown) -> bytes:
    """A grey JPEG of at most 1,600 pixels on the long side, of a picture of shape (height, width, 3), dtype uint8."""
    import io

    from PIL.Image import Resampling

    grey = Forms.of(picture).luma
    longest = max(grey.size)
    if longest > RENDITION_SIDE:
        width, height = (max(1, (side * RENDITION_SIDE + longest // 2) // longest) for side in grey.size)
        grey = grey.resize((width, height), Resampling.BOX)
    out = io.BytesIO()
    grey.save(out, "JPEG", quality=RENDITION_QUALITY)
    return out.getvalue()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
