"""The perceptual hashes of a picture, and the version of how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.model.base import Model
from verifyctl.model.facts import Hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HASH_VERSION = "1:pdq256(box512),phash64,dhash64"
"""Names the hashes, the size to which pictures are brought before PDQ, and the filter that does it.

Hashes of different versions are never compared: the pre-scale alone moves PDQ by up to 30 of its 256 bits.
"""


class Descriptors(Model):
    """The hashes that are kept, and the PDQ of the picture turned in each of `pdq.ORIENTATIONS`, for searching."""

    hashes: Hashes
    turned: tuple[str, ...]


def describe(rgb: NDArray[np.uint8]) -> Descriptors:
    """Hash a picture of shape (height, width, 3), dtype uint8, upright.

    phash and dhash are those of the imagehash package on the whole picture, 64 bits each, so that they can be
    compared with anybody's. `flat` pictures have too little detail to be matched by any hash.
    """
    import imagehash
    import numpy as np
    from PIL import Image

    from verifyctl.known.pdq import pdq

    grey = Image.fromarray(np.ascontiguousarray(rgb)).convert("L")
    hashed = pdq(rgb)
    hashes = Hashes(
        version=HASH_VERSION,
        phash=str(imagehash.phash(grey)),
        dhash=str(imagehash.dhash(grey)),
        pdq=hashed.hexes[0],
        pdq_quality=hashed.quality,
        flat=hashed.flat,
    )
    return Descriptors(hashes=hashes, turned=hashed.hexes)
