"""Two aligned pages made alike: paper and light divided out, sharpness and strength of the ink matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAPER = 15
"""Pixels at a quarter of the frame: the closing that takes the ink off; strokes are thinner, also those of a title."""
_BESIDE = 45
_GAIN = 257
_CALM = 0.8
"""Pixels: blur for both; it takes away most of what coding does to a rim and little of what makes a digit another."""
_SIGMAS = (0.0, 0.4, 0.55, 0.7, 0.9, 1.1, 1.35, 1.65, 2.0, 2.5, 3.1, 3.8)


def ink(grey: NDArray[np.float32], seen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How dark each pixel is beside the paper around it, 0 to 1, shape (h, w), from greys 0 to 255.

    Outside of `seen` there is no ink.
    """
    high, wide = grey.shape
    small = (max(1, wide // 4), max(1, high // 4))
    shown = np.where(seen, grey, np.float32(0))
    part = cv2.resize(shown, small, interpolation=cv2.INTER_AREA)
    share = cv2.resize(seen.astype(np.float32), small, interpolation=cv2.INTER_AREA)
    part = np.where(share > 0.5, part / np.maximum(share, 0.5), 0).astype(np.float32)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_PAPER, _PAPER))
    raised = cv2.dilate(part, kernel)
    closed = cv2.erode(raised, kernel, borderType=cv2.BORDER_REPLICATE)
    closed = np.maximum(closed, np.where(share > 0.5, 0, raised))
    # On a dark band the paper beside it counts: beside its own darkness the camera's noise would look like ink.
    beside = cv2.dilate(part, np.ones((_BESIDE, _BESIDE), np.uint8))
    closed = np.maximum(closed, cv2.GaussianBlur(beside, (0, 0), 8.0) * np.float32(0.5))
    paper = cv2.resize(cv2.GaussianBlur(closed, (0, 0), 4.0), (wide, high), interpolation=cv2.INTER_LINEAR)
    paper = np.maximum(paper, np.float32(16))
    dark = np.clip(1 - grey / paper, 0, 1).astype(np.float32)
    dark[~seen] = 0
    return np.asarray(dark, dtype=np.float32)


def sharpness_matched(
    known: NDArray[np.float32], evidence: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    """The sharper of two inks blurred until it is like the other, and the sigma: above 0 the known one was sharper.

    The sigma is the one with the greatest correlation over some of the strips that bear most ink.
    """
    rows = _strips(known)
    ours, theirs = known[rows], evidence[rows]
    likeness = [(_correlation(blurred(ours, sigma), theirs), sigma) for sigma in _SIGMAS]
    likeness += [(_correlation(ours, blurred(theirs, sigma)), -sigma) for sigma in _SIGMAS[1:6]]
    sigma = max(likeness)[1]
    return (
        blurred(known, float(np.hypot(_CALM, max(sigma, 0.0)))),
        blurred(evidence, float(np.hypot(_CALM, max(-sigma, 0.0)))),
        sigma,
    )


def text_height(dark: NDArray[np.float32]) -> float:
    """The height in pixels of what looks like letters in an ink of shape (h, w); half of their ink is in lower ones.

    0 where there are none.
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats((dark > 0.3).astype(np.uint8), connectivity=8)
    wide, high, area = stats[1:count, 2], stats[1:count, 3], stats[1:count, 4]
    letters = (high >= 3) & (high <= 80) & (wide <= 400) & (area > 0.1 * wide * high)
    if not letters.any():
        return 0.0
    order = np.argsort(high[letters], kind="stable")
    total = np.cumsum(area[letters][order])
    return float(high[letters][order][np.searchsorted(total, total[-1] / 2)])


def gain_matched(known: NDArray[np.float32], evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """The evidence's ink made as strong as the known page's around each place; at most three times more or less.

    The factor is that of least squares where the known page has ink, so that neither a table beside the paper nor an
    emptied place has a say.
    """
    size = (_GAIN, _GAIN)
    here = cv2.dilate((known > 0.08).astype(np.uint8), np.ones((7, 7), np.uint8)).astype(np.float32)
    common = _coarse_mean(known * evidence * here, size)
    theirs = _coarse_mean(evidence * evidence * here, size)
    floor = np.float32(1e-4)
    gain = (common + floor) / (theirs + floor)
    return np.asarray(evidence * np.clip(gain, 1 / 3, 3), dtype=np.float32)


def blurred(picture: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian blur; a sigma of 0 leaves the picture as it is."""
    return picture if sigma <= 0 else np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.float32)


def _coarse_mean(values: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """The mean over a large window, computed at an eighth of the size."""
    high, wide = values.shape
    small = cv2.resize(values, (max(1, wide // 8), max(1, high // 8)), interpolation=cv2.INTER_AREA)
    mean = cv2.boxFilter(small, -1, (size[0] // 8, size[1] // 8), borderType=cv2.BORDER_REFLECT)
    return np.asarray(cv2.resize(mean, (wide, high), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _strips(known: NDArray[np.float32]) -> NDArray[np.intp]:
    """Rows of the six strips of 24 pixels with the most ink, spread over six sixths of the page."""
    each = 24
    sums = known.sum(axis=1)
    chosen = []
    for part in np.array_split(np.arange(len(sums)), 6):
        if len(part) < each:
            return np.arange(len(sums))
        total = np.convolve(sums[part], np.ones(each), mode="valid")
        start = part[0] + int(total.argmax())
        chosen.append(np.arange(start, start + each))
    return np.concatenate(chosen)


def _correlation(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    a, b = first - first.mean(), second - second.mean()
    below = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / below if below > 0 else 0.0
