"""The perceptual hashes of a picture, and the version of how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from verifyctl.known.colours import grid
from verifyctl.known.content import rectangle_in
from verifyctl.known.forms import Forms
from verifyctl.known.pdq import pdq, prescaled
from verifyctl.model.base import Box, Model
from verifyctl.model.matches import ContentHash, Hashes

if TYPE_CHECKING:
    from imagehash import ImageHash
    from numpy.typing import NDArray
    from PIL.Image import Image as Picture

    from verifyctl.known.forms import Shown

    Rgb = NDArray[np.uint8]

HASH_VERSION = "2:rgb1,pdq256(box512),content1,phash64+256,dhash64+256(reduce1024)"
"""Names everything that decides a hash: rgb1 is how media.pixels makes pixels of a file (first frame, upright, alpha on
white, deep samples scaled, nothing left to the decoder's own scaling); then the size to which they are brought before
PDQ and the filter that does it, how the content rectangle is found, and from which size on pictures are reduced before
pHash and dHash.

Hashes of different versions are never compared: the pre-scale alone moves PDQ by up to 30 of its 256 bits.
"""

_REDUCED_SIDE = 1024
_DCT_DECIMALS = 6


class Descriptors(Model):
    """The hashes that are kept, and those needed for searching only.

    `turned` and `content_turned` are the PDQ of the whole and of the content rectangle in each of `pdq.ORIENTATIONS`;
    the latter is empty where the whole picture is the content.
    """

    hashes: Hashes
    turned: tuple[str, ...]
    content_turned: tuple[str, ...] = ()


def describe(picture: Shown) -> Descriptors:
    """Hash a picture of shape (height, width, 3), dtype uint8, upright.

    pHash and dHash are those of the imagehash package on the whole picture, of 64 and 256 bits, so that they can be
    compared with anybody's: the same bits, but that pictures of 2,048 pixels and more are reduced first, which moves a
    bit now and then. `flat` pictures have too little detail to be matched by any hash.
    """
    forms = Forms.of(picture)
    scaled = prescaled(forms)
    whole = pdq(scaled)
    grey = _grey(forms)
    content, content_turned = _content(forms.rgb, rectangle_in(scaled, forms.height, forms.width))
    hashes = Hashes(
        version=HASH_VERSION,
        pdq=whole.hexes[0],
        pdq_quality=whole.quality,
        phash=str(phash(grey, 8)),
        dhash=str(dhash(grey, 8)),
        phash256=str(phash(grey, 16)),
        dhash256=str(dhash(grey, 16)),
        content=content,
        colours=grid(forms),
        flat=whole.flat,
    )
    return Descriptors(hashes=hashes, turned=whole.hexes, content_turned=content_turned)


def _content(rgb: Rgb, box: Box | None) -> tuple[ContentHash | None, tuple[str, ...]]:
    if box is None:
        return None, ()
    inside = pdq(rgb[box.y : box.y + box.height, box.x : box.x + box.width])
    if inside.flat:
        return None, ()
    return ContentHash(box=box, pdq=inside.hexes[0], quality=inside.quality), inside.hexes


def _grey(forms: Forms) -> Picture:
    factor = max(forms.width, forms.height) // _REDUCED_SIDE
    return forms.image.reduce(factor).convert("L") if factor > 1 else forms.luma


def phash(grey: Picture, side: int) -> ImageHash:
    """The pHash of side x side bits, as `imagehash.phash` makes it, without its import of scipy.

    The median includes the constant frequency, as there.
    """
    from imagehash import ImageHash
    from PIL import Image

    samples = side * 4
    small = np.asarray(grey.resize((samples, samples), Image.Resampling.LANCZOS), dtype=np.float64)
    basis = np.cos(np.pi / (2 * samples) * np.arange(side)[:, None] * (2 * np.arange(samples)[None, :] + 1))
    low = np.round(basis @ small @ basis.T, _DCT_DECIMALS)
    return ImageHash(low > np.median(low))


def dhash(grey: Picture, side: int) -> ImageHash:
    """The dHash of side x side bits, by the imagehash package."""
    import imagehash

    return imagehash.dhash(grey, side)
