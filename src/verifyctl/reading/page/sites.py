"""Small fields around letters, alike whichever way the page is turned: what tells its turn and its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifyctl.reading.page.ink import pieces_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verifyctl.reading.page.ink import Pieces
    from verifyctl.reading.page.picture import Grey

    Fields = NDArray[np.float32]

SIDE = 24
MOST = 160
REACH = 3.2
"""A field's side in letter sizes: a joined piece of Arabic with its dots, three or four Latin letters."""


def letter_size(pieces: Pieces) -> float | None:
    """The smaller side of a piece of ink, median by the larger side: letters' size, however the page is turned."""
    import cv2
    import numpy as np

    width, height = pieces[:, cv2.CC_STAT_WIDTH], pieces[:, cv2.CC_STAT_HEIGHT]
    small, large = np.minimum(width, height), np.maximum(width, height)
    fitting = (small >= 3) & (large < 14 * small) & (large >= 5)
    if np.count_nonzero(fitting) < 8:
        return None
    order = np.argsort(small[fitting], kind="stable")
    running = np.cumsum(large[fitting][order])
    return float(small[fitting][order][np.searchsorted(running, running[-1] / 2)])


def fields(grey: Grey, most: int = MOST, reach: float = REACH) -> Fields:
    """Up to `most` fields from all over a picture, dark text on light, shape (n, SIDE, SIDE), ink 1 and paper 0."""
    import cv2
    import numpy as np

    _, pieces, centres = pieces_of(grey)
    pieces, centres = pieces[1:], centres[1:]
    size = letter_size(pieces)
    if size is None:
        return np.empty((0, SIDE, SIDE), np.float32)
    small = np.minimum(pieces[:, cv2.CC_STAT_WIDTH], pieces[:, cv2.CC_STAT_HEIGHT])
    large = np.maximum(pieces[:, cv2.CC_STAT_WIDTH], pieces[:, cv2.CC_STAT_HEIGHT])
    places = np.flatnonzero((small >= 0.5 * size) & (small <= 2.5 * size) & (large <= 10 * size))
    if len(places) > most:
        places = places[np.linspace(0, len(places) - 1, most).astype(np.int64)]
    reached = max(2, round(size * reach / 2))
    padded = cv2.copyMakeBorder(grey, reached, reached, reached, reached, cv2.BORDER_REPLICATE)
    cut = np.empty((len(places), SIDE, SIDE), np.float32)
    for number, place in enumerate(places):
        x, y = (round(float(value)) for value in centres[place])
        part = padded[y : y + 2 * reached + 1, x : x + 2 * reached + 1]
        cut[number] = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    low, high = cut.min(axis=(1, 2), keepdims=True), cut.max(axis=(1, 2), keepdims=True)
    return np.asarray((high - cut) / np.maximum(high - low, 1), dtype=np.float32)
