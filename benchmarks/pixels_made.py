"""Made changes for `benchmarks.pixels`: splices, copied pieces, letters with a word replaced. All are seeded."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import changes
from benchmarks.letters import content, layout
from benchmarks.letters.damage import DAMAGES
from verifyctl.model.base import Box

RGB = NDArray[np.uint8]
WORD_EDITS = ("painted over, typed anew", "the same, blur and noise matched", "copied from the page")


def splice(rgb: RGB, other: RGB, rng: np.random.Generator, *, reduced: bool) -> RGB:
    """An ellipse of about a fifteenth of the picture from another JPEG; both pictures as JPEG before, at 70 to 92.

    With `reduced`, the picture that it is laid on has no grid, since it was reduced after its save.
    """
    base, piece = (changes.jpeg(each, int(rng.integers(70, 93))) for each in (changes.limited(rgb, 1200), other))
    if reduced:
        base = changes.resized(base, 0.83)
    height, width = base.shape[:2]
    down, across = rng.integers(0, 8, 2)
    if down == across == 0:
        down = 3
    tiled = np.tile(piece[down:, across:], (-(-height // 400), -(-width // 400), 1))[:height, :width]
    mask = np.zeros((height, width), dtype=np.uint8)
    centre = (int(width * rng.uniform(0.25, 0.75)), int(height * rng.uniform(0.25, 0.75)))
    cv2.ellipse(mask, centre, (width // 7, height // 6), 0, 0, 360, 1, -1)
    made = base.copy()
    made[mask > 0] = tiled[mask > 0]
    return made


def copy_move(rgb: RGB, rng: np.random.Generator, *, turned: bool) -> RGB:
    """An ellipse of a fortieth of the picture, copied from the half of it to the other."""
    base = changes.jpeg(rgb, 92)
    height, width = base.shape[:2]
    high, wide = height // 5, width // 5
    top, left = (int(rng.integers(0, most)) for most in (height - high, width // 2 - wide))
    down, right = int(rng.integers(0, height - high)), int(rng.integers(width // 2, width - wide))
    piece = base[top : top + high, left : left + wide]
    if turned:
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), 15, 1.1)
        piece = changes.uint8(cv2.warpAffine(piece, matrix, (wide, high), flags=cv2.INTER_CUBIC))
    mask = np.zeros((high, wide), dtype=np.uint8)
    cv2.ellipse(mask, (wide // 2, high // 2), (int(wide * 0.42), int(high * 0.42)), 0, 0, 360, 1, -1)
    made = base.copy()
    made[down : down + high, right : right + wide][mask > 0] = piece[mask > 0]
    return made


# letters ------------------------------------------------------------------------------------------


def letter(number: int, seed: int) -> tuple[RGB, list[Box]]:
    """A drawn letter, Arabic and English by turns, and the boxes of its longer words."""
    key = f"{seed}-pixels-{number}"
    arabic = number % 2 == 0
    drawn = layout.draw(content.letter(key, "ar" if arabic else "en", "arabic-indic" if arabic else "western"), key)
    ink = (cv2.cvtColor(drawn.rgb, cv2.COLOR_RGB2GRAY) < 140).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, 11), dtype=np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [
        Box(x=left, y=top, width=wide, height=high)
        for left, top, wide, high, _ in stats[1:].tolist()
        if 60 <= wide <= 320 and 16 <= high <= 60
    ]
    return drawn.rgb, boxes


def _damaged(name: str) -> Callable[[int, int], bytes]:
    return lambda number, seed: DAMAGES[name].file(letter(number, seed)[0], np.random.default_rng([seed, number]))


LETTERS: dict[str, Callable[[int, int], bytes]] = {
    "letter, scanned": _damaged("clean"),
    "letter, photographed": _damaged("photo"),
    "letter, sent on three times": _damaged("recomp"),
    "letter, screenshot of a post": _damaged("screenshot"),
}


def word_page(number: int, seed: int) -> dict[str, tuple[RGB, Box]]:
    """A photographed letter with one word changed in three ways, and where."""
    rng = np.random.default_rng([seed, number])
    page, boxes = letter(number, seed)
    photograph = _photographed(page, rng)
    target, other = (boxes[int(place)] for place in rng.choice(len(boxes), 2, replace=False))
    target = Box(x=target.x - 4, y=target.y - 4, width=target.width + 8, height=target.height + 8)
    taken = Box(x=other.x - 4, y=other.y - 4, width=target.width, height=target.height)
    typed = cv2.cvtColor(_part(page, taken), cv2.COLOR_RGB2GRAY) < 140
    part = _part(photograph, target)
    paper = np.percentile(part.reshape(-1, 3), 90, axis=0)
    flat = np.empty(part.shape, dtype=np.float32)
    flat[:] = paper
    flat[typed[: part.shape[0], : part.shape[1]]] = 30.0
    matched = np.empty(part.shape, dtype=np.float32)
    matched[:] = paper
    matched[typed[: part.shape[0], : part.shape[1]]] = np.percentile(part.reshape(-1, 3), 5, axis=0)
    matched = cv2.GaussianBlur(matched, (0, 0), 0.9) + rng.normal(0, 3.5, matched.shape)
    copied = _part(photograph, taken).astype(np.float32)
    made = {}
    for name, area in zip(WORD_EDITS, (flat, matched, copied), strict=True):
        changed = photograph.copy()
        changed[target.y : target.y + target.height, target.x : target.x + target.width] = changes.clipped(area)
        made[name] = (changed, target)
    return made


def _part(rgb: RGB, box: Box) -> RGB:
    return rgb[box.y : box.y + box.height, box.x : box.x + box.width]


def _photographed(page: RGB, rng: np.random.Generator) -> RGB:
    """Uneven light, a soft lens, noise, the camera's own JPEG; not moved, so that places stay known."""
    height, width = page.shape[:2]
    down, across = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    light = 0.75 + 0.25 * np.cos((across - rng.uniform()) * 2) * np.cos((down - rng.uniform()) * 1.5)
    seen = cv2.GaussianBlur(page.astype(np.float32) * light[:, :, None].astype(np.float32) * 0.9 + 8, (0, 0), 0.9)
    return changes.jpeg(changes.clipped(seen + rng.normal(0, 4, seen.shape)), 93)


def meets(found: Box, changed: Box, factor: float) -> bool:
    """Whether a word that was found lies on the place that was changed, in a picture scaled by a factor."""
    place = changed.scaled(factor)
    middle = found.y + found.height / 2
    across = min(found.x + found.width, place.x + place.width) - max(found.x, place.x)
    return place.y <= middle <= place.y + place.height and across > 0.3 * min(found.width, place.width)
